"""Raw HTML, attribute lists and addresses of an article held to what an article may hold, each with its place.

Here belongs where in Python-Markdown's work they are met, and finding them in the source. What is allowed is in `html_rules`.
Everything is looked at twice: as the author wrote it, and once more in the finished page, whatever made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from dateline.errors import MOST_OF_A_FILE, Problem, Spot
from dateline.load.files import FORBIDDEN
from dateline.markdown.html_rules import (
    Fault,
    address_faults,
    attribute_faults,
    element_faults,
    faults_of_authors,
    faults_of_pages,
    id_faults,
    is_malformed,
)
from dateline.markdown.inline import GetState
from dateline.markdown.page_state import RAW_TOKEN, PageState
from dateline.markdown.wordless import faults_of_html, faults_of_tree

_REFERENCE = re.compile(r"&#?\w{1,32};")
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!")
_ELEMENT = re.compile(r"</?([a-zA-Z][\w-]*)")
_LINKS = (("a", "href"), ("img", "src"))


class CheckedHtml(HtmlInlineProcessor):
    """Tags within running text: put aside as before, and looked at."""

    def __init__(self, pattern: str, md: Markdown, state: GetState) -> None:
        super().__init__(pattern, md)
        self._state = state

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name; its stubs know an older form of it
        self, m: re.Match[str], data: str
    ) -> Any:
        """The token for the tag."""
        token, start, end = super().handleMatch(m, data)
        raw = self.md.htmlStash.rawHtmlBlocks[-1]
        if isinstance(raw, str):
            report(self._state(), faults_of_authors(RAW_TOKEN.sub("", raw)))
        return token, start, end


def check_blocks(md: Markdown, state: PageState) -> None:
    """Looks at the blocks of raw HTML that were put aside; those with the attribute `markdown` are elements already."""
    for raw in md.htmlStash.rawHtmlBlocks[state.raw_html.start : state.raw_html.stop]:
        if isinstance(raw, str):
            report(state, faults_of_authors(raw))
        elif isinstance(raw, Element):
            for element in raw.iter():
                report(state, element_faults(str(element.tag), element.items(), f"<{element.tag}"))


class BeforeAttributes(Treeprocessor):
    """Remembers what every element has before attribute lists are read."""

    def __init__(self, md: Markdown, state: GetState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walks the tree once."""
        self._state().attributes = {id(element): dict(element.attrib) for element in root.iter()}


class AfterAttributes(Treeprocessor):
    """What attribute lists gave to elements is held to the same list as HTML."""

    def __init__(self, md: Markdown, state: GetState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walks the tree once. Problems go to the findings."""
        state = self._state()
        before, state.attributes = state.attributes, {}
        for element in root.iter():
            had = before.get(id(element), {})
            for name, given in list(element.items()):
                value = given or ""  # Python-Markdown has None for a word without a value
                element.set(name, value)
                if had.get(name) != value:
                    added = value.removeprefix(had.get(name, "")) if name == "class" else value
                    report(state, attribute_faults(str(element.tag), name, added, "{"))
        report(state, faults_of_tree(root, self.md, state.source.text))  # here, since MkDocs changes addresses next
        _take_out_malformed(root, state)


def _take_out_malformed(root: Element, state: PageState) -> None:
    """Addresses that MkDocs would stumble over."""
    for element, tag, name, value in _addresses(root):
        if is_malformed(value):
            report(state, _faults_of(tag, name, value))
            element.set(name, "")  # MkDocs wants one


def check_tree(root: Element, state: PageState) -> None:
    """Addresses and ids of the finished tree, whoever wrote them: links, images, references, headings."""
    for _, tag, name, value in _addresses(root):
        report(state, _faults_of(tag, name, value))
    for element in root.iter():
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            report(state, id_faults(element.get("id", ""), ""))


def _addresses(root: Element) -> Iterator[tuple[Element, str, str, str]]:
    for element in root.iter():
        for tag, name in _LINKS:
            value = element.get(name)
            if element.tag == tag and value:
                yield element, tag, name, value


def _faults_of(tag: str, name: str, value: str) -> Iterator[Fault]:
    written = value.replace(AMP_SUBSTITUTE, "&")
    return address_faults(tag, name, unescape(written), "", near=written)


def check_finished(text: str, state: PageState) -> None:
    """The last look at the page's HTML. What was told before is not told again in other words."""
    report(state, _references(text))
    if not state.html_faults:
        report(state, faults_of_pages(text))
    if not state.html_faults:
        report(state, faults_of_html(text))


def _references(text: str) -> Iterator[Fault]:
    """Characters that no file may hold, where the page names them by a reference; in code a reference is text."""
    for reference in dict.fromkeys(_REFERENCE.findall(text)):
        named = unescape(reference)
        if named and not FORBIDDEN.search(named):  # of those that HTML itself forbids, nothing is left
            continue
        message = f"'{reference}' stands for a character that is not allowed here"
        yield Fault("bad-character", message, "delete it", reference, "")


def report(state: PageState, faults: Iterable[Fault]) -> None:
    """Notes faults as problems, each with its place, which takes long: no more of them than problems are said of a page."""
    for fault in faults:
        state.html_faults += 1
        if state.html_faults > MOST_OF_A_FILE:
            state.context.findings.fill(state.context.file)
        if state.context.findings.full:
            return
        problem = Problem(fault.code, fault.message, _spot(state, fault), fault.help)
        if problem not in state.context.findings.problems:
            state.context.report(problem)


def _spot(state: PageState, fault: Fault) -> Spot:
    """The place of a fault; as exact as the source can tell, since Python-Markdown forgets places."""
    for pattern in _patterns(fault):
        if state.source.has(pattern):
            return state.source.pattern(pattern)
    return Spot(state.source.file, state.source.first_line)


def _patterns(fault: Fault) -> Iterator[str]:
    near, within = _spaced(fault.near), _spaced(fault.within)
    if fault.within == "{":
        yield rf"\{{[^{{}}\n]*?(?P<here>(?<![\w-]){near}(?![\w-]))"
        yield rf"\{{[^{{}}\n]*?(?P<here>\.?{near})"
    elif fault.within.startswith("<") and fault.near in fault.within:
        at = fault.within.index(fault.near)
        yield rf"{_spaced(fault.within[:at])}[\s>]*(?P<here>{near})[\s>]*{_spaced(fault.within[at + len(fault.near) :])}"
        yield within
    elif fault.within:
        yield rf"{within}[^<>]*?(?P<here>{near})"
        yield within
    yield rf"(?<!!){near}" if fault.near.startswith("[") else near  # a link is no picture
    yield rf"(?i){near}"
    yield _spaced(fault.near, _with_backslashes)
    element = _ELEMENT.match(fault.near)
    if element:
        yield rf"^[ \t>]*/{{3,}}[ ]*[\w-]+[ ]*\|[ ]*(?P<here>{re.escape(element[1])}\b[^\n]*)"


def _spaced(text: str, escape: Callable[[str], str] = re.escape) -> str:
    """A pattern for a text that may be broken over lines, and quoted."""
    return r"[\s>]+".join(map(escape, text.split())) or r"(?!)"


def _with_backslashes(word: str) -> str:
    """A pattern for a word whose signs may have been typed with a backslash before them, which Markdown takes away."""
    return "".join((r"\\?" if sign in _ESCAPABLE else "") + re.escape(sign) for sign in word)
