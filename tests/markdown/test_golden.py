"""One file per case in golden/: what was written, the HTML that it gives, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import format_text
from dateline.figure import BASE
from dateline.markdown import Rendered
from tests.markdown.pages import BODY_LINE, page

CASES = sorted((Path(__file__).parent / "golden").glob("*.md"))
HTML = "\n%%% html\n"
PROBLEMS = "\n%%% problems\n"


def shown(rendered: Rendered, body: str) -> str:
    """What a case must give: its HTML, unless there are problems, then those."""
    if not rendered.problems:
        return HTML + rendered.html.replace(BASE, "@@dateline-base@@") + "\n"
    lines = body.split("\n")
    ordered = sorted(rendered.problems, key=lambda problem: problem.sort_key)
    return PROBLEMS + format_text(ordered, lambda _, number: lines[number - BODY_LINE]) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    mark = HTML if HTML in text else PROBLEMS
    body, expected = text.split(mark)
    assert shown(page(body), body) == mark + expected


def test_there_are_enough_cases_of_both_kinds() -> None:
    texts = [case.read_text(encoding="utf-8") for case in CASES]
    assert len(texts) >= 40
    assert sum(HTML in text for text in texts) >= 20
    assert sum(PROBLEMS in text for text in texts) >= 15


def rewrite() -> None:
    """`python -m tests.markdown.test_golden` writes every case as it is now, to be read before it is believed."""
    for case in CASES:
        text = case.read_text(encoding="utf-8")
        body = text.split(HTML if HTML in text else PROBLEMS)[0]
        case.write_text(body + shown(page(body), body), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
