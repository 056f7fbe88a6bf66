"""Every row of the threat model names a defence and a test, and what it names is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hostile.strings.catalogue import ACCEPTED, REFUSED
from tests.site.test_changed_numbers import PARTS, VIEWS

ROOT = Path(__file__).resolve().parents[1]
MODEL = (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## Threat model")[2]
CASES = ("tests/hostile/cases", "tests/gate/cases")
"""Where inputs lie, one file each: a name alone, or a pattern of names, means those."""
_QUOTED = re.compile(r"`([^`]+)`")
_FILE = re.compile(r"[\w*.-]+(?:/[\w*.-]+)*(?:/|\.(?:py|html|css|js|json|toml|md))|[\w*.-]+(?:/[\w*.-]+)+")
"""The name of a file or a folder. Other words in a defence are those of the web, of git or of Jinja."""


class Row(NamedTuple):
    """What comes in or goes out, what stands in it, what sees that it does: the cells of a table."""

    vector: str
    defence: str
    test: str


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in MODEL.splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| way in", "| way out"))
]
FUNCTIONS = Counter(
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
)
TEXTS = [one.id for one in (*ACCEPTED, *REFUSED)]


def files(name: str, beside: str) -> bool:
    """Whether a name, or a pattern, is that of files: below the project, or without its folder in the one named before it."""
    places = [name] if "/" in name or not beside else [f"{beside}/{name}", name]
    return any(any(ROOT.glob(place.rstrip("/"))) for place in places)


def is_test(name: str, beside: str = "") -> bool:
    """Whether a name in the column of tests is one: a file, one function, inputs by a pattern, texts of the catalogue."""
    if name.startswith("test_") and "." not in name:
        return FUNCTIONS[name] == 1
    if name.endswith("…"):
        return any(fnmatch(text, f"{name[:-1]}*") for text in TEXTS)
    if files(name, beside):
        return True
    return any(any(ROOT.glob(f"{place}.txt")) for place in ([name] if "/" in name else [f"{folder}/{name}" for folder in CASES]))


def is_defence(name: str, beside: str = "") -> bool:
    """Whether what a defence names is there, if it is a file."""
    return _FILE.fullmatch(name) is None or files(name, beside)


def named(cell: str) -> Iterator[tuple[str, str]]:
    """The names in a cell, each with the folder of the last one before it that has any."""
    beside = ""
    for name in _QUOTED.findall(cell):
        yield name, beside
        if "/" in name.rstrip("/"):
            beside = name.rpartition("/")[0]


def test_each_way_in_has_a_defence_and_a_test() -> None:
    assert len(ROWS) >= 70
    assert [row.vector for row in ROWS if len(row.defence) < 10] == []
    assert [row.vector for row in ROWS if not any(named(row.test))] == []


@pytest.mark.parametrize("row", ROWS, ids=[row.vector[:60] for row in ROWS])
def test_what_a_row_names_is_there(row: Row) -> None:
    missing = [name for name, beside in named(row.test) if not is_test(name, beside)]
    assert missing == [], f"no such tests, in the row '{row.vector}'"
    gone = [name for name, beside in named(row.defence) if not is_defence(name, beside)]
    assert gone == [], f"no such modules, in the row '{row.vector}'"


def test_what_it_counts_is_counted() -> None:
    assert f"({len(VIEWS)} templates and a hook)" in MODEL
    assert f"({len(PARTS)} parts)" in MODEL


@pytest.mark.parametrize(
    "name",
    [
        *("tests/test_of_nothing.py", "tests/hostile/cases/nothing-*", "tests/gate/cases/nothing", "nothing-*", "nothing"),
        *("test_of_nothing.py", "test_of_nothing", "test_a_full_disk", "nothing…"),
    ],
)
def test_a_test_that_is_not_there_is_seen(name: str) -> None:
    """The last function but one stands in two files: which of them is meant, nobody could tell."""
    assert not is_test(name, "tests/load")


@pytest.mark.parametrize(
    ("name", "there"),
    [
        *(("dateline/load/files.py", True), ("names.py", True), ("templates/assets/", True), ("dateline/ingest", True)),
        *(("dateline/load/nothing.py", False), ("nothing.py", False), ("templates/nothing/", False), ("dateline/nothing", False)),
        *(("frame-ancestors 'none'", True), ("_headers", True), ("data-*", True)),
    ],
)
def test_a_module_that_is_not_there_is_seen(name: str, *, there: bool) -> None:
    assert is_defence(name, "dateline/load") == there
