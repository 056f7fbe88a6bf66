"""What a newsroom's own drawing prints in digits is looked for in what it was made of."""

from __future__ import annotations

import pytest

from dateline.figure.printed import unknown_numbers
from dateline.figure.renderer import render
from dateline.figure.svg import trim
from tests.charts.own import drawn, line_of
from tests.charts.test_own_errors import plain
from tests.figure.cases import bar_spec

KNOWN = [{"low": 1200, "count": "0 to 3", "start": "2018-03-30", "least": True, "high": None}, "45 % of 7", -2]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("1,200 strikes", []),
        ("1\u00a0200.0", []),
        ("0\u20133, 30 March 2018", []),
        ("2018-03-30", []),
        ("45%", []),
        ("45", ["45"]),
        ("7 %", ["7 %"]),
        ("7k", ["7k"]),
        ("\u22122", []),
        ("\u22127", ["\u22127"]),
        ("2", ["2"]),
        ("3.5 and 99", ["3.5", "99"]),
        ("1", ["1"]),
        ("\u0663", []),
        ("none", []),
        ("\u2468 strikes", ["9"]),
        ("1,200\u00b2", ["1", "2002"]),
        ("\u00bd", ["1", "2"]),
        ("km\u00b2, none", []),
    ],
)
def test_a_number_is_known_however_it_is_written(text: str, unknown: list[str]) -> None:
    assert [number for number, _ in unknown_numbers([text], KNOWN)] == unknown


def test_labels_of_axes_and_legends_are_not_among_its_texts() -> None:
    spec = bar_spec() | {"title": {"text": ["one", "two"], "subtitle": "three"}}
    spec["encoding"]["y"] |= {"title": "four"}
    spec["encoding"]["color"] = {"field": "a", "type": "nominal", "title": "five"}
    texts = trim(render(spec)).texts
    assert {"one\ntwo", "three", "four", "five"} <= {*texts}
    assert "0" not in texts


DOTS = (
    "dots = alt.Chart(alt.InlineData(rows)).mark_circle(color=colour('c1')).encode(x='low:Q', y='name:N', description='words:N')"
)
WORDS = "mark_text(color=colour('text'), fontSize=13, dx=-40).encode(x='low:Q', y='name:N', text={})"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (f"alt.Chart(alt.InlineData(rows)).{WORDS}".format("'count:N'"), None),
        (f"alt.Chart(alt.InlineData(rows)).{WORDS}".format("alt.Text('low:Q', format='.1f')"), None),
        (f"alt.Chart(alt.InlineData(rows)).{WORDS}".format("alt.value(alt.expr('datum.low + 40'))"), "'50' says 50"),
        (
            f"alt.Chart(alt.InlineData(rows)).transform_calculate(more='datum.low * 7').{WORDS}".format("'more:Q'"),
            "'70' says 70",
        ),
        ("alt.Chart(alt.InlineData([{'a': 1}]), title='99 strikes').mark_text(text='x')", "'99 strikes' says 99"),
        ("alt.Chart(alt.InlineData([{'a': 1}])).mark_text(text='Counted since 1999')", "'Counted since 1999' says 1999"),
        ("alt.Chart(alt.InlineData([{'a': 1}])).mark_text(text='Since March 2018')", None),
        ("alt.Chart(alt.InlineData(rows)).mark_rule().encode(x=alt.X('low:Q', title='of 88'))", "'of 88' says 88"),
    ],
)
def test_a_chart_prints_no_number_of_its_own(more: str, said: str | None) -> None:
    chart = plain(f"{DOTS}\n    return alt.layer(dots, {more})")
    outcome = drawn(chart, "plain")
    if said is None:
        assert outcome.problems == ()
    else:
        assert outcome.only.code == "figure-mismatch"
        messages = "".join(problem.message for problem in outcome.problems)
        assert f"its text {said}, which none of its rows, its options and its words does" in messages
        assert outcome.only.spot is not None
        assert outcome.only.spot.line == line_of(chart, "@chart")
