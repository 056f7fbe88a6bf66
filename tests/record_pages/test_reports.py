"""The page of a report: stated beside itemised, notes, what replaces it, its source."""

from __future__ import annotations

from dateline.model import Discrepancy
from dateline.query import Desk
from dateline.record_pages.archive import Archive
from dateline.record_pages.reports import Pair, ReportPage, report_page
from tests import factories
from tests.record_pages.cases import NEWER, archive, later_report, pages, seed, text

WEEK = factories.WEEK


def of(made: Archive, name: str) -> ReportPage:
    return report_page(made, [report.id for report in made.reports].index(name))


def test_the_report_of_the_design() -> None:
    page = of(archive(factories.seed_report()), "2018-04-06-cjtf-oir")
    assert page.summary == "9 strikes in Iraq and Syria, 30 March to 5 April 2018."
    assert [(line.scope, line.pairs) for line in page.stated] == [
        ("All", (Pair("9", "9"),)),
        ("Iraq", (Pair("6", "6"),)),
        ("Syria", (Pair("3", "3"),)),
    ]
    assert page.stated[1].notes == ("1 supply route, 1 cave, 3 tactical unit, 1 vehicle.",)
    assert page.stated[2].notes == ("Some tactical unit, some vehicle.",)
    assert (page.published, page.source.archived) == ("6 April 2018", None)
    assert [week.address for week in page.weeks] == ["weeks/2018-03-30/"]


def test_what_no_line_accounts_for() -> None:
    page = of(archive(factories.seed_report(), later_report()), "2018-04-20-cjtf-oir")
    (line,) = page.stated
    assert line.scope == "Syria"
    assert line.pairs == (Pair("5", "2"), Pair("8", "not given"))
    assert line.notes == ("No line of the report accounts for 3 strikes.",)


def test_lines_that_exceed_a_total_are_marked_and_their_note_is_given() -> None:
    row = factories.stated(WEEK, strikes=5, discrepancy=Discrepancy("items", "The lines add up to eight."))
    report = factories.report("r", WEEK, [row], [factories.event("e", WEEK, "bayji", strikes=8)])
    (line,) = of(archive(report), "r").stated
    assert line.pairs == (Pair("5", "8", disagrees=True),)
    assert line.notes == ("The two disagree; the lines are used. The lines add up to eight.",)


def test_totals_of_days_and_places_say_so_and_zero_is_stated() -> None:
    rows = [
        factories.stated("2018-04-01", country="iraq", strikes=0),
        factories.stated(WEEK, place="bayji", strikes=2, engagements=3),
    ]
    page = of(archive(factories.report("r", WEEK, rows)), "r")
    assert [(line.scope, line.pairs) for line in page.stated] == [
        ("Iraq, 1 April 2018", (Pair("0", "0"), Pair("not stated", "0"))),
        ("Bayji", (Pair("2", "0"), Pair("3", "0"))),
    ]
    assert [page.stated[1].row.under[:4], page.headings] == [
        (("Strikes", "Stated"), ("Strikes", "Lines give"), ("Engagements", "Stated"), ("Engagements", "Lines give")),
        ("Stated", "Lines give"),
    ]


def test_a_replaced_report_counts_nothing_and_names_what_replaced_it() -> None:
    old = factories.seed_report()
    new = factories.report("2018-05-01-new", WEEK, [factories.stated(WEEK, strikes=7)], source="newer", replaces=old.id)
    made = Archive(Desk(factories.record(old, new, sources=[NEWER])))
    page = of(made, old.id)
    assert page.summary == "A later report replaces this one: nothing of it is counted."
    assert [link.address for link in page.replaced_by] == ["reports/2018-05-01-new/"]
    newer = of(made, new.id)
    assert newer.replaces is not None
    assert newer.replaces.address == "reports/2018-04-06-cjtf-oir/"
    assert made.by_place == {}
    assert "Replaced by A corrected week" in text(
        pages(factories.record(old, new, sources=[NEWER]))["reports/2018-04-06-cjtf-oir/"].content
    )


def test_parts_and_their_whole_lead_to_each_other() -> None:
    whole = factories.report("whole", WEEK, [factories.stated(WEEK, strikes=4)])
    day = "2018-04-01"
    part = factories.report("part", day, [], [factories.event("e", day, "bayji", strikes=1)], part_of="whole", partial=True)
    made = archive(whole, part)
    assert [link.address for link in of(made, "whole").parts] == ["reports/part/"]
    assert of(made, "whole").stated[0].pairs == (Pair("4", "1"),)
    found = of(made, "part")
    assert found.part_of is not None
    assert found.part_of.address == "reports/whole/"
    assert "may leave events out" in found.notes[0]


def test_every_event_has_an_anchor_on_the_page_of_its_report() -> None:
    content = pages(seed())["reports/2018-04-20-cjtf-oir/"].content
    for name in ("2018-04-20-abu-kamal", "2018-04-20-late", "2018-04-20-gone"):
        assert f'<li id="{name}"' in content
    assert "Two days early." in text(content)


def test_a_report_that_straddles_weeks_is_counted_in_each() -> None:
    days = "2018-04-04/2018-04-14"
    page = of(archive(factories.report("r", days, [factories.stated(days, strikes=3)])), "r")
    assert [week.address for week in page.weeks] == ["weeks/2018-03-30/", "weeks/2018-04-06/", "weeks/2018-04-13/"]
