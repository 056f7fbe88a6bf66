"""The bytes of an answer: as they were sent, and as they were before a host packed them on their way.

A host may say of a file that is an archive itself that it was packed on its way (`sitemap.xml.gz`): then both may be meant.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from requests import Response

_PIECE = 1 << 16
_PACKED = frozenset({"gzip", "x-gzip"})
_GZIP = 16 + zlib.MAX_WBITS


@dataclass
class Body:
    """Bytes as they came: how many, their digest, and the first `keep` of them. Of what is too long there are only the first."""

    keep: int
    length: int = 0
    beginning: bytearray = field(default_factory=bytearray)
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, piece: bytes) -> None:
        self._digest.update(piece)
        self.length += len(piece)
        self.beginning += piece[: max(0, self.keep - len(self.beginning))]

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal."""
        return str(self._digest.hexdigest())


def bodies(answer: Response, limit: int, keep: int) -> list[Body]:
    """What was in an answer, if it says that it was packed and all of it was, and then what was sent.

    Once more than `limit` bytes have come, no more is read. Raises as requests and urllib3 do.
    """
    packed = answer.headers.get("Content-Encoding", "").strip().lower() in _PACKED
    return read(answer.raw.stream(_PIECE, decode_content=False), limit, keep, packed=packed)


def read(pieces: Iterable[bytes], limit: int, keep: int, *, packed: bool) -> list[Body]:
    """The same of pieces as they come."""
    sent, inner = Body(keep), Body(keep)
    decoder = zlib.decompressobj(_GZIP) if packed else None
    # What does not get shorter gets longer by a little.
    most = limit + limit // 100 + 1024 if packed else limit
    for piece in pieces:
        sent.add(piece)
        if decoder and not _unpacked(decoder, piece, inner, limit):
            decoder, most = None, limit
        if sent.length > most:
            break
    return [inner, sent] if decoder and decoder.eof else [sent]


def _unpacked(decoder: Any, piece: bytes, inner: Body, limit: int) -> bool:
    """Add what is in a piece; gives whether it may still be what is wanted: well packed, not too long, nothing after its end."""
    if decoder.eof:
        return not piece
    while True:
        try:
            out = decoder.decompress(piece, _PIECE)
        except zlib.error:
            return False
        inner.add(out)
        piece = decoder.unconsumed_tail
        if inner.length > limit or decoder.unused_data:
            return False
        if not piece and len(out) < _PIECE:
            return True
