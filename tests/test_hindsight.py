"""What was known on a day: reports, documents, corrections and pages of then."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dateline.errors import ConfigurationError, ContentError
from dateline.hindsight import Hindsight
from dateline.site import load_site
from tests.projects import ARTICLE, REPORT, SEED, Project, copy

LATER = "data/events/2018/2018-04-20-cjtf-oir.yml"
MAY = dt.date(2018, 5, 1)
THEN = dt.date(2018, 4, 10)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The seed, with a report published on 20 April that replaces the one of 6 April, and says ten."""
    made = copy(SEED, tmp_path / "seed")
    made.add(
        "data/sources.yml",
        "lwj-2018-04-20: {title: Again, publisher: Long War Journal, url: https://example.org/, published: 2018-04-20}\n",
    )
    text = made.read(REPORT).replace("2018-04-06-", "2018-04-20-").replace("lwj-2018-04-06", "lwj-2018-04-20")
    text = text.replace("strikes: 9", "strikes: 10").replace("strikes: 6,", "strikes: 7,")
    text = text.replace("qayyarah], strikes: 3", "qayyarah], strikes: 4")
    made.write(LATER, text.replace("actor:", "replaces: 2018-04-06-cjtf-oir\nactor:"))
    return made


def total(hindsight: Hindsight) -> str:
    return str(hindsight.site.desk.ask("strikes"))


def known(project: Project, day: dt.date) -> Hindsight:
    return Hindsight.of(load_site(project.root), day)


def test_a_replaced_report_stands_until_it_is_replaced(project: Project) -> None:
    assert total(known(project, THEN)) == "9"
    assert total(known(project, dt.date(2018, 4, 19))) == "9"
    assert total(known(project, dt.date(2018, 4, 20))) == "10"
    assert total(known(project, dt.date(2400, 1, 1))) == "10"


def test_before_the_first_report_nothing_was_known(project: Project) -> None:
    with pytest.raises(ConfigurationError) as error:
        known(project, dt.date(2018, 4, 5))
    assert "the first report was published on 2018-04-06" in str(error.value)


def test_documents_that_came_later_are_not_known(project: Project) -> None:
    assert "lwj-2018-04-20" not in known(project, THEN).site.record.sources
    assert "lwj-2018-04-20" in known(project, MAY).site.record.sources


def test_later_articles_are_left_out_and_later_updates_not_shown(project: Project) -> None:
    text = project.read(ARTICLE)
    project.write("content/articles/later.md", text.replace("date: 2018-04-07", "date: 2018-04-25").replace("id: ", "id: later-"))
    project.edit(ARTICLE, "date: 2018-04-07", "date: 2018-04-07\nupdated: 2018-04-22")
    then, may = known(project, THEN), known(project, MAY)
    (left,) = then.left_out
    assert (left.name, left.reason) == ("articles/later.md", "It was published later, on 25 April 2018.")
    assert "{{" not in left.title
    assert [article.updated for article in then.site.articles if article.file == ARTICLE] == [None]
    assert may.left_out == ()
    assert [article.updated for article in may.site.articles if article.file == ARTICLE] == [dt.date(2018, 4, 22)]


def test_a_page_that_asks_what_was_not_known_is_left_out_and_said(project: Project) -> None:
    project.write("content/about.md", '---\ntitle: About\n---\nIt was {{ strikes(report="2018-04-20-cjtf-oir") }}.\n')
    (left,) = known(project, THEN).left_out
    assert left.name == "about.md"
    assert "no report '2018-04-20-cjtf-oir'" in left.reason
    assert known(project, MAY).left_out == ()


def test_the_home_page_must_stay(project: Project) -> None:
    project.add("content/index.md", 'It was {{ strikes(report="2018-04-20-cjtf-oir") }}.\n')
    with pytest.raises(ContentError) as error:
        known(project, THEN)
    (problem,) = error.value.problems
    assert problem.code == "as-of-home"
    assert problem.spot is not None
    assert problem.spot.file == "content/index.md"
    assert problem.spot.line > 1


def corrected(project: Project, source: str = "") -> None:
    project.write(
        "data/corrections.yml",
        "baghdad:\n  on: 2018-06-01\n  event: 2018-04-06-baghdad\n  key: place\n"
        f"  was: baghdad\n  now: tal-afar\n  why: It was there.\n{source}",
    )


def places(hindsight: Hindsight) -> set[str]:
    events = [event for report in hindsight.site.record.reports.values() for event in report.events]
    return {place for event in events if event.id == "2018-04-06-baghdad" for place in event.places}


def test_a_correction_repairs_what_never_was_true(project: Project) -> None:
    project.edit("data/places.yml", "bayji:", "tal-afar: {name: Tal Afar, country: iraq}\nbayji:")
    corrected(project)
    assert places(known(project, THEN)) == {"tal-afar"}


def test_a_correction_that_rests_on_a_document_counts_from_its_publication(project: Project) -> None:
    project.edit("data/places.yml", "bayji:", "tal-afar: {name: Tal Afar, country: iraq}\nbayji:")
    corrected(project, "  source: lwj-2018-04-20\n")
    assert places(known(project, THEN)) == {"baghdad"}
    assert places(known(project, MAY)) == {"tal-afar"}
    assert known(project, THEN).site.record.corrections == ()
