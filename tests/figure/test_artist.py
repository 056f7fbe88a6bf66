"""Drawing here or in other processes gives the same; one that crashes takes no other with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from dateline.figure import artist as artist_module
from dateline.figure.artist import Alone, Crew, Sketch, draw
from dateline.figure.renderer import DrawingError
from tests.figure.cases import bar_spec, seed


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    crew = Crew(1)
    yield crew
    crew.close()


def sketch(chart: str = "weekly") -> Sketch:
    drawing = seed(chart)
    return Sketch(drawing.draw, drawing.plot)


class Plain:
    """What a chart of Altair's looks like to who draws it."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec = spec

    def to_dict(self) -> dict[str, Any]:
        return self.spec


def plain(plot: dict[str, Any], _: int) -> Plain:
    return Plain(plot)


def slow(plot: dict[str, Any], _: int) -> Plain:
    time.sleep(plot["seconds"])
    return Plain(bar_spec())


class Deadly:
    """What kills the process that unpickles it, as a renderer that aborts would."""

    def __reduce__(self) -> tuple[Any, tuple[()]]:
        return (os.abort, ())


def test_here_and_there_the_same_is_drawn(crew: Crew) -> None:
    for chart in ("weekly", "places"):
        begun = crew.begin(sketch(chart))
        assert crew.finish(begun, sketch(chart)) == Alone().finish(None, sketch(chart)) == draw(sketch(chart))


def test_a_drawing_that_fails_is_a_sentence(crew: Crew) -> None:
    wrong = Sketch(plain, bar_spec(a="\x07"))
    for artist in (crew, Alone()):
        with pytest.raises(DrawingError, match=r"U\+0007"):
            artist.finish(artist.begin(wrong), wrong)


def test_a_crash_is_told_and_the_others_are_drawn_all_the_same() -> None:
    crew = Crew(1)
    deadly = Sketch(plain, {"a": Deadly()})
    begun = [(crew.begin(deadly), deadly), (crew.begin(sketch()), sketch())]
    with pytest.raises(DrawingError, match="the process that drew it ended"):
        crew.finish(*begun[0])
    assert crew.finish(*begun[1]) == draw(sketch())
    # The pool is broken for good; what comes later is drawn too.
    assert crew.finish(crew.begin(sketch("places")), sketch("places")) == draw(sketch("places"))
    crew.close()


def test_a_drawing_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    crew = Crew(1)
    crew.finish(crew.begin(sketch()), sketch())
    monkeypatch.setattr(artist_module, "SECONDS", 0.3)
    monkeypatch.setattr(Crew, "_again", None)
    endless = Sketch(slow, {"seconds": 60})
    with pytest.raises(DrawingError, match="was not drawn within"):
        crew.finish(crew.begin(endless), endless)
    crew.close()


def test_what_waits_behind_a_drawing_that_never_ends_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    crew = Crew(1)
    crew.finish(crew.begin(sketch()), sketch())
    monkeypatch.setattr(artist_module, "SECONDS", 5)
    endless = Sketch(slow, {"seconds": 60})
    begun, behind = crew.begin(endless), crew.begin(sketch())
    assert crew.finish(behind, sketch()) == draw(sketch())
    monkeypatch.setattr(Crew, "_again", None)
    with pytest.raises(DrawingError, match="was not drawn within"):
        crew.finish(begun, endless)
    crew.close()


def test_who_waits_long_for_others_that_end_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    crew = Crew(1)
    crew.finish(crew.begin(sketch()), sketch())
    monkeypatch.setattr(artist_module, "SECONDS", 1.5)
    monkeypatch.setattr(Crew, "_again", None)
    begun = [crew.begin(Sketch(slow, {"seconds": 0.3})) for _ in range(4)]
    assert crew.finish(begun[-1], Sketch(slow, {"seconds": 0.3})) == draw(Sketch(plain, bar_spec()))
    crew.close()


def test_how_the_renderer_dies_is_shown_to_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    wrong = Sketch(plain, {**bar_spec(), "title": {"text": {"expr": "'\\b'"}}})
    crew = Crew(1)
    with pytest.raises(DrawingError, match="the process that drew it ended"):
        crew.finish(crew.begin(wrong), wrong)
    crew.close()
    assert capfd.readouterr() == ("", "")
