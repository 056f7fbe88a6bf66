"""What a correction changed is found by asking: numbers and charts of pages, and pages of the record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dateline.corrections import (
    Affected,
    Asked,
    Chart,
    Difference,
    Effect,
    RecordEffect,
    Steps,
    described,
    effects_of,
    record_effects,
)
from dateline.load import load_record
from dateline.markdown.context import PageContext
from dateline.markdown.page import render_page
from dateline.model import Article, Correction, Period
from dateline.query import Desk
from dateline.site import Site, load_site
from tests.projects import SEED, copy

WEEK = Period.parse("2018-03-30/2018-04-05")
BAGHDAD = "baghdad: {on: 2018-06-01, event: 2018-04-06-baghdad, key: strikes, was: 1, now: 2, why: W}\n"
TOTALS = """
all: {on: 2018-05-01, report: 2018-04-06-cjtf-oir, key: stated.1.strikes, was: 9, now: 10, why: W}
iraq: {on: 2018-05-01, report: 2018-04-06-cjtf-oir, key: stated.2.strikes, was: 6, now: 7, why: W}
"""
NOTE = "note: {on: 2018-07-01, event: 2018-04-06-baghdad, key: note, now: A note., why: W}\n"


def site_of(root: Path, corrections: str) -> Site:
    project = copy(SEED, root / "project")
    project.write("data/corrections.yml", corrections)
    return load_site(project.root, cached=False)


def asked(site: Site, *raw: str, charts: tuple[Chart, ...] = (), scope: Period | None = WEEK) -> Asked:
    body = " ".join(f"{{{{ {one} }}}}" for one in raw)
    article = Article("content/articles/a.md", body, 1, "A", scope=scope)
    context = PageContext(article, site.record, site.desk, slug="a")
    assert render_page(context).problems == ()
    return Asked(scope, tuple((number.raw, number.evaluated) for number in context.findings.asked), charts)


def effects(site: Site, *raw: str, charts: tuple[Chart, ...] = (), scope: Period | None = WEEK) -> tuple[Effect, ...]:
    return effects_of(asked(site, *raw, charts=charts, scope=scope), Steps(site.root, site.desk), site.charts)


def test_numbers_that_differ_are_told_in_words_before_and_after(tmp_path: Path) -> None:
    site = site_of(tmp_path, TOTALS + BAGHDAD)
    totals, baghdad = effects(site, "strikes() | words", 'strikes(country="iraq")', 'strikes(place="baghdad")')
    assert totals.corrections == ("all", "iraq")
    assert totals.numbers == (
        Difference("Strikes, 30 March to 5 April 2018", "9", "10"),
        Difference("Strikes in Iraq, 30 March to 5 April 2018", "6", "7"),
        Difference("Strikes recorded for Baghdad, 30 March to 5 April 2018", "1", "at least 1"),
    )
    assert baghdad.corrections == ("baghdad",)
    assert baghdad.numbers == (Difference("Strikes recorded for Baghdad, 30 March to 5 April 2018", "at least 1", "2"),)


def test_only_what_uses_the_corrected_value_is_affected(tmp_path: Path) -> None:
    site = site_of(tmp_path, TOTALS + BAGHDAD)
    assert effects(site, 'strikes(country="syria")', 'strikes(place="abu-kamal")') == ()
    assert effects(site, "targets()") == ()
    assert effects(site, 'quoted("9 strikes", source="lwj-2018-04-06")') == ()


def test_calculated_numbers_are_told_as_calculated(tmp_path: Path) -> None:
    site = site_of(tmp_path, TOTALS + BAGHDAD)
    found = [number for effect in effects(site, 'share(strikes(country="iraq"), strikes())') for number in effect.numbers]
    assert found[0].what == "The share of strikes in Iraq, 30 March to 5 April 2018, in strikes, 30 March to 5 April 2018"
    assert [(number.was, number.now) for number in found] == [("67%", "70%")]


def test_charts_are_compared_row_by_row(tmp_path: Path) -> None:
    site = site_of(tmp_path, TOTALS)
    chart = Chart("a-weekly", "weekly", {"from": "2018-03-30"})
    found = effects(site, charts=(chart,))
    assert [effect.charts[0].figure for effect in found] == ["a-weekly"]
    assert found[0].charts[0].first == (Difference("30 March to 5 April 2018", "9", "10"),)
    assert effects(site, charts=(Chart("a-weekly", "weekly", {}),), scope=Period.parse("2019-01-01/2019-02-01")) == ()


def test_a_note_changes_no_number_and_still_a_page(tmp_path: Path) -> None:
    site = site_of(tmp_path, NOTE)
    assert effects(site, "strikes()", 'strikes(place="baghdad")') == ()
    (found,) = record_effects(Steps(site.root, site.desk))
    addresses = [page.address for page in found.pages]
    assert addresses == ["reports/2018-04-06-cjtf-oir/", "weeks/2018-03-30/", "places/baghdad/"]
    assert all(page.numbers == () for page in found.pages)


def test_the_pages_of_the_record_are_found_with_their_counts(tmp_path: Path) -> None:
    site = site_of(tmp_path, TOTALS)
    found = record_effects(Steps(site.root, site.desk))
    week = next(page for page in found[0].pages if page.address == "weeks/2018-03-30/")
    assert week.numbers[0] == Difference("Strikes, 30 March to 5 April 2018", "9", "10")
    assert [effect.corrections for effect in found] == [("all", "iraq")]


def test_corrections_that_make_sense_only_together_are_one_step(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        """
day: {on: 2018-06-01, event: 2018-04-06-baghdad, key: on, now: 2018-04-06, why: W}
period: {on: 2018-06-01, report: 2018-04-06-cjtf-oir, key: period, was: 2018-03-30/2018-04-05, now: 2018-03-30/2018-04-06, why: W}
""",
    )
    steps = list(Steps(site.root, site.desk))
    assert [[correction.id for correction in step.corrections] for step in steps] == [["day", "period"]]
    assert steps[0].moves_the_ends


def test_counts_are_those_of_records_read_by_themselves(tmp_path: Path) -> None:
    """What two desks share is no shortcut to another answer."""
    site = site_of(tmp_path, TOTALS + BAGHDAD + NOTE)
    done: set[str] = set()
    for step in Steps(site.root, site.desk):
        now = done | {correction.id for correction in step.corrections}
        for desk, kept in ((step.before, done), (step.after, now)):
            alone = Desk(load_record(site.root, counts=lambda correction, kept=kept: correction.id in kept))  # type: ignore[misc]
            assert desk.record == alone.record
            for place in (None, *site.record.places):
                filters = {"place": place} if place else {}
                for measure in ("strikes", "targets"):
                    site.desk.ask(measure, None, **filters).count  # noqa: B018 - so that there is something to share
                    assert desk.ask(measure, None, **filters).count == alone.ask(measure, None, **filters).count
        done = now
    assert done == {"all", "iraq", "baghdad", "note"}


def test_nothing_is_asked_without_corrections(tmp_path: Path) -> None:
    site = load_site(copy(SEED, tmp_path / "project").root, cached=False)
    affected = Affected(site)

    def never() -> Asked:
        raise AssertionError

    assert affected.effects_of(site.articles[0], never) == ()
    assert affected.record_effects == ()
    assert affected.notices_at == {}


def test_effects_are_kept_and_never_stale(tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "project")
    project.write("data/corrections.yml", TOTALS)
    site = load_site(project.root)
    article = next(article for article in site.articles if article.date)
    first = Affected(site).effects_of(article, lambda: asked(site, "strikes()"))
    assert first

    def never() -> Asked:
        raise AssertionError

    assert Affected(site).effects_of(article, never) == first
    project.write("data/corrections.yml", NOTE)
    other = load_site(project.root)
    assert Affected(other).effects_of(article, lambda: asked(other, "strikes()")) == ()


def correction(kind: str, target: str, key: str | None, was: str | None, now: str | None) -> Correction:
    return Correction("x", dt.date(2018, 6, 1), kind, target, key, was, now, "W")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "was", "now", "said"),
    [
        ("period", "2018-03-30/2018-04-05", "2018-03-30", (
            "the days that it speaks of", "30 March to 5 April 2018", "30 March 2018")),
        ("stated.2.strikes", "6", "{min: 5, max: 7}", ("stated total 2: strikes", "6", "5 to 7")),
        ("stated.2.strikes", "6", "{min: 5}", ("stated total 2: strikes", "6", "at least 5")),
        ("stated.3", "{strikes: 3, country: syria}", None, ("stated total 3", "strikes: 3, country: syria", "nothing given")),
        ("events.2018-04-06-baghdad.place", "baghdad", "[baghdad, bayji]", ("the place", "Baghdad", "Baghdad or Bayji")),
        ("events.2018-04-06-baghdad.retracted", None, "true", ("whether it counts", "nothing given", "retracted")),
        ("events.2018-04-06-baghdad.targets.vehicle", None, "2", ("targets (Vehicle)", "nothing given", "2")),
        ("events.2018-04-06-baghdad", None, "{strikes: 1}", (
            "an event that was left out", "nothing given", "1 strike, near Baghdad, 30 March to 5 April 2018")),
        ("note", None, '"A <b>: note"', ("the note", "nothing given", "A <b>: note")),
    ],
)  # fmt: skip
def test_corrections_in_words(key: str, was: str | None, now: str | None, said: tuple[str, str, str]) -> None:
    record = load_site(SEED, cached=False).record
    got = described(correction("report", "2018-04-06-cjtf-oir", key, was, now), record)
    assert (got.value, got.was, got.now) == said
    assert got.subject == "US-led Coalition says 'much work remains' to defeat Islamic State"


def test_the_corrected_record_of_this_project_is_told_apart() -> None:
    """Two real corrections: what they changed is on their pages."""
    site = load_site(Path(__file__).resolve().parents[2], cached=False)
    found: dict[tuple[str, ...], RecordEffect] = {effect.corrections: effect for effect in Affected(site).record_effects}
    added = found[("strikes-of-2-september-2018",)]
    assert added.days[0] == Difference("Strikes in Syria, 2 September 2018", "0", "3")
    weeks = {page.address: page for effect in found.values() for page in effect.pages}
    assert Difference("Strikes, 27 August to 2 September 2018", "30", "33") in weeks["weeks/2018-08-27/"].numbers
    assert "weeks/2017-11-10/" in weeks
