"""The commands of fact-checkers and editors: factcheck, archives, links."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from dateline.cli.group import dateline, in_form, progress, root, say_well, shown
from dateline.errors import ContentError, Problem, did_you_mean, format_github, format_json, format_text
from dateline.evidence import sheet_csv, sheet_html
from dateline.links.addresses import outgoing
from dateline.links.archives import ArchiveLine, archive_lines, unarchived
from dateline.load import read_line
from dateline.load.placing import refuse_links
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
            page = press.proving.factcheck(name)
        finally:
            press.close()
        record, slug = press.site.record, page_slug(f"content/{name}")
        target = root() / folder
        sheet, rows = target / f"{slug}.html", target / f"{slug}.csv"
        refuse_links(root(), [sheet, rows])
        target.mkdir(parents=True, exist_ok=True)
        sheet.write_text(sheet_html(page, record, template_directories(root())), encoding="utf-8")
        rows.write_bytes(sheet_csv(page, record))
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
    near = did_you_mean(wanted, [*slugs.values(), *titles.values(), *titles]) or did_you_mean(wanted, slugs.values())
    raise ContentError(Problem("unknown-article", f"no article '{asked}'", None, near or "give its path below content/"))


@dateline.command()
@in_form
@click.option("--strict", is_flag=True, help="Take every document without an archived copy for a problem.")
def archives(*, strict: bool) -> None:
    """List the documents that have no archived copy, and how much rests on each."""
    with progress("Reading"):
        site = load_site(root())
        press = Press.start(site, workers=0)
        try:
            usage = press.proving.read_through()
        finally:
            press.close()
    dated = {article.file.removeprefix("content/") for article in site.articles if article.date}
    resting = Counter(source for name, used in usage.pages.items() if name in dated for source in used.sources)
    lines = archive_lines(site.record, resting)
    if strict and lines:
        raise ContentError(unarchived(site.root, lines))
    if click.get_current_context().find_root().obj == "json":
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2))
    else:
        _show_archives(lines, len(site.record.sources))


def _show_archives(lines: list[ArchiveLine], sources: int) -> None:
    if not lines:
        click.echo(f"Each of {sources} documents has an archived copy.")
        return
    heads = ("articles", "events", "id", "title", "address")
    cells = [(str(line.articles), str(line.events), line.id, _plain(line.title), _plain(line.url)) for line in lines]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    for row in (heads, *cells):
        sized = zip(row, widths, (str.rjust, str.rjust, str.ljust, str.ljust, str.ljust), strict=True)
        click.echo("  ".join(align(cell, width) for cell, width, align in sized).rstrip())
    click.echo(f"\n{len(lines)} of {sources} documents have no archived copy.")


def _plain(text: str) -> str:
    """A text of the data on one line of a terminal, which obeys some characters."""
    return "".join(character if character.isprintable() else "?" for character in text)


@dateline.command()
@in_form
@click.option("--hashes", is_flag=True, help="Also read archived copies, and compare them with `sha256`.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=20.0, show_default=True, help="Seconds to wait for an answer.")
@click.option(
    "--pause", type=click.FloatRange(min=0), default=0.5, show_default=True, help="Seconds between two requests to a host."
)
@click.option("--local", is_flag=True, help="Also ask this machine and hosts of its own network.")
def links(*, hashes: bool, timeout: float, pause: float, local: bool) -> None:
    """Test the addresses of sources, and the outgoing links of pages. Asks other hosts, which a build never does."""
    from dateline.links.asking import Asker  # noqa: PLC0415 - requests takes a tenth of a second to import
    from dateline.links.verdicts import verdicts  # noqa: PLC0415

    with progress("Asking") as say:
        site = load_site(root())
        found = outgoing(site.root, site.record, site.articles)
        hashed = [link.url for link in found if hashes and link.sha256]
        replies = Asker(pause=pause, timeout=timeout, local=local).ask([link.url for link in found], hashed, say)
        problems = verdicts(found, replies)
    wrong = [problem for problem in problems if problem.severity == "error"]
    if wrong:
        raise ContentError(problems)
    form = click.get_current_context().find_root().obj
    if problems:
        click.echo({"json": format_json, "github": format_github}.get(form, _as_text)(problems))
    else:
        say_well(f"All well: {len(replies)} addresses answer.")


def _as_text(problems: list[Problem]) -> str:
    return format_text(problems, read_line(root()))
