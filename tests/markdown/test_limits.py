"""Pages made to take hours are refused in no time, and what people write is far from the limits."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dateline.markdown.limits import LONGEST, MOST_EXPRESSIONS, too_much
from tests.markdown.pages import ROOT, page

N = 20_000
HEAVY = {
    "open brackets": "[" * N,
    "open pictures": "![" * N,
    "open links": "[a](" * N,
    "open tags": "<a " * N,
    "open attributes": '<a href="' * N,
    "open comments": "<!--" * N,
    "open expressions": "{{" * N,
    "footnotes": "[^" * N,
    "columns": "a|" * N + "\n" + "-|" * N + "\n",
    "abbreviations": "*[A]: b\n" * N,
    "elements": "<div>\n\n" * N,
    "levels of lists": "1. " * N,
    "levels of quotations": "> " * N,
    "definitions": "a\n:   b\n" * (N // 10),
    "headings": "a\n=\n" * N,
    "fences": "```\n" * N,
    "characters": "word " * N * 3,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_a_page_that_would_take_hours_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    codes = {problem.code for problem in page(text).problems}
    assert codes == {"page-too-large"}
    assert time.process_time() - started < 10, "without the limits it takes minutes or hours"


def test_the_place_is_where_it_becomes_too_much() -> None:
    (problem,) = page("Fine.\n\nAlso fine.\n\nThis: " + "[" * 60).problems
    assert problem.spot is not None
    assert (problem.spot.line, problem.spot.column) == (9, 57)


@pytest.mark.parametrize(
    "text", ["", "[x](y) " * 5_000, "`[`" * 40, "a < b > c " * 900, "- a\n" * 4_000, "{{ strikes() }} " * 500]
)
def test_much_that_is_closed_passes(text: str) -> None:
    assert list(too_much(text)) == []


def test_pages_of_the_site_are_far_from_every_limit() -> None:
    texts = [path.read_text("utf-8") for path in sorted(Path(ROOT).glob("content/**/*.md"))]
    assert texts
    assert all(len(text) * 4 < LONGEST and text.count("{{") * 4 < MOST_EXPRESSIONS for text in texts)
    assert [one for text in texts for one in too_much(text)] == []


def test_expressions_of_a_page_ask_together_no_more_than_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.markdown.context.MOST_QUESTIONS", 5)
    problems = page("{{ strikes() }} " * 7).problems
    assert [problem.code for problem in problems] == ["page-too-large"] * 2


def test_expressions_of_a_page_print_together_no_more_than_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.markdown.context.MOST_PRINTED", 12)
    problems = page('{{ typed("a saying", why="it is one") }} ' * 4).problems
    assert [problem.code for problem in problems] == ["page-too-large"] * 2
