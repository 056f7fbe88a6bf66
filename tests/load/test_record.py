"""What the loader makes of good files, and that nothing makes it raise anything but problems."""

from __future__ import annotations

import datetime as dt
import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ContentError
from dateline.load import load_articles, load_project, load_record
from dateline.load.dataset import read_dataset
from dateline.load.findings import Findings
from dateline.load.front_matter import front_matter_shape
from dateline.load.gazetteer import read_places, read_sources
from dateline.load.record import words_of
from dateline.load.reports import ReportReader
from dateline.load.vocabulary import Known
from dateline.model import Amount, Article, Discrepancy, Period, Tally
from dateline.site import load_site
from tests.load.cases import GOLDEN, HERE, Case
from tests.projects import copy

SEED = Path(__file__).parents[1] / "sites/seed"
WORDS = "id on place country strikes targets destroyed vehicle min max events stated period source covers lwj iraq 3 some".split()
KEYS = (*WORDS, "title", "weeks", "measures")
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.sampled_from(["2018-04-05", "2018-03-30/2018-04-05", "true", "", "~", "x", *WORDS]), st.text(max_size=6)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)),
    max_leaves=12,
)


def test_the_seed_week() -> None:
    report = load_record(SEED).reports["2018-04-06-cjtf-oir"]
    assert report.period == Period(dt.date(2018, 3, 30), dt.date(2018, 4, 5))
    assert report.covers == ("iraq", "syria")
    assert [stated.counts["strikes"].low for stated in report.stated] == [9, 6, 3]
    assert report.events[0].places == ("bayji", "qayyarah")
    assert report.events[2].places == ("baghdad",)
    assert report.stated[2].tallies["target"] == (Tally("tactical-unit", None, None), Tally("vehicle", None, None))


def test_the_dataset_and_its_weeks() -> None:
    dataset = load_record(SEED).dataset
    assert [(rule.start.isoformat(), rule.days, rule.once) for rule in dataset.weeks] == [
        ("2014-08-08", 7, False), ("2018-06-01", 10, True), ("2018-06-11", 7, False), ("2018-12-16", 14, False),
    ]  # fmt: skip
    assert dataset.categories["target"].kinds["tactical-unit"].many == "tactical units"
    assert (dataset.country_word, dataset.publisher_url) == ("country", "https://example.org/")


def test_everything_that_a_report_may_say(tmp_path: Path) -> None:
    Case.read(GOLDEN / "fine-everything.txt").run(tmp_path)
    report = load_record(tmp_path).reports["r"]
    ranged, kept = report.events[1], report.stated[2].discrepancy
    assert (report.partial, report.note, report.discrepancy) == (True, "010", "The range is misprinted.")
    assert (ranged.counts["strikes"], ranged.counts["engagements"]) == (Amount(1, 4), Amount(2, None))
    assert ranged.tallies["target"] == (
        Tally("vehicle", "destroyed", Amount(2, 2)),
        Tally("cave", "destroyed", None),
        Tally("tactical-unit", "destroyed", Amount(6, 6)),
        Tally("cave", None, Amount(1, 2)),
    )
    assert kept == Discrepancy("items", "Why.")
    assert (report.stated[2].note, report.stated[1].on) == ("yes", Period.parse("2018-03-31"))
    assert report.events[2].retracted
    assert (report.events[3].adds_to, report.events[0].on) == ("r0", report.period)


def test_reports_are_in_the_order_of_their_ids(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path, dirs_exist_ok=True)
    for name in ("z/a", "b", "a/c"):
        path = tmp_path / f"data/events/{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("source: lwj\nperiod: 2018-04-05\nstated: [{strikes: 1}]\n")
    assert list(load_record(tmp_path).reports) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("1018-03-30/1018-04-05", "reaches more than a hundred years from 2018-0"),
        ("2900-03-30", "reaches more than a hundred years from 2018-0"),
        ("1018-03-30/2018-03-29", "is longer than a hundred years"),
        ("2018-04-20/2119-04-20", "is longer than a hundred years"),
    ],
)
def test_a_report_a_thousand_years_away_is_a_slip(tmp_path: Path, period: str, said: str) -> None:
    project = copy(SEED, tmp_path / "seed")
    for name, days in (("far", period), ("near", "2018-04-06/2018-04-12")):
        text = f"source: lwj-2018-04-06\nactor: cjtf-oir\nperiod: {days}\nstated: [{{strikes: 5}}]\n"
        project.write(f"data/events/2018/{name}.yml", text)
    with pytest.raises(ContentError) as refused:
        load_record(project.root)
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.spot)) == ("bad-date", "data/events/2018/far.yml:3:9")
    assert said in problem.message


