"""Files in data/ that nothing reads: which of them look like a part of the record, and which may lie there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.errors import ContentError
from dateline.load import load_project
from dateline.load.names import check_names
from dateline.load.unread import check_unread
from tests.load.cases import HERE


def put(root: Path, name: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("corrections.yaml", "data/corrections.yml"),
        ("correction.yml", "data/corrections.yml"),
        ("Corrections.yml", "data/corrections.yml"),
        ("corrections.yml.txt", "data/corrections.yml"),
        ("corrections.yml.bak", "data/corrections.yml"),
        ("corrections", "data/corrections.yml"),
        ("corrections.json", "data/corrections.yml"),
        ("corection.yml", "data/corrections.yml"),
        ("place.yml", "data/places.yml"),
        ("events.yml", "data/events/"),
        ("events", "data/events/"),
        ("basemap.yml", "data/basemap/"),
    ],
)
def test_what_was_meant_is_named(tmp_path: Path, name: str, meant: str) -> None:
    put(tmp_path, f"data/{name}")
    (problem,) = check_unread(tmp_path)
    assert (problem.code, str(problem.spot)) == ("unread-file", f"data/{name}")
    assert f"did you mean {meant}?" in (problem.help or "")


@pytest.mark.parametrize("folder", ["event", "Events", "evnts", "base-map"])
def test_of_a_folder_it_is_said_once(tmp_path: Path, folder: str) -> None:
    put(tmp_path, f"data/{folder}/2018/x.yml")
    put(tmp_path, f"data/{folder}/2019/y.yml")
    assert [(problem.code, str(problem.spot)) for problem in check_unread(tmp_path)] == [("unread-file", f"data/{folder}")]


@pytest.mark.parametrize("name", ["2018/x.yml", "strikes.yml", "schemas/x.yaml", "basemap/towns.yml", "raw/x.yml.txt"])
def test_other_yaml_is_read_by_nobody(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"data/{name}")
    (problem,) = check_unread(tmp_path)
    assert (problem.code, str(problem.spot)) == ("unread-file", f"data/{name}")


@pytest.mark.parametrize("name", ["x.yml.txt", "x.yml.bak", "x.YML", "x.yaml", "x.json", "x", "x.txt", "2018/x.csv"])
def test_beside_reports_everything_is_a_report(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"data/events/{name}")
    (problem,) = check_unread(tmp_path)
    assert (problem.code, str(problem.spot)) == ("wrong-suffix", f"data/events/{name}")
    if ".y" in name.lower():
        assert problem.help == "rename it to x.yml"


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "README", "LICENSE", "LICENCE.txt", "events/README.md", "events/2018/readme.txt", "basemap/README.md"),
        *("places.csv", "sources.pdf", "strikes.xlsx", "strikes.csv.rejected.csv", "notes.txt", "raw/a.json", "sources/a.pdf"),
        *("strikes-map.yml", "imports/strikes-map.yml", "schemas/report.schema.json", "basemap/more.geojson"),
        *("events/.gitkeep", ".corrections.yml.swp", "events/.#x.yml", ".hidden/x.yml", "events/Thumbs.db"),
        *("events/#x.yml#", "events/x.yml~", "corrections.yml~", "#corrections.yml#", "events/x.yml.swp", "x.yml___jb_tmp___"),
    ],
)
def test_what_is_no_part_of_the_record_may_lie_there(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"data/{name}")
    assert [*check_unread(tmp_path), *check_names(tmp_path)] == []


def test_a_project_with_a_misnamed_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path, dirs_exist_ok=True)
    put(tmp_path, "data/corrections.yaml")
    with pytest.raises(ContentError) as caught:
        load_project(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["unread-file"]


def test_the_files_of_this_project_are_read() -> None:
    assert list(check_unread(Path(__file__).parents[2])) == []
