"""Where the numbers of a page stand: in which order, in which sentence, under which anchor.

Here belong the types, sentences and anchors; nothing here knows Python-Markdown (`reading` does). What a number rests on is said
elsewhere.

An anchor is made of the question itself (`n-strikes-country-iraq`; in a headline `n-title-strikes`), so that an edit of another
sentence does not move it: only a second number that asks the same gets a number behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.errors import Spot
from dateline.render import Evaluated

Where = Literal["title", "standfirst", "chart", "text", "heading", "caption", "cell", "footnote", "attribute"]
LONGEST = 300
"""Characters of a sentence on either side of its number; what is longer is cut between words."""
LONGEST_ANCHOR = 60
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W\d_a-z])")
_BLANKS = re.compile(r"\s+")
_ODD = re.compile(r"[^a-z0-9]+")
_FILTER = re.compile(r"""("[^"]*"|'[^']*')|\|\s*\w+(?:\([^()]*\))?""")


@dataclass(frozen=True, slots=True)
class Mention:
    """A result in a page: the expression (`raw`), what it gave, and its sentence: `before`, the printed text, `after`.

    `anchor` names it on the evidence page, and is the id of its element where it has one (`in_page`); `label` are the heads of
    its row and column in a table; `figure` is the chart whose title or caption it stands in.
    """

    where: Where
    raw: str
    spot: Spot
    evaluated: Evaluated
    before: str = ""
    after: str = ""
    anchor: str = ""
    in_page: bool = False
    label: str = ""
    figure: str | None = None


Result = tuple[str, Spot, Evaluated]
"""What was asked, where, and what it gave."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure at its place among the numbers of a page."""

    figure: str


Entry = Mention | Shown


def in_text(where: Where, pieces: Sequence[str | Result]) -> list[Mention]:
    """The results in a plain text that is given in its pieces: as typed, or (raw, spot, evaluated)."""
    texts = [piece if isinstance(piece, str) else piece[2].text for piece in pieces]
    return [
        Mention(where, *piece, *around("".join(texts[:n]), texts[n], "".join(texts[n + 1 :])))
        for n, piece in enumerate(pieces)
        if not isinstance(piece, str)
    ]


def around(before: str, printed: str, after: str) -> tuple[str, str]:
    """What stands before and after something printed, in its own sentence; blanks as one space."""
    ends = [match.end() for match in _SENTENCE_END.finditer(before + printed) if match.end() <= len(before)]
    head = before[ends[-1] :] if ends else before
    end = _SENTENCE_END.search(after)
    tail = after[: end.end()] if end else after
    return _cut(head, last=True), _cut(tail, last=False)


def _cut(text: str, *, last: bool) -> str:
    said = _BLANKS.sub(" ", text)
    said = said.lstrip() if last else said.rstrip()
    if len(said) <= LONGEST:
        return said
    return f"… {said[-LONGEST:].partition(' ')[2]}" if last else f"{said[:LONGEST].rpartition(' ')[0]} …"


class Anchors:
    """Gives out anchors that nothing else has: `taken` are the ids of the page so far."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def give(self, mention: Mention) -> str:
        """The anchor of a mention."""
        besides = {"title": "title-", "standfirst": "standfirst-", "attribute": "alt-", "chart": f"{mention.figure}-"}
        base = f"n-{besides.get(mention.where, '')}{slug_of(mention.raw)}"
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name)
        return name


def anchored(mentions: Iterable[Mention], taken: Collection[str] = ()) -> list[Mention]:
    """Mentions with their anchors, in the same order."""
    anchors = Anchors(taken)
    return [replace(mention, anchor=anchors.give(mention)) for mention in mentions]


def slug_of(raw: str) -> str:
    """A question as a part of an anchor: its words without its filters, which only say how it is printed."""
    asked = _FILTER.sub(lambda found: found[1] or "", raw)
    slug = _ODD.sub("-", asked.lower()).strip("-")
    return slug[:LONGEST_ANCHOR].rstrip("-") or "number"
