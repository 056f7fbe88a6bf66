"""The text of an article as it was typed: where the code is, and where a thing of the page stands.

Python-Markdown forgets lines and columns. Here belongs finding them again in the source; nothing here renders, and nothing
that is published depends on it: a place found wrongly makes a message less exact, never a page less true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dateline.errors import Spot
from dateline.markdown.braces import FURTHEST
from dateline.markdown.lint import QUOTATIONS

_FENCE = re.compile(r"^[ \t>]*+(?:(?:[-*+]|\d+[.)]) [ \t]*+)?(?P<fence>`{3,}|~{3,})", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SPAN = re.compile(r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_EXPRESSION = re.compile(rf"\{{\{{(?:(?!\n[ \t]*\n).){{0,{FURTHEST}}}?\}}\}}", re.DOTALL)
_BLOCKQUOTE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_OPTIONS = re.compile(r"(?<=\n)(?<!\n\n)(?:[ \t>]*[ ]{4,}\S[^\n]*(?:\n|\Z))+")
_OPENER = re.compile(r"^(?:[ \t>]|[-*+] )*/{3,}[ ]*[\w-]+[^\n]*\n", re.MULTILINE)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_MARKUP = r"(?:[\s*_~\[\]>:=(|–-]|<[^<>\n]*>|\]\([^()\n]*\)|&nbsp;|\\)*"
"""What may stand between two words of the page in its source: blanks, emphasis, links, tags."""


def without_code(text: str) -> str:
    """`text` with code (fences, indented blocks, spans) and comments blanked out; every character stays at its place."""
    for blank in (_without_fences, _without_indented):
        text = blank(text)
    for pattern in (_SPAN, _COMMENT):
        text = pattern.sub(_blank, text)
    return text


def without_expressions(text: str) -> str:
    """`text` with everything between `{{` and `}}` blanked out; every character stays at its place."""
    return _EXPRESSION.sub(_blank, text)


def without_options(text: str) -> str:
    """`text` with the options of blocks blanked out; every character stays at its place."""
    for opener in _OPENER.finditer(text):
        options = _OPTIONS.match(text, opener.end())
        if options:
            text = text[: options.start()] + blank(options[0]) + text[options.end() :]
    return text


def without_quotations(text: str) -> str:
    """`text` with quotations and blockquotes blanked out; every character stays at its place."""
    text = _BLOCKQUOTE.sub(_blank, text)
    return "".join(QUOTATIONS.sub(_blank, paragraph) for paragraph in re.split(r"(\n[ \t]*\n)", text))


def _blank(match: re.Match[str]) -> str:
    return blank(match[0])


def blank(text: str) -> str:
    """As long as `text` and with its line ends, but empty."""
    return re.sub(r"[^\n]", " ", text)


def _without_fences(text: str) -> str:
    lines = text.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            closed = match is not None and match["fence"].startswith(fence) and line.strip(" \t>").strip(fence[0]) == ""
            lines[number] = " " * len(line)
            fence = "" if closed else fence
        elif match:
            fence = match["fence"]
            lines[number] = " " * len(line)
    return "\n".join(lines)


def _without_indented(text: str) -> str:
    """Blanks what four spaces make code: after an empty line, and not inside a list or a block's options."""
    lines = text.split("\n")
    in_code, in_list, after_blank = False, False, True
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        if not indented and after_blank:
            in_list = False
        in_list = in_list or bool(_LIST_ITEM.match(line)) or line.startswith(("!!!", "???", "[^"))
        in_code = indented and not in_list and (in_code or after_blank)
        after_blank = False
        if in_code:
            lines[number] = " " * len(line)
    return "\n".join(lines)


@dataclass
class SourceMap:
    """Finds things of the page in its source. The nth time something is asked for, its nth occurrence is given.

    `text` is the body, `first_line` the line of `file` on which it starts. One map serves one conversion.
    """

    file: str
    text: str
    first_line: int = 1
    _asked: Counter[str] = field(default_factory=Counter)
    _known: dict[tuple[str, int], list[re.Match[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def _prose(self) -> str:
        return without_options(without_code(self.text))

    @cached_property
    def _typed(self) -> str:
        return without_quotations(without_expressions(self._prose))

    def expression(self, raw: str, *, closed: bool = True) -> Spot:
        """Where `{{` + `raw` + `}}` stands; not `closed`: where `{{` + `raw` stands without an end."""
        words = (re.escape(word).replace(r"\|", r"\\?\|") for word in raw.split())
        end = r"[\s>]*\}\}" if closed else r"(?!\}|[\s>]*\}\})"
        return self._nth(r"\{\{[\s>]*" + r"[\s>]+".join(words) + end, self._prose)

    def phrase(self, words: Sequence[str]) -> Spot:
        """Where these words stand one after the other, with only markup between them, outside code and expressions."""
        return self._nth(r"(?<!\w)" + _MARKUP.join(re.escape(word) for word in words) + r"(?!\w)", self._typed)

    def line_starting(self, start: str) -> Spot:
        """Where a line begins with `start`, outside code."""
        return self._nth(r"^(?:[ \t>]|[-*+] )*(?P<here>" + re.escape(start) + r"[^\n]*)", self._prose)

    def pattern(self, pattern: str) -> Spot:
        """Where something of that pattern stands, outside code."""
        return self._nth(pattern, self._prose)

    def address(self, raw: str) -> Spot:
        """Where `raw`, an address or a piece of HTML, stands."""
        return self._nth(re.escape(raw), self.text)

    def has(self, pattern: str) -> bool:
        """Whether something of that pattern stands anywhere."""
        return bool(self._found(pattern, self.text))

    def at(self, offset: int) -> Spot:
        """The rest of the line from an offset of the text on."""
        return self._spot(offset, len(self.text))

    def _nth(self, pattern: str, text: str) -> Spot:
        found = self._found(pattern, text) or self._found(pattern, self.text)
        number = self._asked[pattern]
        self._asked[pattern] += 1
        if not found:
            return Spot(self.file, self.first_line)
        match = found[min(number, len(found) - 1)]
        group = "here" if "here" in match.groupdict() else 0
        return self._spot(match.start(group), match.end(group))

    def _found(self, pattern: str, text: str) -> list[re.Match[str]]:
        """Every occurrence, looked for once: what stands on a page a thousand times is asked for as often."""
        key = (pattern, id(text))
        if key not in self._known:
            self._known[key] = list(re.finditer(pattern, text, re.MULTILINE))
        return self._known[key]

    def _spot(self, start: int, end: int) -> Spot:
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start)
        stop = min(end, line_end if line_end >= 0 else len(self.text))
        line = self.first_line + self.text.count("\n", 0, start)
        return Spot(self.file, line, start - line_start + 1, max(1, stop - start))
