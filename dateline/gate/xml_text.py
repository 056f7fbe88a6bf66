"""XML held to what every reader takes alike and nobody can run: well-formed, no document type, no entities, nothing foreign.

Feeds, sitemaps and drawings are read here. A drawing that is opened by itself is a page: what may not run there may not run here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from xml.parsers import expat

from dateline.gate.addresses import candidates
from dateline.gate.document import cut
from dateline.gate.faults import Fault
from dateline.gate.links import is_foreign
from dateline.gate.running import of_attribute
from dateline.gate.styles import STYLING, loaded
from dateline.policy import hash_of

ENDINGS = (".xml", ".svg", ".rss", ".atom", ".xhtml", ".xht", ".xsl", ".xslt", ".kml", ".opml")
_DRAWN = frozenset({"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"})
_TEXTS = frozenset({"script", "style"})
_WAITING = frozenset({"a", "area"})
_ADDRESSES = frozenset({"href", "src", "data", "poster", "background", "action", "formaction"})
_SEPARATOR = "\x01"


class _StoppedError(Exception):
    """Reading on would be of no use, or would do what must not be done."""


class _Reader:
    """One file on its way through the parser."""

    def __init__(self, scripts: Collection[str], styles: Collection[str]) -> None:
        self.faults: list[Fault] = []
        self._known = {"script": scripts, "style": styles}
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
        bare = {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()}
        for key, value in bare.items():
            found = of_attribute(tag, key.lower(), value)
            if found:
                self._note(found.code, found.message, found.help)
            self._check_loaded(tag, key, value)
        if tag.lower() in _TEXTS and not (tag == "script" and {"href", "src"} & bare.keys()):
            self._text = []
        if tag in {"foreignObject", "iframe", "object", "embed"}:
            message = f"<{tag}> may stand in no drawing: it holds another page"
            self._note("refused-element", message, "draw it, or write it as text")

    def _check_loaded(self, tag: str, name: str, value: str) -> None:
        addresses = list(loaded(value)) if name in STYLING else []
        if name == "srcset":
            addresses += candidates(value)
        if name in _ADDRESSES and tag not in _WAITING:
            addresses.append(value)
        for address in addresses:
            if is_foreign(address):
                message = f"<{tag}> loads {cut(address)} from another host"
                self._note("foreign-resource", message, "put the file into content/ or templates/assets/")

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition(_SEPARATOR)[2].lower()
        if self._text is None or tag not in _TEXTS:
            return
        text, self._text = "".join(self._text), None
        if tag == "style":
            self._check_loaded(tag, tag, text)
        if text.strip() and hash_of(text) not in self._known[tag]:
            message = f"an inline {tag} that is not known: '{cut(text)}'"
            if tag == "style":
                self._note("unknown-style", message, "take it out")
            else:
                self._note("unknown-script", message, "take it out")


def faults_of(content: bytes, scripts: Collection[str] = (), styles: Collection[str] = ()) -> Iterator[Fault]:
    """Everything that is wrong with a file of XML. Inline scripts and styles may be those that a policy knows."""
    reader = _Reader(scripts, styles)
    reader.read(content)
    yield from reader.faults
