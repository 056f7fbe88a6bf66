"""Notes on the time axis: how they are read, what is said when one is wrong, and where they stand."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.charts import Drawing, prepare, theme
from dateline.charts.axes import TimeAxis, overlaps
from dateline.charts.notes import LONGEST, MOST, TimeNote, notes_option
from dateline.charts.notes_plot import note_labels
from dateline.errors import QueryError
from dateline.figure.artist import Sketch, draw
from dateline.query import Desk
from tests.charts.published import check_texts_apart, check_texts_fit, texts
from tests.charts.test_weekly import long_record
from tests.factories import record, seed_report

ROUNDUP = {"date": dt.date(2018, 5, 1), "text": "Operation Roundup begins"}
FIRST = dt.date(2018, 1, 5)


def drawn(*notes: Mapping[str, object], **options: object) -> Drawing:
    return prepare("weekly", {"notes": list(notes), **options}, Desk(record(*long_record())), None)


def refused(value: object) -> tuple[QueryError, ...]:
    with pytest.raises(QueryError) as caught:
        notes_option(value, "notes")
    return caught.value.each


def test_a_note_is_of_a_day_or_of_a_span_and_notes_are_in_the_order_of_their_days() -> None:
    span = {"from": "2018-04-03", "to": "2018-04-09", "text": "  A   truce "}
    assert notes_option([ROUNDUP, span], "notes") == (
        TimeNote(dt.date(2018, 4, 3), dt.date(2018, 4, 9), "A truce"),
        TimeNote(dt.date(2018, 5, 1), dt.date(2018, 5, 1), "Operation Roundup begins"),
    )
    assert [note.label for note in notes_option([span, ROUNDUP], "notes")] == [
        "3–9 Apr: A truce",
        "1 May: Operation Roundup begins",
    ]


@pytest.mark.parametrize(
    ("value", "message", "help_"),
    [
        ("Roundup", "option 'notes' takes a list of notes, not 'Roundup'", "write - {date:"),
        (ROUNDUP, "option 'notes' takes a list of notes", "write - {date:"),
        ([], "takes a list of notes, not []", "write - {date:"),
        ([ROUNDUP] * (MOST + 1), "takes at most 8 notes, not 9", "in the text"),
        ([ROUNDUP, "x"], "option 'notes, entry 2': a note has a date and a text, not 'x'", "write - {date:"),
        ([{"date": "2018-05-01"}], "entry 1': a note has a date and a text", "write - {date:"),
        ([{"date": "1 May", "text": "a"}], "option 'notes, entry 1, date': '1 May' is not a date written YYYY-MM-DD", None),
        ([{"date": 20180501, "text": "a"}], "option 'notes, entry 1, date' takes a day", None),
        ([{"text": "a"}], "a note has one day or a span, this one has no day at all", "`from:` and `to:`"),
        ([{"from": "2018-05-01", "text": "a"}], "this one has from", "`from:` and `to:`"),
        ([{**ROUNDUP, "to": "2018-05-03"}], "this one has date and to", "`from:` and `to:`"),
        ([{"from": "2018-05-03", "to": "2018-05-01", "text": "a"}], "cannot end (2018-05-01) before it starts", None),
        ([{**ROUNDUP, "txet": "a"}], "no option 'txet' in 'notes, entry 1'", "'text'"),
        ([{**ROUNDUP, "text": 3}], "option 'notes, entry 1, text' takes a text, not 3", None),
        ([{**ROUNDUP, "text": " "}], "option 'notes, entry 1, text' takes a text", None),
        ([{**ROUNDUP, "text": "a\u0007b"}], "holds the character U+0007", "take it out"),
        ([{**ROUNDUP, "text": "a\ufffeb"}], "holds the character U+FFFE", "take it out"),
        ([{**ROUNDUP, "text": "x" * 81}], "has 81 characters, and there is room for 80", "few words"),
    ],
)
def test_what_is_wrong_is_said_with_its_entry(value: object, message: str, help_: str | None) -> None:
    (error,) = refused(value)
    assert message in error.message
    assert error.code in ("bad-option", "unknown-option")
    assert help_ is None or help_ in (error.help or "")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = refused([{"date": "1 May", "text": 3}, ROUNDUP, {"date": "2018-05-01", "text": "a", "colour": "c1"}])
    assert [error.message.partition("'")[2].partition("'")[0] for error in found] == [
        "notes, entry 1, date",
        "notes, entry 1, text",
        "colour",
    ]


def test_a_note_outside_of_the_chart_is_an_error_and_a_span_that_goes_on_beyond_it_is_cut() -> None:
    outside = [{"date": "2015-05-01", "text": "Early"}, {"date": "2019-05-01", "text": "Late"}]
    with pytest.raises(QueryError) as caught:
        drawn(*outside)
    assert [error.message for error in caught.value.each] == [
        "the note 'Early' is of 1 May 2015, but the chart shows 8 January 2016 to 30 March 2017",
        "the note 'Late' is of 1 May 2019, but the chart shows 8 January 2016 to 30 March 2017",
    ]
    assert "widen the chart" in (caught.value.help or "")
    long = drawn({"from": "2015-05-01", "to": "2016-05-01", "text": "Since long before"})
    assert "Marked on the time axis: 1 May 2015 to 1 May 2016, Since long before." in long.summary
    axis = TimeAxis(FIRST, FIRST + dt.timedelta(99), 700)
    (label,) = note_labels([TimeNote(FIRST - dt.timedelta(9), FIRST + dt.timedelta(9), "a")], axis, (-20, 700), -8)
    assert (label.left, label.right, label.rules) == (0, 70, (70,))


def test_the_summary_says_the_notes_and_the_marks_stay_those_of_the_rows() -> None:
    plain, noted = drawn({"date": "2016-05-02", "text": "It begins."}), prepare("weekly", {}, Desk(record(*long_record())), None)
    assert plain.summary.endswith("Marked on the time axis: 2 May 2016, It begins.")
    assert plain.marks == noted.marks
    assert plain.rows == noted.rows
    assert set(draw(Sketch(plain.draw, plain.plot)).marks.values()) == {plain.marks}


def test_a_hostile_note_is_only_ever_text() -> None:
    text = '</text><script>alert("x")</script> & <b>'
    svgs = draw(Sketch(*_sketch(drawn({"date": "2016-05-02", "text": text})))).svgs
    for svg in svgs.values():
        assert "<script" not in svg
        assert "&lt;script&gt;" in svg


def _sketch(drawing: Drawing) -> tuple[Any, Any]:
    return drawing.draw, drawing.plot


def test_notes_never_cover_one_another_or_the_numbers_at_bars() -> None:
    notes = [{"date": f"2016-{month:02d}-10", "text": f"What happened in the month number {month}"} for month in range(2, 8)]
    notes += [
        {"from": "2017-01-05", "to": "2017-04-02", "text": "A span at the end, with words enough for several lines of text"}
    ]
    drawing = drawn(*notes)
    check_texts_fit(drawing)
    check_texts_apart(drawing)
    for width in theme.WIDTHS.values():
        assert sum("Feb: What" in text for text in texts(drawing, width)) == 1


SPANS = st.lists(
    st.builds(
        lambda start, length, words: TimeNote(
            FIRST + dt.timedelta(start), FIRST + dt.timedelta(start + length), " ".join(["word"] * words)[:LONGEST]
        ),
        st.integers(0, 360),
        st.sampled_from([0, 0, 0, 7, 60]),
        st.integers(1, 16),
    ),
    min_size=1,
    max_size=MOST,
)


@given(SPANS, st.sampled_from([300, 690]))
@settings(max_examples=150, deadline=None)
def test_any_notes_find_room_above_the_plot(notes: list[TimeNote], width: int) -> None:
    axis = TimeAxis(FIRST, FIRST + dt.timedelta(370), width)
    labels = note_labels(notes, axis, (-30, width + 8), -12)
    assert len(labels) == len(notes)
    for label in labels:
        assert label.box.bottom <= -12
        assert -30 <= label.box.left < label.box.right <= width + 8
        assert not any(line.endswith("…") for line in label.lines)
    for one, two in itertools.combinations(labels, 2):
        assert not overlaps(one.box, two.box)


def test_a_note_does_not_take_the_number_of_the_highest_bar() -> None:
    made = prepare("weekly", {"notes": [{"date": "2018-04-01", "text": "A note"}]}, Desk(record(seed_report())), None)
    for width in (340, 720):
        spec = made.draw(made.plot, width).to_dict()
        assert "9" in [entry["text"] for entry in spec["datasets"]["texts"]]
