"""Every bad input of the catalogue is refused by the real command, in words, with a place: never a traceback, never silence."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.reliability.facts import note
from tests.hostile.cases import CASES, KINDS, Case

ALL = sorted(CASES.glob("*.txt"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_bad_input_is_refused(path: Path, tmp_path: Path, warm_seed: Path) -> None:
    case = Case.read(path)
    assert case.told, "write what is told with: python -m tests.hostile.cases"
    builds = any(section == ("command", "build\n") for section in case.sections)
    assert case.run(tmp_path, warm_seed / ".cache" if builds else None) == case.told
    note("catalogue", path.stem, {"exit": int(case.told.rsplit(maxsplit=1)[-1])})


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_what_is_told_helps(path: Path) -> None:
    """Said of the files themselves: a case that was written anew without being read must not pass."""
    told = Case.read(path).told
    assert "Traceback" not in told
    assert "mistake of Dateline's own" not in told
    assert re.search(r"exit code [123]\n\Z", told), "bad input is an error of the input, the configuration or the machine"
    assert re.search(r"^(?:\S.*: )?(?:error\[[a-z0-9-]+\]|Error): \S", told, re.MULTILINE)
    assert len(told) < 50_000
    assert all(character.isprintable() or character in "\n\u00a0" for character in told)


def test_the_catalogue_is_whole() -> None:
    found = Counter(path.stem.partition("-")[0] for path in ALL)
    assert len(ALL) >= 120
    assert set(found) == set(KINDS)
    assert min(found.values()) >= 3
    inputs = [Case.read(path).sections for path in ALL]
    assert len(set(inputs)) == len(inputs), "each input stands there once"
