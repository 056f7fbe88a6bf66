"""What numbers in prose say of themselves, where they lead, and where they may not be links."""

from __future__ import annotations

import html
import re

import pytest

from dateline.figure import BASE
from dateline.markdown import PageContext, render_page
from dateline.markdown.numbers import Links
from dateline.model import Period
from dateline.query import Desk
from tests import factories
from tests.markdown.pages import EVIL, article, page, record

DAYS = "30 March to 5 April 2018"
BASIS, VAGUE = "Counted from 1 report.", "The reports do not say it more exactly."


def numbers(text: str, **front: object) -> list[tuple[str, str | None, str | None]]:
    """Every number of a page as (text, tip, address)."""
    found = re.findall(r'<(a|data|span) class="dl-(?:number|quoted)[^"]*"([^>]*)>(.*?)</\1>', page(text, **front).html)
    return [(html.unescape(shown), _attribute(given, "data-dl-tip"), _attribute(given, "href")) for _, given, shown in found]


def _attribute(given: str, name: str) -> str | None:
    value = re.search(rf'{name}="([^"]*)"', given)
    return html.unescape(value[1]) if value else None


def tip(expression: str, **front: object) -> str:
    ((_, said, _),) = numbers(f"It was {{{{ {expression} }}}}.", **front)
    assert said is not None
    return said


def address(expression: str, **front: object) -> str:
    ((_, _, found),) = numbers(f"It was {{{{ {expression} }}}}.", **front)
    assert found is not None
    return found.removeprefix(f"{BASE}/")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ('strikes(country="iraq") | words', "Strikes in Iraq, 30 March to 5 April 2018: 6. Counted from 1 report."),
        (
            'strikes(place="bayji")',
            f"Strikes recorded for Bayji, 30 March to 5 April 2018: 0 to 3. {BASIS} {VAGUE}",
        ),
        (
            'strikes(month="2018-04")',
            "Strikes, 1 to 30 April 2018: at least 4. Counted from 2 reports. Some days have no report.",
        ),
        ('strikes(day="2019-01-01")', "Strikes, 1 January 2019: at least 0. No report covers these days."),
        (
            'share(strikes(country="iraq"), strikes())',
            "6 of 9: strikes in Iraq, of all strikes, 30 March to 5 April 2018. Counted from 1 report.",
        ),
        (
            'change(strikes(week="2018-04-06"), strikes(week="2018-03-30"))',
            "From 9 to 4. Before: strikes, 30 March to 5 April 2018. Then: strikes, 6 to 12 April 2018. Counted from 2 reports.",
        ),
        ("(strikes().low / 7) | round(1)", "Calculated from strikes, 30 March to 5 April 2018: 9. Counted from 1 report."),
        (
            'strikes(country="iraq").low - strikes(country="syria").low',
            f"Calculated from strikes in Iraq, {DAYS}: 6; strikes in Syria, {DAYS}: 3. {BASIS}",
        ),
        (
            'strikes(place="baghdad") + strikes(place=["bayji", "qayyarah"])',
            f"Strikes recorded for Baghdad and strikes recorded for Bayji or Qayyarah, 30 March to 5 April 2018: 4. {BASIS}",
        ),
        (
            'strikes(target="cave")',
            f"Strikes, Cave, 30 March to 5 April 2018: 1 to 6. {BASIS} {VAGUE}",
        ),
    ],
)
def test_a_tip_says_what_was_counted_and_over_what(expression: str, said: str) -> None:
    assert tip(expression) == said


def test_a_long_calculation_names_the_first_few() -> None:
    days = " + ".join(f'strikes(day="2018-04-{day:02}").low' for day in range(6, 12))
    assert tip(days).startswith("Calculated from strikes, 6 April 2018: 0 to 4; strikes, 7 April 2018: 0 to 4;")
    assert "; and 2 more." in tip(days)


@pytest.mark.parametrize(
    ("expression", "leads"),
    [
        ("strikes()", "weeks/2018-03-30/"),
        ('strikes(country="iraq")', "weeks/2018-03-30/"),
        ('strikes(place="bayji", start="2018-03-30", end="2018-04-12")', "places/bayji/"),
        ('strikes(report="2018-04-13-cjtf-oir")', "reports/2018-04-13-cjtf-oir/"),
        ('strikes(month="2018-04")', "explore/?from=2018-04-01&to=2018-04-30"),
        ('strikes(month="2018-04", country="iraq")', "explore/?from=2018-04-01&to=2018-04-30&country=iraq"),
        ('strikes(month="2018-04", place=["bayji", "rutbah"])', "explore/?from=2018-04-01&to=2018-04-30&place=bayji,rutbah"),
        ('strikes(month="2018-04", target="cave")', "explore/?from=2018-04-01&to=2018-04-30&targets=cave"),
        ('strikes(start="2018-03-30", end="2018-04-12")', "explore/"),
        ('strikes(day="2018-04-01", country="iraq") + strikes(day="2018-04-02")', "explore/?from=2018-04-01&to=2018-04-02"),
        ('strikes(week="2019-01-27")', "explore/?from=2019-01-27&to=2019-02-09"),
    ],
)
def test_a_number_leads_to_its_events(expression: str, leads: str) -> None:
    assert address(expression) == leads


