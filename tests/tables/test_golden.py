"""Every message of importing, as a person reads it, and the YAML that tables become."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.error_codes import raised
from tests.tables.cases import GOLDEN, Case

CASES = sorted(GOLDEN.glob("*.txt"))
ELSEWHERE = {
    *("missing-table", "table-too-large", "several-sheets", "unknown-sheet", "unknown-map"),
    *("unknown-actor", "missing-actor", "missing-source"),
}
"""What a CSV file with a map of its own cannot have, or what the command line leaves out: in test_importing and test_workbook."""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_messages(path: Path, tmp_path: Path) -> None:
    case = Case.read(path)
    assert case.told, "write what is told with: python -m tests.tables.cases"
    assert case.run(tmp_path) == case.told


def test_every_code_has_a_case() -> None:
    codes = {one.code for one in raised() if one.layer == "tables"}
    shown = "".join(path.read_text("utf-8") for path in CASES)
    assert {code for code in codes if f"[{code}]" not in shown} == ELSEWHERE
    assert len(codes) > 25
