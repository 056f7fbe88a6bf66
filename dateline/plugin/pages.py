"""What MkDocs' templates are given about a page, and how its configuration is completed. All text of authors is escaped here.

MkDocs renders its templates without autoescape, so what reaches `page.meta` must be HTML already. Our own templates switch
autoescape on and are given plain texts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from dateline import addresses
from dateline.errors import ConfigurationError, Problem, Spot
from dateline.export import Feed, FeedEntry
from dateline.load import read_line
from dateline.load.files import link_problem
from dateline.markdown.page import front_spot
from dateline.plugin.view import Listed, View
from dateline.press import Press
from dateline.record_pages import Outward, Story, Touched
from dateline.render import template_directories
from dateline.sheet import Sheet

STYLESHEETS = ("assets/stylesheets/dateline.css", "assets/stylesheets/figure.css")
SCRIPTS = ("assets/javascripts/dateline.js",)
"""Scripts of every page, run once it is read. Those of single pages are named by their templates."""


def project_root(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml. Raises ConfigurationError if that is a link, or docs_dir is not the content/ beside it."""
    path = Path(config.config_file_path or "mkdocs.yml")
    root = path.parent.resolve()
    if path.is_symlink():
        raise ConfigurationError(link_problem(path.parent, path))
    if Path(config.docs_dir).resolve() != root / "content":
        raise ConfigurationError(
            Problem("docs-dir", "docs_dir must be content, where articles are", Spot("mkdocs.yml"), "write `docs_dir: content`")
        )
    if not config.site_url:
        raise ConfigurationError(
            Problem("site-url", "site_url is not set, and feeds need full addresses", Spot("mkdocs.yml"), "set site_url")
        )
    return root


def complete(config: MkDocsConfig, root: Path, context: Any) -> None:
    """Add our extension, templates, stylesheets and scripts to MkDocs' configuration."""
    if "dateline" not in config.markdown_extensions:
        config.markdown_extensions.append("dateline")
    config.mdx_configs["dateline"] = {"context": context}
    own = [str(directory) for directory in template_directories(root)]
    first = config.theme.dirs[:1] if config.theme.custom_dir else []
    config.theme.dirs[:] = list(dict.fromkeys([*first, *own, *config.theme.dirs]))
    for sheet in STYLESHEETS:
        if sheet not in config.extra_css:
            config.extra_css.append(sheet)
    for script in SCRIPTS:
        if not any(str(known) == script for known in config.extra_javascript):
            added = ExtraScriptValue(script)
            added.defer = True
            config.extra_javascript.append(added)
    # Material prints these as they are. An escaped text stays as it is in templates that do escape.
    config.site_name = escape(config.site_name)
    if config.site_description:
        config.site_description = escape(config.site_description)
    if config.site_author:
        config.site_author = escape(config.site_author)


def check_options(given: Config) -> Iterator[Problem]:
    """Settings in mkdocs.yml that neither MkDocs nor we know. MkDocs only warns of them."""
    known = {name for name, _ in given._schema}  # noqa: SLF001 - MkDocs gives no other way to ask
    for name in given:
        if name not in known:
            yield Problem.unknown("setting", name, known, "mkdocs.yml", Spot("mkdocs.yml"))


def missing_templates(config: MkDocsConfig, press: Press) -> Iterator[Problem]:
    """Templates that pages ask for and nobody has."""
    asked = {sheet.article.template for sheet in press.sheets.values() if sheet.article.template}
    folders = [Path(folder) for folder in config.theme.dirs]
    missing = {name for name in asked if not any((folder / name).is_file() for folder in folders)}
    if not missing:
        return
    known = [path.name for folder in folders for path in folder.glob("*.html")]
    for sheet in press.sheets.values():
        if sheet.article.template in missing:
            spot = front_spot(sheet.article, "template", read_line(press.site.root))
            yield Problem.unknown("template", sheet.article.template, known, "templates/", spot)


def unread_pages(files: Files, press: Press) -> Iterator[Problem]:
    """Files that MkDocs takes for pages and we have not read: they would be published unchecked."""
    for file in files.documentation_pages():
        if file.generated_by is None and file.src_uri not in press.sheets:
            spot = Spot(f"content/{file.src_uri}")
            yield Problem("unread-page", "this page would be published unchecked", spot, "give it a name that ends in .md")


def apply_all(files: Files, press: Press) -> None:
    """Give every page its metadata, also those that are not converted in this build: navigation names them all."""
    for file in files.documentation_pages():
        sheet = press.sheets.get(file.src_uri)
        if file.page is not None and sheet is not None:
            apply(file.page, sheet)


