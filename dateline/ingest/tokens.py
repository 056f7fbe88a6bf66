"""Words, numbers and marks of one sentence, and how words are compared: spelling aside, number aside.

A word's key is small letters without hyphens, apostrophes and accents; its stem is the key without the ending of a plural.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<initials>(?:[A-Za-z]\.){2,})|(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)|(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*'?)|\S"
)
_MOST_DIGITS = 12
"""As of a count in a table."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark. `key` is what words are compared by; `glued`: no space stands before it."""

    text: str
    key: str
    start: int
    end: int
    number: int | None = None
    glued: bool = False

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text; nothing but spaces is left out."""
    found = []
    for match in _TOKEN.finditer(text):
        number = _count(match["number"]) if match["number"] else None
        glued = match.start() > 0 and not text[match.start() - 1].isspace()
        found.append(Token(match[0], key_of(match[0]) or match[0], match.start(), match.end(), number, glued))
    return tuple(found)


def _count(written: str) -> int | None:
    """A number; None for one that nobody counted, and that Python might refuse to read."""
    digits = written.replace(",", "")
    return int(digits) if len(digits) <= _MOST_DIGITS else None


@functools.lru_cache(4096)
def key_of(word: str) -> str:
    """Small letters and digits only, without accents."""
    flat = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in flat if character.isalnum() and not unicodedata.combining(character))


@functools.lru_cache(4096)
def stem(key: str) -> str:
    """The key of a word without the ending that a plural may add: `caches` and `cache` have one stem."""
    if len(key) > 4 and key.endswith("ies"):
        return key[:-3] + "y"
    bare = key[:-1] if len(key) > 3 and key.endswith("s") else key
    return bare[:-1] if len(bare) > 3 and bare.endswith("e") else bare


@functools.lru_cache(4096)
def one_slip(word: str, wanted: str) -> bool:
    """Whether one letter too many, too few, wrong, or two swapped make `word` out of `wanted`."""
    if word == wanted or abs(len(word) - len(wanted)) > 1:
        return word == wanted
    first = next((n for n, (a, b) in enumerate(zip(word, wanted, strict=False)) if a != b), min(len(word), len(wanted)))
    rest, want = word[first:], wanted[first:]
    return rest[1:] == want[1:] or rest[1:] == want or rest == want[1:] or (rest[:2] == want[:2][::-1] and rest[2:] == want[2:])
