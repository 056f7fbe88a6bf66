"""Where in a file things stand, and what is wrong with its YAML.

The slow and talkative pass over a file that has a problem: it builds a tree that knows line and column of every key and
value, and names everything that our YAML leaves out (anchors, tags, merge keys, second documents, duplicate keys). What a
value means is not known here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import Problem, Spot
from dateline.load import libyaml as ly
from dateline.load.files import FORBIDDEN, character_name

Path = tuple[str | int, ...]
"""Steps from the top of a file: `("events", 3, "place", 1)`."""

MAX_DEPTH = 32
MAX_KEY = 200
"""Characters of a key."""
_MOST_PROBLEMS = 100

_SYNTAX_HELP = (
    ("mapping values are not allowed", "a text with ': ' in it needs quotes around it; otherwise look at the indentation"),
    ("cannot start any token", "a text that starts with this character needs quotes around it"),
    ("end of stream", "a quote or a bracket is not closed"),
    ("',' or '}'", "a '{' is not closed, or a comma is missing; a text with ',' or ': ' in it needs quotes around it"),
    ("',' or ']'", "a '[' is not closed, or a comma is missing"),
    ("expected key", "look at the indentation: the keys of one mapping start in one column"),
    ("expected '-'", "look at the indentation: the dashes of one list start in one column"),
    ("could not find expected ':'", "a key has a ':' and a space after it"),
)


@dataclass(slots=True)
class Node:
    """A key or a value with its place. A container has either `fields` (keys with values) or `items`."""

    line: int
    column: int
    length: int
    fields: dict[str, tuple[Node, Node]] | None = None
    items: list[Node | None] | None = None
    key: tuple[str, Node] | None = field(default=None)  # the key that waits for its value, while the tree is built


@dataclass(slots=True)
class _Open:
    """A container that is not closed yet: its path (None within a key, which is an error) and where its text starts."""

    node: Node
    path: Path | None
    index: int


class Positions:
    """The tree of one YAML text. `first_line` is the line of the file on which the text starts (front matter: 2).

    `only`: the paths that will be asked for; of all others nothing is kept, which matters for files of many megabytes.
    """

    def __init__(self, text: str, file: str, first_line: int = 1, *, only: Iterable[Path] | None = None) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._shift = first_line
        self._text = text
        self._only = None if only is None else {path[:steps] for path in only for steps in range(len(path) + 1)}
        self._root: Node | None = None
        self._open: list[_Open] = []
        self._documents = 0
        self._parse()

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """The value at `path` (or its key); the nearest thing around it when there is no such value."""
        node = self._root
        for number, step in enumerate(path):
            child = _child(node, step)
            if child is None:
                break
            node = child[0] if key and number == len(path) - 1 else child[1]
        return Spot(self.file, node.line, node.column, node.length) if node else Spot(self.file)

    def _parse(self) -> None:
        source = ly.Source(self._text)
        get = ly.parser(source).get_event
        event = last = None
        try:
            event = get()
            while event is not None and len(self.problems) < _MOST_PROBLEMS and self._take(event):
                source.since, last = 0, event
                event = get()
        except ly.TooLongError:
            message = f"what begins here has more than {ly.MOST_BETWEEN:,} characters"
            self._note(
                "too-long", message, self._after(last), "a value has at most some thousand; long texts belong into content/"
            )
        except ly.YamlError as error:
            self.problems.append(self._syntax_problem(error))
        if self._root is None and not self.problems:
            message = "this file holds nothing" if self._shift == 1 else "this front matter holds nothing"
            self._note("empty-file", message, Spot(self.file, self._shift - 1), "see docs/data-format.md for what belongs here")

    def _take(self, event: Any) -> bool:
        """One event into the tree; False ends the reading."""
        kind = event.__class__
        if kind is ly.DocumentStart:
            return self._start_document(event)
        if kind is ly.AliasEvent:
            self._note("yaml-alias", "aliases (*name) are not used here", self._spot(event), "write the value out")
            self._put(self._node(event), None, event)
        elif kind is ly.Scalar:
            self._check_node(event)
            self._put(self._node(event), self._scalar_text(event), event)
        elif kind is ly.MappingStart or kind is ly.SequenceStart:
            return self._open_container(event)
        elif kind is ly.MappingEnd or kind is ly.SequenceEnd:
            self._close_container(event)
        return True

    def _start_document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._note(
                "yaml-documents",
                "a second document starts here",
                self._spot(event),
                "one file holds one document: delete this line",
            )
            return False
        if event.version or event.tags:
            self._note("yaml-directive", "directives (%YAML, %TAG) are not used here", self._spot(event), "delete the line")
        return True

    def _open_container(self, event: Any) -> bool:
        self._check_node(event)
        node = self._node(event)
        if event.__class__ is ly.MappingStart:
            node.fields = {}
        else:
            node.items = []
        path = self._next_path()
        if len(self._open) >= MAX_DEPTH:
            self._note("too-deep", f"this is nested more than {MAX_DEPTH} levels deep", self._spot(event))
            return False
        self._put(node, None, event)
        self._open.append(_Open(node, path, event.start_mark.index))
        return True

    def _close_container(self, event: Any) -> None:
        closed = self._open.pop()
        node = closed.node
        flow = bool(getattr(event, "start_mark", None)) and event.end_mark.index > event.start_mark.index
        if flow and event.end_mark.line + self._shift == node.line:
            node.length = event.end_mark.column + 1 - node.column
        elif flow:
            node.length = max(1, self._line_end(closed.index) - closed.index)
        elif node.fields:
            node.length = next(iter(node.fields.values()))[0].length
        if not self._keeps(closed.path):
            node.fields = node.items = None

    def _next_path(self) -> Path | None:
        """The path of a container that opens now; None for a key that is none."""
        if not self._open:
            return ()
        parent = self._open[-1]
        if parent.path is None or (parent.node.items is None and parent.node.key is None):
            return None
        step = len(parent.node.items) if parent.node.items is not None else parent.node.key[0]  # type: ignore[index]
        return (*parent.path, step)

    def _keeps(self, path: Path | None) -> bool:
        return self._only is None or path in self._only

    def _put(self, node: Node, text: str | None, event: Any) -> None:
        """A finished key or value into the container that is open."""
        if not self._open:
            self._root = self._root or node
            return
        parent = self._open[-1].node
        if parent.items is not None:
            kept = self._only is None or self._keeps(self._next_path())
            parent.items.append(node if kept else None)
        elif parent.key is None:
            parent.key = (self._key_text(node, text, event), node)
        else:
            name, key = parent.key
            parent.key = None
            if parent.fields is not None:
                parent.fields.setdefault(name, (key, node))

    def _key_text(self, node: Node, text: str | None, event: Any) -> str:
        spot = self._spot(event)
        if text is None:
            help_ = "put quotes around a value that starts with {{" if self._is_expression(event) else "a key is a word"
            self._note("bad-key", "a list or a mapping cannot be a key", spot, help_)
            return ""
        if text == "<<" and not event.style:
            self._note("yaml-merge", "merge keys (<<) are not used here", spot, "write the keys out")
        elif not text:
            self._note("bad-key", "a key is missing before this ':'", spot)
        elif len(text) > MAX_KEY:
            self._note("bad-key", f"this key has {len(text):,} characters; {MAX_KEY} are the most", spot, "a key is a word")
            return ""
        fields = self._open[-1].node.fields
        if fields and text in fields:
            first = fields[text][0]
            help_ = f"the first is on line {first.line}, column {first.column}; keep one of the two"
            self._note("duplicate-key", f"the key '{text}' is here twice", spot, help_)
        return text

    def _is_expression(self, event: Any) -> bool:
        at = event.start_mark.index
        return self._text[max(0, at - 1) : at + 1] == "{{"

    def _check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self._note(
                "yaml-anchor",
                f"anchors (&{event.anchor}) are not used here",
                self._spot(event),
                "write the value out where it is used",
            )
        if event.tag is not None:
            self._note(
                "yaml-tag", f"tags ({event.tag}) are not used here", self._spot(event), "a text that starts with '!' needs quotes"
            )

    def _scalar_text(self, event: Any) -> str:
        bad = FORBIDDEN.search(event.value) if event.style == '"' else None
        if bad:
            self._note(
                "bad-character", f"the character {character_name(bad[0])} is not allowed here", self._spot(event), "delete it"
            )
        return unicodedata.normalize("NFC", event.value)

    def _note(self, code: str, message: str, spot: Spot, help_: str | None = None) -> None:
        self.problems.append(Problem(code, message, spot, help_))

    def _node(self, event: Any) -> Node:
        start, end = event.start_mark, event.end_mark
        line, column = self._within(start)
        length = (end.index if end.line == start.line else self._line_end(start.index)) - start.index
        return Node(line + self._shift, column + 1, max(1, length))

    def _spot(self, event: Any) -> Spot:
        node = self._node(event)
        return Spot(self.file, node.line, node.column, node.length)

    def _syntax_problem(self, error: Exception) -> Problem:
        what = str(getattr(error, "problem", None) or error)
        context: Any = getattr(error, "context_mark", None)
        mark: Any = getattr(error, "problem_mark", None) or context
        if mark is None:
            return Problem("bad-yaml", f"this is not YAML: {what}", Spot(self.file, self._shift))
        line, column = self._within(mark)
        spot = Spot(self.file, line + self._shift, column + 1)
        if self._text[mark.index : mark.index + 1] == "\t":
            what, way_out = "a tab stands where the indentation is", "indent with spaces, not with tabs"
        else:
            way_out = next((text for part, text in _SYNTAX_HELP if part in what), "")
            if context and context.line < line:
                what += f" ({getattr(error, 'context', '')} that starts on line {context.line + self._shift})"
        return Problem("bad-yaml", f"this is not YAML: {what}", spot, way_out or None)

    def _after(self, event: Any) -> Spot:
        """The place behind an event, where the next value begins; the top of the text where there is none."""
        line, column = self._within(event.end_mark) if event and event.end_mark else (0, 0)
        return Spot(self.file, line + self._shift, column + 1)

    def _within(self, mark: Any) -> tuple[int, int]:
        """Line and column of a mark, from 0; the end of the text for one that lies behind it."""
        if mark.index < len(self._text):
            return mark.line, mark.column
        return self._text.count("\n"), len(self._text) - (self._text.rfind("\n") + 1)

    def _line_end(self, index: int) -> int:
        """Where the line ends that holds a character."""
        found = self._text.find("\n", index)
        return len(self._text) if found < 0 else found


def _child(node: Node | None, step: str | int) -> tuple[Node, Node] | None:
    if node is None:
        return None
    if isinstance(step, str):
        return (node.fields or {}).get(step)
    item = node.items[step] if node.items and step < len(node.items) else None
    return (item, item) if item else None


def locate(text: str, path: Path, file: str = "", *, key: bool = False) -> Spot:
    """The place of one value (or of its key) in a YAML text."""
    return Positions(text, file).spot(path, key=key)
