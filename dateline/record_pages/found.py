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
    """A page as search finds it: plain texts. `boost` above 1 lifts it over pages that merely mention the same words.

    `typed` are words that people type for those of the text: it is found by them, and nobody reads them.
    """

    title: str
    text: str
    boost: float = 1.0
    typed: tuple[str, ...] = ()


class Doc(TypedDict, total=False):
    """An entry of the index: `title` and `text` are HTML."""

    location: str
    title: str
    text: str
    boost: float


def doc(location: str, entry: Entry) -> Doc:
    """An entry as the index takes it."""
    made: Doc = {"location": location, "title": str(escape(entry.title)), "text": _shown(entry)}
    if entry.boost != 1.0:
        made["boost"] = entry.boost
    return made


def _shown(entry: Entry) -> str:
    """The text as HTML. What is typed is hidden inside its one paragraph: Material shows paragraphs that hold what was found."""
    text = escape(shortened(entry.text))
    if not entry.typed:
        return str(text)
    return f"<p>{text} <span hidden>{escape(shortened(', '.join(entry.typed)))}</span></p>"


def shortened(text: str) -> str:
    """A text of at most MOST_TEXT characters, cut between words."""
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT].rsplit(' ', 1)[0]} …"


def spellings(names: Iterable[str]) -> list[str]:
    """What people type for names: without accents and apostrophes, in one word, without the article before.

    `Deir ez-Zor` is also found as `Deir ezZor` and `DeirezZor`, `Dayr az-Zawr` as `Dayr azZawr`, `Al-Qa'im` as `Qaim`. Each once,
    and without the names themselves.
    """
    given = list(dict.fromkeys(names))
    made = [variant for name in given for variant in _variants(name)]
    return [variant for variant in dict.fromkeys(made) if variant not in given]


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
