"""One file per case in golden/: all that the evidence for a page says, where an answer is hard to explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.cases import CASES, as_text, evidence

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("case", sorted(CASES))
def test_case(case: str) -> None:
    record, body = CASES[case]
    assert as_text(evidence(record, body)) == (GOLDEN / f"{case}.txt").read_text(encoding="utf-8")


def test_every_case_has_its_file_and_every_file_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


def rewrite() -> None:
    """`python -m tests.evidence.test_golden` writes every case as it is now, to be read before it is believed."""
    for case, (record, body) in CASES.items():
        (GOLDEN / f"{case}.txt").write_text(as_text(evidence(record, body)), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
