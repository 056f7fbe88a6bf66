"""Ordering and collecting figures: ids, problems at their place, HTML that is safe and complete, drawings that are kept."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from dateline.charts import ChartRequest, Drawing, Options, Registry, built_in, chart
from dateline.errors import ContentError, QueryError, Spot
from dateline.figure import BASE, Figure, FigureOrder, Studio, fill, slot
from dateline.figure.artist import Alone
from dateline.model import Place, Record
from dateline.query import Desk
from tests.factories import PLACES, SOURCE, event, record, report
from tests.figure.cases import RECORD, TEMPLATES, bar_spec, draw_spec, seed

SPOT = Spot("content/articles/week.md", 14, 1)


def a_studio(cache: Path | None = None, made: Record = RECORD, registry: Registry | None = None) -> Studio:
    return Studio(made, Desk(made), templates=[TEMPLATES], cache=cache, registry=registry)


def an_order(name: str = "weekly", file: str = "content/articles/week.md", slug: str = "week", **options: Any) -> FigureOrder:
    return FigureOrder(name, options, None, file, slug, 1, SPOT)


def a_figure(name: str = "weekly", made: Record = RECORD, **options: Any) -> Figure:
    studio = a_studio(made=made)
    return studio.figure(studio.order(an_order(name, **options)))


def a_drawing(name: str = "weekly") -> Drawing:
    return built_in().prepare(name, {}, Desk(RECORD), None)


def test_ids_come_from_page_and_chart_and_count_up_within_a_page() -> None:
    studio = a_studio()
    assert [studio.order(an_order()) for _ in range(3)] == ["week-weekly", "week-weekly-2", "week-weekly-3"]
    assert studio.order(an_order("places")) == "week-places"
    assert studio.order(an_order(id="lead")) == "lead"
    assert studio.ids == ("lead", "week-places", "week-weekly", "week-weekly-2", "week-weekly-3")


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (an_order(id="lead"), "duplicate-id"),
        (an_order(file="content/other.md", id="lead"), "duplicate-id"),
        (an_order(file="content/other.md"), "duplicate-id"),
        (an_order(id="Lead figure"), "bad-id"),
        (an_order(id='x"><script>'), "bad-id"),
    ],
)
def test_an_id_is_unique_in_the_build_and_fit_for_addresses(second: FigureOrder, code: str) -> None:
    studio = a_studio()
    studio.order(an_order())
    studio.order(an_order(id="lead"))
    with pytest.raises(QueryError) as caught:
        studio.order(second)
    assert caught.value.code == code
    assert caught.value.help


def test_an_article_that_is_rendered_again_gets_the_same_ids() -> None:
    studio = a_studio()
    studio.order(an_order())
    studio.order(an_order(file="content/other.md", slug="other"))
    studio.forget("content/articles/week.md")
    assert "week-weekly" not in studio
    assert "other-weekly" in studio
    assert studio.order(an_order()) == "week-weekly"


def test_a_chart_of_nothing_is_refused() -> None:
    empty = record(report("e", "2018-04-06/2018-04-12", events=[event("x", "2018-04-06", "baghdad", strikes=0)]))
    with pytest.raises(QueryError) as caught:
        a_studio(made=empty).order(an_order("places"))
    assert caught.value.code == "empty-chart"


def test_a_title_that_no_page_can_show_is_refused() -> None:
    with pytest.raises(QueryError, match=r"U\+0007"):
        a_studio().order(an_order(title="Nine\x07"))


class Outline(HTMLParser):
    """Tags with their attributes, and the text, of a piece of HTML; open tags must be closed in order."""

    VOID = ("br", "hr", "img", "input", "link", "meta")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_html_is_whole_and_accessible() -> None:
    figure = a_figure("places")
    plot, notes = Outline(figure.plot_html), Outline(figure.notes_html)
    images = [attributes for _, attributes in plot.tags if "dl-plot" in (attributes.get("class") or "").split()]
    assert [image["role"] for image in images] == ["img", "img"]
    ids = {attributes["id"] for _, attributes in plot.tags if "id" in attributes}
    for image in images:
        assert set((image["aria-labelledby"] or "").split()) <= ids
    assert ["hidden" in image for image in images] == [True, False]
    assert "Only 1 of 9 strikes can be pinned to one place" in plot.text
    assert {header["scope"] for header in notes.all("th")} == {"col", "row"}
    assert len([h for h in notes.all("th") if h["scope"] == "row"]) == len(a_drawing("places").rows)
    assert "0 to 3" in notes.text
    assert len(notes.all("caption")) == len(notes.all("details")) == len(notes.all("summary")) == 1
    assert a_drawing("places").summary in " ".join(notes.text.split())
    downloads = [f"{BASE}/figures/week-places.{kind}" for kind in ("csv", "svg", "png", "json")]
    pages = [f"{BASE}/figures/week-places/#{anchor}" for anchor in ("embed", "cite")]
    assert [a["href"] for a in notes.all("a")][-6:] == [*downloads, *pages]
    assert "As of 6 April 2018, when it was published." in notes.text


def test_no_id_is_used_twice_on_a_page() -> None:
    studio = a_studio(made=GAPS)
    names = [studio.order(an_order()), studio.order(an_order()), studio.order(an_order("places"))]
    html = "".join(studio.figure(name).plot_html + studio.figure(name).notes_html for name in names)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)
    assert any(name.endswith("hatch") for name in ids)


GAPS = record(
    report("a", "2018-04-06/2018-04-12", events=[event("x", "2018-04-06", "baghdad", strikes=2)]),
    report("b", "2018-04-20/2018-04-26", events=[event("y", "2018-04-20", "shadaddi", strikes=1)]),
)


def hostile() -> Record:
    nasty = "</text></script><script>alert('x')</script>\"' onload=\"alert(1)"
    places = {**PLACES, "baghdad": Place("baghdad", nasty, "iraq")}
    source = msgspec.structs.replace(
        SOURCE, title=nasty, publisher=nasty, url="javascript:alert(1)", archived="javascript:alert(2)"
    )
    made = record(report("a", "2018-04-06/2018-04-12", events=[event("x", "2018-04-06", "baghdad", strikes=2)]), sources=[source])
    return msgspec.structs.replace(made, places=places)


def test_hostile_names_stay_text_everywhere() -> None:
    figure = a_figure("places", hostile(), title="<img src=x onerror=alert(1)>")
    for html in (figure.plot_html, figure.notes_html, figure.file("svg").decode()):
        outline = Outline(html.removeprefix('<?xml version="1.0" encoding="UTF-8"?>\n'))
        assert not {"script", "img"} & {tag for tag, _ in outline.tags}
        assert not any(name.startswith("on") for _, attributes in outline.tags for name in attributes)
        assert not any("javascript:" in (a.get("href") or "") for _, a in outline.tags)
    assert "</script>" in figure.file("csv").decode()
    json.loads(figure.file("json"))


def test_the_downloads() -> None:
    figure = a_figure()
    root = ET.fromstring(figure.file("svg"))  # noqa: S314 -- our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    drawn = " ".join("".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text"))
    for words in (a_drawing().title, "Iraq", "Source: Long War Journal. Counted by The desk."):
        assert words in drawn
    assert b"\x02" not in figure.file("svg")
    spec = json.loads(figure.file("json"))
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert figure.file("csv").startswith(b"start,end,days,")
    assert a_figure().file("svg") == figure.file("svg")


def test_slots_are_filled_and_others_stay() -> None:
    studio = a_studio()
    name = studio.order(an_order())
    page = f"<figure>{slot(name, 'plot')}<figcaption>c</figcaption>{slot(name, 'notes')}</figure>{slot('another', 'plot')}"
    filled = fill(page, studio)
    assert filled.startswith('<figure><div class="dl-head">')
    assert filled.count('<svg class="dl-chip"') == 2
    assert filled.endswith("</figure><!--dateline:another:plot-->")
    assert studio.figure(name).notes_html in filled


# --- a newsroom's own charts -------------------------------------------------------------------------------------------


@chart("own")
def own(request: ChartRequest) -> Drawing:
    """Draw what the test puts into its plot."""
    assert isinstance(request.options, Options)
    return replace(seed(), draw=draw_spec, plot=PLOT, marks=1)


PLOT: dict[str, Any] = {}


def own_studio(plot: dict[str, Any], monkeypatch: pytest.MonkeyPatch, cache: Path | None = None) -> Studio:
    module = ModuleType("own_charts")
    module.own = own  # type: ignore[attr-defined]
    monkeypatch.setitem(globals(), "PLOT", plot)
    return a_studio(cache, registry=Registry({**built_in().charts, **Registry.of([module]).charts}))


def test_an_own_chart_gets_the_same_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = own_studio(bar_spec(), monkeypatch)
    figure = studio.figure(studio.order(an_order("own")))
    assert 'class="dl-mark"' in figure.plot_html


def two_bars() -> dict[str, Any]:
    spec = bar_spec()
    return {**spec, "data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 2}]}}


@pytest.mark.parametrize(
    ("plot", "code", "message"),
    [
        (two_bars(), "figure-mismatch", "2 marks are drawn (narrow), 1 belong to its rows"),
        (bar_spec(a="\x07"), "figure-failed", "holds the character U+0007"),
        (bar_spec() | {"data": {"values": []}}, "figure-mismatch", "0 marks are drawn"),
        (bar_spec() | {"data": {"values": [{"a": 1}]}}, "figure-failed", "no row has a field 'b'"),
    ],
)
def test_a_drawing_that_fails_or_lies_is_a_problem_at_the_block(
    plot: dict[str, Any], code: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = own_studio(plot, monkeypatch)
    name = studio.order(an_order("own"))
    with pytest.raises(ContentError) as caught:
        studio.figure(name)
    problem = caught.value.problems[0]
    assert (problem.code, problem.spot) == (code, SPOT)
    assert message in problem.message


def test_a_plot_that_is_no_plain_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryError, match="not plain data"):
        own_studio({"a": object()}, monkeypatch).order(an_order("own"))


def test_a_figure_that_failed_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    studio = own_studio(two_bars(), monkeypatch, tmp_path)
    with pytest.raises(ContentError):
        studio.figure(studio.order(an_order("own")))
    assert list(tmp_path.iterdir()) == []


# --- drawings that are kept --------------------------------------------------------------------------------------------


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is drawn, in order."""
    done: list[object] = []
    finish = Alone.finish

    def counted(self: Alone, begun: object, specs: Any) -> Any:
        done.append(specs)
        return finish(self, begun, specs)

    monkeypatch.setattr(Alone, "finish", counted)
    return done


