"""Every message of the loader, as a person reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline import load
from tests.load.cases import GOLDEN, Case

CASES = sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_messages(path: Path, tmp_path: Path) -> None:
    case = Case.read(path)
    assert case.told, "write what is told with: python -m tests.load.cases"
    assert case.run(tmp_path) == case.told


def test_every_code_has_a_case() -> None:
    source = "".join(path.read_text() for path in Path(str(load.__file__)).parent.glob("*.py"))
    made = set(re.findall(r'(?:Problem|Finding|Refusal|\.add|_note)\(\s*"([a-z][a-z0-9-]+)"', source))
    shown = set(re.findall(r"error\[([a-z0-9-]+)\]", "".join(path.read_text(encoding="utf-8") for path in CASES)))
    elsewhere = {
        "cache",
        "no-libyaml",
        "missing-file",
        "unreadable-file",
        "outside-project",
        "linked-folder",
        "linked-file",
        "bad-name",  # these three are in test_names
        "clashing-names",
        "unsafe-file",
        "not-utf8",
        "file-too-large",
        "more-problems",  # in test_yaml_reader, as the next
        "too-many-keys",
        "bad-basemap",  # in test_basemap
        *("disk", "file-exists", "unknown-measure", "bad-encoding"),  # of new files and of maps of imports: in tests/tables
        "edited-published",  # in test_published, as the next three
        "unsaid-words",
        "unchecked-published",
        "vanished-id",
    }
    assert made - shown - elsewhere == set()
    assert len(made) > 30
