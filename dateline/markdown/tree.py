"""What is done with the whole tree of a page: before the inline patterns run, after them, and at the very end.

Here belong the checks that nothing an author wrote was passed over in silence (blocks that were not understood, expressions
where none is evaluated), the results put in place of their tokens, and the lint. Blocks and inline patterns are elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksProcessor

from dateline.errors import ContentError, Spot, did_you_mean
from dateline.figure import BASE, fill
from dateline.markdown.alignment import align_by_class
from dateline.markdown.block import check_ends, figures, open_blocks, report_broken
from dateline.markdown.context import Number, Placed
from dateline.markdown.html_check import check_blocks, check_finished, check_tree
from dateline.markdown.inline import GetState, unmasked
from dateline.markdown.lint import TypedFigure
from dateline.markdown.mentions import Anchors, Mention
from dateline.markdown.page_state import RAW_TOKEN, TOKEN, PageState, shown
from dateline.markdown.prose import Prose, raw_pieces
from dateline.markdown.reading import Reader, Standing

_LEFT_OVER = re.compile(r"^(?P<indent>[ \t]*)(?P<line>/{3,}(?:[ ]*(?P<name>[\w-]+).*)?)$", re.MULTILINE)
_MARGIN = 3
"""Blanks that may stand before a block."""
_NO_PROSE = re.compile(r"<!--.*?-->|<(pre|code)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TEXT_ATTRIBUTES = ("alt", "title")
_IDS = re.compile(r"""\sid\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_NO_LINKS = frozenset(("a", "button", "summary", "label", *(f"h{level}" for level in range(1, 7))))
"""Elements within which there is no place for another link."""


