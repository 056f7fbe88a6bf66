"""The command `import` on whole projects: what it writes loads and counts as the table does; what it refuses is not written."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dateline.load import load_record
from dateline.site import load_site
from dateline.tables import shipped_maps, shipped_text
from tests.projects import SEED, Project, copy, tree

Output = pytest.CaptureFixture[str]
SOURCE = '\noir-table: {title: A table, publisher: Somebody, url: "https://example.org/table"}\n'
STRIKES = """date,country,location,number,remark
2018-04-21,Iraq,Bayji,2,x
2018-04-22,Syria,Albu Kamal and Shadaddi,3,
2018-05-01,Iraq,n/a,4,=1+1
"""
BAD = STRIKES + "2018-05-02,Iraq,Hajin,1,=1+1\n2018-05-02,Iraq,Bayji,-1,\n"
ASKED = ("import", "t.csv", "--map", "strikes", "--source", "oir-table")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = copy(SEED, tmp_path / "project")
    made.write("data/sources.yml", made.read("data/sources.yml") + SOURCE)
    made.write("t.csv", STRIKES)
    return made


def state(project: Project) -> dict[str, bytes]:
    return {name: content for name, content in tree(project.root).items() if not name.startswith(".cache/")}


def asked(project: Project) -> Any:
    """What an article asks with."""
    return load_site(project.root, cached=False).desk.namespace()["strikes"]


def added(project: Project, before: dict[str, bytes]) -> list[str]:
    now = state(project)
    assert {name: now[name] for name in before} == before
    return sorted(now.keys() - before.keys())


def test_what_is_written_loads_and_counts_as_the_table(project: Project, capfd: Output) -> None:
    before = state(project)
    assert project.run(*ASKED) == 0
    assert added(project, before) == ["data/events/2018/2018-04-20-oir-table.yml", "data/events/2018/2018-04-27-oir-table.yml"]
    assert "3 rows read = 3 written + 0 rejected + 0 skipped by the map" in capfd.readouterr().out
    assert project.run("check") == 0
    strikes = asked(project)
    assert str(strikes(report="2018-04-20-oir-table")) == "at least 5"
    assert (
        strikes(report="2018-04-20-oir-table").low == sum(int(row["number"]) for row in csv.DictReader(io.StringIO(STRIKES))) - 4
    )
    assert strikes(day="2018-04-21", place=["abu-kamal", "shadaddi"]).low == 3, "the day before the release"
    assert strikes(day="2018-04-30", country="iraq").low == 4


def test_importing_twice_is_refused(project: Project, capfd: Output) -> None:
    assert project.run(*ASKED) == 0
    before = state(project)
    capfd.readouterr()
    assert project.run(*ASKED) == 1
    assert state(project) == before
    assert "error[duplicate-id]" in capfd.readouterr().err


def test_files_are_never_written_over(project: Project, capfd: Output) -> None:
    project.write("data/events/2018/2018-04-27-oir-table.yml", "")
    (project.root / "data/events/2018/2018-04-27-oir-table.yml").rename(
        project.root / "data/events/2018/2018-04-27-oir-table.yml.old"
    )
    (project.root / "data/events/2018/2018-04-27-oir-table.yml").symlink_to("nowhere")
    capfd.readouterr()
    assert project.run(*ASKED) == 1
    assert not (project.root / "data/events/2018/2018-04-20-oir-table.yml").exists()
    (project.root / "data/events/2018/2018-04-27-oir-table.yml").unlink()
    assert project.run(*ASKED) == 0


def test_a_bad_row_and_nothing_is_written(project: Project, capfd: Output) -> None:
    project.write("t.csv", BAD)
    before = state(project)
    assert project.run(*ASKED) == 1
    assert state(project) == before
    out, err = capfd.readouterr()
    assert out == ""
    assert "5 rows read = 3 good + 2 rejected + 0 skipped by the map" in err
    assert "t.csv:5:17: error[unknown-place]" in err
    assert "t.csv:6:23: error[bad-count]" in err
    assert err.endswith("2 problems. Nothing was changed.\n")


def test_problems_for_programs_come_alone(project: Project, capfd: Output) -> None:
    project.write("t.csv", BAD)
    assert project.run("--format", "json", *ASKED) == 1
    out, err = capfd.readouterr()
    assert err == ""
    assert [(one["code"], one["file"], one["line"]) for one in json.loads(out)] == [
        ("unknown-place", "t.csv", 5),
        ("bad-count", "t.csv", 6),
    ]
    project.write("t.csv", STRIKES)
    assert project.run("--format", "json", *ASKED, "--dry-run") == 0
    assert capfd.readouterr() == ("[]\n", "")


def test_the_good_rows_are_written_when_an_editor_accepts_it(project: Project, capfd: Output) -> None:
    project.write("t.csv", BAD)
    before = state(project)
    assert project.run(*ASKED, "--accept-partial", "--propose-places", "new.yml") == 0
    assert added(project, before) == [
        "data/events/2018/2018-04-20-oir-table.yml",
        "data/events/2018/2018-04-27-oir-table.yml",
        "new.yml",
        "t.csv.rejected.csv",
    ]
    out, err = capfd.readouterr()
    assert "5 rows read = 3 written + 2 rejected + 0 skipped by the map" in out
    assert "t.csv:6:23: warning[bad-count]" in err
    assert project.run("check") == 0
    rows = list(csv.DictReader(io.StringIO(project.read("t.csv.rejected.csv"))))
    assert [(row["location"], row["rejected_line"], row["remark"], row["number"]) for row in rows] == [
        ("Hajin", "5", "'=1+1", "1"),
        ("Bayji", "6", "", "'-1"),
    ]
    assert rows[0]["rejected_reason"] == "no place 'Hajin' in data/places.yml that lies in iraq"
    assert project.read("new.yml").endswith("hajin: {name: Hajin, country: iraq}\n")


def test_rejected_rows_can_be_mended_and_read_again(project: Project) -> None:
    project.write("t.csv", BAD)
    assert project.run(*ASKED, "--accept-partial") == 0
    for name in ("2018-04-20", "2018-04-27"):
        (project.root / f"data/events/2018/{name}-oir-table.yml").unlink()
    project.edit("t.csv.rejected.csv", "Hajin", "Bayji")
    project.edit("t.csv.rejected.csv", "'-1", "1")
    assert project.run("import", "t.csv.rejected.csv", *ASKED[2:]) == 0
    assert project.run("check") == 0


def test_a_dry_run_shows_and_writes_nothing(project: Project, capfd: Output) -> None:
    before = state(project)
    assert project.run(*ASKED, "--dry-run") == 0
    assert state(project) == before
    shown = capfd.readouterr().out
    assert "# data/events/2018/2018-04-27-oir-table.yml: 1 event, 2018-04-27/2018-04-30" in shown
    assert "place: [abu-kamal, shadaddi], strikes: 3}" in shown
    assert shown.endswith("3 rows read = 3 to be written + 0 rejected + 0 skipped by the map. Nothing was written.\n")


def test_a_workbook_gives_what_its_csv_gives(project: Project, capfd: Output) -> None:
    assert project.run(*ASKED, "--dry-run") == 0
    wanted = capfd.readouterr().out
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO(STRIKES.replace("=1+1", ""))):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(project.root / "t.xlsx")
    assert project.run("import", "t.xlsx", *ASKED[2:], "--dry-run") == 0
    assert capfd.readouterr().out == wanted
    project.write("bad.xlsx", "no workbook")
    assert project.run("import", "bad.xlsx", *ASKED[2:]) == 1
    book.active["D2"] = 1.5
    book.save(project.root / "t.xlsx")
    capfd.readouterr()
    assert project.run("import", "t.xlsx", *ASKED[2:]) == 1
    assert "t.xlsx:2: error[bad-count]: 1.5 is not a whole number (column number)\n  help: " in capfd.readouterr().err


def test_merged_cells_matter_in_the_columns_of_the_map(project: Project, capfd: Output) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO(STRIKES.replace("=1+1", ""))):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.active.merge_cells("E2:E4")
    book.save(project.root / "t.xlsx")
    assert project.run("import", "t.xlsx", *ASKED[2:], "--dry-run") == 0
    book.active.merge_cells("C2:C4")
    book.save(project.root / "t.xlsx")
    capfd.readouterr()
    assert project.run("import", "t.xlsx", *ASKED[2:]) == 1
    said = "t.xlsx:2: error[bad-table]: merged cells, of which only the first holds a value: C2:C4\n  help: unmerge them"
    assert said in capfd.readouterr().err


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("import",), 2, "Error: import needs a FILE"),
        (("import", "t.csv"), 2, "Error: import needs a FILE, and --map"),
        (
            ("import", "t.csv", "--map", "strike"),
            2,
            "error[unknown-map]: no map 'strike' in Dateline\n  help: did you mean 'strikes'?",
        ),
        (("import", "t.csv", "--map", "no.yml"), 1, "no.yml: error[missing-file]"),
        (("import", "no.csv", "--map", "strikes", "--source", "oir-table"), 1, "no.csv: error[missing-table]"),
        (("import", "data", "--map", "strikes", "--source", "oir-table"), 1, "data: error[missing-table]: cannot be read"),
        (("import", "t.csv", "--map", "strikes"), 1, "strikes.yml: error[missing-source]"),
        (("import", "t.csv", "--map", "strikes", "--source", "oir"), 1, "error[unknown-source]: no source 'oir'"),
        ((*ASKED, "--actor", "nobody"), 1, "error[unknown-actor]: no actor 'nobody'"),
        (("import", "--show-map", "gtd"), 2, "error[unknown-map]"),
    ],
)
def test_what_cannot_be_read_at_all(project: Project, capfd: Output, given: tuple[str, ...], code: int, said: str) -> None:
    before = state(project)
    assert project.run(*given) == code
    out, err = capfd.readouterr()
    assert said in err
    assert "Traceback" not in err + out
    assert state(project) == before


def test_what_is_no_file_is_not_waited_for(project: Project, capfd: Output) -> None:
    os.mkfifo(project.root / "pipe.csv")
    for name in ("pipe.csv", "/dev/zero", "data"):
        assert project.run("import", name, *ASKED[2:]) == 1
        assert "error[missing-table]: cannot be read: " in capfd.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("date,country,location,number\n2018-04-21,Iraq,Bayji," + "1" * 5000, "error[bad-count]: 1111"),
        (
            "date,country,location,number," + "x" * 200_000 + "\n",
            "t.csv:1: error[bad-table]: the row that starts here cannot be read",
        ),
        ("," * 200_000 + '"' + "x" * 200_000, "t.csv:1: error[bad-table]"),
    ],
)
def test_cells_beyond_all_measure(project: Project, capfd: Output, content: str, said: str) -> None:
    project.write("t.csv", content)
    assert project.run(*ASKED) == 1
    assert said in capfd.readouterr().err


@pytest.mark.parametrize("limit", [10, 10_000_000])
def test_what_others_allow_a_cell_to_be_changes_nothing(project: Project, capfd: Output, limit: int) -> None:
    """Libraries set it for the whole process, and get it back."""
    before = csv.field_size_limit(limit)
    try:
        project.write("t.csv", "date,country,location,number," + "x" * 200_000 + "\n")
        assert project.run(*ASKED) == 1
        assert "t.csv:1: error[bad-table]: the row that starts here cannot be read" in capfd.readouterr().err
        project.write("t.csv", "date,country,location,number\n2018-04-21,Iraq,Bayji near Tikrit,1\n")
        assert project.run(*ASKED) == 1
        assert "error[unknown-place]" in capfd.readouterr().err
        assert csv.field_size_limit() == limit
    finally:
        csv.field_size_limit(before)


def test_a_dataset_of_several_actors_wants_one(project: Project, capfd: Output) -> None:
    project.edit("data/dataset.yml", "actors: {", "actors: {raf: Royal Air Force, ")
    project.edit(
        "data/events/2018/2018-04-06-cjtf-oir.yml", "period:", "actor: cjtf-oir\nperiod:"
    ) if "actor:" not in project.read("data/events/2018/2018-04-06-cjtf-oir.yml") else None
    assert project.run(*ASKED) == 1
    assert "error[missing-actor]" in capfd.readouterr().err
    assert project.run(*ASKED, "--actor", "raf") == 0
    assert load_record(project.root).reports["2018-04-20-oir-table"].actor == "raf"


def test_a_table_can_itemise_a_report(project: Project) -> None:
    text = shipped_text("strikes").replace("  by: week\n", "  part_of: 2018-04-06-cjtf-oir\n")
    project.write("m.yml", text.replace("  strikes: {", "  engagements: {"))
    project.write("t.csv", "date,country,location,number\n2018-04-03,Iraq,Baghdad,1\n")
    assert project.run("import", "t.csv", "--map", "m.yml", "--source", "oir-table") == 0
    assert project.run("check") == 0
    assert str(asked(project)(start="2018-03-30", end="2018-04-05")) == "9"


def test_sums_that_would_no_longer_add_up_are_refused(project: Project, capfd: Output) -> None:
    project.write("m.yml", shipped_text("strikes").replace("  by: week\n", "  part_of: 2018-04-06-cjtf-oir\n"))
    project.write("t.csv", "date,country,location,number\n2018-04-03,Iraq,Baghdad,1\n")
    before = state(project)
    assert project.run("import", "t.csv", "--map", "m.yml", "--source", "oir-table", "--accept-partial") == 1
    assert "error[discrepancy]: strikes: items add up to 7 under a stated total of 6" in capfd.readouterr().err
    assert state(project) == before


def test_a_disk_that_refuses_leaves_nothing(project: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(project)
    calls = []

    def link(source: str, target: Path) -> None:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        Path(target).write_bytes(Path(source).read_bytes())

    monkeypatch.setattr("dateline.load.placing.os.link", link)
    assert project.run(*ASKED) == 3
    assert (
        "error[disk]: cannot write data/events/2018/2018-04-27-oir-table.yml: No space left on device" in capfd.readouterr().err
    )
    assert state(project) == before


MEASURES = """  deaths: {one: death, many: deaths, definition: People killed.}
  events: {one: event, many: events, definition: One row of ACLED.}
  fatalities: {one: fatality, many: fatalities, definition: People killed.}
