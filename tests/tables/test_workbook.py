"""Workbooks: numbers and days as cells, formulas, sheets, and what is damaged."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
from typing import Any

import openpyxl
import pytest

from dateline.errors import ContentError
from dateline.tables import trying, workbook
from dateline.tables.table import Cell
from dateline.tables.workbook import read_workbook

HEAD = ["date", "place", "n"]


def book(*sheets: tuple[str, list[list[Any]]], hidden: str = "") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rows_of(raw: bytes, **options: Any) -> list[tuple[int, tuple[Cell, ...]]]:
    return [(row.line, row.cells) for row in read_workbook(raw, "t.xlsx", **options).rows]


def test_cells_are_what_they_are() -> None:
    day = dt.date(2018, 4, 5)
    raw = book(
        ("A", [HEAD, [day, "Bayji", 3], [dt.datetime.combine(day, dt.time(13, 5)), "Bayji", 2.5], ["2018-04-05", True, "007"]])
    )
    assert rows_of(raw) == [
        (2, (day, "Bayji", 3)),
        (3, (dt.datetime.combine(day, dt.time(13, 5)), "Bayji", 2.5)),
        (4, ("2018-04-05", "TRUE", "007")),
    ]


def test_rows_keep_their_numbers_where_some_are_empty() -> None:
    raw = book(("A", [["Strikes"], [], HEAD, [], ["2018-04-05", "Bayji", 1]]))
    assert rows_of(raw, header=3) == [(5, ("2018-04-05", "Bayji", 1))]


def refused(raw: bytes, **options: Any) -> tuple[str, str]:
    with pytest.raises(ContentError) as error:
        read_workbook(raw, "t.xlsx", **options)
    (problem,) = error.value.problems
    return problem.code, problem.message


def test_formulas_need_a_saved_value() -> None:
    raw = book(("A", [HEAD, ["2018-04-05", "Bayji", "=1+1"], ["2018-04-05", "Bayji", "=A1"]]))
    assert refused(raw) == ("bad-table", "formulas without a saved value: C2, C3")
    saved = edited(raw, r"<f>(.*?)</f>\s*<v\s*/?>(</v>)?", r"<f>\1</f><v>2</v>")
    assert rows_of(saved) == [(2, ("2018-04-05", "Bayji", 2)), (3, ("2018-04-05", "Bayji", 2))]
    assert read_workbook(saved, "t.xlsx").about == "sheet 'A'; 2 formulas, of which the saved values count"


def test_formulas_of_another_sheet_do_not_count() -> None:
    raw = book(("A", [HEAD, ["2018-04-05", "Bayji", 1]]), ("B", [["=1+1"]]))
    assert rows_of(raw, sheet="A") == [(2, ("2018-04-05", "Bayji", 1))]


def edited(raw: bytes, pattern: str, new: str) -> bytes:
    """The workbook with its sheets changed as text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as changed:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/"):
                assert re.search(pattern, text.decode())
                text = re.sub(pattern, new, text.decode()).encode()
            changed.writestr(name, text)
    return out.getvalue()


def test_which_sheet_has_to_be_clear() -> None:
    two: list[tuple[str, list[list[Any]]]]
    two = [("A", [HEAD, ["2018-04-05", "Bayji", 1]]), ("B", [HEAD, ["2018-04-06", "Bayji", 1]])]
    assert refused(book(*two)) == ("several-sheets", "this workbook has 2 sheets: A, B")
    assert refused(book(*two), sheet="b") == ("unknown-sheet", "no sheet 'b' in t.xlsx")
    assert rows_of(book(*two), sheet="B") == [(2, ("2018-04-06", "Bayji", 1))]
    assert rows_of(book(*two, hidden="B")) == [(2, ("2018-04-05", "Bayji", 1))]


def test_what_is_no_workbook() -> None:
    assert refused(b"date,place\n")[0] == "bad-table"
    assert refused(book(("A", [HEAD, ["2018-04-05", "Bayji", 1]]))[:200])[0] == "bad-table"
    assert refused(book(("A", [HEAD]))) == ("empty-table", "there are no rows beneath the names of the columns")
    assert refused(book(("A", [])))[0] == "empty-table"


