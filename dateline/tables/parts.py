"""The parts of a workbook that is an archive: where its sheets are, and XML from its first element to its last.

Read by a parser: prefixes, quotes, comments and encodings are what they are in XML, and what is none is refused.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

BOOK, BINARY_BOOK, OPEN_DOCUMENT = "xl/workbook.xml", "xl/workbook.bin", "content.xml"
"""The part that makes an .xlsx, an .xlsb, an .ods."""
_PIECE = 1 << 20
_SHEET = 156
"""The record of an .xlsb that names a sheet."""


class DamagedError(ValueError):
    """A part that is not what it should be, or not where it should be."""


def local(name: str) -> str:
    """A name without its prefix; which one stands for a namespace is for the file to choose."""
    return name.rpartition(":")[2]


class Parts:
    """The parts of an archive by their names, as calamine finds them: whatever their case, with either slash."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self._names = {name.replace("\\", "/").lower(): name for name in packed.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """Raises DamagedError where there is no such part."""
        if part not in self:
            raise DamagedError(f"its part {part} is missing")
        return self.packed.read(self._names[part.lower()])

    def sheet(self, number: int) -> str:
        """The part of a sheet (from 0) of an .xlsx or .xlsb, by the workbook's relations. Raises DamagedError."""
        book = BOOK if BOOK in self else BINARY_BOOK
        wanted = [*(_sheets(self.read(book)) if book == BOOK else _binary_sheets(self.read(book)))]
        relations = Attributes("Relationship").of(self.read(f"xl/_rels/{book.removeprefix('xl/')}.rels"))
        targets = {one.get("Id", ""): one.get("Target", "").replace("\\", "/") for one in relations}
        target = targets.get(wanted[number], "") if number < len(wanted) else ""
        if not target:
            raise DamagedError("it does not say where its sheets are")
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class Elements:
    """A reader of XML. Names of elements come without their prefixes."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = lambda name, attributes: self.start(local(name), attributes)
        self.parser.EndElementHandler = lambda name: self.end(local(name))
        self.parser.StartDoctypeDeclHandler = self._refuse

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def _refuse(self, *_: object) -> None:
        raise DamagedError("it declares entities")

    def feed(self, text: bytes) -> None:
        """Read a whole part. Raises DamagedError."""
        try:
            for at in range(0, len(text), _PIECE):
                self.parser.Parse(text[at : at + _PIECE])
            self.parser.Parse(b"", True)  # noqa: FBT003 - the only way that expat takes it
        except expat.ExpatError as error:
            raise DamagedError(f"a part of it is no XML: {error}") from None


class Attributes(Elements):
    """The attributes of all elements of one name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._name:
            self._found.append(attributes)

    def of(self, text: bytes) -> list[dict[str, str]]:
        """Those of a part. Raises DamagedError."""
        self.feed(text)
        return self._found


def _sheets(book: bytes) -> Iterator[str]:
    for attributes in Attributes("sheet").of(book):
        yield next((value for name, value in attributes.items() if local(name) == "id"), "")


def _binary_sheets(book: bytes) -> Iterator[str]:
    for kind, content in records(book):
        if kind == _SHEET:
            (letters,) = struct.unpack_from("<I", content, 8)
            yield content[12 : 12 + 2 * letters].decode("utf-16-le")


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part of an .xlsb: kind and content. Raises DamagedError."""
    at = 0
    try:
        while at < len(part):
            kind, at = _number(part, at, 2)
            size, at = _number(part, at, 4)
            yield kind, part[at : at + size]
            at += size
    except (IndexError, struct.error):
        raise DamagedError("a record of it breaks off") from None


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes with seven bits each, and where it ends."""
    number = 0
    for place in range(most):
        byte = part[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            break
    return number, at + place + 1
