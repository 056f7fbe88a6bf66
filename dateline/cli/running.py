"""A command line from its words to its exit code: problems are shown in the form asked for, never raised."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from dateline.cli.group import dateline, root
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
from dateline.load import read_line
from dateline.publish import disk_problem


def _report(problems: tuple[Problem, ...], form: Format) -> None:
    if form == "json":
        click.echo(format_json(problems))
    elif form == "github":
        click.echo(format_github(problems))
    else:
        click.echo(format_text(problems, read_line(root())), err=True)
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
