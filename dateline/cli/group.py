"""The command line's own group, and what its commands share: the form of problems, days, progress, good news.

Here belongs what is read from and shown to a person at a terminal by more than one command.
"""

from __future__ import annotations

import datetime as dt
import errno
import gc
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console

from dateline import __version__
from dateline.errors import (
    DatelineError,
    EnvironmentProblem,
    Format,
    OutputProblem,
    Problem,
    format_github,
    format_json,
    format_text,
)
from dateline.load import read_line
from dateline.model import parse_day

FAMILIES = {
    "making": ("build", "check", "serve"),
    "checking": ("factcheck", "archives", "links"),
    "starting": ("new",),
    "taking": ("ingest",),
    "importing": ("import",),
    "describing": ("schema", "charts"),
    "releasing": ("diff",),
    "verifying": ("verify",),
}
"""The modules of this package, and the commands of each."""
_FORMATS = click.Choice(["text", "json", "github"])


def in_form(command: Callable[..., None]) -> Callable[..., None]:
    """`--format` after a command means what it means before it."""
    option = click.option("--format", type=_FORMATS, expose_value=False, callback=_remember, help="How problems are shown.")
    return option(command)


def _remember(context: click.Context, _: click.Parameter, form: Format | None) -> None:
    if form is not None:
        context.find_root().obj = form


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    """A callback of click for options that take a day, `YYYY-MM-DD`. Raises click.BadParameter."""
    try:
        return None if value is None else parse_day(value)
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from None


def root() -> Path:
    """The project that a command works on: the current folder. Raises EnvironmentProblem if that is gone, or closed to us."""
    try:
        return Path.cwd()
    except OSError as error:
        message = f"the current folder cannot be used: {error.strerror}"
        raise EnvironmentProblem(Problem("no-folder", message, None, "change to a project's folder")) from None


class Families(click.Group):
    """Commands in modules that are imported when a command of theirs is asked for: all together take half a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for names in FAMILIES.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; of a name that none has, all are imported, since those that are like it are told."""
        families = [family for family, names in FAMILIES.items() if cmd_name in names]
        with no_rubbish():
            for family in families or FAMILIES:
                importlib.import_module(f"{__package__}.{family}")
        return super().get_command(ctx, cmd_name)

    def all(self) -> dict[str, click.Command]:
        """Every command by its name."""
        context = click.Context(self)
        return {name: command for name in self.list_commands(context) if (command := self.get_command(context, name))}


@click.group(cls=Families, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="dateline")
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="How problems are shown.")
@click.pass_context
def dateline(context: click.Context, form: Format) -> None:
    """Build a site of data journalism whose numbers cannot be wrong in silence.

    Works on the project in the current folder. Without a command it builds.
    """
    context.obj = form
    if context.invoked_subcommand is None:
        from dateline.cli.making import build  # noqa: PLC0415 - see Families

        context.invoke(build)


def say_well(text: str, warnings: tuple[Problem, ...] = ()) -> None:
    """The good news, after what a person should know besides; for a program, that there are no problems but these.

    Where nobody listens any more, it is good all the same. Raises OutputProblem where it cannot be written.
    """
    try:
        _say(text, warnings)
    except OSError as error:
        fall_silent(sys.stdout)
        if error.errno == errno.EPIPE:
            return
        message = f"all went well, but standard output cannot be written: {error.strerror}"
        raise OutputProblem(Problem("output", message, None, "look at where it is sent to")) from None


def _say(text: str, warnings: tuple[Problem, ...]) -> None:
    form = click.get_current_context().find_root().obj
    if form == "json":
        click.echo(format_json(warnings))
        return
    if warnings and form == "github":
        click.echo(format_github(warnings))
    elif warnings:
        click.echo(format_text(warnings, read_line(root())), err=True)
    click.echo(text)


def fall_silent(stream: TextIO) -> None:
    """Send what is still to be written to standard output, or standard error, nowhere: Python would complain at its end."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a name of the system, not a path of ours
        os.dup2(nowhere.fileno(), stream.fileno())


class DatelineErrorOf(DatelineError):
    """Problems that a command found without an exception of its own."""


def shown(path: Path) -> str:
    """A path as a person reads it: from the project on, where it lies in it."""
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else str(path)


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """A line that shows what long work is at; nothing where nobody watches."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(f"{what} …") as status:
        yield lambda text: status.update(f"{what} … {_first_line(text)}")


@contextmanager
def no_rubbish() -> Iterator[None]:
    """One build and the process ends: looking for garbage meanwhile would take a fifth of the time, of imports, too."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:100].replace("[", "(").replace("]", ")")
