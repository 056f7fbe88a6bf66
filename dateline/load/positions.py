"""Where in a file things stand, and what is wrong with its YAML.

The slow and talkative pass over a file that has a problem: it builds a tree that knows line and column of every key and
value, and names everything that our YAML leaves out (anchors, tags, merge keys, second documents, duplicate keys). What a
value means is not known here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import MOST_OF_A_FILE, Problem, Spot, character_name, first_of
from dateline.load import libyaml as ly
from dateline.load.files import FORBIDDEN
from dateline.load.syntax import PARTED, long_key, way_out_of

Path = tuple[str | int, ...]
"""Steps from the top of a file: `("events", 3, "place", 1)`."""

MAX_DEPTH = 32
MAX_KEY = 200
"""Characters of a key."""
MAX_KEYS = 100_000
"""Keys of one mapping: more than the places of any country, far fewer than what a mistake can make of 50 MB."""


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


@dataclass(frozen=True, slots=True)
class Begun:
    """A reading that was broken off: nothing is wrong before the event where it was.

    `event` is the last one that was read, and the first that has not been understood; with an `error` it has, and that came
    next. `levels` are the keys of the mappings that are open, from the outermost on (None: a list), `path` leads from the first
    to the last of them, `key` waits for its value.
    """

    source: ly.Source
    get: Callable[[], Any]
    event: Any
    error: Exception | None
    documents: int
    has_root: bool
    levels: tuple[tuple[str, ...] | None, ...]
    path: Path
    key: str | None


_UNSEEN = Node(0, 0, 0)
"""A key or a value that was read before a reading was broken off, when places were not looked at."""


class Positions:
    """The tree of one YAML text. `first_line` is the line of the file on which the text starts (front matter: 2).

    `only`: the paths that will be asked for. Of all others nothing is kept, nor is said what is wrong there, which matters for
    files of many megabytes. `begun`: goes on with a reading of the text for its problems alone; no places are kept.
    """

    def __init__(
        self, text: str, file: str, first_line: int = 1, *, only: Iterable[Path] | None = None, begun: Begun | None = None
    ) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._shift = first_line
        self._text = text
        self._only = None if only is None else {(), *(path[:steps] for path in only for steps in range(1, len(path) + 1))}
        self._root: Node | None = None
        self._open: list[_Open] = []
        self._documents = 0
        self._ended = False
        self._source = begun.source if begun else ly.Source(text)
        self._get: Callable[[], Any] = begun.get if begun else ly.parser(self._source).get_event
        self._begun = begun
        self._before: Positions | None = None
        if begun:
            self._go_on(begun)
        else:
            self._parse(None, None)
        self._check_empty()
        self.problems = first_of(self.problems, Spot(file))

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """The value at `path` (or its key); the nearest thing around it when there is no such value."""
        node = self._root
        for number, step in enumerate(path):
            child = _child(node, step)
            if child is None:
                break
            node = child[0] if key and number == len(path) - 1 else child[1]
        return Spot(self.file, node.line, node.column, node.length) if node else Spot(self.file)

    def _go_on(self, begun: Begun) -> None:
        """Take up a reading where it was broken off."""
        self._documents = begun.documents
        self._root = _UNSEEN if begun.has_root else None
        for keys in begun.levels:
            node = Node(0, 0, 0)
            if keys is None:
                node.items = []
            else:
                node.fields = dict.fromkeys(keys, (_UNSEEN, _UNSEEN))
            self._open.append(_Open(node, None, 0))
        if begun.key is not None:
            self._open[-1].node.key = (begun.key, _UNSEEN)
        if begun.error:
            self._note_end(begun.error, begun.event)
        else:
            self._parse(begun.event, None)

    def _parse(self, event: Any, last: Any) -> None:
        """Take events to the end; the first is `event` or, if it is None, the next."""
        try:
            event = event or self._get()
            while event is not None and len(self.problems) <= MOST_OF_A_FILE and self._take(event):
                self._source.since, last = 0, event
                event = self._get()
        except (ly.TooLongError, ly.YamlError) as error:
            self._note_end(error, last)

    def _note_end(self, error: Exception, last: Any) -> None:
        """What came instead of the event after `last`."""
        if isinstance(error, ly.TooLongError):
            message = f"what begins here has more than {ly.MOST_BETWEEN:,} characters"
            help_ = "a value has at most some thousand; long texts belong into content/"
            self._note("too-long", message, self._after(last), help_)
        else:
            self.problems.append(self._syntax_problem(error))

    def _check_empty(self) -> None:
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
        return not self._ended

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
        path = self._next_path()
        if self._only is not None and path not in self._only:
            self._pass_over(event)
            return True
        self._check_node(event)
        node = self._node(event)
        if event.__class__ is ly.MappingStart:
            node.fields = {}
        else:
            node.items = []
        if len(self._open) >= MAX_DEPTH:
            self._note("too-deep", f"this is nested more than {MAX_DEPTH} levels deep", self._spot(event))
            return False
        self._put(node, None, event)
        self._open.append(_Open(node, path, event.start_mark.index))
        return not self._ended

    def _pass_over(self, event: Any) -> None:
        """A container that nobody will ask for, to its end."""
        parent = self._open[-1].node
        if parent.items is not None:
            parent.items.append(None)
        else:
            self._put(self._node(event), None, event)
        get, source, depth = self._get, self._source, 1
        scalar, starts, ends = ly.Scalar, (ly.MappingStart, ly.SequenceStart), (ly.MappingEnd, ly.SequenceEnd)
        while depth:
            kind = get().__class__
            source.since = 0
            if kind is not scalar:
                depth += (kind in starts) - (kind in ends)

    def _close_container(self, event: Any) -> None:
        closed = self._open.pop()
        node = closed.node
        if self._begun:  # nobody will ask for its place
            node.fields = node.items = None
            return
        flow = bool(getattr(event, "start_mark", None)) and event.end_mark.index > event.start_mark.index
        if flow and event.end_mark.line + self._shift == node.line:
            node.length = event.end_mark.column + 1 - node.column
        elif flow:
            node.length = max(1, self._line_end(closed.index) - closed.index)
        elif node.fields:
            node.length = next(iter(node.fields.values()))[0].length

    def _next_path(self) -> Path | None:
        """The path of a container that opens now; None for a key that is none."""
        if not self._open:
            return ()
        parent = self._open[-1]
        if parent.path is None or (parent.node.items is None and parent.node.key is None):
            return None
        step = len(parent.node.items) if parent.node.items is not None else parent.node.key[0]  # type: ignore[index]
        return (*parent.path, step)

    def _put(self, node: Node, text: str | None, event: Any) -> None:
        """A finished key or value into the container that is open."""
        if not self._open:
            self._root = self._root or node
            return
        parent = self._open[-1].node
        if parent.items is not None:
            kept = not self._begun and (self._only is None or self._next_path() in self._only)
            parent.items.append(node if kept else None)
        elif parent.key is None:
            parent.key = (self._key_text(node, text, event), node)
        else:
            name, key = parent.key
            parent.key = None
            if parent.fields is not None:
                parent.fields.setdefault(name, (key, node))

    def _key_text(self, node: Node, text: str | None, event: Any) -> str:
        if text is None:
            help_ = "put quotes around a value that starts with {{" if self._is_expression(event) else "a key is a word"
            self._note("bad-key", "a list or a mapping cannot be a key", self._spot(event), help_)
            return ""
        if text == "<<" and not event.style:
            self._note("yaml-merge", "merge keys (<<) are not used here", self._spot(event), "write the keys out")
        elif not text:
            self._note("bad-key", "a key is missing before this ':'", self._spot(event))
        elif len(text) > MAX_KEY:
            self.problems.append(self._long_key(len(text), self._spot(event)))
            return ""
        fields = self._open[-1].node.fields
        if fields and text in fields:
            first = self._first_of(text, fields)
            help_ = f"the first is on line {first.line}, column {first.column}; keep one of the two"
            if PARTED.fullmatch(text):
                help_ = "a comma parts what stands in {...}: write a number without commas, such as 1000"
            self._note("duplicate-key", f"the key '{text}' is here twice", self._spot(event), help_)
        elif fields and len(fields) >= MAX_KEYS:
            message = f"this is one key too many: a mapping has at most {MAX_KEYS:,}"
            self._note("too-many-keys", message, self._spot(event), "leave out entries that nothing names")
            self._ended = True
        return text

    def _long_key(self, length: int, spot: Spot) -> Problem:
        return Problem("bad-key", f"this key has {length:,} characters; {MAX_KEY} are the most", spot, "a key is a word")

    def _first_of(self, key: str, fields: dict[str, tuple[Node, Node]]) -> Node | Spot:
        """The place of a key of the mapping that is open."""
        first = fields[key][0]
        if first is not _UNSEEN or not self._begun:
            return first
        path = self._begun.path
        self._before = self._before or Positions(self._text, self.file, self._shift, only=[path])
        return self._before.spot((*path[: len(self._open) - 1], key), key=True)

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
        key = long_key(self._text[mark.index - column : mark.index + 1])
        if key:
            return self._long_key(len(key), Spot(self.file, spot.line, key.start + 1, len(key)))
        way_out = way_out_of(what)
        if self._text[mark.index : mark.index + 1] == "\t":
            what, way_out = "a tab stands where the indentation is", "indent with spaces, not with tabs"
        elif context and context.line < line:
            what += f" ({getattr(error, 'context', '')} that starts on line {context.line + self._shift})"
        return Problem("bad-yaml", f"this is not YAML: {what}", spot, way_out)

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
