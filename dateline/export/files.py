"""A file of data/: its name, kind, bytes, and what can be said of them."""

from __future__ import annotations

import hashlib

import msgspec

_STEP = 1000


class DataFile(msgspec.Struct, frozen=True):
    """A file below data/. `table` names the table that it holds, None for any other; `sha256` is hexadecimal."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    title: str
    table: str | None = None

    @property
    def size(self) -> str:
        """How large it is, for readers: `12.3 kB`."""
        return size_words(len(self.content))

    @property
    def form(self) -> str:
        """The end of its name in capitals: `CSV`."""
        return self.name.rpartition(".")[2].upper()


def data_file(name: str, media_type: str, content: bytes, title: str, table: str | None = None) -> DataFile:
    """A file with its hash."""
    return DataFile(name, media_type, content, hashlib.sha256(content).hexdigest(), title, table)


def size_words(number: int) -> str:
    """Bytes for readers, in steps of a thousand: `812 bytes`, `12.3 kB`, `4.0 MB`."""
    if number < _STEP:
        return f"{number} byte{'' if number == 1 else 's'}"
    size, unit = number / _STEP, "kB"
    if size >= _STEP:
        size, unit = size / _STEP, "MB"
    return f"{size:.1f} {unit}"
