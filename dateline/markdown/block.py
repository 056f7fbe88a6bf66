"""Charts in an article: the block `/// chart | name` with YAML options and a Markdown caption.

pymdownx leaves a block whose options it refuses in the page as text, without a word. So this one accepts every option, and
everything that is wrong is said here. What the options mean is for the chart; what is drawn, for the figure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString
from pymdownx.blocks import BlocksProcessor, get_frontmatter
from pymdownx.blocks.block import Block

from dateline.errors import ContentError, QueryError, Spot
from dateline.figure import FigureOrder, slot
from dateline.figure.slots import Part
from dateline.load.yaml_reader import read
from dateline.markdown.context import PageContext, evaluate_text
from dateline.markdown.inline import GetState
from dateline.markdown.mentions import Mention
from dateline.markdown.page_state import PageState
from dateline.markdown.source import SourceMap
from dateline.model import parse_day

_OPENING_LINE = re.compile(r"(?:[ \t>]|[-*+] |\d+[.)] )*/{3,}[ ]*chart\b")
_OPTION_LINE = re.compile(r"[ \t>]*[ ]{4,}\S")
_OPTION = re.compile(r"[ \t>]*(?P<key>[\w-]+)[ ]*:")
_DAY = re.compile(r":[ \t]*(?P<day>\d{4}-\d{1,2}-\d{1,2})[ \t]*(?=[,}]|$)")
_QUOTED = re.compile(r"'([^']+)'")
_ENTRY = re.compile(r"[ \t>]*-(?:[ \t]|$)")
_ENTRY_NAMED = re.compile(r"'(?P<key>[\w-]+), entry (?P<number>\d+)")
_PROSE = ("title", "text")
"""The options that are words for readers."""
_OPTION_AS_CAPTION = re.compile(r"[a-z_]+:(?: |$)")


class ChartBlock(Block):  # type: ignore[misc] # pymdownx has no type information
    """`/// chart | name`: a figure with the places for its plot and notes, and its caption."""

    NAME = "chart"

    def _validate(self, parent: Element, arg: Any, **options: Any) -> bool:
        self.argument = arg
        self.given = options
        self.options: dict[str, Any] = {"attrs": {}}
        return True

    def on_create(self, parent: Element) -> Element:
        """The figure. Its chart is ordered now, so that it can be drawn while the rest of the page is converted."""
        get_state: GetState = self.config["state"]
        state = get_state()
        figure = SubElement(parent, "figure", {"class": "dl-figure"})
        caption = SubElement(figure, "figcaption")
        name = (self.argument or "").strip()
        figure_id = _ordered(state, name, self.given)
        if figure_id is not None and state.context.studio is not None:
            figure.set("id", figure_id)
            figure.text = self._slot(state, figure_id, "plot")
            caption.tail = self._slot(state, figure_id, "notes")
        return figure

    def _slot(self, state: PageState, figure_id: str, part: Part) -> AtomicString:
        state.slots.add(self.md.htmlStash.html_counter)
        return AtomicString("\n" + self.md.htmlStash.store(slot(figure_id, part)) + "\n")

    def on_add(self, block: Element) -> Element:
        """Where the content goes: into the caption."""
        return block[0]

    def on_markdown(self) -> str:
        """Captions are Markdown blocks."""
        return "block"


def _ordered(state: PageState, name: str, options: dict[str, object]) -> str | None:
    """The id of the figure that was ordered; None when it could not be, which is noted with its place."""
    state.charts += 1
    header = Header.find(state.source, state.charts)
    if not name:
        state.report("unknown-chart", "a chart block names no chart", header.spot, "write /// chart | weekly")
        return None
    known = len(state.context.findings.problems)
    header.check(state)
    found: list[Mention] = []
    texts = {key: _option_text(state, key, value, header, header.option_spot(key), found) for key, value in options.items()}
    if len(state.context.findings.problems) > known:
        return None
    figure_id = _order(state, name, texts, header)
    if figure_id is not None:
        state.in_figures[figure_id] = [replace(mention, figure=figure_id) for mention in found]
    return figure_id


def _option_text(state: PageState, key: str, value: object, header: Header, spot: Spot, found: list[Mention]) -> object:
    """An option as the chart gets it: titles and texts, also within lists, may hold expressions, and no figures typed by hand."""
    if isinstance(value, list):
        spots = [header.entry_spot(key, number) for number in range(1, len(value) + 1)]
        return [_option_text(state, key, entry, header, at, found) for entry, at in zip(value, spots, strict=True)]
    if isinstance(value, dict):
        return {name: _option_text(state, str(name), entry, header, spot, found) for name, entry in value.items()}
    if not isinstance(value, str) or (key not in _PROSE and "{{" not in value):
        return value
    return evaluate_text(value, state.context, spot, found, "chart")


def _order(state: PageState, name: str, options: dict[str, object], header: Header) -> str | None:
    context = state.context
    order = FigureOrder(name, options, context.scope, context.file, context.slug, state.charts, header.spot)
    try:
        if context.studio is None:
            _check(order, context)
            return None
        figure_id = context.studio.order(order)
    except QueryError as error:
        for one in error.each:
            context.report(one.at(header.spot_for(one.message)))
        return None
    context.findings.figures.append(figure_id)
    return figure_id


def _check(order: FigureOrder, context: PageContext) -> None:
    """Raises QueryError, as ordering the figure would, though nothing is drawn."""
    name = context.names.name(order)
    context.charts.prepare(order.chart, order.options, context.desk, context.scope)
    context.names.take(name, order)


class Header:
    """The first line of a chart block and its options, as they stand in the source. Used for places only."""

    def __init__(self, file: str, line: int, lines: list[str]) -> None:
        self._file = file
        self._line = line
        self._lines = lines

    @classmethod
    def find(cls, source: SourceMap, number: int, *, broken: bool = False) -> Header:
        """The header of the nth chart block of a page; with `broken`, of the nth that pymdownx leaves as text."""
        lines = source.text.split("\n")
        found = [cls._at(source, lines, n) for n, line in enumerate(lines) if _OPENING_LINE.match(line)]
        found = [header for header in found if header.is_broken == broken]
        if not found:
            return cls(source.file, source.first_line, [""])
        return found[min(number, len(found)) - 1]

    @classmethod
    def _at(cls, source: SourceMap, lines: list[str], start: int) -> Header:
        end = start + 1
        while end < len(lines) and _OPTION_LINE.match(lines[end]):
            end += 1
        return cls(source.file, source.first_line + start, lines[start:end])

    @property
    def is_broken(self) -> bool:
        """Whether pymdownx cannot read the options."""
        depth = self._depth(1) if len(self._lines) > 1 else 0
        # What stands deeper than the first option keeps its depth: lists and what their entries hold.
        text = "\n".join(line[min(depth, len(line) - len(line.lstrip(" \t>"))) :] for line in self._lines[1:])
        return bool(text.strip()) and get_frontmatter(text) is None

    @property
    def spot(self) -> Spot:
        """The first line."""
        return self._whole_line(0)

    def check(self, state: PageState) -> None:
        """Notes what the strict reader says of the options: pymdownx lets the later of two win, and takes aliases and tags."""
        text = "\n".join(self._lines[1:])
        if not text.strip() or text.lstrip().startswith(">"):
            return
        try:
            read(text + "\n", self._file, self._line + 1)
        except ContentError as error:
            state.context.findings.problems += error.problems

    def days(self) -> list[tuple[str, Spot]]:
        """The options, and what stands in their entries, that are written like days, with their places."""
        found = ((number, match) for number in range(1, len(self._lines)) for match in _DAY.finditer(self._lines[number]))
        return [(match["day"], self._whole_line(number)) for number, match in found]

    def option_spot(self, key: str) -> Spot:
        """The line of an option, the first line of the block when it is not found."""
        return next((self._whole_line(number) for number, name in self._keys() if name == key), self.spot)

    def entry_spot(self, key: str, number: int) -> Spot:
        """The line on which the nth entry of a list begins; that of the option where all stands on one line."""
        keys = list(self._keys())
        start = next((line for line, name in keys if name == key), None)
        if start is None:
            return self.spot
        depth = self._depth(start)
        entries = []
        for line in range(start + 1, len(self._lines)):
            if not _ENTRY.match(self._lines[line]) and self._depth(line) <= depth:
                break
            entries.append(line)
        starts = [line for line in entries if _ENTRY.match(self._lines[line])]
        starts = [line for line in starts if self._depth(line) == self._depth(starts[0])]
        return self._whole_line(starts[number - 1] if number <= len(starts) else start)

    def _depth(self, line: int) -> int:
        return len(self._lines[line]) - len(self._lines[line].lstrip(" \t>"))

    def spot_for(self, message: str) -> Spot:
        """The line that a message is about: the option or the entry whose name or value it quotes, else the first line."""
        entry = _ENTRY_NAMED.search(message)
        if entry:
            return self.entry_spot(entry["key"], int(entry["number"]))
        for number, key in self._keys():
            value = self._lines[number].partition(":")[2].strip().strip("\"'")
            if f"'{key}'" in message or (value and f"'{value}'" in message):
                return self._whole_line(number)
        lines = [
            number
            for quoted in _QUOTED.findall(message)
            for number in range(1, len(self._lines))
            if quoted in self._lines[number]
        ]
        return self._whole_line(lines[0]) if lines else self.spot

    def _keys(self) -> list[tuple[int, str]]:
        matches = ((number, _OPTION.match(line)) for number, line in enumerate(self._lines) if number)
        return [(number, match["key"]) for number, match in matches if match]

    def _whole_line(self, number: int) -> Spot:
        line = self._lines[number]
        text = line.strip(" \t>")
        return Spot(self._file, self._line + number, line.find(text) + 1, max(1, len(text)))


def check_captions(root: Element, state: PageState) -> None:
    """Notes what became of a caption that was meant as an option, and figures within captions."""
    for number, figure in enumerate(figures(root), start=1):
        caption = figure.find("figcaption")
        if caption is None:
            continue
        first = (caption[0].text or "") if len(caption) else ""
        if caption.find(".//pre") is not None or _OPTION_AS_CAPTION.match(first):
            spot = Header.find(state.source, number).spot
            way_out = (
                "options directly follow the first line, each indented by four spaces; a caption starts with a capital letter"
            )
            state.report("option-in-caption", "the caption of this chart begins like an option", spot, way_out)
        if caption.find(".//figure") is not None:
            spot = Header.find(state.source, number).spot
            state.report("nested-chart", "a chart stands within the caption of this one", spot, "close this block with /// first")


def figures(root: Element) -> list[Element]:
    """The figures of chart blocks, in their order."""
    return [element for element in root.iter("figure") if element.get("class") == "dl-figure"]


def open_blocks(processor: BlocksProcessor | None) -> list[str]:
    """The names of the blocks that were opened and never closed."""
    return [entry.block.NAME for entry in processor.stack] if processor else []


def report_broken(number: int, line: str, state: PageState) -> None:
    """Notes why the options of the nth broken chart block of a page, whose first line is `line`, cannot be read."""
    header = Header.find(state.source, number, broken=True)
    known = len(state.context.findings.problems)
    header.check(state)
    for value, spot in header.days():
        try:
            parse_day(value)
        except ValueError as error:
            state.report("bad-date", str(error), spot)
    if len(state.context.findings.problems) == known:
        spot = header.spot if header.is_broken else state.source.line_starting(line)
        way_out = "each is 'name: value', indented by four spaces; texts with {{ or : go in quotes, and no option holds HTML"
        state.report("broken-block", "the options of this chart block cannot be read", spot, way_out)
