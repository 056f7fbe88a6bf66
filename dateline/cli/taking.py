"""The command that takes releases in: ingest. Here belongs which files are read and written; what they say is `ingest`'s."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dateline.cli.group import dateline, day, in_form, root, shown
from dateline.errors import ConfigurationError, ContentError, EnvironmentProblem, Problem, Spot
from dateline.ingest import Draft, ReleaseReader, Wanted, summary, text_of_page, yaml_text
from dateline.load import read_given, readable_record
from dateline.load.placing import linked
from dateline.model import SLUG, Period

_MOST = 5_000_000
"""Bytes of a file: a page may come with much around what it says."""
_MOST_LETTERS = 500_000
"""Characters of a text: the longest releases have some 20,000."""


def _period(context: click.Context, parameter: click.Parameter, value: str | None) -> Period | None:
    """A callback of click for an option that takes a day or a span. Raises click.BadParameter."""
    try:
        return None if value is None else Period.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from None


@dateline.command()
@in_form
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", callback=day, metavar="DAY", help="When the release was published, where it does not say so.")
@click.option("--period", callback=_period, metavar="FIRST/LAST", help="The days that it speaks of, where it does not say so.")
@click.option("--source", metavar="ID", help="The source in data/sources.yml that the draft names.")
@click.option("--actor", metavar="ID", help="Whose strikes they are; needed where the dataset has several actors.")
@click.option("--id", "identifier", metavar="ID", help="The id of the report; otherwise its last day and the actor.")
@click.option("--write", is_flag=True, help="Write the draft into data/events/ instead of printing it.")
def ingest(
    files: tuple[str, ...],
    published: dt.date | None,
    period: Period | None,
    source: str | None,
    actor: str | None,
    identifier: str | None,
    *,
    write: bool,
) -> None:
    """Read the text of strike releases into drafts of reports; what is not understood is kept, and stops a build."""
    if len(files) > 1 and (published or period or identifier):
        raise click.UsageError("--published, --period and --id are of one release: give one FILE with them")
    if identifier and not SLUG.fullmatch(identifier):
        raise click.BadParameter("an id is small letters, digits and single hyphens", param_hint="--id")
    record = readable_record(root())
    reader = ReleaseReader(record)
    texts = {name: _short_enough(release_text(_bytes(name), name), name) for name in files}
    wanted = {name: Wanted(_called(name), source, actor, identifier, published) for name in files}
    drafts = [reader.read(texts[name], wanted[name], period) for name in files]
    if write:
        _write(drafts, set(record.reports))
    else:
        click.echo("\n".join(yaml_text(draft) for draft in drafts), nl=False)
    for draft in drafts:
        click.echo("\n" + summary(draft, record), err=True)


def _called(name: str) -> str:
    return "the standard input" if name == "-" else Path(name).name


def release_text(raw: bytes, name: str) -> str:
    """The text of a release: as it is, or what a reader sees of a page. Raises ContentError for what is no text."""
    for start, kind in (
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a document of a word processor"),
        (b"\xd0\xcf\x11\xe0", "a document of a word processor"),
    ):
        if raw.startswith(start):
            way = "pdftotext -layout FILE - | python build.py ingest -" if b"PDF" in start else "save it as plain text first"
            raise ContentError(Problem("not-text", f"this is {kind}, not text", Spot(name), way))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
    if "\0" in text:
        raise ContentError(Problem("not-text", "this is no text", Spot(name), "save the release as plain text"))
    page = name.lower().endswith((".html", ".htm")) or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))
    return text_of_page(text) if page else text


def _bytes(name: str) -> bytes:
    if name == "-":
        raw = sys.stdin.buffer.read(_MOST + 1)
    else:
        try:
            raw = read_given(Path(name), _MOST)
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            way = "look at the name and the folder; a program's output is read with: PROGRAM | python build.py ingest -"
            raise ContentError(Problem("unreadable-file", message, Spot(name), way)) from None
    if len(raw) > _MOST:
        raise _too_large("a release has at most 5 MB", name)
    return raw


def _short_enough(text: str, name: str) -> str:
    if len(text) > _MOST_LETTERS:
        raise _too_large(f"a release has at most {_MOST_LETTERS:,} characters", name)
    return text


def _too_large(message: str, name: str) -> ContentError:
    return ContentError(Problem("file-too-large", message, Spot(name), "give the text of one release"))


def _write(drafts: Sequence[Draft], known: set[str]) -> None:
    """All drafts or none; a file that is there is never written over."""
    targets: dict[Path, Draft] = {}
    problems = []
    for draft in drafts:
        period = draft.reading.period
        if period is None:
            message = "the release does not say which days it speaks of"
            problems.append(Problem("no-period", message, Spot(draft.file), "give --period FIRST/LAST"))
            continue
        path = root() / "data" / "events" / str(period.end.year) / f"{draft.id}.yml"
        if path.exists() or path in targets or draft.id in known:
            message = f"there is a report '{draft.id}' already, and nothing is written over"
            problems.append(
                Problem(
                    "report-exists", message, Spot(draft.file), "give the new one another id with --id, or take the old one away"
                )
            )
        elif way := linked(root(), path.parent):
            raise ContentError(way)
        targets[path] = draft
    if problems:
        raise ConfigurationError(problems)
    for path, draft in targets.items():
        _put(path, yaml_text(draft))
        click.echo(f"Wrote {shown(path)}.")


def _put(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise EnvironmentProblem(
            Problem("unwritable-file", message, Spot(shown(path)), "look at the folder's permissions")
        ) from None
