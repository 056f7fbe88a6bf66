"""What marks say, and whether a drawing is fit for a page, is read from the drawing itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.charts import built_in
from dateline.charts.theme import colour
from dateline.figure.artist import Sketch, draw
from dateline.figure.labels import differing_labels, labels_of, unfit
from dateline.model import Period
from dateline.site import Site, load_site

MARK = '<path class="dl-mark dl-c1" aria-label="{}" d="M0,0"/>'


def svg(inner: str, width: int = 340) -> str:
    return f'<svg viewBox="0 0 {width} 50" width="{width}" height="50">{inner}</svg>'


def test_only_data_marks_have_labels() -> None:
    drawing = svg(MARK.format("Iraq: 6 &amp; more") + '<g aria-label="an axis"><path class="dl-axis"/></g>')
    assert labels_of(drawing) == ["Iraq: 6 & more"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (("a", "b"), []),
        (("a", "b", "c"), ["no mark says 'c' (narrow)"]),
        (("a",), ["marks say what no row does: 'b' (narrow)"]),
        (("a", "b", "b"), ["no mark says 'b' (narrow)"]),
        (("c", "d", "e", "f", "a", "b"), ["no mark says 'c', 'd', 'e' and 1 more (narrow)"]),
    ],
)
def test_what_differs_is_said(wanted: tuple[str, ...], said: list[str]) -> None:
    assert list(differing_labels(wanted, {"narrow": svg(MARK.format("a") + MARK.format("b"))})) == said


def test_a_label_that_stands_twice_is_said() -> None:
    twice = svg(MARK.format("a") * 2)
    assert list(differing_labels(("a",), {"wide": twice})) == ["several marks say 'a' (wide)"]
    assert list(differing_labels(("a", "a"), {"wide": twice})) == []


@pytest.mark.parametrize(
    ("inner", "width", "fault"),
    [
        ("", 342, "it is 342 px wide where there are 340"),
        ('<text font-size="12px">a</text>', 340, "it has text of 12 px"),
        ('<path fill="steelblue"/>', 340, "(steelblue)"),
        ('<g stroke="#ff0000"><path/></g>', 340, "(#ff0000)"),
        ('<g transform="translate(300,0)"><text>too long a text</text></g>', 340, "cuts off 'too long a text'"),
        (
            '<g transform="translate(20,0)" text-anchor="end"><text transform="translate(-6,3)">too long</text></g>',
            340,
            "cuts off",
        ),
    ],
)
def test_what_cannot_stand_on_a_page_is_said(inner: str, width: int, fault: str) -> None:
    ((said, way_out),) = unfit(svg(inner, width), "narrow")
    assert fault in said
    assert way_out


@pytest.mark.parametrize(
    "inner",
    [
        f'<text font-size="13px" fill="{colour("text")}">a</text><path fill="none" stroke="{colour("c1")}"/>',
        '<path fill="url(#hatch)"/>',
        '<g transform="translate(330,20)"><text transform="rotate(-90)">what is turned is left out</text></g>',
        '<g text-anchor="middle"><text x="170">in the middle of the drawing</text></g>',
    ],
)
def test_what_can_passes(inner: str) -> None:
    assert list(unfit(svg(inner), "narrow")) == []


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(Path(__file__).parents[2], cached=False)


@pytest.mark.parametrize("period", [None, "2018-03-30/2018-04-05", "2018-03-02/2018-09-09"])
@pytest.mark.parametrize("chart", sorted(built_in().charts))
def test_charts_that_come_with_dateline_are_fit(site: Site, chart: str, period: str | None) -> None:
    drawing = site.charts.prepare(chart, {}, site.desk, Period.parse(period) if period else None)
    drawn = draw(Sketch(drawing.draw, drawing.plot))
    assert [fault for width, picture in drawn.svgs.items() for fault in unfit(picture, width)] == []
