"""The evidence page of an article: what its template is given, and the page filled in.

Here belongs the page as a whole. Its look is decided in the template `evidence.html`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.evidence.proofs import Proof
from dateline.evidence.told import MOST_LINES
from dateline.model import Record
from dateline.query.words import listed


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """What the template is given. `article` is the address of the article below the root of the site."""

    title: str
    article: str
    summary: str
    archive: str
    proofs: tuple[Proof, ...]
    most: int = MOST_LINES


def evidence_of(title: str, article: str, proofs: Iterable[Proof], record: Record) -> EvidencePage:
    """The page for an article's proofs."""
    every = tuple(proofs)
    return EvidencePage(title, article, _summary(every), _archive(every, record), every)


def sources_of(proof: Proof) -> tuple[str, ...]:
    """The ids of all documents behind a proof, each once."""
    told = [source for answer in proof.tolds for source in answer.sources]
    return tuple(dict.fromkeys([*told, *(quote.source_id for quote in proof.quotes)]))


def _summary(proofs: tuple[Proof, ...]) -> str:
    """How many numbers of which kind there are, and how exact they are."""
    if not proofs:
        return "The article holds no number."
    kinds = Counter(proof.kind for proof in proofs)
    words = {
        "Counted": ("counted number", "counted numbers"),
        "Calculated": ("calculated", "calculated"),
        "Quoted": ("quoted", "quoted"),
        "Typed on purpose": ("typed on purpose", "typed on purpose"),
        "Name or day, found by counting": ("name found by counting", "names found by counting"),
        "Chart": ("chart", "charts"),
    }
    said = [f"{kinds[kind]} {one if kinds[kind] == 1 else many}" for kind, (one, many) in words.items() if kinds[kind]]
    vague = sum(1 for proof in proofs if any(not told.count.is_exact for told in proof.tolds))
    exact = f" {vague:,} rest{'s' if vague == 1 else ''} on something that the reports do not say exactly." if vague else ""
    return f"In the order of the article: {listed(said)}.{exact}"


def _archive(proofs: tuple[Proof, ...], record: Record) -> str:
    """How many of the documents have an archived copy."""
    used = {source for proof in proofs for source in sources_of(proof)}
    if not used:
        return ""
    kept = sum(1 for source in used if record.sources[source].archived)
    if len(used) == 1:
        return f"One document is behind them; it has {'an' if kept else 'no'} archived copy."
    copies = "none has" if not kept else f"{kept:,} {'has' if kept == 1 else 'have'}" if kept < len(used) else "each has"
    return f"{len(used):,} documents are behind them; {copies} an archived copy."
