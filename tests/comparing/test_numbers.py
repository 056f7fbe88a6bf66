"""Numbers of prose, before and after: matched by what they ask and where, shown in their sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.comparing.numbers import Told, number_changes, sentence_around, told_in


def told(*pairs: tuple[str, str]) -> list[Told]:
    return [Told(expression, result) for expression, result in pairs]


def test_only_what_differs_is_listed() -> None:
    changes, unchanged = number_changes(told(("a", "1"), ("b", "2")), told(("a", "1"), ("b", "3")))
    assert [(one.expression, one.before, one.after) for one in changes] == [("b", "2", "3")]
    assert unchanged == 1


def test_an_added_paragraph_shifts_nothing() -> None:
    changes, unchanged = number_changes(
        told(("a", "1"), ("a", "1"), ("b", "2")), told(("new", "9"), ("a", "1"), ("a", "1"), ("b", "2"))
    )
    assert [(one.expression, one.before, one.after) for one in changes] == [("new", None, "9")]
    assert unchanged == 3


def test_a_paragraph_that_moved_is_found_again() -> None:
    before = told(("a", "1"), ("b", "2"), ("c", "3"), ("d", "4"))
    after = told(("c", "3"), ("d", "5"), ("a", "1"), ("b", "2"))
    changes, unchanged = number_changes(before, after)
    assert [(one.expression, one.before, one.after) for one in changes] == [("d", "4", "5")]
    assert unchanged == 3


def test_an_edited_expression_is_one_change() -> None:
    changes, _ = number_changes(
        told(("a", "1"), ("strikes()", "9"), ("b", "2")), told(("a", "1"), ("strikes(day=1)", "3"), ("b", "2"))
    )
    (change,) = changes
    assert (change.expression_before, change.expression, change.before, change.after) == ("strikes()", "strikes(day=1)", "9", "3")


def test_an_edited_expression_with_the_same_result_is_none() -> None:
    assert number_changes(told(("strikes()", "9")), told(("strikes( )", "9"))) == ((), 1)


ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12")), max_size=8)


@given(ROWS)
def test_a_page_does_not_differ_from_itself(rows: list[tuple[str, str]]) -> None:
    assert number_changes(told(*rows), told(*rows)) == ((), len(rows))


@given(ROWS, ROWS)
def test_every_number_is_told_once(one: list[tuple[str, str]], two: list[tuple[str, str]]) -> None:
    changes, unchanged = number_changes(told(*one), told(*two))
    assert sum(change.before is not None for change in changes) + unchanged == len(one)
    assert sum(change.after is not None for change in changes) + unchanged == len(two)


TEXT = """Five came. Then {{ a }} fell near
Tal Afar, [the week of {{ b }} strikes](week.md). The U.S. said **{{
 c - d }}** more.

- An item with {{ e }}
- Another
"""


def around(expression: str) -> tuple[str, str]:
    results = {"a": "9", "b": "8", "c - d": "7", "e": "6"}
    return sentence_around(TEXT, TEXT.index(expression), results)


def test_a_sentence_is_as_it_reads() -> None:
    assert around("{{ a }}") == ("Then ", " fell near Tal Afar, the week of 8 strikes.")
    assert around("{{ b }}") == ("Then 9 fell near Tal Afar, the week of ", " strikes.")
    assert around("{{ e }}") == ("An item with ", "")


def test_an_expression_over_two_lines_is_found() -> None:
    (found,) = told_in(TEXT, 5, [(" c -  d ", "7", 6, TEXT.split("\n")[1].index("{{\n".strip(), 40) + 1)])
    assert (found.expression, found.result) == ("c - d", "7")
    assert found.end == " more."


@given(st.text(alphabet="ab .{}|[]()\n*#-", max_size=60), st.integers(0, 60))
def test_any_text_has_a_sentence_or_none(text: str, at: int) -> None:
    start, end = sentence_around(text, at, {})
    assert "\n" not in start + end
