"""The pieces of the reader by themselves: plain text, numbers, days, names, kinds; and the measure that judges it."""

from __future__ import annotations

import datetime as dt

import pytest

from benchmarks.releases import Case
from dateline.ingest.clean import plain, printable
from dateline.ingest.dates import Almanac, days_at
from dateline.ingest.numbers import count_at
from dateline.ingest.sentences import sentences
from dateline.ingest.tokens import one_slip, tokens
from tests.ingest.reader import drafted, judge


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\xa0b\u2009c", "a b c"),
        ("de\u00ad\nstroyed", "destroyed"),
        ("\ufb01ghting", "fighting"),
        ("Mar’a – “x”", 'Mar\'a - "x"'),
        ("Marâ€™a Â\xa0x", "Mar'a  x"),
        ("\uf0b7 Near", "• Near"),
        ("a\ufffd b", "a b"),
        ("1\ufffd6", "1\ufffd6"),
        ("x&nbsp;&amp; y&#8217;s", "x & y's"),
    ],
)
def test_text_is_made_plain(given: str, expected: str) -> None:
    assert plain(given).text == expected


def test_a_piece_of_plain_text_is_given_back_word_for_word() -> None:
    source = "One.\n\nNear Mar’a, de\u00ad\nstroyed.\r\n"
    found, _ = sentences(plain(source), ["Iraq"])
    assert [source[each.start : each.end] for each in found] == ["One.", "Near Mar’a, de\u00ad\nstroyed."]
    assert [each.line for each in found] == [1, 3]
    assert printable("a\u202eb\x00c\n d") == "ab□c d"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two", 2),
        ("twenty-one", 21),
        ("twenty one strikes", 21),
        ("1,147", 1147),
        ("a single", 1),
        ("another", 1),
        ("one hundred and two", 102),
        ("11 12", None),
        ("two or three", None),
        ("06", None),
        ("dozen", None),
    ],
)
def test_counts(text: str, expected: int | None) -> None:
    found = count_at(tokens(text), 0)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mar. 21", "2018-03-21"),
        ("Aug. 28-29", "2018-08-28/2018-08-29"),
        ("Aug. 27-Sept. 2", "2018-08-27/2018-09-02"),
        ("Aug. 29 and yesterday", "2018-08-29/2018-09-02"),
        ("Thursday and today", "2018-08-30/2018-09-03"),
        ("Aug. 30, 12 strikes", "2018-08-30"),
        ("Aug. 30 12 strikes", "2018-08-30"),
        ("Aug. 28, 29 and 30 near", "2018-08-28/2018-08-30"),
        ("8 a.m. Aug. 28 through 8 a.m. today", "2018-08-28/2018-09-03"),
        ("31 August", "2018-08-31"),
        ("August 31st", "2018-08-31"),
        ("Sept. 1, 2018", "2018-09-01"),
        ("Monday, Aug. 27", "2018-08-27"),
        ("Tuesday, Aug. 27", None),
        ("Feb. 30", None),
        ("Oct. 30", None),
        ("Aug. 30-29", None),
    ],
)
def test_days(text: str, expected: str | None) -> None:
    published = dt.date(2018, 9, 3) if not text.startswith("Mar.") else dt.date(2018, 4, 2)
    found = days_at(tokens(text), 0, Almanac(published))
    assert (str(found[0].period) if found else None) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Al-Qa’im", "al-qaim"),
        ("QAIM", "al-qaim"),
        ("Ar Rutba", "rutbah"),
        ("Shaddādī", "shadaddi"),
        ("Deir ez-Zor", "dayr-az-zawr"),
        ("Hajjin", None),
        ("Baghdad", "baghdad"),
        ("Baghdadi", "al-baghdadi"),
    ],
)
def test_names(name: str, expected: str | None) -> None:
    found = judge().reader.names.find(name)
    assert found == ((expected,) if expected else ())


def test_what_is_near_a_name_is_suggested_and_not_used() -> None:
    draft = drafted(
        "Strikes in Syria\n\nNear Hajjin, two strikes destroyed a vehicle.\n\nNear Mosul Dam, Iraq, one strike destroyed a raft."
    )
    assert [(place.name, place.country, place.suggestions[:1]) for place in draft.places] == [
        ("Hajjin", "syria", ("hajin",)),
        ("Mosul Dam", "iraq", ("mosul",)),
    ]
    assert [item.entry["place"] for item in draft.events] == ["hajjin", "mosul-dam"]
    assert [(word.id, word.words) for word in draft.words] == [("raft", "a raft")]


def test_targets_with_several_mentions_or_none_counted() -> None:
    draft = drafted(
        "Near Hajin, two strikes destroyed four vehicles and a cave, two vehicles, and ISIS tunnels; "
        "and struck an ISIS-held building."
    )
    assert draft.events[0].entry["targets"] == {"building": 1, "destroyed": {"vehicle": [4, 2], "cave": 1, "tunnel": "some"}}


@pytest.mark.parametrize(
    ("word", "wanted", "expected"), [("airstike", "airstrike", True), ("stirke", "strike", True), ("stoke", "strike", False)]
)
def test_one_slip(word: str, wanted: str, *, expected: bool) -> None:
    assert one_slip(word, wanted) is expected


def test_the_measure_tells_right_from_flagged_wrong_and_missing() -> None:
    lines = ("Near Hajin, two strikes destroyed a vehicle.", "Near Hajin, some strikes took place.", "All aircraft left safely.")
    text = "published: 2018-09-03\n" + "\n\n".join(lines)
    cases = [
        Case("Near Hajin, two strikes", ("Hajin",), "syria", 2),
        Case("Near Hajin, two strikes destroyed", ("Hajin",), "syria", 3),
        Case("Near Hajin, some strikes", ("Hajin",), "syria", 2),
        Case("All aircraft left", ("Hajin",), "syria", 2),
    ]
    assert [outcome.verdict for outcome in judge().release("x", text, cases)] == ["right", "wrong", "flagged", "missing"]


def test_a_sentence_above_a_list_that_may_be_its_total_is_in_doubt() -> None:
    draft = drafted(
        "On Aug. 30 near Rutbah, coalition forces conducted two strikes.\n\n"
        "-- Near Rutbah, a strike hit a vehicle.\n\n-- Near Samarra, a strike hit a cave."
    )
    assert [(unread.kept, unread.sentence.line) for unread in draft.reading.unread] == [(True, 3)]
    assert len(draft.events) == 3
