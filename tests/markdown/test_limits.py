"""Pages made to take hours are refused in no time, and what people write is far from the limits."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dateline.markdown import PageContext, render_page
from dateline.markdown.limits import LONGEST, MOST_EXPRESSIONS, too_much
from dateline.query import Desk
from tests.markdown.pages import ROOT, article, page, record

N = 20_000
HEAVY = {
    "open brackets": "[" * N,
    "open pictures": "![" * N,
    "open links": "[a](" * N,
    "open tags": "<a " * N,
    "open attributes": '<a href="' * N,
    "open comments": "<!--" * N,
    "open expressions": "{{" * N,
    "open attributes over empty lines": ('<a b="' * 50 + "\n\n") * 600,
    "open tags over empty lines": ("<a " * 40 + "\n\n") * 1_500,
    "signs in attributes": '<a b=">" ' * N,
    "signs in an attribute that stays open": ("<a " * 40 + "\n\n") * 1_000 + '<a b="' + "> " * N,
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
    "charts": "/// chart | weekly\n///\n\n" * 300,
    "brackets around code": ("[" * 49 + "\n```\n\n```\n") * 900,
    "brackets around code in a list": ("[" * 49 + "\n  ```\n\n  ```\n") * 900,
    "brackets that only seem to be in code": "> ```\n```\n" + "[" * N + "\n```\n",
    "brackets behind code that is not closed": "````\n```\n" + "[" * N + "\n```\n",
    "brackets behind code that a mark closes": "```\n\x02```\n" + "[" * N + "\n```\n",
    "coloured letters": "```console\n" + "a" * (N * 4) + "\n```\n",
    "coloured letters in a list": "- a\n\n    ```console\n    " + "a" * (N * 4) + "\n    ```\n",
    "coloured letters in many blocks": ("```console\n" + "a" * 1000 + "\n```\n\n") * 60,
    "coloured letters with options": "~~~ {.console #a}\n" + "a" * (N * 4) + "\n~~~\n",
    "coloured letters behind code that is not closed": "````\n```console\n" + "a" * (N * 4) + "\n```\n",
    "marks in coloured code": "```yaml\n" + "**p" * N + "\n```\n",
    "emphasis within words": "**a b*x c* d* " * 10_000,
    "emphasis in coloured code": "```yaml\n" + "**p " * N + "\n```\n",
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_a_page_that_would_take_hours_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    codes = {problem.code for problem in page(text).problems}
    assert codes == {"page-too-large"}
    assert time.process_time() - started < 10, "without the limits it takes minutes or hours"


UNCLOSED = {
    "within a string": '{{\\"' * 1_900 + "a" * 190_000,
    "before a string's end": '{{\\"' * 1_900 + '"' + "a" * 190_000,
    "many strings": "{{" + '\\"' * 90_000,
    "braces that are meant": "\\{{ " * 1_900 + "a b " * 45_000 + "9 strikes",
}


@pytest.mark.parametrize("text", UNCLOSED.values(), ids=UNCLOSED)
def test_expressions_without_an_end_are_found_in_no_time(text: str) -> None:
    started = time.process_time()
    codes = {problem.code for problem in page(text).problems}
    assert codes <= {"unclosed-expression", "more-problems", "typed-figure"}
    assert codes
    assert time.process_time() - started < 10, "it takes minutes where each looks at the rest of the page"


def test_the_place_is_where_it_becomes_too_much() -> None:
    (problem,) = page("Fine.\n\nAlso fine.\n\nThis: " + "[" * 60).problems
    assert problem.spot is not None
    assert (problem.spot.line, problem.spot.column) == (9, 57)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[x](y) " * 5_000, "`[`" * 40, "a < b > c " * 900, "- a\n" * 4_000, "{{ strikes() }} " * 500),
        "- A, *B* (see **C**).\n" * 2_000,
    ],
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


WAYS_OUT = {
    "brackets": ("[" * 60, "[]" * 60),
    "brackets as code": ("[" * 60, "```\n" + "[" * 60 + "\n```"),
    "brackets as text": ("[" * 60, "```text\n" + "[" * 60 + "\n```"),
    "addresses": ("[a](" * 60, "[a](b) " * 60),
    "addresses as code": ("[a](" * 60, "~~~\n" + "[a](" * 60 + "\n~~~"),
    "tags": ("<b " * 60, "<b>c</b>" * 60),
    "tags as code": ("<b " * 60, "```\n" + "<b " * 60 + "\n```"),
    "emphasis": ("*p " * 110, "*p* " * 110),
    "emphasis with backslashes": ("*p " * 110, "\\*p " * 110),
    "blanks": ("a" + "\n" + " " * 501 + "b", "a\nb"),
    "levels": ("> " * 17 + "a", "> " * 16 + "a"),
    "columns": ("a|" * 201 + "\n" + "-|" * 201, "a|b\n-|-\n" + "c|d\n" * 201),
    "abbreviations": ("*[A]: b\n\n" * 201, "*[A]: b\n\n" * 199),
    "notes": ("[^a]\n\n" * 1_001 + "[^a]: b", "[^a]\n\n[^a]: b"),
    "lines": ("a\n" * 5_000, "a\n" * 2_500),
    "characters": ("word " * 40_001, "word " * 20_000),
    "charts": ("/// chart | weekly\n///\n\n" * 201, "/// chart | weekly\n///\n\n"),
    "coloured code": ("```console\n" + "a" * 20_001 + "\n```\n", "```\n" + "a" * 20_001 + "\n```\n"),
    "marks": ("*a* " * 5_001, ("*a* " * 2_500 + "\n\n") * 2),
    "expressions": ("{{ strikes() }} " * 2_001, "{{ strikes() }} "),
    "definitions": ("a\n:   b\n" * 2_000, "a\n\n:   b\n\n" * 600),
}


@pytest.mark.parametrize(("text", "instead"), WAYS_OUT.values(), ids=WAYS_OUT)
def test_each_way_out_works_when_it_is_tried(text: str, instead: str) -> None:
    (problem,) = page(text).problems
    assert (problem.code, bool(problem.help)) == ("page-too-large", True)
    assert page(instead).problems == ()


def test_code_is_not_counted_as_text_and_parts_no_paragraph() -> None:
    code = "```\n" + "int *p, *q; [[ <b \n" * 200 + "\n```\n"
    assert list(too_much(code, fences=True)) == []
    assert list(too_much("*[A1]: b\n" * 150)) == []
    (one,) = too_much("[" * 30 + "\n" + code + "[" * 30, fences=True)
    assert one.offset == 30 + 1 + len(code) + 20
    assert list(too_much(code))


def test_where_nothing_puts_code_aside_it_is_counted() -> None:
    made = record()
    context = PageContext(article("```\n" + "[" * 60 + "\n```\n"), made, Desk(made), "x")
    assert [problem.code for problem in render_page(context, []).problems] == ["page-too-large"]
