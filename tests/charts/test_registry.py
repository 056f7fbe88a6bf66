"""Finding a chart by its name, running a newsroom's code only when it is wanted, and all that is wrong in a block at once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dateline.charts import Chart, built_in
from dateline.charts.registry import Shelf
from dateline.errors import Problem, QueryError
from dateline.kept import Kept
from dateline.newsroom import Newsroom
from dateline.query import Desk
from tests.charts.own import BY_COUNTRY, drawn, written
from tests.factories import record, seed_report

DESK = Desk(record(seed_report()))
WEEKLY = built_in().find("weekly")


def test_code_is_run_when_one_of_its_charts_is_wanted_and_once() -> None:
    fetched: list[str] = []

    def fetch() -> Mapping[str, Chart]:
        fetched.append("fetched")
        return {"own": WEEKLY, "other": WEEKLY}

    shelf = Shelf({"weekly": WEEKLY}, ["own", "other"], fetch)
    assert list(shelf) == ["weekly", "other", "own"]
    assert len(shelf) == 3
    assert "own" in shelf
    assert shelf["weekly"] is WEEKLY
    with pytest.raises(KeyError):
        shelf["nothing"]
    assert fetched == []
    assert shelf["own"] is shelf["other"] is WEEKLY
    assert fetched == ["fetched"]


def test_code_that_was_well_and_no_longer_is_gives_a_problem(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, code = Kept(tmp_path_factory.mktemp("kept")), written(BY_COUNTRY)
    assert Newsroom(code, kept).problems == ()
    again = Newsroom(code, kept)
    assert "by-country" in again.registry.charts
    assert "_collection" not in again.__dict__
    broken = Newsroom(written("1 / 0\n"), kept)
    monkeypatch.setitem(again.__dict__, "_collection", broken._collection)
    with pytest.raises(QueryError, match="ZeroDivisionError") as caught:
        again.registry.find("by-country")
    problem = caught.value.at(None)
    assert problem.spot is not None
    assert problem.spot.file == "charts/own.py"


def test_code_that_was_found_wrong_is_looked_at_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    kept, code = Kept(tmp_path_factory.mktemp("kept")), written("1 / 0\n")
    first, second = Newsroom(code, kept).problems, Newsroom(code, kept).problems
    assert first == second
    assert [problem.code for problem in first] == ["chart-code"]
    assert isinstance(first[0], Problem)


def test_a_chart_that_nobody_knows_gets_a_hint_of_the_newsrooms_own() -> None:
    newsroom = Newsroom(written(BY_COUNTRY))
    with pytest.raises(QueryError) as caught:
        newsroom.registry.find("by-contry")
    assert caught.value.code == "unknown-chart"
    assert caught.value.help == "did you mean 'by-country'?"


def test_all_wrong_options_of_a_block_are_said() -> None:
    with pytest.raises(QueryError) as caught:
        built_in().prepare(
            "places", {"top": 0, "tpo": 3, "start": "2018-03-30", "country": "irak", "place": ["bayjii"]}, DESK, None
        )
    assert [error.message for error in caught.value.each] == [
        "option 'top' takes a whole number from 1 to 50, not 0",
        "no option 'tpo' in chart 'places'",
        "chart 'places' has no option 'start'",
        "no country 'irak' in data/dataset.yml",
        "no place 'bayjii' in data/places.yml",
    ]
    assert [error.code for error in caught.value.each][:3] == ["bad-option", "unknown-option", "unknown-option"]


def test_all_unknown_values_are_said() -> None:
    with pytest.raises(QueryError) as caught:
        built_in().prepare("places", {"country": "irak", "place": "bayjii", "top": 3}, DESK, None)
    assert sorted(error.code for error in caught.value.each) == ["unknown-country", "unknown-place"]


def test_one_wrong_option_is_said_once() -> None:
    with pytest.raises(QueryError) as caught:
        built_in().prepare("places", {"country": "irak"}, DESK, None)
    assert len(caught.value.each) == 1


def test_code_that_uses_other_libraries_depends_on_all_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, other = written(BY_COUNTRY), written("import msgspec\n", BY_COUNTRY)
    assert plain.beneath == ""
    before = other.beneath
    assert before
    drawing = Newsroom(other).registry.prepare("by-country", {}, DESK, None)
    assert getattr(drawing.plot, "beneath", None) == before
    monkeypatch.setattr("dateline.charts.code.distributions", list)
    assert written("import msgspec\n", BY_COUNTRY).beneath != before


def test_what_code_prints_does_not_get_into_what_programs_read(capfd: pytest.CaptureFixture[str]) -> None:
    code = written("print('while it is run')\n", BY_COUNTRY.replace("return dots(rows)", "print('drawing'); return dots(rows)"))
    assert drawn(code, "by-country").problems == ()
    said = capfd.readouterr()
    assert said.out == ""
    assert "while it is run" in said.err
    assert "drawing" in said.err
