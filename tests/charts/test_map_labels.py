"""Texts of a map never overlap, never cover a circle, and never leave the frame; links are seen whatever lies between."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts.axes import Box, overlaps
from dateline.charts.geometry import Point, touches_disc
from dateline.charts.map_labels import Disc, Seat, Seating, Wish, around, box_of
from dateline.charts.map_links import MapLink, route_of

FRAME = Box(0, 0, 340, 260)
discs = st.lists(
    st.builds(Disc, st.tuples(st.floats(0, 340), st.floats(0, 260)), st.floats(2, 34)),
    min_size=1,
    max_size=15,
)
names = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=24)


@given(discs, st.lists(names, min_size=15, max_size=15), st.sampled_from([1, 2]))
def test_labels_never_overlap_nor_cover_a_circle_nor_leave_the_frame(found: list[Disc], texts: list[str], lines: int) -> None:
    seating = Seating(FRAME, found)
    wishes = [
        Wish(((text, "0–3")[:lines],), tuple(around(disc.centre, disc.radius, lines)), bold=True)
        for disc, text in zip(found, texts, strict=False)
    ]
    seated = [entry for entry in map(seating.seat, wishes) if entry]
    for index, entry in enumerate(seated):
        assert FRAME.left <= entry.box.left <= entry.box.right <= FRAME.right
        assert FRAME.top <= entry.box.top <= entry.box.bottom <= FRAME.bottom
        assert not any(touches_disc(entry.box, disc.centre, disc.radius) for disc in found)
        assert not any(overlaps(entry.box, other.box) for other in seated[:index])


def test_a_label_beside_a_circle_with_room_stands_to_its_right() -> None:
    seated = Seating(FRAME, [Disc((100, 100), 10)]).seat(Wish((("Hajin 9",),), tuple(around((100, 100), 10))))
    assert seated is not None
    assert (seated.seat.align, seated.seat.y) == ("left", 100)


def test_a_label_keeps_off_lines_and_away_from_others_only_where_that_is_possible() -> None:
    seats = (Seat(50, 50), Seat(50, 90), Seat(50, 130))
    wish = Wish((("IRAQ",),), seats)
    line = Box(0, 48, 100, 52)
    assert (Seating(FRAME).seat_clear(wish, [line]) or pytest.fail("no room")).seat == seats[1]
    near = Seating(FRAME, [], [Box(0, 100, 100, 104)])
    assert (near.seat_clear(wish, [line], 16) or pytest.fail("no room")).seat == seats[2]
    full = Seating(FRAME, [], [Box(0, 70, 100, 150)])
    assert (full.seat_clear(wish, [line], 16) or pytest.fail("no room")).seat == seats[0]


def test_a_text_of_two_lines_takes_up_both() -> None:
    box = box_of(("Abu", "Kamal"), Seat(100, 100, "left", "top"))
    assert box.bottom - box.top == pytest.approx(16 + 13 + 3)
    assert box.top == pytest.approx(98.5)


LINK = MapLink(("a", "b"), "c1", "3", "words")


def test_a_link_runs_from_rim_to_rim() -> None:
    one, two = Disc((50, 50), 10), Disc((150, 50), 20)
    route = route_of(LINK, [one, two], [one, two], FRAME)
    assert list(route.lines) == [((62, 50), (128, 50))]
    assert route.middle == (95, 50)


def test_a_link_between_circles_that_touch_is_a_bow_beside_them() -> None:
    one, two = Disc((100, 100), 30), Disc((110, 130), 30)
    route = route_of(LINK, [one, two], [one, two], FRAME)
    assert math.dist(route.middle, one.centre) > 30
    assert math.dist(route.middle, two.centre) > 30


def test_a_link_does_not_seem_to_end_at_a_circle_in_its_way() -> None:
    ends = [Disc((100, 40), 4), Disc((100, 200), 10)]
    barrier = Disc((104, 120), 25)
    straight = route_of(LINK, ends, ends, FRAME)
    bowed = route_of(LINK, ends, [*ends, barrier], FRAME)
    assert len(straight.lines[0]) == 2
    assert len(bowed.lines[0]) > 2
    assert math.dist(bowed.middle, barrier.centre) > barrier.radius
    # On the side where it has less to go around.
    assert bowed.middle[0] < 100


def test_a_circle_that_holds_an_end_of_a_link_does_not_bar_it() -> None:
    ends = [Disc((100, 40), 2), Disc((100, 200), 10)]
    assert len(route_of(LINK, ends, [*ends, Disc((102, 45), 30)], FRAME).lines[0]) == 2


@given(st.lists(st.tuples(st.floats(0, 340), st.floats(0, 260)), min_size=3, max_size=5, unique=True))
def test_more_than_two_places_are_joined_in_their_middle(centres: list[Point]) -> None:
    ends = [Disc(centre, 5) for centre in centres]
    route = route_of(LINK, ends, ends, FRAME)
    assert all(line[0] == route.middle for line in route.lines)
    assert len(route.lines) == sum(math.dist(disc.centre, route.middle) > 7 for disc in ends)
