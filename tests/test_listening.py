"""Lines that are listened to: what they say, how many at once, and those that say nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from dateline.listening import heard


def silent(first: int, seconds: float = 5) -> Iterator[int]:
    yield first
    time.sleep(seconds)
    yield first + 1


def test_all_that_is_said_is_heard_in_the_order_of_each_line() -> None:
    lines = {name: lambda: iter(range(3)) for name in "abcde"}
    found = list(heard(lines, 2, 5))
    assert sorted(found) == [(name, number) for name in "abcde" for number in range(3)]
    assert [number for name, number in found if name == "d"] == [0, 1, 2]
    assert list(heard({}, 2, 5)) == []


def test_no_more_are_open_than_was_said() -> None:
    open_, most = threading.Semaphore(2), []

    def line() -> Iterator[bool]:
        most.append(open_.acquire(blocking=False))
        time.sleep(0.02)
        open_.release()
        yield True

    assert len(list(heard({str(number): line for number in range(9)}, 2, 5))) == 9
    assert most == [True] * 9


def test_one_that_falls_silent_is_given_up_while_others_go_on_talking() -> None:
    def talks() -> Iterator[int]:
        for number in range(40):
            time.sleep(0.02)
            yield number

    begun, found = time.monotonic(), []
    for name, word in heard({"silent": lambda: silent(1), "talks": talks}, 2, 0.3):
        found.append((name, word))
        if word is None:
            assert time.monotonic() - begun < 0.6
    assert ("silent", 1) in found
    assert ("silent", None) in found
    assert ("silent", 2) not in found
    assert [word for name, word in found if name == "talks"] == list(range(40))


def test_a_silent_one_makes_room_for_the_next() -> None:
    assert list(heard({"silent": lambda: silent(1), "next": lambda: [7]}, 1, 0.2)) == [
        ("silent", 1),
        ("silent", None),
        ("next", 7),
    ]


def test_what_goes_wrong_in_a_line_is_raised_where_it_is_listened_to() -> None:
    def breaks() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        list(heard({"a": breaks}, 1, 5))