def test_nothing_is_drawn_twice_and_what_is_kept_is_the_same(tmp_path: Path, drawings: list[object]) -> None:
    first, second = (a_studio(tmp_path) for _ in range(2))
    figures = [studio.figure(studio.order(an_order())) for studio in (first, second)]
    assert len(drawings) == 1
    assert figures[0].plot_html == figures[1].plot_html
    assert figures[0].file("svg") == figures[1].file("svg")


def test_a_changed_event_is_drawn_anew_and_a_damaged_file_too(tmp_path: Path, drawings: list[object]) -> None:
    def build(strikes: int) -> str:
        made = record(report("r", "2018-04-06/2018-04-12", events=[event("e", "2018-04-06", "baghdad", strikes=strikes)]))
        studio = a_studio(tmp_path, made)
        return studio.figure(studio.order(an_order())).plot_html

    assert "3 strikes" in build(3)
    assert "4 strikes" in build(4)
    assert len(drawings) == 2
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-10])
    assert "4 strikes" in build(4)
    assert len(drawings) == 3


def test_many_sources_are_counted_in_the_line_and_listed_elsewhere() -> None:
    sources = [msgspec.structs.replace(SOURCE, id=f"s{i}", title=f"Release {i}", publisher="CENTCOM") for i in range(5)]
    first = dt.date(2018, 4, 6)
    reports = [
        report(f"r{i}", f"{first + dt.timedelta(7 * i)}/{first + dt.timedelta(7 * i + 6)}", source=f"s{i}", partial=True)
        for i in range(5)
    ]
    made = record(
        *reports, report("z", "2018-05-11/2018-05-17", events=[event("e", "2018-05-11", "baghdad", strikes=1)]), sources=sources
    )
    figure = a_figure(made=made)
    notes = " ".join(figure.notes_html.split())
    assert "6 documents: CENTCOM (5), Long War Journal (1)." in re.sub("<[^>]+>", "", notes)
    assert f'<a href="{BASE}/figures/{figure.id}/#sources">6 documents</a>' in notes


def test_workers_give_the_same_figures_and_stop(tmp_path: Path) -> None:
    with Studio(RECORD, Desk(RECORD), templates=[TEMPLATES], cache=tmp_path, workers=1) as studio:
        names = [studio.order(an_order()), studio.order(an_order("places"))]
        figures = [studio.figure(name) for name in names]
    alone = a_studio()
    assert [figure.plot_html for figure in figures] == [alone.figure(alone.order(replace(f.order))).plot_html for f in figures]
