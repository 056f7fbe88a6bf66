"""The command line, shared by `python build.py` and the command `dateline`. Owns click and rich.

Here belongs what is read from and shown to a person at a terminal, and the exit codes of DESIGN section 8.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from dateline import __version__, gallery
from dateline.errors import (
    EXIT_BUG,
    EXIT_CONFIGURATION,
    EXIT_ENVIRONMENT,
    EXIT_INTERRUPTED,
    DatelineError,
    Format,
    Problem,
    format_github,
    format_json,
    format_text,
)
from dateline.load import load_record, read_line, schemas
from dateline.model import parse_day
from dateline.publish import disk_problem
from dateline.site import check_site, load_site

_FORMATS = click.Choice(["text", "json", "github"])


def _in_form(command: Callable[..., None]) -> Callable[..., None]:
    """`--format` after a command means what it means before it."""
    option = click.option("--format", type=_FORMATS, expose_value=False, callback=_remember, help="How problems are shown.")
    return option(command)


def _remember(context: click.Context, _: click.Parameter, form: Format | None) -> None:
    if form is not None:
        context.find_root().obj = form


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return None if value is None else parse_day(value)
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from None


def _root() -> Path:
    return Path.cwd()


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="dateline")
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="How problems are shown.")
@click.pass_context
def dateline(context: click.Context, form: Format) -> None:
    """Build a site of data journalism whose numbers cannot be wrong in silence.

    Works on the project in the current folder. Without a command it builds.
    """
    context.obj = form
    if context.invoked_subcommand is None:
        context.invoke(build)


@dateline.command()
@_in_form
@click.option("--anew", is_flag=True, help="Build even if nothing changed since the last build.")
def build(*, anew: bool = False) -> None:
    """Check everything, build, verify, and replace site/ in one step. Where nothing changed, site/ is left as it is."""
    from dateline.plugin.host import build_site  # noqa: PLC0415 - MkDocs takes a quarter of a second to import

    started = time.monotonic()
    with _progress("Building") as say, _no_rubbish():
        built = build_site(_root(), say, anew=anew)
    if not built.now:
        _say_well(f"Nothing changed: {_shown(built.site)}/ is what a build would give.")
        return
    pages = sum(1 for _ in built.site.rglob("index.html"))
    _say_well(f"Built {pages} pages into {_shown(built.site)}/ in {time.monotonic() - started:.1f} s.")


@dateline.command()
@_in_form
def check() -> None:
    """Check the data and the prose, without rendering anything."""
    with _progress("Checking"):
        site = load_site(_root())
        problems = check_site(site)
    if problems:
        raise DatelineErrorOf(problems)
    events = sum(len(report.events) for report in site.record.reports.values())
    _say_well(f"All well: {len(site.record.reports)} reports, {events} events, {len(site.articles)} pages.")


@dateline.command()
@_in_form
@click.option("--address", metavar="HOST:PORT", help="Where to serve; mkdocs.yml says otherwise 127.0.0.1:8000.")
def serve(address: str | None) -> None:
    """Serve the site with live reload; mistakes are shown on top of the last good pages."""
    from dateline.plugin.host import serve_site  # noqa: PLC0415 - see build

    serve_site(_root(), address)


@dateline.command()
@_in_form
def schema() -> None:
    """Write data/schemas/*.schema.json anew, which editors complete and check YAML with."""
    folder = _root() / "data" / "schemas"
    written = schemas(load_record(_root()))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"Wrote data/schemas/{name}.")


@dateline.command()
@_in_form
@click.argument("name", required=False)
@click.option("--from", "start", callback=_day, metavar="DAY", help="First day of the pictures.")
@click.option("--to", "end", callback=_day, metavar="DAY", help="Last day of the pictures.")
@click.option("--write", metavar="FILE", help="Write the list into this Markdown file, with the pictures beside it.")
def charts(name: str | None, start: dt.date | None, end: dt.date | None, write: str | None) -> None:
    """List the charts that articles may name, or one of them, with options and a page of pictures."""
    with _progress("Drawing"):
        site = load_site(_root())
        entries = (gallery.chart_entry(site, name),) if name else gallery.chart_entries(site)
        pictures = gallery.pictured(site, entries, gallery.days(site, start, end))
        page = gallery.write_gallery(site, pictures)
        if write:
            gallery.write_list(site, pictures, _root() / write)
    if click.get_current_context().find_root().obj == "json":
        click.echo(gallery.as_json(entries))
        return
    click.echo(gallery.as_text(site, entries))
    click.echo(f"\nA picture of each: {_shown(page)}")


def _say_well(text: str) -> None:
    """The good news; for a program, that there are no problems."""
    form = click.get_current_context().find_root().obj
    click.echo(format_json([]) if form == "json" else text)


class DatelineErrorOf(DatelineError):
    """Problems that a command found without an exception of its own."""


def _shown(path: Path) -> str:
    return path.relative_to(_root()).as_posix() if path.is_relative_to(_root()) else str(path)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[str], None]]:
    """A line that shows what long work is at; nothing where nobody watches."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(f"{what} …") as status:
        yield lambda text: status.update(f"{what} … {_first_line(text)}")


@contextmanager
def _no_rubbish() -> Iterator[None]:
    """One build and the process ends: looking for garbage meanwhile would take a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:100].replace("[", "(").replace("]", ")")


def _report(problems: tuple[Problem, ...], form: Format) -> None:
    if form == "json":
        click.echo(format_json(problems))
    elif form == "github":
        click.echo(format_github(problems))
    else:
        click.echo(format_text(problems, read_line(_root())), err=True)
        number = len(problems)
        click.echo(f"\n{number} problem{'' if number == 1 else 's'}. Nothing was changed.", err=True)


def main(arguments: list[str] | None = None) -> int:
    """Run a command line and give its exit code; problems are shown, never raised."""
    given = sys.argv[1:] if arguments is None else arguments
    form = _form(given)
    try:
        dateline.main(given, prog_name="dateline", standalone_mode=False)
    except DatelineError as error:
        _report(error.problems, form)
        return error.exit_code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _report_usage(error, form)
    except (click.Abort, KeyboardInterrupt, BrokenPipeError):
        return EXIT_INTERRUPTED
    except Exception as error:  # noqa: BLE001 - here ends what nobody foresaw, and says so
        return _report_bug(error, form)
    return 0


def _report_usage(error: click.ClickException, form: Format) -> int:
    if form == "text":
        error.show()
    else:
        _report((Problem("usage", error.format_message()),), form)
    return EXIT_CONFIGURATION


def _report_bug(error: Exception, form: Format) -> int:
    refused = disk_problem(error)
    if refused is not None:
        _report((refused,), form)
        return EXIT_ENVIRONMENT
    Console(stderr=True).print_exception()
    click.echo("This is a mistake of Dateline's own, not yours: please report the lines above.", err=True)
    return EXIT_BUG


def _form(given: list[str]) -> Format:
    """The format asked for, known before click has read the line, since a usage error is shown in it, too."""
    forms: tuple[Format, ...] = ("json", "github")
    return next((form for form in forms if f"--format={form}" in given or ("--format" in given and form in given)), "text")
