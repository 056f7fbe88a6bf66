"""Whole releases of 2014 to 2020: every line of the cases is read right, and the drafts load once an editor resolved them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import time
from pathlib import Path

import pytest

from benchmarks import releases
from dateline.counting.checks import discrepancies, overlaps
from dateline.errors import ContentError
from dateline.ingest import Draft, Wanted, summary, yaml_text
from dateline.ingest.claims import Sort
from dateline.ingest.writing import source_yaml
from dateline.load import load_record
from dateline.model import Record
from dateline.query import Desk
from tests.ingest.reader import ROOT, judge

FOLDER = ROOT / "tests" / "ingest" / "releases"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def read(name: str) -> Draft:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    header = re.match(r"published: (\S+)\n", text)
    published = dt.date.fromisoformat(header[1]) if header else None
    return judge().reader.read(text[header.end() :] if header else text, Wanted(f"{name}.txt", published=published))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_read_right(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    outcomes = judge().release(name, text, releases.cases_of(FOLDER / f"{name}.json"))
    assert [outcome for outcome in outcomes if outcome.verdict != "right"] == []


def test_there_are_many_lines_and_no_two_alike() -> None:
    lines = [case.line for name in NAMES for case in releases.cases_of(FOLDER / f"{name}.json")]
    assert len(lines) == len(set(lines)) >= 180


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_release_is_dropped(name: str) -> None:
    draft = read(name)
    reading = draft.reading
    taken = [sentence for claim in reading.claims for sentence in claim.sentences]
    taken += [*reading.scope, *reading.form, *(unread.sentence for unread in reading.unread)]
    text = list(reading.text)
    for sentence in taken:
        text[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
    assert re.findall(r"\w", re.sub(r"^\s*o\s", "", "".join(text), flags=re.MULTILINE)) == []


def resolved(draft: Draft, root: Path) -> str:
    """A project with the draft in it and with what its editor was told to add; gives the name of the report's file."""
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns("events", "corrections.yml"))
    (root / "data" / "events").mkdir()
    dataset = root / "data" / "dataset.yml"
    text = dataset.read_text(encoding="utf-8")
    for word in draft.words:
        if word.kind == "target":
            text = text.replace("    kinds:\n", f"    kinds:\n      {word.id}: {word.id}\n")
        else:
            text = text.replace("effects: {", f"effects: {{{word.id}: {word.id}, ")
    dataset.write_text(text, encoding="utf-8")
    with (root / "data" / "places.yml").open("a", encoding="utf-8") as places:
        places.writelines(f'{place.id}: {{name: "{place.name}", country: {place.country}}}\n' for place in draft.places)
    if draft.source_entry:
        entry = draft.source_entry | {"url": "https://example.org/release", "publisher": "CJTF-OIR"}
        with (root / "data" / "sources.yml").open("a", encoding="utf-8") as sources:
            sources.write(source_yaml(str(draft.head["source"]), entry.items()))
    report = root / "data" / "events" / f"{draft.id}.yml"
    report.write_text(without_late(yaml_text(draft)), encoding="utf-8")
    return report.name


def without_late(text: str) -> str:
    """The draft without late additions, whose reports are not on record here, and with its unread lines resolved."""
    text = re.sub(r"^unread:\n(?:  .*\n)+", "", text, flags=re.MULTILINE)
    return re.sub(r"(?:^  #(?! LOOK).*\n)+(?:^  # LOOK: a late addition.*\n)(?:^  #.*\n)*^  - .*\n", "", text, flags=re.MULTILINE)


SUMS_THAT_DO_NOT_FIT = {"2015-bullets-two", "2018-pdf", "odd-spellings"}


@pytest.mark.parametrize("name", sorted(set(NAMES) - SUMS_THAT_DO_NOT_FIT))
def test_a_resolved_draft_loads_and_counts_what_the_release_counts(name: str, tmp_path: Path) -> None:
    draft = read(name)
    resolved(draft, tmp_path)
    record = load_record(tmp_path)
    report = record.reports[draft.id]
    assert wrong_sums(record) == set()
    desk = Desk(record)
    for country in report.covers:
        expected = expected_in(country, draft)
        if expected is not None:
            assert desk.ask("strikes", report.period, report=draft.id, country=country).low == expected
    assert len(report.events) == len([event for event in draft.events if not event.claim.late])


def expected_in(country: str, draft: Draft) -> int | None:
    """What the release states for a country and its whole period, or what its lines add up to where it states none."""
    for claim in draft.reading.of(Sort.TOTAL):
        if claim.countries == (country,) and (claim.days is None or claim.days.period == draft.reading.period):
            return claim.strikes
    lines = [claim for claim in draft.reading.of(Sort.EVENT) if claim.countries == (country,) and not claim.late]
    days = [claim for claim in draft.reading.of(Sort.TOTAL) if claim.countries == (country,)]
    return None if days else sum(claim.strikes for claim in lines)


@pytest.mark.parametrize("name", sorted(SUMS_THAT_DO_NOT_FIT))
def test_lines_that_exceed_a_total_are_told_at_once_and_by_the_build(name: str, tmp_path: Path) -> None:
    draft = read(name)
    assert any(balance.rest < 0 for balance in draft.balances)
    assert "MORE than stated" in summary(draft, judge().record)
    resolved(draft, tmp_path)
    assert "discrepancy" in wrong_sums(load_record(tmp_path))


def wrong_sums(record: Record) -> set[str]:
    """The codes of all that does not add up."""
    desk = Desk(record)
    found = list(overlaps(desk.standing))
    found += [finding for measure in desk.measures for finding in discrepancies(desk.ledger(measure))]
    return {finding.code for finding in found}


def test_a_draft_with_unread_lines_stops_the_build_at_each_of_them(tmp_path: Path) -> None:
    text = "Near Hajin, two strikes destroyed a vehicle.\n\nNear Mosul, some strikes took place.\n\nWhat is this?\n"
    draft = judge().reader.read(text, Wanted("x.txt", published=dt.date(2018, 9, 3)), period=None)
    file = resolved(draft, tmp_path)
    report = tmp_path / "data" / "events" / file
    report.write_text(yaml_text(draft) + "period: 2018-09-02\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_record(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["unread-lines", "unread-lines"]
    lines = report.read_text(encoding="utf-8").splitlines()
    spots = [problem.spot for problem in refused.value.problems]
    assert ["some strikes" in lines[spot.line - 1] for spot in spots if spot] == [True, False]


def test_a_release_is_read_in_well_under_a_second() -> None:
    read("2018-autumn")
    started = time.perf_counter()
    read("2018-autumn")
    assert time.perf_counter() - started < 1


def test_lines_are_not_said_to_give_what_only_a_smaller_total_gives() -> None:
    text = (
        "SOUTHWEST ASIA, March 3, 2017 - On March 2, coalition military forces conducted 14 strikes in Syria and Iraq.\n\n"
        "In Syria, coalition military forces conducted nine strikes.\n"
        "* Near Abu Kamal, seven strikes destroyed seven vehicles.\n\n"
        "In Iraq, coalition military forces conducted five strikes.\n* Near Bayji, three strikes destroyed three tunnels.\n"
    )
    draft = judge().reader.read(text, Wanted("release.txt"))
    said = summary(draft, judge().record)
    assert "14 strikes stated, 10 in 2 lines, 14 with the smaller totals: agrees" in said
    assert "9 strikes stated, 7 in 1 line: 2 left without a place" in said
