"""How the data are cited: as a line of text, as BibTeX, and in the Citation File Format (CFF 1.2.0).

Here belongs what a citation names, and how each form writes it. The days are those of the record, never of the build.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.licences import spdx
from dateline.model import Dataset

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "%#$&_"},
}
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A dataset in a version: `news` is the day on which its record last had news, `url` the address of its page."""

    dataset: Dataset
    version: str
    news: dt.date | None
    url: str


def citation_text(cited: Cited) -> str:
    """One line: publisher, year, title, version, address, licence."""
    dataset = cited.dataset
    year = f" ({cited.news.year})" if cited.news else ""
    named = f"{dataset.publisher}{year}: {_ended(dataset.title)} Version {cited.version}."
    return _SPACES.sub(" ", f"{named} {cited.url} Licence: {_ended(dataset.licence.name)}") + "\n"


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def citation_bib(cited: Cited) -> bytes:
    """An entry of BibTeX."""
    dataset = cited.dataset
    fields = {"title": f"{{{_tex(dataset.title)}}}", "author": f"{{{_tex(dataset.publisher)}}}"}
    if cited.news:
        fields |= {"year": str(cited.news.year), "month": str(cited.news.month), "date": str(cited.news)}
    fields |= {
        "version": _tex(cited.version),
        "url": _address(cited.url),
        "note": f"Data set, {_tex(dataset.licence.name)}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{dataset.id},", *lines, "}", ""]).encode()


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _SPACES.sub(" ", text))


def _address(url: str) -> str:
    """An address as BibTeX takes it verbatim: what would end the field is percent-encoded."""
    return "".join(f"%{ord(character):02X}" if character in "{}\\ " else character for character in url)


def citation_cff(cited: Cited) -> bytes:
    """CITATION.cff. It is YAML, and JSON's texts are YAML's."""
    return ("\n".join(_cff(cited)) + "\n").encode()


def _cff(cited: Cited) -> Iterator[str]:
    dataset = cited.dataset
    yield "cff-version: 1.2.0"
    yield f"message: {_quoted('If you use these data, please cite them as below, and the source that each row names.')}"
    yield "type: dataset"
    yield f"title: {_quoted(dataset.title)}"
    yield f"abstract: {_quoted(dataset.description)}"
    yield "authors:"
    yield f"  - name: {_quoted(dataset.publisher)}"
    if dataset.publisher_url:
        yield f"    website: {_quoted(dataset.publisher_url)}"
    yield f"version: {_quoted(cited.version)}"
    if cited.news:
        yield f"date-released: {_quoted(str(cited.news))}"
    name = spdx(dataset.licence)
    yield f"license: {name}" if name else f"license-url: {_quoted(dataset.licence.url)}"
    yield f"url: {_quoted(cited.url)}"


def _quoted(text: str) -> str:
    """A text in double quotes: JSON's form, with the characters of YAML 1.1 that end a line escaped as well."""
    return json.dumps(_SPACES.sub(" ", text), ensure_ascii=False).translate(_ESCAPED)


_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)}
