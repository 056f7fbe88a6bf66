"""The bytes of a text file to its text: by its mark, as UTF-8, as the map says, or by looking. Owns charset_normalizer."""

from __future__ import annotations

import codecs
import unicodedata

import charset_normalizer

from dateline.errors import ContentError, Problem, Spot

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LOOKED_AT = 1_000_000


def decoded(raw: bytes, file: str, wanted: str | None = None) -> tuple[str, str]:
    """The text, in Unicode form NFC, and how it was read. `wanted` is the map's encoding. Raises ContentError."""
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _normal(_decode(raw, codec, name, file)), f"{name}, by its mark"
    if wanted is not None:
        return _normal(_decode(raw, wanted, wanted, file)), f"{wanted}, as the map says"
    try:
        return _normal(raw.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError:
        return _guessed(raw, file)


def _guessed(raw: bytes, file: str) -> tuple[str, str]:
    best = charset_normalizer.from_bytes(raw[:_LOOKED_AT]).best()
    if best is None:
        help_ = "say it in the map, such as encoding: windows-1256, or save the table as UTF-8"
        raise ContentError(Problem("bad-encoding", "the encoding of this file cannot be found out", Spot(file), help_))
    name = best.encoding
    return _normal(
        _decode(raw, name, name, file)
    ), f"{name}, which was guessed: look at the names, then say `encoding` in the map"


def _decode(raw: bytes, codec: str, name: str, file: str) -> str:
    try:
        return raw.decode(codec)
    except (UnicodeError, LookupError, TypeError) as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = raw.count(b"\n", 0, at) + 1
        message = f"this file is not {name}: line {line} has bytes that it does not have"
        raise ContentError(
            Problem("bad-encoding", message, Spot(file, line), "correct `encoding` in the map, or leave it out")
        ) from None


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)
