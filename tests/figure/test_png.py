"""PNG files become smaller and no other: the same pixels, the same size, and whole."""

from __future__ import annotations

import struct
import zlib

import pytest

from dateline.figure.png import SIGNATURE, chunks, packed, size_of
from dateline.figure.renderer import DrawingError, paint

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="30"><rect width="20" height="30" fill="#1f6fb2"/></svg>'


def pixels(png: bytes) -> bytes:
    return zlib.decompress(b"".join(body for kind, body in chunks(png) if kind == b"IDAT"))


def test_every_pixel_stays() -> None:
    png = paint(SVG.format(400), 2)
    less = packed(png)
    assert pixels(less) == pixels(png)
    assert next(chunks(less)) == next(chunks(png))
    assert len(less) < len(png) / 2
    assert size_of(less) == size_of(png) == (800, 60)


def test_what_is_packed_is_a_whole_file() -> None:
    less = packed(paint(SVG.format(40), 1))
    assert [kind for kind, _ in chunks(less)] == [b"IHDR", b"pHYs", b"IDAT", b"IEND"]
    at = len(SIGNATURE)
    while at < len(less):
        (length,) = struct.unpack(">I", less[at : at + 4])
        (check,) = struct.unpack(">I", less[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(less[at + 4 : at + 8 + length])
        at += 12 + length
    assert at == len(less)


def test_what_is_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="no PNG file"):
        packed(b"GIF89a")


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("<svg", "^the document does not have a root node$"),
        (SVG.format(4).replace("rect", "r\x07"), r"U\+0007"),
        (SVG.format(0), "^SVG has an invalid size$"),
    ],
)
def test_what_cannot_be_painted_is_a_sentence(svg: str, message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        paint(svg, 1)


def test_letters_are_painted() -> None:
    words = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30" font-family="{}"><text y="20">{}</text></svg>'
    font = "Arial, Helvetica, 'Liberation Sans', sans-serif"
    assert pixels(paint(words.format(font, "Baghdad"), 1)) != pixels(paint(words.format(font, ""), 1))