def test_an_archive_that_is_damaged_within() -> None:
    raw = book(("A", [HEAD, ["2018-04-05", "Bayji", "=1+1"]]))
    at = raw.index(b"xl/_rels/workbook.xml.rels")  # found at its place in the list, and not at its own
    assert refused(raw[:at] + b"\0" + raw[at + 1 :])[0] == "bad-table"
    flags = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"xl/worksheets/sheet1.xml")) + 8
    assert refused(raw[:flags] + b"\x01" + raw[flags + 1 :])[0] == "bad-table", "a part that is locked"


def test_formulas_are_found_whatever_stands_around_them() -> None:
    raw = book(("A", [HEAD, ["2018-04-05", "Bayji", "=1+1"]]))
    other = edited(raw, r"<f>(.*?)</f>\s*<v\s*/?>(</v>)?", r"<f><![CDATA[\1<v>2]]></f><v></v>")
    assert refused(other) == ("bad-table", "formulas without a saved value: C2")
    comments = "<!-- <c r='A1'><f> -->" * 60_000
    heavy = edited(raw, r"<f>(.*?)</f>\s*<v\s*/?>(</v>)?", comments + r"<v>2</v>")
    started = time.process_time()
    read_workbook(heavy, "t.xlsx")
    assert time.process_time() - started < 2, "comments full of beginnings were looked through again and again"


def prefixed(raw: bytes, quote: str = '"') -> bytes:
    """The workbook with a prefix before every name of the spreadsheet's namespace, as some programs write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as changed:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/workbook.xml" or name.startswith("xl/worksheets/"):
                text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=").replace("r:id=", "rel:id=")
                text = text.replace("xmlns:r=", "xmlns:rel=")
            changed.writestr(name, text.replace('"', quote))
    return out.getvalue()


@pytest.mark.parametrize("quote", ['"', "'"])
def test_formulas_are_found_whatever_the_prefix_and_the_quotes(quote: str) -> None:
    raw = prefixed(book(("A", [HEAD, ["2018-04-05", "Bayji", 1], ["2018-04-05", "=B2", "=1+1"]])), quote)
    assert refused(raw) == ("bad-table", "formulas without a saved value: B3, C3")
    plain = prefixed(book(("A", [HEAD, ["2018-04-05", "Bayji", 1]]), ("B", [["=1+1"]])), quote)
    assert rows_of(plain, sheet="A") == [(2, ("2018-04-05", "Bayji", 1))]


def test_a_sheet_whose_formulas_cannot_be_looked_for_is_refused() -> None:
    raw = book(("A", [HEAD, ["2018-04-05", "Bayji", "=1+1"]]))
    entities = edited(raw, r"<worksheet", '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet')
    assert refused(entities) == ("bad-table", "this workbook cannot be read: it declares entities")
    assert refused(edited(raw, r"<f>", "<f><"))[0] == "bad-table"


def test_a_workbook_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_UNPACKED", 100)
    assert refused(book(("A", [HEAD, ["2018-04-05", "Bayji", 1]])))[0] == "table-too-large"


def test_a_cell_far_away_takes_no_process_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = book(("A", [HEAD, ["2018-04-05", "Bayji", 1]]))
    far = edited(raw, r'<row r="2".*?<c r="A2"', '<row r="1048576"><c r="XFD1048576"')
    code, message = refused(far)
    assert code == "bad-table"
    assert message.startswith("this workbook cannot be read: it ends the process that reads it (")
    assert rows_of(raw) == [(2, ("2018-04-05", "Bayji", 1))], "the next is read as if nothing had been"
    monkeypatch.setattr(workbook, "_MOST_CELLS", 5)
    assert refused(raw) == ("table-too-large", "the sheet reaches over 6 cells; a table may have 5")


def test_a_workbook_that_keeps_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "SECONDS", 0)
    trying._other.cache_clear()
    raw = book(("A", [HEAD, ["2018-04-05", "Bayji", 1]]))
    assert refused(raw) == ("bad-table", "this workbook cannot be read: it does not end within 0 seconds")
    monkeypatch.undo()
    assert rows_of(raw) == [(2, ("2018-04-05", "Bayji", 1))]
