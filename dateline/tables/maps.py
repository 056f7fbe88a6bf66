"""Maps: the project's own, and those that come with Dateline (`shipped/*.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from dateline.errors import ConfigurationError, ContentError, Problem, Spot
from dateline.load import import_maps
from dateline.load.files import read_source
from dateline.load.findings import Findings
from dateline.load.record import words_of
from dateline.load.yaml_reader import read
from dateline.model import Record

_SHIPPED = resources.files("dateline.tables") / "shipped"


@dataclass(frozen=True, slots=True)
class ImportMap:
    """A map that was read. `file` is shown in messages, `text` is what places in it are found in."""

    file: str
    text: str
    data: dict[str, Any]


def shipped_maps() -> tuple[str, ...]:
    """The names of the maps that come with Dateline."""
    return tuple(sorted(entry.name.removesuffix(".yml") for entry in _SHIPPED.iterdir() if entry.name.endswith(".yml")))


def shipped_text(name: str) -> str:
    """The text of a map that comes with Dateline. Raises ConfigurationError."""
    if name not in shipped_maps():
        raise ConfigurationError(Problem.unknown("map", name, shipped_maps(), "Dateline"))
    return (_SHIPPED / f"{name}.yml").read_text(encoding="utf-8")


def read_map(name: str, root: Path, record: Record) -> ImportMap:
    """The map in the file `name`, or the shipped one of that name. Raises ContentError with every problem of it."""
    file, text = _text(name, root)
    found = Findings()
    data = import_maps.read_map(read(text, file), words_of(record), found)
    if data is None:
        raise ContentError(found.problems(text, file))
    return ImportMap(file, text, data)


def _text(name: str, root: Path) -> tuple[str, str]:
    path = Path(name)
    if path.suffix not in (".yml", ".yaml"):
        return f"{name}.yml", shipped_text(name)
    path = path if path.is_absolute() else root / path
    try:
        source = read_source(path.parent, path)
    except ContentError as error:
        raise ContentError(_placed(problem, name) for problem in error.problems) from None
    return name, source.text


def _placed(problem: Problem, file: str) -> Problem:
    spot = problem.spot or Spot(file)
    return Problem(problem.code, problem.message, Spot(file, spot.line, spot.column, spot.length), problem.help)
