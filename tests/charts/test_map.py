"""The map: rows that account for the total, sets that nobody reads as a point, words no bolder than the bounds, hostile names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts import Drawing, theme
from dateline.charts.axes import Box, clear_of, overlaps
from dateline.charts.geometry import touches_disc
from dateline.charts.map_labels import Seat, box_of
from dateline.charts.map_plot import SOFT, Layout, MapPlot
from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.figure import FigureOrder, Studio
from dateline.model import Period, Record
from dateline.query import Desk
from dateline.site import load_site
from tests.charts.atlas import AT, BASEMAP, atlas, located, mapped
from tests.charts.published import check_specification
from tests.factories import event, report, seed_report, stated
from tests.figure.cases import TEMPLATES

ROOT = Path(__file__).parents[2]
WEEK = "2018-04-06/2018-04-12"
SEED = located(seed_report())
PLENTY = report(
    "plenty",
    WEEK,
    [stated(WEEK, strikes=40)],
    [
        event("a", WEEK, "abu-kamal", strikes=16),
        event("b", WEEK, "baghdad", strikes=4),
        event("c", WEEK, "bayji qayyarah", strikes=4),
        event("d", WEEK, "rutbah", strikes=1),
        event("e", WEEK, "al-qaim rutbah bayji", strikes=3),
    ],
)


def data(drawing: Drawing, width: int = 720) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = drawing.draw(drawing.plot, width).to_dict()["datasets"]
    return found


def labels(drawing: Drawing, layer: str, width: int = 720) -> list[str]:
    return [row["label"] for row in data(drawing, width).get(layer, [])]


def texts(drawing: Drawing, width: int = 720) -> list[str]:
    return [" ".join(row["text"]) if isinstance(row["text"], list) else row["text"] for row in data(drawing, width)["texts"]]


def rows(drawing: Drawing) -> list[tuple[str, str, str]]:
    return [(row["name"], row["shown"], str(row["total"])) for row in drawing.rows]


def studio(made: Record) -> Studio:
    return Studio(made, Desk(made), templates=[TEMPLATES], cache=None, registry=atlas())


def an_order(**options: object) -> FigureOrder:
    return FigureOrder("map", options, None, "content/articles/week.md", "week")


def test_the_seed_week() -> None:
    drawing = mapped(SEED)
    assert rows(drawing) == [
        ("Baghdad", "circle", "1"),
        ("Abu Kamal", "circle", "0 to 3"),
        ("Bayji", "circle", "0 to 3"),
        ("Qayyarah", "circle", "0 to 3"),
        ("Shadaddi", "circle", "0 to 3"),
        ("Al Qaim", "circle", "0 to 2"),
        ("Rutbah", "circle", "0 to 2"),
        ("Abu Kamal or Shadaddi", "dashed line", "3"),
        ("Bayji or Qayyarah", "dashed line", "3"),
        ("Al Qaim or Rutbah", "dashed line", "2"),
    ]
    assert drawing.title == "Only 1 of 9 strikes can be pinned to one place"
    assert drawing.subtitle == "Strikes by place, 30 March to 5 April 2018. The area of a circle is the number of strikes."
    assert drawing.summary == (
        "Strikes at 7 places on the map, 30 March to 5 April 2018: 9 in all, 1 certain to lie near one place. "
        "Highest for certain: near Baghdad, 1 strike. "
        "3 strikes near Abu Kamal or Shadaddi; at which is not stated. "
        "3 strikes near Bayji or Qayyarah; at which is not stated. "
        "2 strikes more are reported for other places together. "
        "Reports say near; how far from the place is not stated."
    )
    assert [entry.mark for entry in drawing.key] == ["solid", "solid", "near", "light", "link"]


def test_what_is_certain_adds_up_to_the_total_although_ranges_overlap() -> None:
    for known in (SEED, located(PLENTY), located(PLENTY, bayji=None)):
        drawing = mapped(known)
        assert sum(row["total"].low for row in drawing.rows) == drawing.total.low


def test_a_place_set_is_a_line_and_its_places_have_no_solid_circle() -> None:
    drawing = mapped(SEED)
    (bayji,) = [row for row in data(drawing)["discs"] if "Bayji" in row["label"]]
    assert bayji["opacity"] == theme.LIGHT
    assert bayji["label"] == "Near Bayji, Iraq, 30 March to 5 April 2018: 0 to 3 strikes"
    assert "Near Bayji or Qayyarah, at which is not stated, 30 March to 5 April 2018: 3 strikes" in labels(drawing, "links")
    assert "either: 3" in texts(drawing)


def test_a_set_of_three_is_a_star() -> None:
    drawing = mapped(located(PLENTY))
    (star,) = [row for row in data(drawing)["links"] if "Al Qaim, Bayji or Rutbah" in row["label"]]
    assert star["path"].count("M") == 3
    assert "one of 3: 3" in texts(drawing)


def test_what_has_no_place_stands_beneath_with_what_is_on_the_map_to_compare() -> None:
    drawing = mapped(located(PLENTY))
    assert rows(drawing)[-1] == ("Place not stated", "not on the map", "12")
    bars = [label for label in labels(drawing, "discs") if label.startswith(("On the map", "Place not"))]
    assert bars == ["On the map, 6 to 12 April 2018: at least 28 strikes", "Place not stated, 6 to 12 April 2018: 12 strikes"]
    assert drawing.subtitle.endswith("A plus: more is possible. What is not on the map is in the bars beneath.")
    assert {"On the map", "Place not stated"} <= set(texts(drawing, 340))
    hatched = [row for row in data(drawing)["discs"] if row["fill"] == theme.colour("hatch")]
    assert [row["label"] for row in hatched] == bars[1:]


def test_a_place_without_a_coordinate_is_named_beneath_the_map() -> None:
    drawing = mapped(located(PLENTY, baghdad=None))
    assert ("Baghdad", "not on the map", "at least 4") in rows(drawing)
    assert "Baghdad, not on the map" in " ".join(texts(drawing))
    assert "Not on the map: Baghdad." in drawing.summary
    assert not any("Near Baghdad" in label for label in labels(drawing, "discs"))


def test_a_set_with_a_place_that_is_not_on_the_map_is_no_line() -> None:
    drawing = mapped(located(PLENTY, bayji=None))
    assert ("Bayji or Qayyarah", "not on the map", "4") in rows(drawing)
    assert "links" not in data(drawing)
    # The place that is on the map still shows what is possible there.
    assert "Near Qayyarah, Iraq, 6 to 12 April 2018: 0 to 4 strikes, or more" in labels(drawing, "discs")


def test_many_places_that_are_not_on_the_map_share_a_bar_and_keep_their_rows() -> None:
    drawing = mapped(located(PLENTY, baghdad=None, bayji=None, qayyarah=None, rutbah=None, al_qaim=None))
    assert "5 places not on the map" in " ".join(texts(drawing))
    assert sum(shown == "not on the map" for _, shown, _ in rows(drawing)) == 5 + 2 + 1


def test_a_place_beyond_the_base_map_is_not_on_the_map() -> None:
    places = {**SEED.places, "baghdad": msgspec.structs.replace(SEED.places["baghdad"], lat=51.5, lon=0.1)}
    drawing = mapped(msgspec.structs.replace(SEED, places=places))
    assert ("Baghdad", "not on the map", "1") in rows(drawing)


def test_a_filter_by_place_leaves_no_line_to_places_outside_it() -> None:
    drawing = mapped(SEED, place=["bayji"])
    assert rows(drawing) == [("Bayji", "circle", "0 to 3")]
    both = mapped(SEED, place=["bayji", "qayyarah"])
    assert rows(both)[-1] == ("Bayji or Qayyarah", "dashed line", "3")


@pytest.mark.parametrize(
    ("events", "title"),
    [
        ([event("a", WEEK, "baghdad", strikes=5), event("b", WEEK, "rutbah", strikes=2)], "most strikes were near Baghdad"),
        (
            [event("a", WEEK, "baghdad", strikes=4), event("b", WEEK, "rutbah", strikes=3), event("c", WEEK, "bayji", strikes=4)],
            "Where a place is stated, most strikes were near Baghdad and Bayji",
        ),
        # Four may lie at Rutbah, too.
        ([event("a", WEEK, "baghdad", strikes=5), event("b", WEEK, "rutbah qayyarah", strikes=5)], "Most strikes known near one"),
        ([event("a", WEEK, "rutbah qayyarah", strikes=5)], "None of 5 strikes can be pinned to one place"),
        ([event("a", WEEK, "rutbah", strikes=1)], "1 strike near Rutbah"),
    ],
)
def test_the_title_claims_no_more_than_the_bounds_allow(events: list[Any], title: str) -> None:
    assert title in mapped(located(report("r", WEEK, events=events))).title


def test_areas_of_circles_are_to_one_another_as_their_numbers() -> None:
    drawing = mapped(located(PLENTY))
    solid = {row["label"]: row["size"] for row in data(drawing)["discs"] if row["opacity"] == 1 and row["shape"] == "circle"}
    sizes = {
        number: next(size for label, size in solid.items() if re.search(rf": (at least )?{number}\b", label))
        for number in (16, 4, 1)
    }
    assert sizes[16] == pytest.approx(4 * sizes[4], rel=0.01)
    assert sizes[4] == pytest.approx(4 * sizes[1], rel=0.01)


@pytest.mark.parametrize("width", [340, 720])
def test_texts_stay_within_the_drawing_and_marks_are_those_of_the_rows(width: int) -> None:
    for drawing in (mapped(SEED), mapped(located(PLENTY)), mapped(located(PLENTY, baghdad=None))):
        spec = drawing.draw(drawing.plot, width).to_dict()
        assert spec["width"] == width
        for row in spec["datasets"]["texts"]:
            lines = row["text"] if isinstance(row["text"], list) else [row["text"]]
            wide = max(theme.text_width(line, bold=row["weight"] == "bold") for line in lines)
            left = row["x"] - {"left": 0, "center": wide / 2, "right": wide}[row["align"]]
            assert left >= -1
            assert left + wide <= width + 1
            assert 0 <= row["y"] <= spec["height"]
        described = sum("label" in row for layer in spec["datasets"].values() for row in layer)
        assert described == drawing.marks


@given(st.sets(st.sampled_from(sorted(AT)), min_size=1), st.integers(1, 3000), st.sampled_from([340, 720]))
def test_no_circle_is_cut_by_the_frame(names: set[str], most: int, width: int) -> None:
    events = [event(name, WEEK, name, strikes=max(1, most // (n + 1))) for n, name in enumerate(sorted(names))]
    plot = mapped(located(report("r", WEEK, events=events))).plot
    assert isinstance(plot, MapPlot)
    layout = Layout(plot, width)
    for disc in layout.discs:
        assert disc.radius + SOFT <= disc.centre[0] <= width - disc.radius - SOFT
        assert disc.radius + SOFT <= disc.centre[1] <= layout.map_height - disc.radius - SOFT


def test_rivers_countries_and_towns_are_named_and_towns_that_are_circles_only_once() -> None:
    shown = texts(mapped(SEED))
    assert {"Euphrates", "I R A Q", "S Y R I A", "Mosul"} <= set(shown)
    assert sum("Baghdad" in text for text in shown) == 1
    assert "Homs" not in shown
    assert any(re.fullmatch(r"\d+ km", text) for text in shown)
    assert "Base map: Natural Earth" in shown


def test_an_inset_says_where_the_frame_lies_unless_most_of_the_region_shows() -> None:
    assert "insets" in data(mapped(SEED, place="baghdad"))
    small = msgspec.structs.replace(BASEMAP, countries=BASEMAP.countries[:1])
    whole = atlas(small).prepare("map", {}, Desk(located(PLENTY)), None)
    frame = Layout(whole.plot, 720).projection.bounds  # type: ignore[arg-type]
    assert (frame[2] - frame[0]) * (frame[3] - frame[1]) < 7 * 8.3
    assert "insets" not in data(atlas(msgspec.structs.replace(small, countries=_shrunk())).prepare("map", {}, Desk(SEED), None))


def _shrunk() -> Any:
    iraq = BASEMAP.countries[0]
    ring = ((40.0, 32.5), (45.0, 32.5), (45.0, 36.5), (40.0, 36.5), (40.0, 32.5))
    return (msgspec.structs.replace(iraq, polygons=((ring,),)),)


@pytest.mark.parametrize("width", [340, 720])
def test_the_number_of_a_link_has_its_word_and_touches_nothing_even_where_it_is_crowded(width: int) -> None:
    site = load_site(ROOT, cached=False)
    drawing = site.charts.prepare("map", {}, site.desk, Period.parse("2017-11-01/2019-02-23"))
    layout = Layout(drawing.plot, width) if isinstance(drawing.plot, MapPlot) else pytest.fail("no map")
    boxes = {}
    for row in data(drawing, width)["texts"]:
        if row["y"] <= layout.map_height:
            lines = row["text"] if isinstance(row["text"], list) else [row["text"]]
            seat = Seat(row["x"], row["y"], row["align"], row["baseline"])
            boxes[" ".join(lines), row["y"]] = box_of(lines, seat, bold=row["weight"] == "bold")
    assert [text for text, _ in boxes if not re.search("[A-Za-z]", text)] == []
    numbers = {name: box for name, box in boxes.items() if name[0].startswith(("either: ", "one of "))}
    assert len(numbers) >= 3
    for name, box in numbers.items():
        wider = Box(box.left - 2, box.top - 2, box.right + 2, box.bottom + 2)
        assert [other for other in boxes if other != name and overlaps(wider, boxes[other])] == []
        assert not any(touches_disc(wider, disc.centre, disc.radius) for disc in layout.discs)
        assert clear_of(box, [taken for route in layout.routes for taken in route.boxes])


def test_top_limits_labels_and_nothing_else() -> None:
    some, none = mapped(SEED, top=2), mapped(SEED, top=0)
    assert sum("–" in text for text in texts(some)) == 1
    assert not any("Baghdad" in text for text in texts(none))
    assert none.marks == some.marks == mapped(SEED).marks


def test_every_specification_is_valid_vega_lite() -> None:
    for drawing in (mapped(SEED), mapped(located(PLENTY))):
        check_specification(drawing)


def test_a_figure_is_drawn_checked_and_its_marks_can_be_pointed_at() -> None:
    made = located(PLENTY)
    bench = studio(made)
    figure = bench.figure(bench.order(an_order()))
    for part in re.findall(r"<svg viewBox.*?</svg>", figure.plot_html, re.DOTALL):
        assert part.count('class="dl-mark') == mapped(made).marks
    assert {f"dl-{role}" for role in ("land", "abroad", "c1", "c2")} <= set(re.findall(r"dl-[\w-]+", figure.plot_html))
    assert "style=" not in figure.plot_html
    assert "NaN" not in figure.plot_html


def test_a_narrow_and_a_wide_map_stay_small() -> None:
    bench = studio(located(PLENTY))
    assert len(bench.figure(bench.order(an_order())).plot_html) < 30_000


def test_hostile_names_stay_text() -> None:
    evil = '</text><script>alert("1")</script>&'
    places = {**SEED.places, "baghdad": msgspec.structs.replace(SEED.places["baghdad"], name=evil)}
    made = msgspec.structs.replace(SEED, places=places)
    bench = studio(made)
    figure = bench.figure(bench.order(an_order()))
    assert "<script" not in figure.plot_html + figure.notes_html
    assert "&lt;script&gt;" in figure.plot_html
    towns = (msgspec.structs.replace(BASEMAP.towns[1], name=evil[:16]),)
    drawing = atlas(msgspec.structs.replace(BASEMAP, towns=towns, credit=evil)).prepare("map", {}, Desk(SEED), None)
    assert evil[:16] in texts(drawing)


def test_the_same_rows_give_the_same_drawing() -> None:
    assert data(mapped(SEED)) == data(mapped(located(seed_report())))


def test_without_a_base_map_the_way_out_is_said() -> None:
    with pytest.raises(QueryError) as caught:
        atlas(None).prepare("map", {}, Desk(SEED), None)
    assert caught.value.code == "no-basemap"
    assert "data/basemap" in str(caught.value.help)


def test_without_a_place_on_the_map_the_way_out_is_said() -> None:
    nowhere = located(PLENTY, **dict.fromkeys(name.replace("-", "_") for name in AT))
    for known in (nowhere, located(report("n", WEEK, [stated(WEEK, strikes=5)]))):
        with pytest.raises(QueryError) as caught:
            mapped(known)
        assert caught.value.code == "nothing-to-map"
        assert "places" in str(caught.value.help)


def test_what_a_report_leaves_open_between_a_place_and_none_is_a_row() -> None:
    # As in the week of 20 April 2018: of 26, nine at one place and "at least four" more there.
    events = [event("a", "2018-04-06", "abu-kamal", strikes=9), event("b", "2018-04-07", "abu-kamal", strikes=(4, None))]
    drawing = mapped(located(report("r", WEEK, [stated(WEEK, strikes=26)], events)))
    assert [(name, shown) for name, shown, _ in rows(drawing)] == [
        ("Abu Kamal", "circle"),
        ("Place unclear", "not on the map"),
        ("Place not stated", "not on the map"),
    ]
    assert [row["total"].low for row in drawing.rows] == [13, 13, 0]
    assert "For 13 the reports leave open whether they were near one of these places." in drawing.summary


def test_shared_counts_never_exceed_what_is_left_of_the_total() -> None:
    drawing = mapped(located(PLENTY))
    shared = [row["total"] for row in drawing.rows if row["shown"] == "dashed line"]
    assert shared == [Count(4), Count(3)]
