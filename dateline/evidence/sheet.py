"""The fact-check sheet of a page: its numbers one a row, with empty columns for initials and remarks, as HTML and as CSV.

Here belongs what stands in which column. The look is decided in the template `factcheck.html`, which needs no other file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.cells import safe_cell
from dateline.evidence.page import EvidencePage, sources_of
from dateline.evidence.proofs import Proof
from dateline.evidence.told import Told
from dateline.model import Record, Source
from dateline.record_pages.lines import web_address
from dateline.render import page_environment

COLUMNS = (
    "nr",
    "kind",
    "where",
    "written at",
    "sentence",
    "printed",
    "query as written",
    "query in words",
    "answer",
    "certain",
    "possible besides",
    "open",
    "at most",
    "why not exact",
    "reports",
    "sources",
    "addresses",
    "archived copies",
    "quoted",
    "our data",
    "agreement",
    "typed because",
    "checked by",
    "remarks",
)
"""The columns of the CSV, in their order. The last two are left empty, for people."""
BETWEEN = " | "
"""Stands between several values in one cell: a share, say, rests on two answers."""


@dataclass(frozen=True, slots=True)
class Row:
    """A number on the sheet: the cells by their columns, and its documents for the HTML."""

    proof: Proof
    cells: dict[str, str]
    sources: tuple[Source, ...]


def rows_of(page: EvidencePage, record: Record) -> tuple[Row, ...]:
    """The sheet of a page, one row a number or chart."""
    return tuple(_row(proof, record) for proof in page.proofs)


def sheet_csv(page: EvidencePage, record: Record) -> bytes:
    """The sheet as CSV, with the mark by which spreadsheets see that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(row.cells[name]) for name in COLUMNS] for row in rows_of(page, record))
    return text.getvalue().encode("utf-8-sig")


def sheet_html(page: EvidencePage, record: Record, templates: list[Path]) -> str:
    """The sheet as one HTML file that stands by itself and prints well."""
    template = page_environment(templates).get_template("factcheck.html")
    return template.render(view=page, rows=rows_of(page, record), web_address=web_address, publisher=record.dataset.publisher)


def _row(proof: Proof, record: Record) -> Row:
    sources = tuple(record.sources[name] for name in sources_of(proof))
    sentence = f"{proof.before}{proof.printed}{proof.after}" if proof.chart is None else proof.chart.title
    cells = {
        "nr": str(proof.number),
        "kind": proof.kind,
        "where": proof.where or ("" if proof.chart else "Text"),
        "written at": proof.spot,
        "sentence": sentence.strip(),
        "printed": proof.printed,
        "query as written": proof.raw,
        "query in words": _joined(proof.tolds, lambda told: told.question),
        "answer": _joined(proof.tolds, lambda told: told.result),
        "certain": _joined(proof.tolds, lambda told: str(told.count.low)),
        "possible besides": _joined(proof.tolds, lambda told: str(told.count.named)),
        "open": _joined(proof.tolds, lambda told: "unknown" if told.count.open is None else str(told.count.open)),
        "at most": _joined(proof.tolds, lambda told: "unknown" if told.count.high is None else str(told.count.high)),
        "why not exact": _joined(proof.tolds, lambda told: " ".join(told.why)),
        "reports": _joined(proof.tolds, lambda told: str(told.telling)),
        "sources": _texts(f"{source.publisher}: {source.title}" for source in sources),
        "addresses": _texts(source.url for source in sources),
        "archived copies": _texts(source.archived or "not archived" for source in sources),
        "quoted": _texts(f"{quote.words} ({quote.source.publisher}: {quote.source.title})" for quote in proof.quotes),
        "our data": _texts(quote.ours for quote in proof.quotes if quote.ours),
        "agreement": _texts(quote.verdict for quote in proof.quotes if quote.verdict),
        "typed because": proof.typed,
        "checked by": "",
        "remarks": "",
    }
    return Row(proof, cells, sources)


def _joined(tolds: Iterable[Told], words: Callable[[Told], str]) -> str:
    return _texts(text for text in map(words, tolds) if text)


def _texts(texts: Iterable[str]) -> str:
    return BETWEEN.join(texts)
