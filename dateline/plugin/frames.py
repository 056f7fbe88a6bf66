"""Pages that MkDocs does not make, and what they need of it: frames by the theme, lines in the sitemap, entries in the index.

These are the pages of the record, and those with evidence: MkDocs' work on each would cost more than all of ours.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from dateline.addresses import EDITIONS
from dateline.errors import ConfigurationError, Problem, Spot
from dateline.plugin.build_date import NAME as BUILD_DATE
from dateline.press import Press, write
from dateline.record_pages import Outward, Shell, Story
from dateline.record_pages.index import with_record
from dateline.record_pages.shell import CONTENT, DESCRIPTION, TITLE, pretended

RECORD, EVIDENCE = "record.html", "evidence-frame.html"
DEPTHS = (1, 2)
INDEX = Path("search") / "search_index.json"
_ENTRY = re.compile(r"\s*</urlset>\s*$")


@dataclass(frozen=True, slots=True)
class Frames:
    """A frame for each depth: of the pages of the record, and of the pages with evidence, which search engines pass over."""

    record: dict[int, Shell]
    evidence: dict[int, Shell]


def frames_of(press: Press, env: Any, config: MkDocsConfig, files: Files, nav: Navigation, date: dt.datetime) -> Frames:
    """The frames, as the theme renders any page. `date`: when the site counts as built."""

    def shell(template: str, depth: int) -> Shell:
        page = Page(None, File.generated(config, f"{pretended(depth)}index.md", content=""), config)
        page.meta = {"title": TITLE, "description": DESCRIPTION}
        page.content = CONTENT
        page.toc = get_toc([])
        context = {**get_context(nav, files.documentation_pages(), config, page), BUILD_DATE: date}
        html = env.get_template(template).render(context)
        return _cut(press, html, template, depth)

    proved = sorted({address.count("/") for address in press.proving.proved().values()})
    return Frames({depth: shell(RECORD, depth) for depth in DEPTHS}, {depth: shell(EVIDENCE, depth) for depth in proved})


def _cut(press: Press, html: str, template: str, depth: int) -> Shell:
    if CONTENT not in html:
        message = f"templates/{template} leaves out the content of the page, so that every page in it would be empty"
        raise ConfigurationError(Problem("template", message, Spot(f"templates/{template}"), "write {{ page.content }} into it"))
    return Shell.of(press.finish(html, "/".join([".."] * depth)), depth)


def with_addresses(sitemap: str, press: Press, config: MkDocsConfig, more: Iterable[str] = ()) -> str:
    """The sitemap with a line for every page of the record, and for `more` addresses."""
    lines = []
    for address, day in (*press.edition.sitemap(), *((address, None) for address in more)):
        news = day or press.newest_day
        place = escape(urljoin(str(config.site_url), address))
        lines.append(f"<url><loc>{place}</loc>{f'<lastmod>{news}</lastmod>' if news else ''}</url>")
    return _ENTRY.sub(lambda _: "\n" + "\n".join([*lines, "</urlset>"]), sitemap)


def write_pages(press: Press, frames: Frames, stories: Iterable[Story], outward: Outward, tree: Path) -> list[str]:
    """Write the pages of the record and the evidence into a built tree, and what search knows of the former.

    Gives the names that were taken.
    """
    there = write(press.take(press.edition.files(frames.record, stories, outward)), tree)
    there += write(press.take(press.proving.files(frames.evidence)), tree)
    index = tree / INDEX
    if index.is_file():  # a site may do without search
        index.write_bytes(with_record(index.read_bytes(), press.edition.docs(), press.site.record.places))
    return there


def taken(press: Press, files: Files) -> Iterator[Problem]:
    """Pages of content/ that would lie where a page of the record lies."""
    addresses = (*dict(press.edition.sitemap()), *press.proving.proved().values(), EDITIONS)
    ours = {f"{unquote(address)}index.html" for address in addresses}
    for file in files.documentation_pages():
        if file.dest_uri in ours and file.generated_by is None:
            message = f"this page would lie at {file.url}, where Dateline puts a page of its own"
            yield Problem("taken-address", message, Spot(f"content/{file.src_uri}"), "give the file another name")


def replaced(names: Iterable[str], root: Path) -> Iterator[Problem]:
    """Files of the newsroom's that lay where Dateline put one of its own: `names` in the built tree."""
    for name in names:
        page = name.removesuffix("/index.html")
        asked = (
            f"content/{name}",
            f"content/{page}.md",
            f"content/{page}/index.md",
            f"content/{page}/README.md",
            f"templates/{name}",
        )
        file = next((file for file in asked if (root / file).is_file()), None)
        message = f"this file would lie at {name}, where Dateline puts one of its own"
        yield Problem("taken-address", message, Spot(file) if file else None, "give the file another name")
