"""The commands of fact-checkers and editors: factcheck, archives, links."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.group import dateline, in_form, progress, root, say_well, shown
from dateline.errors import ContentError, Problem, did_you_mean
from dateline.evidence import sheet_csv, sheet_html
from dateline.press import Press
from dateline.render import template_directories
from dateline.site import load_site, page_slug


@dateline.command()
@in_form
@click.argument("article")
@click.option(
    "--write",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    default="factcheck",
    show_default=True,
    help="Where the two files go.",
)
def factcheck(article: str, folder: Path) -> None:
    """Write a sheet to check the numbers of an article with: HTML to print, and CSV.

    ARTICLE is the path of a page, its name, or the beginning of its title.
    """
    with progress("Checking"):
        press = Press.start(load_site(root()), workers=0)
        try:
            name = _named(article, press)
            page = press.factcheck(name)
        finally:
            press.close()
        record, slug = press.site.record, page_slug(f"content/{name}")
        target = root() / folder
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{slug}.html").write_text(sheet_html(page, record, template_directories(root())), encoding="utf-8")
        (target / f"{slug}.csv").write_bytes(sheet_csv(page, record))
    say_well(f"Wrote {len(page.proofs)} rows into {shown(target / slug)}.html and .csv.")


def _named(asked: str, press: Press) -> str:
    """The page that is meant, by its path below content/. Raises ContentError when there is none, or more than one."""
    wanted = asked.strip().removeprefix("./").removeprefix("content/")
    titles = {name: sheet.title for name, sheet in press.sheets.items()}
    slugs = {name: page_slug(f"content/{name}") for name in titles}
    exact = [name for name in titles if wanted in (name, name.removesuffix(".md"), slugs[name])]
    found = exact or [name for name, title in titles.items() if title.casefold().startswith(wanted.casefold()) and wanted]
    if len(found) == 1:
        return found[0]
    if found:
        several = f"'{asked}' begins the titles of {len(found)} pages"
        raise ContentError(Problem("ambiguous-article", several, None, f"write one of {', '.join(sorted(found))}"))
    known = [*slugs.values(), *titles.values(), *titles]
    raise ContentError(Problem("unknown-article", f"no article '{asked}'", None, did_you_mean(wanted, known)))
