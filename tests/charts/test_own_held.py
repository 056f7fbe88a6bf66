"""A newsroom's own chart draws the rows that it was given, and names no field that they have not."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.charts.spec_fields import unknown_fields
from tests.charts.own import BY_COUNTRY, drawn, line_of, written
from tests.charts.test_own_errors import plain

DOTS = "alt.Chart(alt.InlineData(rows)).mark_circle(color=colour('c1'), opacity=1).encode(x='low:Q', y='name:N', {})"
SAYING = DOTS.format("description='words:N'")


@pytest.mark.parametrize(
    ("body", "code", "message", "at"),
    [
        (
            f"for row in rows:\n        row['low'] = row['low'] + 40\n    return {SAYING}",
            "figure-mismatch",
            "its data have 50 as 'low', and the row 'Iraq' has 10",
            "row['low'] =",
        ),
        (
            f"rows = [{{**row, 'low': row['low'] + 40}} for row in rows]\n    return {SAYING}",
            "figure-mismatch",
            "its data have 50 as 'low', and the row 'Iraq' has 10",
            "@chart",
        ),
        (
            f"rows[0]['low'], rows[1]['low'] = 3, 10\n    return {SAYING}",
            "figure-mismatch",
            "its data have 3 as 'low', and the row 'Iraq' has 10",
            "rows[0]['low']",
        ),
        (
            f"return {SAYING} + alt.Chart(alt.InlineData([{{'low': 99}}])).mark_rule().encode(x='low:Q')",
            "figure-mismatch",
            "its data have 99 as 'low'",
            "@chart",
        ),
        (
            f"return {SAYING}.transform_calculate(low='datum.low + 40')",
            "figure-mismatch",
            "a transform writes 'low', which is a field of its rows",
            "transform_calculate",
        ),
        (
            f"return {SAYING}.transform_impute('low', key='name', value=0)",
            "figure-mismatch",
            "a transform writes 'low'",
            "transform_impute",
        ),
        (
            "return " + SAYING.replace("'low:Q'", "alt.X('low:Q', impute={'value': 0})"),
            "figure-mismatch",
            "it imputes values where a row has none",
            "impute",
        ),
        (
            "return " + SAYING.replace("alt.InlineData(rows)", "alt.InlineData('name,low\\nIraq,99', format={'type': 'csv'})"),
            "figure-mismatch",
            "its data are a text",
            "@chart",
        ),
        (
            f"return {SAYING}.transform_calculate(z='datum.lwo * 2').encode(color='z:N')",
            "bad-chart",
            "no row has a field 'lwo', which it draws",
            "datum.lwo",
        ),
        (
            f"return {SAYING}.transform_filter(\"datum['nothing'] > 1\")",
            "bad-chart",
            "no row has a field 'nothing'",
            "nothing",
        ),
        (
            f"return {SAYING}.transform_aggregate(n='count()', groupby=['name', 'low'])",
            "bad-chart",
            "no row has a field 'words'",
            "words",
        ),
        (
            "return " + DOTS.format("description='words:N', color='country_nam:N'"),
            "bad-chart",
            "no row has a field 'country_nam'",
            "country_nam",
        ),
        ("return " + DOTS.format("description='words:N', color='start:N'"), "bad-chart", "no row has a field 'start'", "start:N"),
        (
            "return " + DOTS.format("description='words:N', href=alt.value('javascript:alert(1)')"),
            "bad-chart",
            "it makes links of its marks (`href`), and a drawing holds none",
            "href=",
        ),
        (
            "return " + SAYING.replace("opacity=1", "opacity=1, href='https://example.org/'"),
            "bad-chart",
            "it makes links of its marks",
            "href=",
        ),
    ],
)
def test_what_is_not_true_to_the_rows_is_said_at_its_line(body: str, code: str, message: str, at: str) -> None:
    chart = plain(body)
    problem = drawn(chart, "plain").only
    assert problem.code == code
    assert message in problem.message
    assert problem.help
    assert problem.spot is not None
    assert (problem.spot.file, problem.spot.line) == ("charts/own.py", line_of(chart, at))


def test_a_field_that_is_nearly_right_is_named() -> None:
    assert drawn(plain("return " + SAYING.replace("low:Q", "lwo:Q")), "plain").only.help == "did you mean 'low'?"


@pytest.mark.parametrize(
    "body",
    [
        "rows.sort(key=lambda row: row['name']); rows[0].update(colour=colour('c2'), order=9, share=0.5)",
        "rows = [{**row, 'low': float(row['low']), 'half': row['low'] / 2} for row in rows]",
        "rows = [{name: row[name] for name in ('name', 'low', 'words')} for row in rows]",
    ],
)
def test_rows_may_be_sorted_painted_cut_and_added_to(body: str) -> None:
    assert drawn(plain(f"{body}\n    return {SAYING}"), "plain").problems == ()


def test_a_field_of_the_days_is_none_of_the_countries() -> None:
    encoding = 'return dots(rows, color=alt.Color("{}:N", legend=None, scale=alt.Scale(range=[colour("c1")])))'
    for field, problems in (("country_name", 0), ("days", 1)):
        code = written(BY_COUNTRY.replace("return dots(rows)", encoding.format(field)))
        assert len(drawn(code, "by-country").problems) == problems


ROWS = [{"a": 1, "b": "x"}]
MARK: dict[str, Any] = {"mark": "bar", "encoding": {"x": {"field": "a"}}}


def unknown(more: dict[str, Any], encoding: dict[str, Any] | None = None) -> list[str]:
    spec = {"data": {"values": ROWS}, **MARK, **more}
    spec["encoding"] = {**MARK["encoding"], **(encoding or {})} if "mark" in spec else {}
    return [name for name, _ in unknown_fields(spec)]


@pytest.mark.parametrize(
    ("steps", "field", "wanted"),
    [
        ([{"calculate": "datum.a + datum['b']", "as": "c"}], "c", []),
        ([{"calculate": "datum.c", "as": "d"}, {"calculate": "1", "as": "c"}], "d", ["c"]),
        ([{"calculate": "'datum.c'", "as": "d"}], "d", []),
        ([{"calculate": 'datum["c"]', "as": "d"}], "d", ["c"]),
        ([{"filter": {"not": {"field": "c", "equal": 1}}}], "a", ["c"]),
        ([{"filter": {"and": ["datum.c > 1", {"field": "a", "gt": 1}]}}], "a", ["c"]),
        ([{"aggregate": [{"op": "sum", "field": "a", "as": "c"}], "groupby": ["b"]}], "c", ["a"]),
        ([{"joinaggregate": [{"op": "sum", "field": "a", "as": "c"}], "groupby": ["b"]}], "c", []),
        ([{"window": [{"op": "sum", "field": "d", "as": "c"}]}], "c", ["d"]),
        ([{"window": [{"op": "rank", "field": "", "as": "c"}], "sort": [{"field": "a"}]}], "c", []),
        ([{"window": [{"op": "rank", "field": "", "as": "c"}], "sort": [{"field": "d"}]}], "c", ["d"]),
        ([{"window": [{"op": "sum", "field": "", "as": "c"}]}], "c", [""]),
        ([{"bin": True, "field": "a", "as": "c"}], "c_end", []),
        ([{"fold": ["a", "c"]}], "value", ["c"]),
        ([{"fold": ["a"], "as": ["k", "v"]}], "value", ["value"]),
        ([{"stack": "a", "groupby": ["b"], "as": "s"}], "s_end", []),
        ([{"timeUnit": "year", "field": "c", "as": "d"}], "d", ["c"]),
        ([{"pivot": "b", "value": "a"}], "x", []),
        ([{"lookup": "b", "from": {"data": {"values": [{"k": "x", "v": 1}]}, "key": "k", "fields": ["v"]}}], "v", []),
    ],
)
def test_fields_are_followed_through_transforms(steps: list[dict[str, Any]], field: str, wanted: list[str]) -> None:
    assert unknown({"transform": steps}, {"y": {"field": field}}) == wanted


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"y": {"field": "a", "sort": {"field": "c"}}}, ["c"]),
        ({"y": {"condition": {"test": "datum.c > 1", "value": 1}, "value": 2}}, ["c"]),
        ({"y": {"condition": {"test": {"field": "c", "gt": 1}, "field": "b"}, "value": 2}}, ["c"]),
        ({"y": {"value": {"expr": "datum.c"}}}, ["c"]),
        ({"y": {"aggregate": "mean", "field": "a"}, "text": {"value": {"expr": "datum.mean_a"}}}, []),
        ({"y": {"field": "a", "axis": {"labelExpr": "datum.label", "labelColor": {"expr": "datum.value"}}}}, []),
        ({"tooltip": [{"field": "c"}, {"field": "a"}]}, ["c"]),
        ({"y": {"field": {"repeat": "row"}}}, []),
    ],
)
def test_fields_are_looked_for_wherever_an_encoding_names_them(more: dict[str, Any], wanted: list[str]) -> None:
    assert unknown({}, more) == wanted


def test_parts_have_the_rows_and_the_encoding_of_what_they_lie_in() -> None:
    layer = {"mark": "bar", "encoding": {"y": {"field": "a"}}}
    around = {"data": {"values": ROWS}, "layer": [layer]}
    assert [name for name, _ in unknown_fields({**around, "encoding": {"x": {"field": "c"}}})] == ["c"]
    assert [name for name, _ in unknown_fields({**around, "encoding": {"y": {"field": "c"}}})] == []
    assert [name for name, _ in unknown_fields({"data": {"values": ROWS}, "facet": {"row": {"field": "c"}}, "spec": MARK})] == [
        "c"
    ]
    assert [name for name, _ in unknown_fields({"data": {"values": ROWS}, "repeat": ["a", "c"], "spec": MARK})] == ["c"]
    assert [name for name, _ in unknown_fields({"layer": [{**MARK, "data": {"values": []}}]})] == []