def test_a_hundred_years_are_a_record(tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "seed")
    project.write(
        "data/events/2018/far.yml", "source: lwj-2018-04-06\nactor: cjtf-oir\nperiod: 1930-01-01\nstated: [{strikes: 5}]\n"
    )
    assert len(load_record(project.root).reports) == 2


@pytest.mark.parametrize("begun", ["", "\n\n", "# later\n   # more\n", "\ufeff\r\n"])
def test_a_report_and_corrections_that_somebody_has_begun_are_passed_over_with_a_warning(tmp_path: Path, begun: str) -> None:
    project = copy(SEED, tmp_path / "seed")
    before = load_record(project.root)
    for name in ("data/events/2018/later.yml", "data/corrections.yml"):
        (project.root / name).write_bytes(begun.encode())
    assert load_record(project.root) == before
    site = load_site(project.root, cached=False)
    assert [(one.code, one.severity, str(one.spot)) for one in site.warnings] == [
        ("empty-file", "warning", "data/corrections.yml"),
        ("empty-file", "warning", "data/events/2018/later.yml"),
    ]
    assert "take it away" in str(site.warnings[1].help)


def test_what_is_begun_is_said_beside_what_is_wrong(tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "seed")
    project.write("data/events/2018/later.yml", "# later\n")
    project.edit("data/places.yml", "bayji:", "bayji: &x")
    with pytest.raises(ContentError) as refused:
        load_site(project.root, cached=False)
    assert {one.code for one in refused.value.problems} >= {"yaml-anchor", "empty-file"}


def test_an_article(tmp_path: Path) -> None:
    Case.read(GOLDEN / "fine-article.txt").run(tmp_path)
    record, articles = load_project(tmp_path)
    assert articles == load_articles(tmp_path, record.dataset)
    assert articles == (
        Article(
            "content/articles/a.md", "Text.\n", 15, "T", "D", dt.date(2018, 4, 7), dt.date(2018, 4, 8), ("desk",),
            Period(dt.date(2018, 3, 30), dt.date(2018, 4, 5)), "K", ("a", "b"), "article.html", ("toc",),
            search_exclude=True, search_boost=2.0,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_the_body_starts_where_mkdocs_sees_it(tmp_path: Path, end: str) -> None:
    path = tmp_path / "content/index.md"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: T\r\n" + end.encode() + b"\r\n\r\n\r\n  Text\r\n---\r\nmore")
    (article,) = load_articles(tmp_path, load_record(SEED).dataset)
    assert (article.body, article.body_line) == ("  Text\n---\nmore", 6)


def test_front_matter_that_ends_with_the_file_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "content/index.md"
    path.parent.mkdir()
    path.write_text("---\ntitle: T\n---")
    with pytest.raises(ContentError, match="no line break"):
        load_articles(tmp_path, load_record(SEED).dataset)


@settings(max_examples=400, deadline=None)
@given(PLAIN)
def test_no_plain_data_makes_a_reader_raise(data: Any) -> None:
    words = words_of(load_record(HERE / "base"))
    for read in (
        lambda found: ReportReader(words).read(data, "data/events/r.yml", found),
        lambda found: read_dataset(data, found),
        lambda found: read_places(data, words.countries, found),
        lambda found: read_sources(data, found),
        lambda found: front_matter_shape(Known("author", "x", ["desk"])).read(data, (), found),
    ):
        found = Findings()
        assert read(found) is not None or found


def test_a_large_report_that_is_refused_is_held_once(tmp_path: Path) -> None:
    """Its data, and rows that become events one by one: not data, rows and events at the same time."""
    root = copy(SEED, tmp_path / "project").root
    row = "  - {id: e-NUMBER, on: 2018-04-01, place: bayji, strikes: 0}\n"
    text = "source: lwj-2018-04-06\nperiod: 2018-03-30/2018-04-05\nevents:\n" + "".join(
        row.replace("NUMBER", str(number)) for number in range(20_000)
    )
    (root / "data/events/r.yml").write_text(text + row.replace("0}", "x}"), encoding="utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(ContentError) as refused:
            load_record(root)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [problem.spot.line for problem in refused.value.problems if problem.spot] == [20_004, 20_004]
    assert most < 14 * len(text)
