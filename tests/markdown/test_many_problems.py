"""Of a page that is wrong throughout the first problems are said, and that there are more; and saying it does not take long."""

from __future__ import annotations

import time

import pytest

from dateline.errors import MORE, MOST_OF_A_FILE
from tests.markdown.pages import FILE, page

N = 900
WRONG = {
    "figures": ("nine strikes ", "typed-figure"),
    "figures in HTML": ("<p>nine strikes</p>\n", "typed-figure"),
    "blocks": ("/// x\n\n", "unknown-block"),
    "ends": ("///\n\n", "stray-block-end"),
    "expressions": ("{{ x }} ", "unknown-name"),
    "open expressions": ("{{ x\n\n", "unclosed-expression"),
    "tags": ("<i style=x>b</i> ", "html-attribute"),
    "links": ("[a](javascript:x) ", "bad-link"),
}


@pytest.mark.parametrize(("text", "code"), WRONG.values(), ids=WRONG)
def test_the_first_are_said_and_that_there_are_more(text: str, code: str) -> None:
    started = time.process_time()
    problems = page(text * N).problems
    assert time.process_time() - started < 10, "a place looked for anew for each takes longer"
    assert {problem.code for problem in problems} == {code, MORE.code}
    assert len(problems) <= MOST_OF_A_FILE + 1
    assert (problems[-1].message, str(problems[-1].spot)) == (MORE.message, FILE)


def test_the_options_of_many_charts_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.markdown.limits.MOST_CHARTS", N)
    for chart, code in (
        ("x\n", "unknown-chart"),
        ("weekly\n    a: b: c\n", "bad-yaml"),
        ("weekly\n    a: 1\n    a: 2\n", "duplicate-key"),
    ):
        test_the_first_are_said_and_that_there_are_more(f"/// chart | {chart}///\n\n", code)


@pytest.mark.parametrize(("number", "more"), [(MOST_OF_A_FILE, 0), (MOST_OF_A_FILE + 1, 1)])
def test_what_is_said_whole_says_nothing_of_more(number: int, more: int) -> None:
    problems = page("nine strikes " * number).problems
    assert len(problems) == MOST_OF_A_FILE + more


def test_a_chart_after_the_first_problems_is_not_ordered() -> None:
    assert page("nine strikes\n\n{{ x }} " * N + "\n\n/// chart | weekly\n///\n").problems[-1].code == MORE.code
