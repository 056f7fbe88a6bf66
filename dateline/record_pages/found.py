"""What the search of the site knows of the pages of the record: titles and texts that its index takes.

Here belong the entries and the spellings of names. The index takes titles and texts for HTML, so that both are escaped here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import escape

MOST_TEXT = 500
"""Characters of a text: thousands of reports must not make an index that nobody wants to load."""
_MARKS = re.compile(r"[’'ʿʾ`‘]")
_ARTICLE = re.compile(r"^(?:al|ad|ar|as|at|az|an|el|ash)[- ](?=\w)", re.IGNORECASE)
_JOINTS = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as search finds it: plain texts. `boost` above 1 lifts it over pages that merely mention the same words."""

    title: str
    text: str
    boost: float = 1.0


class Doc(TypedDict, total=False):
    """An entry of the index: `title` and `text` are HTML."""

    location: str
    title: str
    text: str
    boost: float


def doc(location: str, entry: Entry) -> Doc:
    """An entry as the index takes it."""
    made: Doc = {"location": location, "title": str(escape(entry.title)), "text": str(escape(shortened(entry.text)))}
    if entry.boost != 1.0:
        made["boost"] = entry.boost
    return made


def shortened(text: str) -> str:
    """A text of at most MOST_TEXT characters, cut between words."""
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT].rsplit(' ', 1)[0]} …"


def spellings(names: Iterable[str]) -> list[str]:
    """Names with what people type for them: without accents and apostrophes, in one word, without the article before.

    `Deir ez-Zor` is also found as `Deir ezZor` and `DeirezZor`, `Dayr az-Zawr` as `Dayr azZawr`, `Al-Qa'im` as `Qaim`. Each once;
    the names themselves come first, in the order given.
    """
    given = list(dict.fromkeys(names))
    made = [variant for name in given for variant in _variants(name)]
    return list(dict.fromkeys([*given, *made]))


def _variants(name: str) -> Iterable[str]:
    plain = _MARKS.sub("", _without_accents(name))
    bare = _ARTICLE.sub("", plain)
    for spelling in (plain, bare):
        yield spelling
        yield re.sub(r"(?<=\w)-(?=\w)", "", spelling)
    if _JOINTS.search(plain):
        yield _JOINTS.sub("", plain)
        yield _ARTICLE.sub(lambda found: found[0].rstrip("- "), plain)


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
