"""What is thrown at the importer: tables as text and as workbooks, and the maps that they are read through.

Whatever comes becomes reports that the project loads, or problems; each row is written, rejected or skipped.
"""

from __future__ import annotations

import functools
import io
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

from dateline.errors import ContentError, format_text
from dateline.export.rejected import rejected_csv
from dateline.load import load_record, read_line
from dateline.model import Record
from dateline.tables import Taking, read_map, take
from dateline.tables.delimited import read_delimited
from tests.hostile.throwing import WORD, Target, damaged, mutated, parted, sound, timed
from tests.projects import SEED
from tests.tables.cases import GOLDEN, SOURCE, Case, in_bytes

Given = tuple[str, bytes, str]
"""The name of a table, its bytes, and the text of its map."""

TABLES = [
    (files["table.csv"], files["map.yml"])
    for files in (dict(Case.read(path).sections) for path in sorted(GOLDEN.glob("*.txt")))
    if files.keys() == {"table.csv", "map.yml"}
]
_TEXTS = parted(r"""
    Bayji|Iraq|Bayji and Qayyarah|n/a|1|1,000|1.000|1 000|3.0|-1|1e9|0x10|٣|４|2018-04-20|20/04/2018|04/05/2018|April 20, 2018
    43210|2018-04-20T13:05:00Z|9999-12-31|0001-01-01|=1+1|+1|-1+1|@SUM(A1)|"|""|;|,|'|'=x|#N/A|#REF!|TRUE|36.335|-181|lat
    rejected_reason|rejected_line
""")
_SIGNS = ["\u202e", "\x00", "\x1c", "\u2028", "\r", "\t", " ", "\u00a0", "x" * 3000]
_CELLS = st.one_of(WORD, st.sampled_from(_TEXTS + _SIGNS))
_KEYS = parted("""
    date|country|place|counts|notes|column|value|columns|form|day_first|offset|precision|skip|only_if|nulls|split|decimal
    thousands|encoding|delimiter|header|sheet|reports|name|group|partial|id|prefix|source|actor|min|max|at|lat|lon
    {column: n}|{column: date}|[n, n]|{}|[]|'%d'|'%'|iso|words|2|-2|99999|utf-7|idna|rot13|;|x
""")
_VALUES = st.one_of(_CELLS, st.sampled_from(_KEYS))


def _workbook(rows: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


_HEAD = ["date", "country", "place", "n"]
_BOOK = _workbook([_HEAD, ["2018-04-20", "Iraq", "Bayji", 1], ["2018-04-21", "Iraq", "Bayji", "=1+1"]])
_PLAIN_MAP = "date: {column: date}\ncountry: {column: country}\nplace: {column: place}\ncounts:\n  strikes: {column: n}\n"
_XML = parted(r"""
    <c r="A1"|<c r="ZZZZZZ99999999999"| t="d"| t="s"| t="b"| t="e"|<v>|</v>|<v>99999999</v>|<v>1e999</v>|<v>-1</v>|<f>|<f/>
    <row r="0">|</sheetData>|<sheetData>|<!DOCTYPE x [<!ENTITY a 'b'>]>|&a;|<mergeCell ref=|&#0;|&#x202e;|rId9|../../x|s="99"
    Target=|0|-1
""")


@st.composite
def _books(draw: st.DrawFn) -> bytes:
    """A workbook of any cells, or one whose parts or bytes were damaged."""
    how = draw(st.sampled_from(["cells", "part", "part", "bytes", "cut"]))
    if how == "cells":
        cell = st.one_of(
            st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=6),
            st.integers(-(10**20), 10**20),
            st.floats(allow_nan=False, allow_infinity=False),
            st.booleans(),
            st.datetimes(),
            st.none(),
            st.sampled_from(["=1+1", "Bayji", "Iraq", "2018-04-20"]),
        )
        rows = draw(st.lists(st.lists(cell, min_size=4, max_size=5), max_size=4))
        return _workbook([_HEAD, *rows])
    if how == "part":
        return _with_part(draw)
    return draw(damaged_bytes(_BOOK)) if how == "bytes" else _BOOK[: draw(st.integers(0, len(_BOOK)))]