countries:"""
GED = """id,where_prec,where_coordinates,latitude,longitude,country,event_clarity,date_prec,date_start,date_end,best,high,low
412700,1,Baghdad,33.3,44.4,Iraq,1,1,2017-05-01 00:00:00.000,2017-05-01 00:00:00.000,5,9,2
412701,4,Ninawa province,36,43,Iraq,2,4,2017-05-02 00:00:00.000,2017-05-31 00:00:00.000,3,3,3
"""
GED_UNKNOWN = "412702,1,Mosul town,36.335,43.118,Iraq,1,1,2017-05-01,2017-05-01,3,3,3\n"
ACLED = """event_id_cnty;event_date;year;time_precision;event_type;country;location;latitude;longitude;geo_precision;fatalities
IRQ123;05 April 2016;2016;1;Battles;Iraq;Bayji;34.9;43.4;1;3
IRQ124;2016-04-12;2016;2;Battles;Iraq;Bayji;34.9;43.4;1;0
IRQ125;15 May 2016;2016;3;Strategic developments;Iraq;Bayji;34.9;43.4;1;0
IRQ126;15 May 2016;2016;3;Battles;Iraq;Foo;34.9;43.4;3;
"""


def test_ucdp_ged(project: Project, capfd: Output) -> None:
    project.write("ged.csv", GED)
    command = ("import", "ged.csv", "--map", "ucdp-ged", "--source", "oir-table")
    assert project.run(*command) == 1
    assert "error[unknown-measure]: no measure 'deaths'" in (said := capfd.readouterr().err)
    assert "add under 'measures' in data/dataset.yml: deaths: {one: ..., many: deaths, definition: ...}" in said
    project.edit("data/dataset.yml", "countries:", MEASURES)
    assert project.run(*command) == 0
    assert project.run("check") == 0
    (report,) = [one for one in load_record(project.root).reports.values() if one.source == "oir-table"]
    exact, somewhere = report.events
    assert (exact.id, exact.places, str(exact.on)) == ("ucdp-412700", ("baghdad",), "2017-05-01")
    assert (exact.counts["deaths"].low, exact.counts["deaths"].high, exact.note) == (2, 9, "Best estimate (deaths): 5.")
    assert (somewhere.places, somewhere.country, str(somewhere.on)) == ((), "iraq", "2017-05-02/2017-05-31")
    assert report.partial


def test_places_of_ucdp_are_proposed_with_what_it_says(project: Project, capfd: Output) -> None:
    project.edit("data/dataset.yml", "countries:", MEASURES)
    project.write("ged.csv", GED + GED_UNKNOWN + GED_UNKNOWN.replace("412702", "412703"))
    command = ("import", "ged.csv", "--map", "ucdp-ged", "--source", "oir-table", "--propose-places")
    assert project.run(*command, "new.yml") == 1
    assert "(and 1 more row)" in capfd.readouterr().err
    entry = "mosul-town:\n  name: Mosul town\n  country: iraq\n  at: [36.335, 43.118]\n  at_source: UCDP GED\n"
    assert project.read("new.yml").endswith(entry) or "mosul-town: {name: Mosul town" in project.read("new.yml")
    assert project.run(*command, "new.yml") == 1
    assert "new.yml: error[file-exists]" in capfd.readouterr().err
    project.write("ged.csv", GED + GED_UNKNOWN + GED_UNKNOWN.replace("412702", "412703").replace("36.335", "35"))
    assert project.run(*command, "other.yml") == 1
    assert "note: The table gives 2 different coordinates for this name." in project.read("other.yml")
    assert "at:" not in project.read("other.yml")


def test_acled(project: Project, capfd: Output) -> None:
    project.edit("data/dataset.yml", "countries:", MEASURES)
    project.write("acled.csv", ACLED)
    assert project.run("import", "acled.csv", "--map", "acled", "--source", "oir-table") == 0
    out, err = capfd.readouterr()
    assert "4 rows read = 3 written + 0 rejected + 1 skipped by the map" in out
    assert "Skipped: ACLED gives these for context; they are no acts of violence or protest: line 4." in err
    assert project.run("check") == 0
    (report,) = [one for one in load_record(project.root).reports.values() if one.source == "oir-table"]
    assert [(event.id, str(event.on), event.places) for event in report.events] == [
        ("acled-irq123", "2016-04-05", ("bayji",)),
        ("acled-irq124", "2016-04-06/2016-04-18", ("bayji",)),
        ("acled-irq126", "2016-05-01/2016-05-31", ()),
    ]
    assert [sorted(event.counts) for event in report.events] == [["events", "fatalities"], ["events", "fatalities"], ["events"]]


@pytest.mark.parametrize("name", shipped_maps())
def test_shipped_maps_are_shown_to_be_copied(capfd: Output, project: Project, name: str) -> None:
    assert project.run("import", "--show-map", name) == 0
    assert capfd.readouterr().out == shipped_text(name)
