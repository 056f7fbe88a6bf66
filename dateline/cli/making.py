"""The commands that make or look over the site: build, check, serve."""

from __future__ import annotations

import datetime as dt
import time

import click

from dateline.cli.group import DatelineErrorOf, dateline, day, in_form, no_rubbish, progress, root, say_well, shown
from dateline.hindsight import days_of
from dateline.site import check_site, load_site


@dateline.command()
@in_form
@click.option("--anew", is_flag=True, help="Build even if nothing changed since the last build, or over a kept edition.")
@click.option("--as-of", callback=day, metavar="DAY", help="Build what was known on a day into editions/DAY/, to be kept.")
def build(*, anew: bool = False, as_of: dt.date | None = None) -> None:
    """Check everything, build, verify, and replace site/ in one step. Where nothing changed, site/ is left as it is."""
    if as_of is not None and as_of > dt.datetime.now(tz=dt.UTC).date():
        raise click.BadParameter(f"{as_of} has not come yet: nobody knows what will be known", param_hint="--as-of")
    if as_of is not None:
        _edition(as_of, anew=anew)
        return
    started = time.monotonic()
    with progress("Building") as say, no_rubbish():
        from dateline.plugin.host import build_site  # noqa: PLC0415 - MkDocs takes a quarter of a second to import

        built = build_site(root(), say, anew=anew)
    if not built.now:
        say_well(f"Nothing changed: {shown(built.site)}/ is what a build would give.", built.warnings)
        return
    pages = sum(1 for _ in built.site.rglob("index.html"))
    say_well(f"Built {pages} pages into {shown(built.site)}/ in {time.monotonic() - started:.1f} s.", built.warnings)


def _edition(day: dt.date, *, anew: bool) -> None:
    from dateline.editions import freeze  # noqa: PLC0415 - see build

    with progress("Building") as say, no_rubbish():
        frozen = freeze(root(), day, say, anew=anew)
    lines = [f"Left out: {line}" for line in days_of(frozen.left_out)]
    lines.append(f"Built {frozen.pages} pages into {shown(frozen.folder)}/, as the record was known on {day}.")
    say_well("\n".join(lines))


@dateline.command()
@in_form
def check() -> None:
    """Check the data and the prose, without rendering anything."""
    with progress("Checking"):
        site = load_site(root())
        problems = check_site(site)
    if problems:
        raise DatelineErrorOf(problems)
    events = sum(len(report.events) for report in site.record.reports.values())
    say_well(f"All well: {len(site.record.reports)} reports, {events} events, {len(site.articles)} pages.", site.warnings)


@dateline.command()
@in_form
@click.option("--address", metavar="HOST:PORT", help="Where to serve; mkdocs.yml says otherwise 127.0.0.1:8000.")
def serve(address: str | None) -> None:
    """Serve the site with live reload; mistakes are shown on top of the last good pages."""
    from dateline.plugin.host import serve_site  # noqa: PLC0415 - see build

    serve_site(root(), address)
