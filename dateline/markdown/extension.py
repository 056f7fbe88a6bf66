"""The Python-Markdown extension itself: which processor runs when.

Here belongs the wiring and the choice of the context. It works in MkDocs, where the plugin gives the context of each page,
and with plain `markdown.Markdown(extensions=["dateline"])`, where a project directory is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.inlinepatterns import HTML_RE
from markdown.preprocessors import Preprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from dateline.errors import ConfigurationError, Problem
from dateline.figure import Studio
from dateline.load import load_record
from dateline.markdown.abbreviations import take_over
from dateline.markdown.block import ChartBlock
from dateline.markdown.context import PageContext
from dateline.markdown.html_check import AfterAttributes, BeforeAttributes, CheckedHtml
from dateline.markdown.inline import ExpressionPattern, PipeMask
from dateline.markdown.limits import too_much
from dateline.markdown.page_state import PageState
from dateline.markdown.tree import After, Before, Finish, Last, RawHtmlRange
from dateline.model import Article, Period, Record
from dateline.query import Desk
from dateline.render import template_directories

_PLAIN_FILE = "<text>"
ContextSource = PageContext | Callable[[], PageContext]


class DatelineExtension(BlocksExtension):  # type: ignore[misc] # pymdownx has no type information
    """Expressions, chart blocks and the lint.

    Configuration: `context`, a PageContext or a function that gives the one of the page at hand; or, without a host, `root`
    (the project directory, default the current one) and the page's period, `scope_from` and `scope_to` (YYYY-MM-DD).
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "context": ["", "a PageContext, or a function that gives one"],
            "root": [".", "the project directory, when there is no context"],
            "scope_from": ["", "the first day of the page, YYYY-MM-DD"],
            "scope_to": ["", "the last day of the page, included, YYYY-MM-DD"],
        }
        super().__init__(**options)
        self._state: PageState | None = None
        self._plain: tuple[Record, Desk, Studio] | None = None

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802 - pymdownx's name
        """Registers everything. The numbers are places in Python-Markdown's order of processors, highest first."""
        md.parser.parseDocument = _NotTooDeep(md, self)  # type: ignore[assignment, method-assign]
        block_mgr.register(ChartBlock, {"state": self.state})
        md.preprocessors.register(_Start(md, self), "dateline_start", 1000)
        md.preprocessors.register(PipeMask(md), "dateline_pipes", 22)  # fences are at 25, raw HTML at 20
        md.preprocessors.register(RawHtmlRange(md, self.state, first=True), "dateline_html_from", 21)
        md.preprocessors.register(RawHtmlRange(md, self.state, first=False), "dateline_html_to", 19)
        # code spans are at 190, escapes at 180
        md.inlinePatterns.register(ExpressionPattern(md, self.state), "dateline_expression", 185)
        md.inlinePatterns.register(CheckedHtml(HTML_RE, md, self.state), "html", 90)  # in the place of Python-Markdown's own
        md.treeprocessors.register(Before(md, self.state), "dateline_before", 45)  # footnotes are at 50, inline at 20
        md.treeprocessors.register(After(md, self.state), "dateline_after", 19.8)  # attribute lists are at 8, the contents at 5
        md.treeprocessors.register(BeforeAttributes(md, self.state), "dateline_attributes_from", 8.5)
        md.treeprocessors.register(AfterAttributes(md, self.state), "dateline_attributes_to", 7.5)
        md.treeprocessors.register(Last(md, self.state), "dateline_last", -20)
        md.postprocessors.register(Finish(md, self.state), "dateline_finish", 1)  # raw HTML comes back at 30

    def state(self) -> PageState:
        """The state of the conversion that is running."""
        if self._state is None:
            message = "dateline's extension is asked outside a conversion"
            raise RuntimeError(message)
        return self._state

    def start(self, text: str) -> None:
        """Begins a conversion."""
        given: ContextSource | str = self.getConfig("context")
        context = self._plain_context(text) if isinstance(given, str) else given
        self._state = PageState.start(context if isinstance(context, PageContext) else context(), text)

    def _plain_context(self, text: str) -> PageContext:
        if self._plain is None:
            root = Path(str(self.getConfig("root")))
            record = load_record(root)
            desk = Desk(record)
            self._plain = (record, desk, Studio(record, desk, templates=template_directories(root), cache=None))
        record, desk, studio = self._plain
        studio.forget(_PLAIN_FILE)
        article = Article(file=_PLAIN_FILE, body=text, body_line=1, title="", scope=self._plain_scope())
        return PageContext(article, record, desk, "page", studio)

    def _plain_scope(self) -> Period | None:
        first, last = str(self.getConfig("scope_from")), str(self.getConfig("scope_to"))
        if not first and not last:
            return None
        try:
            return Period.parse(f"{first}/{last}")
        except ValueError as error:
            message = f"scope_from and scope_to of the dateline extension: {error}"
            raise ConfigurationError(Problem("bad-scope", message, None, "give both, as YYYY-MM-DD, or neither")) from None


class _Start(Preprocessor):
    """The first of all preprocessors: sees the text as it came."""

    def __init__(self, md: Markdown, extension: DatelineExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """The same lines; none of a page that holds too much to be read, which is a problem of it."""
        text = "\n".join(lines)
        self._extension.start(text)
        take_over(self.md)  # only here: an extension that is named later may have brought it
        state = self._extension.state()
        found = list(too_much(text, fences="fenced_code_block" in self.md.preprocessors))
        for one in found:
            state.report("page-too-large", one.what, state.source.at(one.offset), one.help)
        return [] if found else lines


class _NotTooDeep:
    """Python-Markdown's parser of blocks calls itself for each level: where that ends in an error, it becomes a problem."""

    def __init__(self, md: Markdown, extension: DatelineExtension) -> None:
        self._parse = md.parser.parseDocument
        self._extension = extension

    def __call__(self, lines: list[str]) -> ElementTree:
        try:
            return self._parse(lines)
        except RecursionError:
            state = self._extension.state()
            way_out = "part long lists and definitions with empty lines, and nest them less"
            state.report("page-too-large", "lists or definitions of this page are nested too deep", state.source.at(0), way_out)
            return ElementTree(Element("div"))


def makeExtension(**options: Any) -> DatelineExtension:  # noqa: N802 - Python-Markdown's name and signature
    """The extension, for `extensions=["dateline.markdown"]`."""
    return DatelineExtension(**options)