def apply(page: Page, sheet: Sheet) -> None:
    """Give a page the metadata of its sheet, escaped, in place of what MkDocs read."""
    article = sheet.article
    meta: dict[str, Any] = {"title": escape(sheet.title), "hide": list(article.hide)}
    if sheet.description is not None:
        meta["description"] = escape(sheet.description)
    if sheet.authors:
        meta["author"] = escape(", ".join(author.name for author in sheet.authors))
    template = article.template or ("article.html" if article.date else None)
    if template:
        meta["template"] = template
    search = {"exclude": article.search_exclude, "boost": article.search_boost}
    meta["search"] = {key: value for key, value in search.items() if value}
    page.meta = meta


def date(page: Page, sheet: Sheet | None, newest: dt.date | None) -> None:
    """The date of a page for the sitemap: its own, else the site's newest; never the clock's, or no two builds were the same."""
    day = (sheet and (sheet.article.updated or sheet.article.date)) or newest
    if day:
        page.update_date = str(day)


def date_corrected(files: Files, press: Press) -> None:
    """Date the pages whose numbers a correction changed, which is known once all are converted."""
    for file in files.documentation_pages():
        sheet = press.sheets.get(file.src_uri) if press.repairs.affected.corrections else None
        day = press.repairs.updated(sheet) if sheet else None
        if file.page is not None and day:
            file.page.update_date = str(day)


def touched(press: Press, urls: Mapping[str, str]) -> Iterator[Touched]:
    """The pages that corrections changed, in the order of their names. `urls` has the addresses of those that are published."""
    for name, sheet in sorted(press.sheets.items()):
        if name in urls and press.repairs.corrections_of(sheet):
            yield Touched(name.removesuffix(".md"), urls[name].removeprefix("./"), sheet.title, press.repairs.effects_of(sheet))


def view(press: Press, files: Files, *, editions: bool = False) -> View:
    """What the templates are given. `editions`: whether the site has any."""
    return View(press, tuple(_listed(press, files)), press.sheets, editions)


def _listed(press: Press, files: Files) -> Iterator[Listed]:
    for name, sheet in press.listed():
        file = files.get_file_from_path(name)
        if file is not None and file.inclusion.value > InclusionLevel.DRAFT.value:
            yield Listed(file.url, sheet)


def feed_of(config: MkDocsConfig, press: Press) -> Feed:
    """What the feeds say of the site, and where it is: an edition lies in a folder of it."""
    description = _plain(config.site_description) or press.site.record.dataset.description
    day = press.site.as_of
    within = addresses.edition_page(day) if day else ""
    language = str(config.theme.get("language") or "en")
    return Feed(_plain(config.site_name), description, f"{config.site_url}{within}", language)


def _plain(text: str | None) -> str:
    """A text that `complete` escaped, as it was."""
    return text.unescape() if isinstance(text, Markup) else text or ""


def feed_entries(config: MkDocsConfig, shown: View) -> Iterator[FeedEntry]:
    """The articles with their full addresses."""
    for listed in shown.articles:
        sheet = listed.sheet
        published = sheet.article.date
        if published:
            yield FeedEntry(
                sheet.title,
                sheet.description or "",
                f"{config.site_url}{listed.url}",
                published,
                shown.updated(sheet) or published,
                tuple(author.name for author in sheet.authors),
                f"{config.site_url}{addresses.markdown_twin(listed.url)}",
            )


def names(shown: View) -> list[str]:
    """The published articles by their paths below content/."""
    return [listed.sheet.article.file.removeprefix("content/") for listed in shown.articles]


def source_uses(press: Press, shown: View) -> dict[str, tuple[Story, ...]]:
    """Which articles rest on a source, by its id; the newest article first."""
    told = {story.address: story for story in stories(shown)}
    found: dict[str, list[Story]] = {}
    for listed in shown.articles:
        if listed.url in told:
            for source in press.sources_of(listed.sheet):
                found.setdefault(source.id, []).append(told[listed.url])
    return {source: tuple(uses) for source, uses in found.items()}


def outward(press: Press, shown: View, urls: Mapping[str, str]) -> Outward:
    """What the pages of the record say of the site around them."""
    return Outward(press.outgoing.package, press.outgoing.imprint, source_uses(press, shown), tuple(touched(press, urls)))


def stories(shown: View) -> Iterator[Story]:
    """The articles as pages of the record name them."""
    for listed in shown.articles:
        sheet, article = listed.sheet, listed.sheet.article
        if article.date and sheet.published:
            used = shown.press.usage.of(article.file.removeprefix("content/"))
            words = (listed.url, sheet.title, sheet.description, sheet.published)
            yield Story(*words, article.date, article.authors, article.scope, used)


def site_path(config: MkDocsConfig) -> str:
    """The path of the site's address: `/` or `/repo/`."""
    return urlsplit(str(config.site_url)).path or "/"
