"""When a preview builds without an edit: what the machine refused is tried again, and what was taken away is made anew."""

from __future__ import annotations

import errno
import time
from pathlib import Path

import pytest

from dateline.errors import ContentError, DatelineError, EnvironmentProblem, Problem
from dateline.plugin.preview import Preview


class Stop(Exception):
    """As a build stops."""

    def __init__(self, error: DatelineError) -> None:
        super().__init__()
        self.error = error


class Desk:
    """A preview whose builds end as is told, at a time that is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        self.ends: Exception | None = None
        self.shown = True
        self.preview = Preview(Path(), Stop, self.rebuild, lambda: self.shown)
        monkeypatch.setattr(time, "monotonic", lambda: self.now)

    def rebuild(self) -> None:
        assert not self.preview._is_due(), "one build at a time"
        if self.ends:
            raise self.ends

    def waits(self) -> int:
        """Whole seconds from a build until it is tried again."""
        self.preview._build()
        for second in range(200):
            if self.preview._is_due():
                return second
            self.now += 1
        return -1


DEAD = Stop(ContentError(Problem("dead-link", "it leads nowhere")))


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


REFUSALS = [
    Stop(EnvironmentProblem(Problem("disk", "the disk is full"))),
    FileNotFoundError(errno.ENOENT, "gone"),
    MemoryError(),
]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_the_machine_refuses_is_tried_ever_more_rarely(desk: Desk, refusal: Exception) -> None:
    desk.ends = refusal
    assert [desk.waits() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    desk.ends = None
    assert desk.waits() == -1
    desk.ends = refusal
    assert desk.waits() == 1


@pytest.mark.parametrize("mistake", [DEAD, ValueError("a mistake of ours")])
def test_a_mistake_waits_for_an_edit(desk: Desk, mistake: Exception) -> None:
    desk.ends = mistake
    assert desk.waits() == -1


def test_what_is_served_is_made_anew_at_once_when_it_is_gone(desk: Desk) -> None:
    """And ever more rarely while that is not possible."""
    assert desk.waits() == -1
    desk.shown = False
    assert desk.preview._is_due()
    desk.ends = DEAD
    assert [desk.waits() for _ in range(3)] == [1, 2, 4]


def test_what_is_refused_again_and_again_is_logged_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    for refusal in REFUSALS[:2]:
        caplog.clear()
        desk.ends = refusal
        desk.waits()
        desk.waits()
        assert len(caplog.records) == 1
