"""A command line from its words to its exit code: problems are shown in the form asked for, never raised."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

import click
from rich.console import Console

from dateline.cli.group import dateline, fall_silent, root
from dateline.errors import (
    EXIT_BUG,
    EXIT_CONFIGURATION,
    EXIT_ENVIRONMENT,
    EXIT_INTERRUPTED,
    DatelineError,
    EnvironmentProblem,
    Format,
    OutputProblem,
    Problem,
    ReadLine,
    format_github,
    format_json,
    format_text,
)
from dateline.load import read_line
from dateline.publish import disk_problem

_ENDING = ("SIGTERM", "SIGHUP")
"""Signals that end a command as Ctrl-C does: whatever it holds is put away first."""


def _report(problems: tuple[Problem, ...], form: Format, *, changed: bool = False) -> None:
    """Show problems. Where they cannot be shown, the exit code alone says that there are some."""
    try:
        if form == "json":
            click.echo(format_json(problems))
        elif form == "github":
            click.echo(format_github(problems))
        else:
            click.echo(format_text(problems, _line_reader()), err=True)
            number = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}."
            click.echo(f"\n{number}{'' if changed else ' Nothing was changed.'}", err=True)
    except OSError:
        with contextlib.suppress(OSError):
            fall_silent(sys.stderr if form == "text" else sys.stdout)


def _line_reader() -> ReadLine:
    """What shows lines of the project's files, each of which is read once; none where the folder is gone."""
    try:
        return read_line(root())
    except EnvironmentProblem:
        return lambda _file, _line: None


def main(arguments: list[str] | None = None) -> int:
    """Run a command line and give its exit code; problems are shown, never raised."""
    _keep_standard_streams()
    given = sys.argv[1:] if arguments is None else arguments
    form = _form(given)
    try:
        with _ended_in_order(), _nothing_unsaid():
            dateline.main(given, prog_name="dateline", standalone_mode=False)
            return 0
    except DatelineError as error:
        problems, code, changed = error.problems, error.exit_code, isinstance(error, OutputProblem)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _report_usage(error, form)
    except (click.Abort, KeyboardInterrupt, BrokenPipeError, SystemExit):  # the last from click, when nobody reads
        return EXIT_INTERRUPTED
    except Exception as error:  # noqa: BLE001 - here ends what nobody foresaw, and says so
        return _report_bug(error, form)
    # Not before the error is forgotten: it holds what was read where it arose, and lines are read again to be shown.
    _report(problems, form, changed=changed)
    return code


def _keep_standard_streams() -> None:
    """Where standard output is closed, the next file to be opened would get its number, and what libraries print."""
    with contextlib.suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(number, True)  # noqa: FBT003 - it takes no names
        os.close(number)


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Requests to end come as an interrupt does, unless whoever started us had them ignored (`nohup`)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _nothing_unsaid() -> Iterator[None]:
    """What could not be written stays with Python, which would try again at its end and spoil the exit code."""
    try:
        yield
    finally:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # None: it was closed from the start
            try:
                stream.flush()
            except OSError:
                with contextlib.suppress(OSError):
                    fall_silent(stream)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


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
