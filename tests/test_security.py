"""Every row of the threat model names a defence and a test, and what it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODEL = (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## Threat model")[2]
_TEST = re.compile(r"`(test_\w+)`")
_NAMED = re.compile(r"`((?:dateline|tests|benchmarks|requirements|tools)/[^`]*)`")


def rows() -> Iterator[tuple[str, str, str]]:
    for line in MODEL.splitlines():
        if line.startswith("|") and not line.startswith(("|---", "| way in", "| way out")):
            vector, defence, test = (cell.strip() for cell in line.strip("|").split("|"))
            yield vector, defence, test


def test_each_way_in_has_a_defence_and_a_test() -> None:
    found = list(rows())
    assert len(found) > 30
    assert [vector for vector, defence, _ in found if len(defence) < 10] == []
    assert [vector for vector, _, test in found if not (_NAMED.search(test) or _TEST.search(test))] == []


def test_what_is_named_is_there() -> None:
    tests = {name for file in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (\w+)", file.read_text("utf-8"))}
    assert {name for row in rows() for name in _TEST.findall(row[2])} <= tests
    named = {path for row in rows() for cell in row for path in _NAMED.findall(cell)}
    assert [path for path in sorted(named) if not any(ROOT.glob(path.rstrip("/")))] == []
