"""The base map is read strictly: everything that is wrong in any of its files comes in one run, with a way out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ContentError, Problem
from dateline.load import basemap, load_basemap, load_record
from dateline.model import Basemap, Place
from dateline.site import load_site
from tests.docs_examples import write_record

ROOT = Path(__file__).parents[2]
PLACES = {
    "baghdad": Place("baghdad", "Baghdad", "iraq", lat=33.34, lon=44.4, coordinate_source="test"),
    "kisik": Place("kisik", "Kisik", "iraq"),
}
RING = [[40, 30], [48, 30], [48, 37], [40, 30]]
LINE = [[40, 30], [41, 31]]


def collection(kind: str, coordinates: Any, **properties: object) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": properties, "geometry": geometry}]}


GOOD: dict[str, str] = {
    "countries.geojson": json.dumps(collection("Polygon", [RING], name="Iraq")),
    "borders.geojson": json.dumps(collection("LineString", LINE)),
    "rivers.geojson": json.dumps(collection("MultiLineString", [LINE], name="Tigris")),
    "basemap.yml": "credit: Natural Earth\ntowns:\n  - {place: baghdad}\n  - {name: Homs, at: [34.7, 36.7], at_source: x}\n",
}


def loaded(root: Path, **changes: str | None) -> Basemap | None:
    """The base map of GOOD with files replaced, by name without ending; None leaves one out."""
    folder = root / "data/basemap"
    folder.mkdir(parents=True)
    for name, text in GOOD.items():
        new = changes.get(name.partition(".")[0], text)
        if new is not None:
            (folder / name).write_text(new, encoding="utf-8")
    return load_basemap(root, PLACES)


def problems(root: Path, **changes: str | None) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        loaded(root, **changes)
    return caught.value.problems


def test_a_good_one(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    assert read is not None
    assert [country.name for country in read.countries] == ["Iraq"]
    assert list(read.borders) == [((40.0, 30.0), (41.0, 31.0))]
    assert [river.name for river in read.rivers] == ["Tigris"]
    assert [(town.name, town.lat, town.lon, town.place) for town in read.towns] == [
        ("Baghdad", 33.34, 44.4, "baghdad"),
        ("Homs", 34.7, 36.7, None),
    ]
    assert list(read.extent) == [40, 30, 48, 37]
    assert read.credit == "Natural Earth"


def test_a_project_may_do_without(tmp_path: Path) -> None:
    assert load_basemap(tmp_path, PLACES) is None


def test_half_a_base_map_is_a_problem_that_names_the_files(tmp_path: Path) -> None:
    found = problems(tmp_path, rivers=None, borders=None)
    assert [(problem.code, problem.spot and problem.spot.file) for problem in found] == [
        ("missing-file", "data/basemap/borders.geojson"),
        ("missing-file", "data/basemap/rivers.geojson"),
    ]
    assert all("data/basemap/countries.geojson" in str(problem.help) for problem in found)


def test_all_files_are_read_before_anything_is_said(tmp_path: Path) -> None:
    found = problems(tmp_path, countries="{", rivers="[]", basemap="towns: []\n", borders=json.dumps(collection("Point", [1, 2])))
    assert {problem.spot.file for problem in found if problem.spot} == set(basemap.FILES)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("countries", "", "not such GeoJSON"),
        ("countries", "[" * 100_000, "not such GeoJSON"),
        ("countries", '{"type": "FeatureCollection", "features": []}', "holds no features"),
        ("countries", collection("LineString", LINE, name="Iraq"), "a LineString does not belong here"),
        ("borders", collection("Polygon", [RING]), "a Polygon does not belong here"),
        ("borders", collection("Point", [40, 30]), "Invalid value 'Point'"),
        ("borders", collection("LineString", [[40, 30]]), "a line has at least 2 points"),
        ("borders", collection("MultiLineString", []), "it has no points"),
        ("borders", collection("LineString", [[40, 30, 5], [41, 31, 5]]), "length 2"),
        ("borders", collection("LineString", [[40, 30], [41, 91]]), "[41.0, 91.0] is no point on earth"),
        ("borders", collection("LineString", [[40, 30], [41, "31"]]), "Expected `float`"),
        ("borders", '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}', "not such GeoJSON"),
        ("borders", GOOD["borders.geojson"].replace("41", "1e999"), "not such GeoJSON"),
        ("borders", GOOD["borders.geojson"].replace("41", "NaN"), "not such GeoJSON"),
        ("countries", collection("Polygon", [RING[:3]], name="Iraq"), "at least 4 points and ends where it begins"),
        ("countries", collection("Polygon", [[*RING[:3], [1, 1]]], name="Iraq"), "ends where it begins"),
        ("countries", collection("MultiPolygon", [[]], name="Iraq"), "ends where it begins"),
        ("countries", collection("Polygon", [RING]), "feature 1 has no name"),
        ("rivers", collection("LineString", LINE, name=7), "feature 1 has no name"),
        ("rivers", collection("LineString", LINE, name="Ti\u202egris"), "U+202E"),
    ],
)
def test_what_is_wrong_with_shapes(file: str, text: str | dict[str, Any], message: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, **{file: text if isinstance(text, str) else json.dumps(text)})
    assert problem.code == "bad-basemap"
    assert message in problem.message
    assert problem.help
    assert problem.spot
    assert problem.spot.file == f"data/basemap/{file}.geojson"


@pytest.mark.parametrize(
    ("towns", "code", "message", "line"),
    [
        ("{place: bagdad}", "unknown-place", "no place 'bagdad'", 3),
        ("{place: kisik}", "bad-basemap", "'kisik' has no coordinate", 3),
        ("{place: baghdad, name: Baghdad}", "bad-basemap", "either the key 'place'", 3),
        ("{name: Homs, at: [34.7, 36.7]}", "bad-basemap", "either the key 'place'", 3),
        ("{name: Homs, at: [134.7, 36.7], at_source: x}", "bad-coordinate", "latitude", 3),
        ("{name: Homs, size: 3}", "unknown-key", "a town has no key 'size'", 3),
        ("Homs", "bad-shape", "mapping", 3),
    ],
)
def test_what_is_wrong_with_towns(towns: str, code: str, message: str, line: int, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, basemap=f"credit: me\ntowns:\n  - {towns}\n")
    assert problem.code == code
    assert message in problem.message
    assert problem.spot
    assert (problem.spot.file, problem.spot.line) == ("data/basemap/basemap.yml", line)


def test_a_file_that_would_slow_every_build_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basemap, "MOST_BYTES", 50)
    assert {problem.code for problem in problems(tmp_path)} == {"file-too-large"}


@pytest.mark.parametrize(
    ("name", "kind"), [("countries", "MultiPolygon"), ("borders", "LineString"), ("rivers", "MultiLineString")]
)
def test_more_points_than_a_page_can_show_are_refused_with_their_number(name: str, kind: str, tmp_path: Path) -> None:
    line = [[40 + n / 50_000, 30 + n % 2] for n in range(20_000)]
    coordinates = {"MultiPolygon": [[[*line, line[0]]]], "LineString": [*line, line[0]], "MultiLineString": [line, LINE]}[kind]
    (problem,) = problems(tmp_path, **{name: json.dumps(collection(kind, coordinates, name="Iraq"))})
    points = 20_002 if kind == "MultiLineString" else 20_001
    assert problem.message == f"this file has {points:,} points; 20,000 are the most"
    assert problem.spot
    assert problem.spot.file == f"data/basemap/{name}.geojson"


def test_the_base_map_of_this_project_loads_and_holds_its_places() -> None:
    places = load_record(ROOT).places
    read = load_basemap(ROOT, places)
    assert read is not None
    west, south, east, north = read.extent
    located = [place for place in places.values() if place.lat is not None and place.lon is not None]
    assert all(west < place.lon < east and south < place.lat < north for place in located if place.lon and place.lat)
    assert {"Iraq", "Syria"} <= {country.name for country in read.countries}
    assert {river.name for river in read.rivers} == {"Euphrates", "Tigris", "Shatt al Arab"}
    assert len({town.name for town in read.towns}) == len(read.towns) > 20


PAGE = "---\ntitle: T\ndescription: D\n---\n/// chart | map\n    from: 2018-03-30\n    to: 2018-04-05\n\nWhere.\n///\n"


def test_a_site_has_its_base_map_and_is_another_with_another(tmp_path: Path) -> None:
    write_record(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.md").write_text(PAGE, encoding="utf-8")
    site = load_site(tmp_path, cached=False)
    assert site.basemap is not None
    words = tmp_path / "data/basemap/basemap.yml"
    words.write_text(words.read_text("utf-8").replace("Natural Earth", "Somebody"), encoding="utf-8")
    other = load_site(tmp_path, cached=False)
    assert other.digest != site.digest
    assert other.record == site.record


def test_a_map_on_a_page_needs_a_base_map_and_a_broken_one_is_said_once(tmp_path: Path) -> None:
    write_record(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "data/basemap/rivers.geojson").write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError) as broken:
        load_site(tmp_path, cached=False)
    assert {problem.code for problem in broken.value.problems} == {"bad-basemap"}
    shutil.rmtree(tmp_path / "data/basemap")
    from dateline.site import check_site  # noqa: PLC0415

    found = check_site(load_site(tmp_path, cached=False))
    assert [problem.code for problem in found] == ["no-basemap"]
    assert found[0].spot
    assert found[0].spot.line == 5
