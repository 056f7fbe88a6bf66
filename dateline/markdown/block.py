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
from pymdownx.blocks import BlocksProcessor
from pymdownx.blocks.block import Block

from dateline.errors import QueryError, Spot
from dateline.figure import FigureOrder, slot
from dateline.figure.slots import Part
from dateline.markdown.context import PageContext, evaluate_text
from dateline.markdown.header import Header
from dateline.markdown.inline import GetState
from dateline.markdown.mentions import Mention
from dateline.markdown.page_state import PageState
from dateline.model import parse_day

_PROSE = ("title", "text")
"""The options that are words for readers."""
_BEGINNINGS = re.compile(r"^(?::?[ \t>]|[-*+] |\d+[.)] )*/{3,}[ ]*[\w-]", re.MULTILINE)
_ENDS = re.compile(r"^[ \t>]*/{3,}[ ]*$", re.MULTILINE)
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
    if state.context.findings.full:
        return None
    header = state.header(state.charts)
    if not name:
        state.report("unknown-chart", "a chart block names no chart", header.spot, "write /// chart | weekly")
        return None
    known = len(state.context.findings.problems)
    state.report_all(header.problems)
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


def _check_captions(root: Element, state: PageState) -> None:
    """Notes what became of a caption that was meant as an option, and figures within captions."""
    for number, figure in enumerate(figures(root), start=1):
        caption = figure.find("figcaption")
        if caption is None:
            continue
        first = (caption[0].text or "") if len(caption) else ""
        if caption.find(".//pre") is not None or _OPTION_AS_CAPTION.match(first):
            spot = state.header(number).spot
            way_out = (
                "options directly follow the first line, each indented by four spaces; a caption starts with a capital letter"
            )
            state.report("option-in-caption", "the caption of this chart begins like an option", spot, way_out)
        if caption.find(".//figure") is not None:
            spot = state.header(number).spot
            state.report("nested-chart", "a chart stands within the caption of this one", spot, "close this block with /// first")


def figures(root: Element) -> list[Element]:
    """The figures of chart blocks, in their order."""
    return [element for element in root.iter("figure") if element.get("class") == "dl-figure"]


def open_blocks(processor: BlocksProcessor | None) -> list[str]:
    """The names of the blocks that were opened and never closed."""
    return [entry.block.NAME for entry in processor.stack] if processor else []


def check_ends(opened: list[str], root: Element, state: PageState) -> None:
    """Notes blocks that were `opened` and not closed; the captions of others, which are whole, are looked at."""
    within = [spot for name in opened if (spot := _closed_within(state, name))]
    for spot in within:
        message = "this block cannot stand like this in a list of definitions: its end is not found behind an empty line"
        way_out = "put it between two paragraphs, from the margin on; or take out the empty lines within it"
        state.report("unclosed-block", message, spot, way_out)
    if within:
        return  # what follows is taken for a caption
    _check_captions(root, state)
    for name in opened:
        spot = state.source.pattern(rf"/{{3,}}[ ]*{re.escape(name)}\b[^\n]*")
        state.report("unclosed-block", f"a block '/// {name}' is never closed", spot, "end it with a line ///")


def _closed_within(state: PageState, name: str) -> Spot | None:
    """Where a block has its end within a list of definitions, in which Python-Markdown does not find it behind an empty line."""
    if len(_ENDS.findall(state.source.text)) < len(_BEGINNINGS.findall(state.source.text)):
        return None
    begins = rf"^(?:[ \t]{{4,}}|:[ \t]+)(?P<here>/{{3,}}[ ]*{re.escape(name)}\b[^\n]*)\n"
    block = rf"{begins}(?:[ \t]*+(?!///)[^\n]*\n)*?[ \t]{{4,}}/{{3,}}[ ]*$"
    return state.source.pattern(block) if state.source.has(block) else None


def report_broken(number: int, line: str, state: PageState) -> None:
    """Notes why the options of the nth broken chart block of a page, whose first line is `line`, cannot be read."""
    header = state.header(number, broken=True)
    known = len(state.context.findings.problems)
    state.report_all(header.problems)
    for value, spot in header.days():
        try:
            parse_day(value)
        except ValueError as error:
            state.report("bad-date", str(error), spot)
    if len(state.context.findings.problems) == known:
        spot = header.spot if header.is_broken else state.source.line_starting(line)
        way_out = "each is 'name: value', indented by four spaces; texts with {{ or : go in quotes, and no option holds HTML"
        state.report("broken-block", "the options of this chart block cannot be read", spot, way_out)
