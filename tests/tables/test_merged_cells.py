"""Merged cells: only the first holds the value, so they are refused where the map would read the others as empty."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest

from dateline.errors import ContentError, Spot
from dateline.tables.workbook import read_workbook
from tests.tables.test_workbook import edited

ROWS = [["date", "place", "low", "high"], ["2018-04-05", "Bayji", 1, 2], ["2018-04-06", None, 1, 2], ["2018-04-07", None, 1, 2]]
USED = ("date", "place", "high")


def merged(*ranges: str, above: int = 0) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in [*[["A title"]] * above, *ROWS]:
        sheet.append(row)
    for one in ranges:
        sheet.merge_cells(one)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def refused(raw: bytes, header: int = 1) -> tuple[str, str, Spot | None]:
    with pytest.raises(ContentError) as error:
        read_workbook(raw, "t.xlsx", columns=USED, header=header)
    (problem,) = error.value.problems
    return problem.code, problem.message, problem.spot


@pytest.mark.parametrize("ranges", [("B2:B4",), ("B2:B4", "D3:D4"), ("C3:D3",), ("A4:D4",)])
def test_merged_cells_are_refused(ranges: tuple[str, ...]) -> None:
    code, message, spot = refused(merged(*ranges))
    assert code == "bad-table"
    assert message == f"merged cells, of which only the first holds a value: {', '.join(ranges)}"
    assert spot == Spot("t.xlsx", int(ranges[0][1]))


def test_ranges_are_taken_from_either_corner_and_of_one_cell_not_at_all() -> None:
    assert refused(edited(merged("B2:B4"), "B2:B4", "B4:B2"))[1].endswith(": B2:B4")
    assert len(read_workbook(edited(merged("B2:B4"), "B2:B4", "B2"), "t.xlsx", columns=USED).rows) == 3
    code, message, _ = refused(edited(merged("B2:B4"), "B2:B4", "$B$2:$B$4"))
    assert (code, message.partition(":")[0]) == ("bad-table", "this workbook cannot be read")


def test_where_they_lose_nothing_they_do_not_matter() -> None:
    assert len(read_workbook(merged("C2:C4"), "t.xlsx", columns=USED).rows) == 3, "a column that the map does not use"
    assert len(read_workbook(merged("A1:D2", above=2), "t.xlsx", columns=USED, header=3).rows) == 3, "a title"
    assert len(read_workbook(merged("A8:D9"), "t.xlsx", columns=USED).rows) == 3, "below the table"
    assert refused(merged("A1:D2", "B4:B5", above=2), header=3)[1].endswith(": B4:B5")


def test_many_are_counted_up_to_eight() -> None:
    raw = merged("A2:A3", *(f"B{row}:B{row + 1}" for row in range(2, 30, 2)))
    assert refused(raw)[1].endswith("A2:A3, B2:B3, B4:B5")


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


OPEN = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>ROWS</office:spreadsheet></office:body></office:document-content>"""


def opened(rows: str, other: str = "") -> bytes:
    tables = f'<table:table table:name="A">{rows}</table:table>{other}'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "META-INF/manifest.xml": "<manifest/>", "content.xml": OPEN.replace("ROWS", tables)})


def word(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


HEAD = f"<table:table-row>{word('date')}{word('place')}</table:table-row>"


def test_in_an_ods() -> None:
    empty = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/></table:table-row>'
    )
    day = word("2018-04-05")
    wide = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
    first = f"<table:table-row>{day}{word('Bayji', wide)}</table:table-row>"
    covered = f"<table:table-row>{day}<table:covered-table-cell/></table:table-row>"
    code, message, spot = refused(opened(HEAD + empty + first + covered))
    assert (code, message.rpartition(": ")[2], spot) == ("bad-table", "B4:B5", Spot("t.xlsx", 4))
    plain = HEAD + empty + f"<table:table-row>{day}{word('Bayji')}</table:table-row>"
    assert [row.line for row in read_workbook(opened(plain), "t.ods").rows] == [4]
    other = f'<table:table table:name="B">{HEAD}{first}{covered}</table:table>'
    assert [row.line for row in read_workbook(opened(plain, other), "t.ods", sheet="A").rows] == [4]


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xlsb."""
    return (bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])) + bytes([len(content)]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary(*ranges: tuple[int, int, int, int]) -> bytes:
    relations = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin" Type="worksheet"/></Relationships>'
    book = record(143) + record(156, struct.pack("<2I", 0, 1) + wide("rId1") + wide("A")) + record(144) + record(132)
    cells = b""
    for row, texts in enumerate((("date", "place"), ("2018-04-05", "Bayji"), ("2018-04-06", "Bayji"))):
        cells += record(0, struct.pack("<2IHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, text in enumerate(texts):
            cells += record(6, struct.pack("<2I", column, 0) + wide(text))
    merges = b"".join(record(176, struct.pack("<4I", *one)) for one in ranges)
    sheet = record(129) + record(148, struct.pack("<4I", 0, 2, 0, 1)) + record(145) + cells + record(146) + merges + record(130)
    return archive({"xl/workbook.bin": book, "xl/_rels/workbook.bin.rels": relations, "xl/worksheets/sheet1.bin": sheet})


def test_in_an_xlsb() -> None:
    assert [row.line for row in read_workbook(binary(), "t.xlsb").rows] == [2, 3]
    code, message, spot = refused(binary((1, 2, 1, 1)))
    assert (code, message.rpartition(": ")[2], spot) == ("bad-table", "B2:B3", Spot("t.xlsx", 2))
    assert len(read_workbook(binary((5, 6, 1, 1)), "t.xlsb").rows) == 2