def test_a_site_without_a_page_of_all_events_leads_to_the_weeks() -> None:
    made = record()
    context = PageContext(article('{{ strikes(month="2018-04") }}'), made, Desk(made), "a", links=Links(explore=False))
    assert f'href="{BASE}/weeks/"' in render_page(context).html


def test_without_a_host_a_number_says_what_it_counts_and_leads_nowhere() -> None:
    made = record()
    text = render_page(PageContext(article("{{ strikes() }}"), made, Desk(made), "a")).html
    assert (
        text == f'<p><data class="dl-number" data-dl-tip="Strikes, 30 March to 5 April 2018: 9. {BASIS}" value="9">9</data></p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "## Of {{ strikes() }} strikes",
        "[Of {{ strikes() }} strikes](https://example.org/)",
        "[*Of {{ strikes() }} strikes*](https://example.org/)",
        "Of {{ strikes() }} strikes\n---",
        "[Of {{ strikes() }} strikes][1]\n\n[1]: https://example.org/",
    ],
)
def test_within_a_heading_or_a_link_it_is_no_link(text: str) -> None:
    ((shown, said, leads),) = numbers(text)
    assert (shown, leads) == ("9", None)
    assert said is not None


def test_a_caption_may_hold_a_link() -> None:
    text = page("/// chart | weekly\n\nThe {{ strikes() }} strikes.\n///\n").html
    assert re.search(r'<figcaption>\s*<p>The <a class="dl-number"[^>]*>9</a> strikes', text)


def test_headings_have_the_same_ids_and_contents() -> None:
    text = page("[TOC]\n\n## Of {{ strikes() | words }} strikes\n").html
    assert '<h2 id="of-nine-strikes">' in text
    assert '<a href="#of-nine-strikes">Of nine strikes</a>' in text
    assert text.count("data-dl-tip") == 1


def test_a_quotation_leads_to_its_source() -> None:
    assert numbers('They said {{ quoted("304 percent", source="lwj-2018-04-06") }}.') == [
        ("304 percent", "Quoted from Long War Journal: A week of strikes", "https://example.org/a")
    ]


def test_hostile_names_stay_texts_in_tips() -> None:
    ((_, said, _),) = numbers('{{ strikes(place="evil", week="2018-04-06") }}')
    assert said == f"Strikes recorded for {EVIL}, 6 to 12 April 2018: 3. Counted from 1 report."
    ((_, quoted, _),) = numbers('{{ quoted("x", source="release-2018-04-13") }}')
    assert quoted == f"Quoted from {EVIL}: Release {EVIL}"
    assert "<script" not in page('{{ strikes(place="evil", week="2018-04-06") }}').html


@pytest.mark.parametrize(
    "expression", ['day("2018-04-05")', 'strikes(week="2018-04-06").top("place", 1)[0]', 'typed("9", why="x")']
)
def test_what_is_no_count_says_nothing(expression: str) -> None:
    text = page(f"{{{{ {expression} }}}}").html
    assert "data-dl-tip" not in text
    assert "<a" not in text


def test_a_page_keeps_what_it_asked_in_the_order_of_its_text() -> None:
    made = record()
    first = 'First *{{ strikes() }}*, then {{ strikes(country="iraq") | words }}.'
    body = first + '\n\n- {{ share(strikes(country="iraq"), strikes()) }}\n'
    context = PageContext(article(body, title="{{ strikes() }} strikes"), made, Desk(made), "a")
    render_page(context)
    asked = context.findings.asked
    assert [(one.raw.strip(), one.shown, len(one.answers)) for one in asked] == [
        ("strikes()", "9", 1),
        ("strikes()", "9", 1),
        ('strikes(country="iraq") | words', "six", 1),
        ('share(strikes(country="iraq"), strikes())', "67%", 2),
    ]
    assert [one.spot.line for one in asked] == [1, 5, 5, 7]
    assert asked[3].answers[0].period == Period.parse(factories.WEEK)
