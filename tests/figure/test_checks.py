"""Each way in which a figure can be untrue to its rows fails the build, at the block's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.charts import Drawing
from dateline.counting.bounds import Count
from dateline.errors import ContentError, Spot
from dateline.figure.artist import Drawn
from dateline.figure.checks import check_figure
from dateline.figure.table import TableRow, csv_bytes, table_rows
from tests.figure.cases import seed

SPOT = Spot("content/articles/week.md", 14, 1)
DRAWING = seed("weekly")


def drawn(number: int = 2) -> Drawn:
    return Drawn({"narrow": "", "wide": ""}, {"narrow": 2, "wide": number}, {}, "{}")


def changed(**cells: Any) -> Drawing:
    return replace(DRAWING, rows=({**DRAWING.rows[0], **cells},))


def check(
    drawing: Drawing = DRAWING,
    picture: Drawn | None = None,
    table: Callable[[Drawing], tuple[TableRow, ...]] = table_rows,
    rows: Callable[[Drawing], bytes] = csv_bytes,
) -> None:
    check_figure("week", drawing, picture or drawn(), table(drawing), rows(drawing), SPOT)


def test_a_true_figure_passes() -> None:
    check()
    places = seed("places")
    check(places, Drawn({}, {"narrow": 7, "wide": 7}, {}, "{}"))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: check(picture=drawn(1)), "1 marks are drawn (wide), 2 belong to its rows"),
        (lambda: check(table=lambda _: ()), "1 rows, 0 in the table, 1 in the CSV"),
        (
            lambda: check(rows=lambda d: csv_bytes(d) + csv_bytes(d).splitlines()[1] + b"\n"),
            "1 rows, 1 in the table, 2 in the CSV",
        ),
        (lambda: check(rows=lambda d: csv_bytes(d).replace(b"start", b"begin")), "the CSV's header is not that of its columns"),
        (
            lambda: check(rows=lambda d: csv_bytes(d).replace(b"9,0,9", b"8,0,9")),
            "total_low adds up to 8 in the CSV, to 9 in its rows",
        ),
        (
            lambda: check(rows=lambda d: csv_bytes(d).replace(b"9,0,9", b"9,1,9")),
            "total_named adds up to 1 in the CSV, to 0 in its rows",
        ),
        (lambda: check(rows=lambda _: b"a\n1\n"), "the CSV has no column total_low"),
        (lambda: check(changed(total=Count(10))), "its rows add up to at least 10, the query gives 9"),
        (lambda: check(changed(iraq=Count(2), syria=Count(2), total=Count(5, 1))), "at most 6, the query gives 9"),
        (lambda: check(changed(iraq=Count(2), syria=Count(2), total=Count(8))), "its rows add up to 8, the query gives 9"),
        (lambda: check(changed(iraq=Count(8))), "row 1: its parts (iraq, syria) add up to more than the row"),
        (lambda: check(changed(total=None)), "add up to more than the row"),
    ],
    ids=["marks", "table", "csv", "header", "csv-sum", "csv-named", "no-column", "more", "fewer", "exact", "parts", "no-whole"],
)
def test_each_check_can_fail(call: Callable[[], None], message: str) -> None:
    with pytest.raises(ContentError) as caught:
        call()
    problems = caught.value.problems
    assert all((problem.code, problem.spot) == ("figure-mismatch", SPOT) for problem in problems)
    assert any(message in problem.message for problem in problems)


def test_rows_without_a_report_do_not_have_to_add_up() -> None:
    check(changed(iraq=None, syria=None, total=None))


def test_a_chart_that_leaves_rows_out_says_so() -> None:
    with pytest.raises(ContentError):
        check(changed(iraq=None, syria=None, total=Count(4)))
    check(replace(changed(iraq=None, syria=None, total=Count(4)), complete=False))
