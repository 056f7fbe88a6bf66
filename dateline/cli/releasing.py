"""The commands that look back: diff, what changed since a revision."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click
import msgspec

from dateline.cli.group import dateline, progress, root, shown
from dateline.comparing import Compared, compare, comparison_page, markdown, text
from dateline.comparing.compared import Before
from dateline.errors import EnvironmentProblem
from dateline.history import History
from dateline.load import plain_reports
from dateline.load.placing import refuse_links
from dateline.publish import refused
from dateline.site import load_readable, load_site

Form = Literal["text", "markdown", "json", "github"]


def _form(context: click.Context, _: click.Parameter, form: Form | None) -> Form:
    """Problems are shown in the form of the comparison, where they have such a form."""
    outer = context.find_root()
    if form in ("json", "github"):
        outer.obj = form
    return form or outer.obj or "text"


@dateline.command()
@click.argument("revision", metavar="REV")
@click.option("--write", metavar="FOLDER", help="Write diff.md, diff.json and diff.html, with the charts before and after.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "github"]),
    callback=_form,
    help="How the comparison is shown; github: as Markdown, and problems as GitHub shows them.",
)
def diff(revision: str, write: str | None, form: Form) -> None:
    """Show what changed since a revision: events, every number in prose, every chart."""
    with progress("Comparing"), _against(root(), revision) as compared:
        written = _write(compared, root() / write) if write else ()
    comparison = compared.comparison
    forms = {"text": text, "markdown": markdown, "github": markdown, "json": as_json}
    click.echo(forms[form](comparison).rstrip("\n"))
    if written and form == "text":
        click.echo(f"\nWrote {', '.join(map(shown, written))}.")


@contextmanager
def _against(project: Path, revision: str) -> Iterator[Compared]:
    """The project compared with itself as it was. The older state lies in a folder of its own, and is read with today's code."""
    history = History.of(project)
    commit = history.commit(revision)
    now = load_site(project)
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        folder = Path(name).resolve()
        history.export(commit, folder)
        site, problems = load_readable(folder)
        told = tuple(f"{problem.spot or 'the project'}: {problem.message}" for problem in problems)
        before = Before(revision, commit, site, plain_reports(folder), told)
        compared = compare(before, now, plain_reports(project))
        try:
            yield compared
        finally:
            compared.close()


def _write(compared: Compared, folder: Path) -> tuple[Path, ...]:
    """The comparison as files. Raises ContentError where a link leads elsewhere, and EnvironmentProblem."""
    made = {
        "diff.md": markdown(compared.comparison),
        "diff.json": as_json(compared.comparison),
        "diff.html": comparison_page(compared, root()),
    }
    refuse_links(root(), [folder / name for name in made])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            (folder / name).write_text(content, encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblem(refused(folder.name, error)) from None
    return tuple(folder / name for name in made)


def as_json(comparison: object) -> str:
    """All of it, for programs."""
    return msgspec.json.format(msgspec.json.encode(comparison), indent=2).decode()