class Before(Treeprocessor):
    """Before the inline patterns: pipes come back, and blocks that were not understood are reported."""

    def __init__(self, md: Markdown, state: GetState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walks the tree once. Problems go to the findings."""
        state = self._state()
        self._unmask(root)
        check_ends(open_blocks(self._blocks()), root, state)
        self._check_left_over(root, state)
        for address, title in self.md.references.values():
            if "{{" in f"{address}{title or ''}":
                _report_address(state, state.source.address(address if "{{" in address else str(title)))

    def _blocks(self) -> BlocksProcessor | None:
        return next((one for one in self.md.parser.blockprocessors if isinstance(one, BlocksProcessor)), None)

    def _unmask(self, root: Element) -> None:
        for element in root.iter():
            element.text = _unmasked(element.text)
            element.tail = _unmasked(element.tail)
            for name, value in element.items():
                element.set(name, unmasked(value))
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [unmasked(raw) if isinstance(raw, str) else raw for raw in stash]
        references = self.md.references
        for name, (address, title) in references.items():
            references[name] = (unmasked(address), unmasked(title) if title else title)

    def _check_left_over(self, root: Element, state: PageState) -> None:
        """Lines that look like a block's and are still text. The ends of blocks that were reported are not reported again."""
        found = [match for text in _unread_texts(root) for match in _LEFT_OVER.finditer(text)]
        openings = [match for match in found if match["name"]]
        ends = [match["line"] for match in found if not match["name"]][len(openings) :]
        processor = self._blocks()
        known = list(processor.blocks) if processor else []
        broken = 0
        for match in openings:
            if state.context.findings.full:  # places take long to find
                return
            if match["name"].lower() in known and len(match["indent"].expandtabs(4)) > _MARGIN:
                way_out = "put an empty line before it, and indent it no deeper than the text that it belongs to"
                spot = state.source.pattern(rf"^[ \t>]*(?:[ ]{{4}}|\t)(?P<here>{re.escape(match['line'])})")
                state.report("broken-block", f"this block '/// {match['name']}' is part of the text before it", spot, way_out)
            elif match["name"].lower() in known:
                broken += 1
                report_broken(broken, match["line"], state)
            else:
                message = f"no block '{match['name']}' in Markdown"
                state.report(
                    "unknown-block", message, state.source.line_starting(match["line"]), did_you_mean(match["name"], known)
                )
        for line in ends:
            way_out = "delete it, or look for the block's first line: its slashes must be as many"
            state.report("stray-block-end", f"'{line.strip()}' closes no block", state.source.line_starting(line), way_out)


def _unread_texts(root: Element) -> Iterator[str]:
    for element in root.iter():
        for text in (element.text, element.tail):
            if text and not isinstance(text, AtomicString):
                yield text


def _unmasked(text: str | None) -> str | None:
    if not text:
        return text
    return AtomicString(unmasked(text)) if isinstance(text, AtomicString) else unmasked(text)


class RawHtmlRange(Preprocessor):
    """Notes which raw HTML the document itself holds: what is put aside between two of these, not code that was before."""

    def __init__(self, md: Markdown, state: GetState, *, first: bool) -> None:
        super().__init__(md)
        self._state = state
        self._first = first

    def run(self, lines: list[str]) -> list[str]:
        """The same lines."""
        state, stored = self._state(), self.md.htmlStash.html_counter
        state.raw_html = range(stored, stored) if self._first else range(state.raw_html.start, stored)
        if not self._first:
            check_blocks(self.md, state)
        return lines


class After(Treeprocessor):
    """After the inline patterns: results take the place of their tokens, and the prose is read by the lint."""

    def __init__(self, md: Markdown, state: GetState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walks the tree twice. Problems go to the findings."""
        state = self._state()
        self._lint(root, state)  # first: it tells results from text by their tokens
        for element in root.iter():
            _hold_back(element, state)
            spoken = _place_attributes(element, state)
            state.spoken += [(element, text) for text in spoken]
            match = TOKEN.fullmatch(element.text or "")
            if match:
                element.text = shown(state.text_of(match))
                state.placed.append((element, int(match[1])))
        self._check_raw(state)
        _leave_out_checked(root)

    def _check_raw(self, state: PageState) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        for index, raw in enumerate(stash):
            if not isinstance(raw, str):
                continue
            if index in state.raw_html and "{{" in _NO_PROSE.sub("", raw):
                before = next(line for line in raw.split("\n") if "{{" in line).partition("{{")[0]
                _report_html(state, state.source.pattern(re.escape(before) + r"(?P<here>\{\{(?:[^}\n]*\}\})?)"))
            if "<!--dateline:" in raw and index not in state.slots:
                spot = state.source.address("<!--dateline:")
                state.report("reserved-comment", "comments that begin with 'dateline:' are Dateline's own", spot, "take it out")
            token = RAW_TOKEN.search(raw)
            if token:
                stash[index] = RAW_TOKEN.sub("", raw)
                if not raw.startswith("<!--"):
                    _report_html(state, state.spot_of(token))

    def _lint(self, root: Element, state: PageState) -> None:
        prose = Prose(self.md.is_block_level, self.md.htmlStash.rawHtmlBlocks)
        raw = [block for n, block in enumerate(self.md.htmlStash.rawHtmlBlocks) if n in state.raw_html and isinstance(block, str)]
        in_html = (figure for block in raw for text in raw_pieces(block) for figure in state.context.lint.figures(text))
        found = chain(self._typed(prose, root, state), in_html)
        state.context.report_figures(found, lambda figure: state.source.phrase(figure.words))

    def _typed(self, prose: Prose, root: Element, state: PageState) -> Iterator[TypedFigure]:
        lint = state.context.lint
        for text in prose.pieces(root):
            yield from lint.figures(text)
        for heading, text in prose.cells(root):
            figure = lint.cell(heading, text)
            if figure:
                yield figure


def _hold_back(element: Element, state: PageState) -> None:
    """A link to `evidence/` is kept from the host, which knows no such page, under a scheme of ours until the tree is done."""
    links, address = state.context.links, element.get("href") or ""
    if element.tag == "a" and links and links.evidence and re.fullmatch(r"evidence/(?:#.*)?", address):
        state.to_evidence.append((element, address.removeprefix("evidence/")))
        element.set("href", "dateline:evidence")


def _place_attributes(element: Element, state: PageState) -> list[str]:
    """Results in alt texts and titles; anywhere else they are a problem, and so are braces that nobody read.

    Gives the alt texts and titles as they were.
    """
    spoken = []
    for name, value in sorted(element.items()):
        token = TOKEN.search(value)
        if token is None:
            continue
        text = TOKEN.sub(lambda match: shown(state.text_of(match)), value)
        element.set(name, text)
        if name in _TEXT_ATTRIBUTES:
            spoken.append(value)
            if "{{" not in TOKEN.sub("", value):
                state.answered.add((id(element), name))
        else:
            _report_address(state, state.spot_of(token))
    return spoken


def _report_html(state: PageState, spot: Spot) -> None:
    way_out = "write this part in Markdown, or give the HTML element the attribute markdown"
    state.report("expression-in-html", "an expression within raw HTML is not evaluated", spot, way_out)


def _report_address(state: PageState, spot: Spot, *, explains: bool = False) -> None:
    part, itself = ("what explains an abbreviation", "the words themselves") if explains else ("an address", "the address itself")
    way_out = f"write {itself}; expressions work in texts, link titles and alt texts"
    state.report("expression-in-address", f"an expression cannot be part of {part}", spot, way_out)


def _leave_out_checked(root: Element) -> None:
    """Takes out figures that were only checked, not ordered; an empty caption goes as well."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for figure in figures(root):
        caption = figure.find("figcaption")
        if figure.get("id") is None:
            _remove(parents[figure], figure)
        elif caption is not None and not len(caption) and not (caption.text or "").strip():
            figure.text = AtomicString(f"{figure.text}{caption.tail or ''}")
            figure.remove(caption)


def _remove(parent: Element, child: Element) -> None:
    """Removes an element and keeps the text that follows it."""
    index = list(parent).index(child)
    if child.tail and child.tail.strip():
        before = parent[index - 1] if index else None
        if before is None:
            parent.text = (parent.text or "") + child.tail
        else:
            before.tail = (before.tail or "") + child.tail
    parent.remove(child)


class Last(Treeprocessor):
    """At the very end of the tree: numbers say what they count, and attributes that others wrote are looked at once more.

    Only here, since the contents and the host read headings and links before.
    """

    def __init__(self, md: Markdown, state: GetState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walks the tree once, and marks the page as finished."""
        state = self._state()
        left = [
            (element, name, unmasked(value))
            for element in root.iter()
            for name, value in element.items()
            if "{{" in value and (id(element), name) not in state.answered
        ]
        for element, name, value in left:
            element.set(name, value)
        for explains, value in dict.fromkeys((element.tag == "abbr", value) for element, _, value in left):
            _report_address(state, state.source.address(value[value.index("{{") :]), explains=explains)
        for element, anchor in state.to_evidence:
            links = state.context.links
            element.set("href", f"evidence/{anchor}" if links is None else f"{BASE}/{links.evidence}{anchor}")
        align_by_class(root)
        check_tree(root, state)
        explain(root, state, self._anchored(root, state))
        if state.context.findings.placed is None:  # an excerpt may be converted later
            state.context.findings.placed = tuple(_placed(root, state))
        state.finished = True

    def _anchored(self, root: Element, state: PageState) -> dict[int, str]:
        """Notes what stands where in the page, and gives its results their ids: those of elements are given back."""
        stash = [raw for raw in self.md.htmlStash.rawHtmlBlocks if isinstance(raw, str)]
        prose = Prose(self.md.is_block_level, self.md.htmlStash.rawHtmlBlocks)
        taken = {name for element in root.iter() if (name := element.get("id"))}.union(*map(_IDS.findall, stash))
        anchors, given = Anchors(taken), dict[int, str]()
        for entry, element in Reader(prose, self.md.is_block_level, Standing.of(state)).entries(root):
            if not isinstance(entry, Mention):
                state.context.findings.entries.append(entry)
                continue
            own = None if element is None else element.get("id")
            mention = replace(entry, anchor=own or anchors.give(entry), in_page=element is not None)
            state.context.findings.entries.append(mention)
            if element is not None:
                given[id(element)] = mention.anchor
        return given


def explain(root: Element, state: PageState, anchors: Mapping[int, str]) -> None:
    """Every number says what it counts, and leads to it where it may be a link. `anchors` are their ids, by their elements'."""
    bound = {id(inner) for outer in root.iter() if outer.tag in _NO_LINKS for inner in outer.iter()}
    for element, token in state.placed:
        anchor = anchors.get(id(element))
        links = state.context.links
        if anchor and links and links.evidence:
            element.set("id", anchor)
        found = state.explained(token, anchor)
        if found is None:
            continue
        if found.address is not None and id(element) not in bound:
            element.tag = "a"
            element.attrib.pop("value", None)
            element.set("href", found.address if found.outside else f"{BASE}/{found.address}")
        element.set("data-dl-tip", shown(found.tip))
        state.tips[token] = found.tip


def _placed(root: Element, state: PageState) -> Iterator[Placed]:
    """The results that stand in elements of their own, as they are shown, in the order of the page."""
    tokens = {id(element): token for element, token in state.placed}
    for element in root.iter():
        token = tokens.get(id(element))
        result = None if token is None else state.result(token)
        if token is not None and result is not None:
            kind = (element.get("class") or "").partition(" ")[0]
            tip = state.tips.get(token)
            yield Placed(Number(*result), kind, element.get("value"), tip, element.get("id"))


class Finish(Postprocessor):
    """The text of the page, looked at once more.

    Outside a host that does it later, figures take their slots and problems are raised.
    """

    def __init__(self, md: Markdown, state: GetState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, text: str) -> str:
        """The page's HTML. Raises ContentError with every problem of the page, unless the context defers."""
        state = self._state()
        context = state.context
        # The table of contents runs every postprocessor over single headings, long before the page is whole.
        if not state.finished:
            return text
        check_finished(text, state)
        if context.defer:
            return text
        if context.findings.problems:
            raise ContentError(context.findings.problems)
        if context.studio is not None:
            text = fill(text, context.studio)
        return text.replace(BASE, context.base)
