"""Corrections applied to plain data: what is changed, what is refused, and where a value comes from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.load.amending import Amending, Change, Refusal, same
from dateline.load.wording import one_line, plain_of
from dateline.load.yaml_reader import Quoted

words = st.text(st.sampled_from("ab:#,{}[]'\"- \\é–01"), min_size=1, max_size=6).map(Quoted)
keys = st.sampled_from(["strikes", "place", "note", "on"])
values = st.recursive(
    words,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(keys, inner, min_size=1, max_size=3),
    max_leaves=6,
)
events = st.dictionaries(keys, values, min_size=1, max_size=4)


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Any]:
    listed = [{"id": f"e{number}", **draw(events)} for number in range(draw(st.integers(1, 4)))]
    return {"period": draw(words), "stated": draw(st.lists(events, min_size=1, max_size=3)), "events": listed}


def leaves(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    """Every key of a report and what stands there, but the lists as wholes, ids, and events as wholes."""
    found: list[tuple[str, Any]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value, 1)
    for step, item in items:
        name = item["id"] if path == ("events",) else str(step)
        here = (*path, name)
        if here not in {("stated",), ("events",)} and path != ("events",) and name != "id":
            found.append((".".join(here), item))
        if isinstance(item, (dict, list)):
            found += leaves(item, here)
    return found


def amended(data: Any, *changes: Change) -> Any:
    amending = Amending(data)
    assert [amending.apply(change) for change in changes] == [None] * len(changes)
    return amending.result()


def refusal(data: Any, *changes: Change) -> Refusal:
    amending = Amending(data)
    *_, last = [amending.apply(change) for change in changes]
    assert last is not None
    return last


@given(reports(), st.data(), values)
def test_applying_and_undoing_gives_what_was_published(report: dict[str, Any], data: st.DataObject, now: Any) -> None:
    key, was = data.draw(st.sampled_from(leaves(report)))
    if not same(was, now):
        assert same(amended(report, Change("x", key, was, now), Change("y", key, now, was)), report)
    assert same(amended(report, Change("x", key, was, None), Change("y", key, None, was)), report)


@given(reports(), st.data(), values)
def test_a_change_touches_one_value(report: dict[str, Any], data: st.DataObject, now: Any) -> None:
    key, was = data.draw(st.sampled_from(leaves(report)))
    before = one_line(report)
    after = dict(leaves(amended(report, Change("x", key, was, now))))
    assert same(after[key], now)
    around = {
        other: value for other, value in leaves(report) if not other.startswith(f"{key}.") and not key.startswith(f"{other}.")
    }
    assert all(same(after[other], value) for other, value in around.items() if other != key)
    assert one_line(report) == before


@given(reports(), values)
def test_what_is_added_and_taken_away_again_leaves_nothing(report: dict[str, Any], now: Any) -> None:
    for key in ("targets.destroyed.vehicle", f"stated.{len(report['stated']) + 1}", "events.e0.targets.vehicle"):
        assert same(amended(report, Change("x", key, None, now), Change("y", key, now, None)), report)


@given(reports(), st.data(), values)
def test_another_published_value_is_refused(report: dict[str, Any], data: st.DataObject, was: Any) -> None:
    key, published = data.draw(st.sampled_from(leaves(report)))
    amending = Amending(report)
    refused = amending.apply(Change("x", key, was, None if data.draw(st.booleans()) else "new"))
    assert (refused is None) == same(was, published)
    if refused:
        assert (refused.code, refused.at) == ("wrong-was", "was")
        assert same(amending.result(), report)
        assert amending.changed == []


@given(values)
def test_a_line_of_yaml_is_read_as_what_it_was_made_from(value: Any) -> None:
    assert plain_of(one_line(value)) == value


@pytest.mark.parametrize("text", ["3", "true", "null", "~", "a b", "2018-03-30/2018-04-05", "12:30", "é"])
def test_bare_words_stay_what_they_were(text: str) -> None:
    assert plain_of(one_line(text)) == text
    read = plain_of(one_line(Quoted(text)))
    assert read == text
    assert isinstance(read, Quoted) or " " in text


REPORT: dict[str, Any] = {
    "period": "2018-03-30",
    "stated": [{"strikes": "9"}, {"strikes": "6"}, {"strikes": "3"}],
    "events": [{"id": "a", "strikes": "3"}, {"id": "b", "strikes": "1"}],
}


def test_numbers_are_those_of_what_was_published() -> None:
    first = Change("first", "stated.2", {"strikes": "6"}, None)
    second = Change("second", "stated.3.strikes", "3", "4")
    assert amended(REPORT, first, second)["stated"] == [{"strikes": "9"}, {"strikes": "4"}]


def test_positions_lead_back_to_the_file_or_to_the_correction() -> None:
    amending = Amending(REPORT)
    amending.apply(Change("gone", "stated.1", {"strikes": "9"}, None))
    amending.apply(Change("new", "events.c", None, {"strikes": "5"}))
    assert amending.origin(("stated", 0, "strikes")).path == ("stated", 1, "strikes")
    origin = amending.origin(("events", 2, "strikes"))
    assert (origin.id, origin.rest) == ("new", ("strikes",))
    assert amending.cause(("stated",)).id == "gone"
    assert amending.cause(("period",)).id in {"gone", "new"}


def test_a_whole_event_may_leave_its_id_out() -> None:
    whole = Change("x", "events.b", {"strikes": "1"}, {"strikes": "2"})
    assert amended(REPORT, whole)["events"][1] == {"id": "b", "strikes": "2"}


def test_an_event_is_added_to_a_report_without_any() -> None:
    assert amended({"period": "p"}, Change("x", "events.c", None, {"strikes": "5"}))["events"] == [{"id": "c", "strikes": "5"}]


def test_a_chain_is_followed() -> None:
    changes = [Change(str(n), "events.a.strikes", str(n), str(n + 1)) for n in range(3, 9)]
    assert amended(REPORT, *changes)["events"][0]["strikes"] == "9"
    assert refusal(REPORT, *changes, changes[0]).message == "'events.a.strikes' was published as 9, not as 3"


def test_a_key_leads_no_deeper_than_a_file_may_be() -> None:
    assert refusal(REPORT, Change("x", "events.a" + ".b" * 900, None, "2")).message == "this key has 902 steps; 32 are the most"
    deepest = Change("x", "events.a" + ".b" * 30, None, "2")
    assert "b" in amended(REPORT, deepest)["events"][0]
