"""The command that takes in tables of others: import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from dateline.cli.group import DatelineErrorOf, dateline, in_form, progress, root, say_well, shown
from dateline.errors import format_text
from dateline.export.rejected import rejected_csv
from dateline.load import load_record, read_line
from dateline.load.placing import existing, write_new
from dateline.tables import Taking, read_map, shipped_maps, shipped_text, take

_OTHER_NAME = "give the reports another name in the map (reports: {name: ...}), or move the file away"
_MOVE = "move it away first: nothing is written over a file"


@dateline.command("import")
@in_form
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--map", "map_name", metavar="MAP", help=f"The map: a file MAP.yml, or one of {', '.join(shipped_maps())}.")
@click.option("--source", metavar="ID", help="The table's entry in data/sources.yml.")
@click.option("--actor", metavar="ID", help="Whose acts the rows are.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--accept-partial", is_flag=True, help="Write the good rows, and the others into FILE.rejected.csv.")
@click.option("--propose-places", metavar="FILE", help="Write the places that are not known into a file, to be looked over.")
@click.option("--show-map", metavar="NAME", help="Print a map that comes with Dateline, to copy and change.")
def import_(
    file: Path | None,
    map_name: str | None,
    source: str | None,
    actor: str | None,
    show_map: str | None,
    propose_places: str | None,
    *,
    dry_run: bool,
    accept_partial: bool,
) -> None:
    """Turn a table (CSV or a workbook) into events, through a map that an editor has looked over.

    Every row is written, rejected or skipped by the map. With a row that is wrong nothing is written, unless --accept-partial.
    """
    if show_map:
        click.echo(shipped_text(show_map), nl=False)
        return
    if file is None or map_name is None:
        raise click.UsageError("import needs a FILE, and --map with a map for it")
    with progress("Reading"):
        record = load_record(root())
        taking = take(root() / file, _shown(file), read_map(map_name, root(), record), record, source=source, actor=actor)
    if propose_places and taking.unknown:
        if dry_run:
            click.echo(_proposed(taking), nl=False)
        else:
            write_new(root(), {propose_places: _proposed(taking).encode()}, _MOVE)
        _tell(f"Places to look over: {len(taking.unknown)}, for {propose_places}.")
    _tell(f"{_shown(file)}: {taking.table.about}.")
    for why, lines in taking.skips().items():
        _tell(f"Skipped: {why}: {_lines(lines)}.")
    if taking.clashes or (taking.rejected and not (accept_partial and taking.good)):
        _tell(taking.equation("good"))
        raise DatelineErrorOf([*taking.problems, *taking.clashes])
    _finish(taking, file, dry_run=dry_run)


def _finish(taking: Taking, file: Path, *, dry_run: bool) -> None:
    """Write what is to be written, or show it; with rows that were rejected, say why they were."""
    files = {report.file: report.text.encode() for report in taking.reports}
    rest = f"{file}.rejected.csv"
    if problems := existing(root(), files, _OTHER_NAME) + existing(root(), [rest] if taking.rejected else [], _MOVE):
        raise DatelineErrorOf(problems)
    if dry_run:
        for report in taking.reports if click.get_current_context().find_root().obj == "text" else ():
            click.echo(f"# {report.file}: {_events(report.rows)}, {report.period}\n{report.text}")
        say_well(taking.equation("to be written") + ". Nothing was written.")
        return
    extra = {rest: rejected_csv(taking.table, taking.rejected)} if taking.rejected else {}
    write_new(root(), files | extra, _OTHER_NAME)
    if taking.rejected:
        warnings = [replace(problem, severity="warning") for problem in taking.problems]
        click.echo(format_text(sorted(warnings, key=lambda one: one.sort_key), read_line(root())), err=True)
        _tell(f"Wrote the rejected rows into {rest}, each with the reason.")
    for report in taking.reports:
        _tell(f"Wrote {report.file}: {_events(report.rows)}, {report.period}.")
    say_well(taking.equation("written"))


_PROPOSED = """\
# Places that a table names and data/places.yml lacks. Look over each entry, then move it there: a coordinate is the
# table's own; a name may be another spelling of a place that is known (an alias).
"""


def _proposed(taking: Taking) -> str:
    return _PROPOSED + taking.proposed


def _shown(file: Path) -> str:
    return shown(root() / file)


def _events(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"


def _lines(numbers: list[int]) -> str:
    first = ", ".join(map(str, numbers[:10]))
    return f"line{'' if len(numbers) == 1 else 's'} {first}" + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")


def _tell(text: str) -> None:
    """What happened on the way, for a person: a program gets problems alone."""
    if click.get_current_context().find_root().obj == "text":
        click.echo(text, err=True)
