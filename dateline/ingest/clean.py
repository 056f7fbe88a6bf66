"""The text of a release as it was copied or printed, made plain: one kind of space, dash, quote and bullet.

Every character of the plain text knows where it stood, so that what was not understood can be given back word for word. What
could change a number (a broken character beside a digit) is left in, for the reader to stumble over.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

_BROKEN = {"â€™": "'", "â€˜": "'", "â€œ": '"', "â€\x9d": '"', "â€“": "-", "â€”": "-", "â€¢": "•", "Â\xa0": " ", "Â ": " "}
"""Two or three characters that one character became when UTF-8 was read as Windows-1252."""

_PIECE = re.compile(
    "|".join(map(re.escape, _BROKEN))
    + "|&(?:[a-zA-Z]{2,8}|#[0-9]{2,5}|#x[0-9a-fA-F]{2,4});"
    + "|\u00ad[ \t]*(?:\r?\n[ \t]*)?|\r\n?|.",
    re.DOTALL,
)
_DASHES = frozenset("‐‑‒–—―−﹘－")
_QUOTES = frozenset("‘’‛ʼʻ′´`ʿʾ")
_DOUBLE = frozenset("“”„‟″«»")
_BULLETS = frozenset("•●▪▫◦‣·∙○■□◆➢►❖\uf0b7\uf0a7")
_BULLET = "•"
STRAY = "\ufffd"


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is read; character n of it stood at `origin[n]` in `source`."""

    source: str
    text: str
    origin: tuple[int, ...]

    def line(self, start: int) -> int:
        """The line of the source, from 1, on which a character of the text stands."""
        return self.source.count("\n", 0, self.origin[start]) + 1

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` of the text stand in the source: first, and after the last."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(source: str) -> Plain:
    """The plain text of a release."""
    pieces: list[str] = []
    origin: list[int] = []
    for match in _PIECE.finditer(source):
        piece = _plain_piece(match[0])
        if piece == STRAY and not _beside_a_digit(source, match):
            piece = ""
        pieces.append(piece)
        origin += [match.start()] * len(piece)
    return Plain(source, "".join(pieces), tuple(origin))


def _plain_piece(piece: str) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of character
    if piece in _BROKEN:
        return _BROKEN[piece]
    if piece[0] == "\u00ad":
        return ""
    if piece[0] in "\r\n":
        return "\n"
    if piece[0] == "&" and len(piece) > 1:
        return "".join(map(_plain_piece, html.unescape(piece))) if html.unescape(piece) != piece else piece
    if piece == "\f":
        return "\f"
    if piece in _DASHES:
        return "-"
    if piece in _QUOTES:
        return "'"
    if piece in _DOUBLE:
        return '"'
    if piece in _BULLETS:
        return _BULLET
    if piece == "\t" or unicodedata.category(piece) == "Zs":
        return " "
    if "\ufb00" <= piece <= "\ufb06":
        return unicodedata.normalize("NFKC", piece)
    if unicodedata.category(piece) == "Cf":
        return ""
    if piece == STRAY or unicodedata.category(piece) in {"Cc", "Co", "Cs", "Cn"}:
        return STRAY
    return piece


def _beside_a_digit(source: str, match: re.Match[str]) -> bool:
    return any(character.isdigit() for character in source[max(0, match.start() - 1) : match.end() + 1])


def printable(text: str) -> str:
    """A piece of a release as one line that a YAML file may hold: nothing is changed but spaces and unprintable characters."""
    return " ".join("".join(_shown(character) for character in text).split())


def _shown(character: str) -> str:
    if character == "\u00ad" or unicodedata.category(character) == "Cf":
        return ""
    if character.isspace():
        return " "
    return STRAY_SHOWN if unicodedata.category(character) in {"Cc", "Co", "Cs", "Cn"} or character == STRAY else character


STRAY_SHOWN = "□"
