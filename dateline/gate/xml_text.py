"""XML held to what every reader takes alike and nobody can run: well-formed, no document type, no entities, nothing foreign.

Feeds, sitemaps and drawings are read here. A drawing that is opened by itself is a page: what may not run there may not run here.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from dateline.gate.addresses import candidates
from dateline.gate.document import cut
from dateline.gate.faults import Fault
from dateline.gate.links import is_foreign
from dateline.gate.running import of_attribute
from dateline.gate.styles import STYLING, loaded

ENDINGS = tuple(
    """.xml .svg .rss .atom .xhtml .xht .xsl .xslt .kml .opml .rdf .owl .mml .mathml .csl .gpx .gml .tei .xbrl .xsd .rng .wsdl
    .xspf .ttml .dae .xul .xlf .musicxml""".split()
)
BEGINNINGS = tuple(
    mark + "<?xml".encode(encoding)
    for mark, encoding in ((b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
)
"""A file of any other name that begins so is XML to whoever reads it."""
_DRAWN = frozenset({"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"})
_RUNS, _PAGE, _LEADS = "it runs", "it holds another page", "it leads or loads elsewhere"
_REFUSED = {
    "script": _RUNS,
    **dict.fromkeys(("foreignobject", "iframe", "object", "embed"), _PAGE),
    **dict.fromkeys(("base", "meta", "link"), _LEADS),
}
_PICTURES = frozenset({"image", "feImage", "img", "source", "video", "audio"})
_WAITING = frozenset({"a", "area"})
_ADDRESSES = frozenset({"href", "src", "data", "poster", "background", "action", "formaction"})
_SEPARATOR = "\x01"


class _StoppedError(Exception):
    """Reading on would be of no use, or would do what must not be done."""


class _Reader:
    """One file on its way through the parser."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._text: list[str] | None = None
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, content: bytes) -> None:
        """Read the whole; what is wrong is in `faults`."""
        try:
            self._parser.Parse(content, True)  # noqa: FBT003 - expat's parameter has no name
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code) or "it cannot be read"
            self.faults.append(Fault("bad-xml", f"it is not XML: {said}", None, error.lineno, error.offset + 1))
        except _StoppedError:
            pass

    def _note(self, code: str, message: str, way_out: str | None = None) -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        self.faults.append(Fault(code, message, way_out, line, column))

    def _doctype(self, name: str, *_: object) -> None:
        message = f"it declares a document type, '{name}', which can hold entities"
        self._note("bad-xml", message, "take the declaration out")
        raise _StoppedError

    def _instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._note("bad-xml", "it names a stylesheet, which can run", "take the line out")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(_SEPARATOR)
        if space not in _DRAWN:
            return
        if tag.lower() in _REFUSED:
            self._note("refused-element", f"<{tag}> may stand in no drawing: {_REFUSED[tag.lower()]}", "take it out")
        # Of `href` and `xlink:href` on one element readers take one or the other: each is looked at.
        for key, value in attributes.items():
            self._check_attribute(tag, key.rpartition(_SEPARATOR)[2].lower(), value)
        if tag.lower() == "style":
            self._text = []

    def _check_attribute(self, tag: str, name: str, value: str) -> None:
        found = of_attribute(tag, name, value) if name != "style" else None  # in a drawing a style is at home
        if found:
            self._note(found.code, found.message, found.help)
        self._check_loaded(tag, name, value)

    def _check_loaded(self, tag: str, name: str, value: str) -> None:
        addresses = list(loaded(value)) if name in STYLING else []
        if name == "srcset":
            addresses += candidates(value)
        if name in _ADDRESSES and tag not in _WAITING:
            addresses.append(value)
        for address in addresses:
            if is_foreign(address, held=tag in _PICTURES or name in STYLING):
                message = f"<{tag}> loads {cut(address)} from another host"
                self._note("foreign-resource", message, "put the file into content/ or templates/assets/")

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if self._text is not None and name.rpartition(_SEPARATOR)[2].lower() == "style":
            text, self._text = "".join(self._text), None
            self._check_loaded("style", "style", text)


def faults_of(content: bytes) -> Iterator[Fault]:
    """Everything that is wrong with a file of XML. Its own styles may stand in it; scripts may not."""
    reader = _Reader()
    reader.read(content)
    yield from reader.faults
