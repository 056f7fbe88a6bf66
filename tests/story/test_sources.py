"""The sources of a page: all of them, each once, by publisher."""

from __future__ import annotations

import datetime as dt

from dateline.model import Record, Source
from dateline.query import Desk
from dateline.render import Expressions, author_names
from dateline.story import by_publisher, sources_behind
from tests.factories import SOURCE, record, report, seed_report, stated

DAY = "2018-04-06/2018-04-12"
NEW = Source("new", "Another week", "Airwars", "https://example.org/n", published=dt.date(2018, 4, 13))
OLD = Source("old", "A remark", "Airwars", "https://example.org/o", published=dt.date(2018, 1, 1))
CHART = Source("chart", "Behind a chart", "Airwars", "https://example.org/c")
DATA: Record = record(seed_report(), report("b", DAY, [stated(DAY, strikes=2)], source="new"), sources=[NEW, OLD, CHART])


def behind(*expressions: str, charts: tuple[str, ...] = ()) -> list[str]:
    asked = Expressions({**Desk(DATA).namespace(), **author_names(DATA.sources)})
    return [source.id for source in sources_behind(DATA.sources, charts, (asked.evaluate(text) for text in expressions))]


def test_numbers_quotations_and_charts_all_have_sources() -> None:
    assert behind('strikes(week="2018-03-30")') == [SOURCE.id]
    assert behind('quoted("304 percent", source="old")') == ["old"]
    assert behind(charts=("chart",)) == ["chart"]
    assert set(behind("strikes()", 'quoted("a", source="old")', charts=("chart",))) == {SOURCE.id, "new", "old", "chart"}


def test_each_source_is_there_once() -> None:
    found = behind("strikes()", "strikes() | words", 'strikes(week="2018-04-06")', charts=("new", "new"))
    assert sorted(found) == sorted({SOURCE.id, "new"})


def test_a_calculation_rests_on_all_that_it_asked() -> None:
    assert set(behind('strikes(week="2018-03-30").low + strikes(week="2018-04-06").low')) == {SOURCE.id, "new"}


def test_a_page_that_asks_nothing_has_no_sources() -> None:
    assert behind() == []


def test_publishers_with_most_come_first_and_their_documents_by_day() -> None:
    groups = by_publisher([SOURCE, NEW, CHART, OLD])
    assert [(group.name, [source.id for source in group.sources]) for group in groups] == [
        ("Airwars", ["old", "new", "chart"]),
        ("Long War Journal", [SOURCE.id]),
    ]
