"""Pictures are painted once, kept by what they show, and a failure is a problem at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.charts import Drawing
from dateline.errors import ContentError, Spot
from dateline.figure import Studio
from dateline.figure.artist import Alone, Crew, Picture, painted
from dateline.figure.pictures import Pictures
from dateline.figure.png import size_of
from dateline.query import Desk
from tests.figure.cases import RECORD, TEMPLATES
from tests.figure.test_studio import a_studio, an_order

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="20" height="30" fill="#1f6fb2"/></svg>'
SPOT = Spot("content/articles/week.md", 14, 1)


class Counting(Alone):
    """Paints here, and counts."""

    def __init__(self) -> None:
        self.number = 0

    def finish_picture(self, begun: object, picture: Picture) -> bytes:
        self.number += 1
        return super().finish_picture(begun, picture)


def pictures(folder: Path | None, artist: Any = None) -> Pictures:
    return Pictures(folder, lambda: artist or Alone())


def test_the_same_svg_is_painted_once(tmp_path: Path) -> None:
    artist = Counting()
    for _ in range(2):
        made = pictures(tmp_path, artist)
        made.begin("figures/a.png", SVG, 2)
        ((path, png),) = made.files()
        assert (path, size_of(png)) == ("figures/a.png", (80, 60))
    assert artist.number == 1


@pytest.mark.parametrize(("svg", "scale"), [(SVG.replace(b"#1f6fb2", b"#bf5309"), 2), (SVG, 1)])
def test_another_svg_or_size_is_painted_anew(svg: bytes, scale: float, tmp_path: Path) -> None:
    artist = Counting()
    for one, factor in ((SVG, 2.0), (svg, scale)):
        made = pictures(tmp_path, artist)
        made.begin("figures/a.png", one, factor)
        assert dict(made.files())
    assert artist.number == 2


def test_a_damaged_entry_is_painted_anew(tmp_path: Path) -> None:
    made = pictures(tmp_path)
    made.begin("a.png", SVG, 1)
    before = dict(made.files())
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-5])
    again = pictures(tmp_path)
    again.begin("a.png", SVG, 1)
    assert dict(again.files()) == before


def test_what_cannot_be_painted_is_a_problem_at_its_place() -> None:
    made = pictures(None)
    made.begin("figures/a.png", b"<svg", 2, SPOT)
    with pytest.raises(ContentError) as caught:
        list(made.files())
    problem = caught.value.problems[0]
    assert (problem.code, problem.spot) == ("figure-failed", SPOT)
    assert "figures/a.png cannot be painted" in problem.message


def test_what_is_made_again_is_forgotten() -> None:
    made = pictures(None)
    made.begin("a.png", SVG, 1)
    made.begin("b.png", SVG, 1)
    made.forget(iter(["a.png", "never-there.png"]))
    assert "a.png" not in made
    assert [path for path, _ in made.files()] == ["b.png"]


def test_other_processes_paint_the_same() -> None:
    crew = Crew(1)
    picture = Picture(SVG.decode(), 2)
    begun = crew.begin_picture(picture)
    assert crew.finish_picture(begun, picture) == painted(picture)
    assert crew.ready(begun)
    assert not crew.ready(None)
    crew.close()


def test_a_figure_has_its_picture_twice_as_large_as_its_svg() -> None:
    studio = a_studio()
    name = studio.order(an_order())
    assert f"figures/{name}.png" not in studio.pictures
    figure = studio.figure(name)
    ((path, png),) = studio.pictures.files()
    width, height = size_of(png)
    assert path == f"figures/{name}.png"
    assert f'width="{width // 2}" height="{height // 2}"' in figure.file("svg").decode()
    studio.forget(figure.order.file)
    assert list(studio.pictures.files()) == []


def test_a_kept_figure_has_its_picture_too(tmp_path: Path) -> None:
    def build() -> dict[str, bytes]:
        with Studio(RECORD, Desk(RECORD), templates=[TEMPLATES], cache=tmp_path, digest="d") as studio:
            studio.figure(studio.order(an_order()))
            return dict(studio.pictures.files())

    assert build() == build() != {}


def test_figures_are_finished_while_others_are_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = a_studio()
    name = studio.order(an_order())
    monkeypatch.setattr(Alone, "ready", lambda *_: True)
    monkeypatch.setattr(studio, "_artist", Alone())
    studio.order(an_order("places"))
    assert f"figures/{name}.png" in studio.pictures


def test_one_that_fails_does_not_stop_the_next_order(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = a_studio()
    name = studio.order(an_order())
    job = studio._jobs[name]  # a chart that counts its marks wrong
    wrong = {field: getattr(job.drawing, field) for field in Drawing.__dataclass_fields__} | {"marks": 99}
    job.drawing = Drawing(**wrong)
    monkeypatch.setattr(Alone, "ready", lambda *_: True)
    monkeypatch.setattr(studio, "_artist", Alone())
    assert studio.order(an_order("places")) == "week-places"
    with pytest.raises(ContentError, match="99 belong to its rows"):
        studio.figure(name)