def damaged_bytes(raw: bytes) -> st.SearchStrategy[bytes]:
    """Some bytes of a file exchanged."""
    places = st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), min_size=1, max_size=4)

    def apply(changes: list[tuple[int, int]]) -> bytes:
        changed = bytearray(raw)
        for at, byte in changes:
            changed[at] = byte
        return bytes(changed)

    return places.map(apply)


def _with_part(draw: st.DrawFn) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_BOOK)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = draw(st.sampled_from(names))
        for name in names:
            text = old.read(name).decode()
            if name == chosen:
                text = draw(mutated(text.replace("><", ">\n<"), st.sampled_from(_XML)))
            new.writestr(name, text.encode("utf-8", "surrogatepass"))
    return out.getvalue()


def _inputs() -> st.SearchStrategy[Given]:
    def of(both: tuple[str, str]) -> st.SearchStrategy[Given]:
        table, plan = both
        raw = in_bytes(table)
        text = raw.decode("utf-8", "replace")
        near = mutated(text, _CELLS).map(lambda made: made.encode("utf-8", "surrogatepass"))
        return st.one_of(
            st.tuples(st.just("table.csv"), st.one_of(near, near, damaged(text.encode("utf-8", "replace"))), st.just(plan)),
            st.tuples(st.just("table.csv"), st.just(raw), mutated(plan, _VALUES)),
        )

    books = st.tuples(st.just("table.xlsx"), _books(), st.one_of(st.just(_PLAIN_MAP), mutated(_PLAIN_MAP, _VALUES)))
    kinds = st.sampled_from(["table.json", "table.ods", "table.xls", "table.xlsb"])
    other = st.tuples(kinds, st.binary(max_size=80), st.just(_PLAIN_MAP))
    lists = st.lists(st.dictionaries(st.sampled_from(_KEYS), _CELLS, max_size=3), max_size=3).map(repr)
    text = lists.map(lambda made: made.encode("utf-8", "surrogatepass"))
    return st.one_of(
        st.sampled_from(TABLES).flatmap(of),
        st.sampled_from(TABLES).flatmap(of),
        books,
        other,
        st.tuples(st.just("table.json"), text, st.just(_PLAIN_MAP)),
    )


@functools.cache
def _project() -> tuple[Path, Record]:
    root = Path(tempfile.mkdtemp(prefix="fuzz-")) / "project"
    shutil.copytree(SEED, root)
    return root, load_record(root)


def _imports(given: Given) -> None:
    name, raw, plan = given
    root, record = _project()
    (root / name).write_bytes(raw)
    (root / "map.yml").write_bytes(plan.encode("utf-8", "surrogatepass"))
    try:
        taking = timed(lambda: take(root / name, name, read_map("map.yml", root, record), record, source=SOURCE))
    except ContentError as error:
        sound(error.problems)
        format_text(error.problems, read_line(root)).encode()
        return
    sound([*taking.problems, *taking.clashes])
    format_text([*taking.problems, *taking.clashes], read_line(root)).encode()
    assert taking.good + len(taking.rejected) + len(taking.skipped) == len(taking.table.rows)
    if taking.rejected:
        _rejected(taking)
    if not taking.clashes:
        _loads(root, taking)


def _rejected(taking: Taking) -> None:
    """The rejected rows are a table again."""
    again = read_delimited(rejected_csv(taking.table, taking.rejected), "again.csv", columns=taking.table.columns)
    assert len(again.rows) == len(taking.rejected)


def _loads(root: Path, taking: Taking) -> None:
    """What would be written is read as it was meant: no file of it is refused."""
    written = [root / report.file for report in taking.reports]
    try:
        for path, report in zip(written, taking.reports, strict=True):
            assert not path.exists(), path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(report.text.encode())
        loaded = load_record(root)
        made = sum(len(loaded.reports[path.stem].events) for path in written)
        assert made == taking.good, "each good row is an event"
    finally:
        for path in written:
            path.unlink(missing_ok=True)


TARGETS = {"tables": Target(_inputs(), _imports)}
