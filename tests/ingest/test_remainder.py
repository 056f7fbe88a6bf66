"""Lines whose targets are not understood, and turns that are seldom used: count and place are right, or the editor's."""

from __future__ import annotations

import pytest

from tests.ingest.reader import drafted, events


@pytest.mark.parametrize(
    "rest",
    [
        "truck a fuel dump",
        "shaped the ground for partner troops",
        "cut an ISIS-used causeway",
        "hit a depot tied to the Nusra Front",
        "destroyed a mill and damaged two others",
        "wounded several more",
        "resulting in six wells sealed",
        "burned three house-borne bombs (HBIEDs)",
        "destroyed nine sheds and",
    ],
)
def test_count_and_place_stand_where_only_the_targets_fail(rest: str) -> None:
    draft = drafted(f"Near Hajin, four strikes {rest}.")
    assert [(item.entry["place"], item.entry["strikes"]) for item in draft.events] == [("hajin", 4)]
    assert [unread.kept for unread in draft.reading.unread] == [True]


@pytest.mark.parametrize(
    "rest",
    [
        "destroyed a mill; one wrecked a barn near Tal Afar",
        "destroyed a mill and one damaged a barn",
        "destroyed a mill and two others destroyed a barn",
        "destroyed what was seen in Abu Kamal",
        "shaped the ground west of the river",
        "cut Mosul roads",
        "cut a road, and two attacks hit a barn",
        "cut a road that the Russian air force used",
        "shaped the ground on Friday",
        "shaped the ground for Aug. 30",
        "cut a road in Syria",
        "cut a road, two of which failed",
        "planned for later",
        "cut a road (three in all)",
    ],
)
def test_nothing_is_kept_where_the_rest_may_count_or_place_strikes(rest: str) -> None:
    draft = drafted(f"Near Hajin, four strikes {rest}.")
    assert draft.events == ()
    assert [unread.kept for unread in draft.reading.unread] == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 7:15 p.m., a third strike, also near Hajin, destroyed a truck.", [("hajin", 1)]),
        ("Between about 1:10 a.m. and 5 a.m. EDT, drones conducted six strikes near Hajin, destroying a truck.", [("hajin", 6)]),
        ("Near Hajin, four Aug. 29 strikes destroyed a truck.", [("hajin", 4)]),
        ("Near Hajin*, four strikes destroyed a truck.", [("hajin", 4)]),
        ('"Near Hajin, four strikes destroyed a truck," the release said.', [("hajin", 4)]),
        ("For Aug. 29th, four strikes near Hajin destroyed a truck.", [("hajin", 4)]),
        ("On Aug. 29 or Aug. 30, four strikes near Hajin destroyed a truck.", [("hajin", 4)]),
        ("Near Ha jin, four strikes destroyed a truck.", [("hajin", 4)]),
        ("Near Al-Shad dadi, four strikes destroyed a truck.", [("shadaddi", 4)]),
        ("Near Hajin, fours strikes destroyed a truck.", [("hajin", 4)]),
        ("A strike near Hajin destroyed a truck; another near Abu Kamal destroyed a boat.", [("hajin", 1), ("abu-kamal", 1)]),
        ("One strike was near Hajin, two strikes were in the vicinity of Abu Kamal.", [("hajin", 1), ("abu-kamal", 2)]),
        ("Two airstrikes, one near Hajin and one near Abu Kamal, destroyed a truck.", [("hajin", 1), ("abu-kamal", 1)]),
        ("One strike south of Hajin was not successful.", [("hajin", 1)]),
        ("Four strikes took place near Hajin, where they destroyed a truck.", [("hajin", 4)]),
        (
            "a. Near Hajin, four strikes destroyed a truck.\nb. Near Abu Kamal, a strike hit a cave.",
            [("hajin", 4), ("abu-kamal", 1)],
        ),
    ],
)
def test_turns_that_are_read(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(places[0], strikes) for places, _, strikes in events(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Three airstrikes, one near Hajin and one near Abu Kamal, destroyed a truck.",
        "Near Hajin, one strike, one strike near Abu Kamal destroyed a boat.",
        "Near Hajin, 3 Aug. 29 strikes destroyed a truck.",
        "Near Hajin, ones strikes destroyed a truck.",
        "Near the Syrian border, one strike destroyed a truck.",
    ],
)
def test_turns_that_could_be_read_in_two_ways_are_not_read(text: str) -> None:
    draft = drafted(text)
    assert (draft.events, len(draft.unread)) == ((), 1)


def test_a_landmark_is_a_place_of_its_own() -> None:
    assert events("Two strikes near the Mosul Dam, Iraq, destroyed a truck.") == [(("Mosul Dam",), ("iraq",), 2)]
    assert events("In Syria, two strikes destroyed a tank near Xanadu Airfield west of Raqqa.") == [
        (("Xanadu Airfield",), ("syria",), 2)
    ]


def test_a_list_takes_its_place_from_the_sentence_above_it_and_both_are_in_doubt() -> None:
    draft = drafted(
        "On Aug. 30 near Hajin, coalition forces conducted five strikes.\n"
        "-- Three strikes destroyed a truck.\n-- Two strikes hit a cave."
    )
    assert [(item.entry["place"], item.entry["strikes"], item.entry["on"]) for item in draft.events] == [
        ("hajin", 5, "2018-08-30"),
        ("hajin", 3, "2018-08-30"),
        ("hajin", 2, "2018-08-30"),
    ]
    assert all(item.claim.doubts for item in draft.events)


def test_a_list_below_two_places_takes_none() -> None:
    draft = drafted("On Aug. 30 near Hajin and Abu Kamal, coalition forces conducted five strikes.\n-- Three strikes hit a cave.")
    assert len(draft.events) == 1
    assert draft.unread == ("Three strikes hit a cave.",)


def test_other_recent_strikes_are_under_no_country_of_a_heading_above() -> None:
    text = (
        "Strikes in Iraq\n\nNear Mosul, a strike hit a cave.\n\nOther Recent Strikes\n\nNear Hajin, an Aug. 26 strike hit a cave."
    )
    assert [countries for _, countries, _ in events(text)] == [("iraq",), ("syria",)]
