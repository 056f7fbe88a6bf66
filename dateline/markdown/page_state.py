"""The state of one conversion: what the processors of the extension share while a page is on its way through Python-Markdown.

Here belong the tokens that stand for results until the tree is whole, and the map back to the source. The processors
themselves are in `inline`, `block` and `tree`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

from dateline.errors import Problem, Spot
from dateline.markdown.context import PageContext
from dateline.markdown.header import Header
from dateline.markdown.mentions import Mention, Result
from dateline.markdown.numbers import Explained, explained
from dateline.markdown.source import SourceMap
from dateline.render import Evaluated, Quoted

PIPE = f"{STX}dlpipe{ETX}"
"""Stands for `|` within an expression until tables have been split. Authors cannot type it: STX and ETX are removed before."""
TOKEN = re.compile(f"{STX}dlvalue:([0-9]+){ETX}")
RAW_TOKEN = re.compile(f'<(?:data|span) class="dl-[^<>]*>{TOKEN.pattern}</(?:data|span)>')
"""An expression's element that Python-Markdown wrote into raw HTML."""


@dataclass
class PageState:
    """One page in the making. `finished` is set when the tree is whole.

    `raws`, `texts`, `results` and `spots` are what was asked, printed and found, and where, in the order of their tokens;
    `placed` are the elements of the finished tree with the number of their token, `tips` what those with a tip say, by token;
    `spoken` its texts that are read out (alt texts, titles) with tokens in them, as they were; `answered` are attributes in
    which all braces are those of results. `in_figures` are the results in the options of charts, `to_evidence` the author's
    own links to the evidence. `raw_html` and `slots` are places in Python-Markdown's stash: of the document's own raw HTML,
    and of the marks for its figures. `attributes` are those that elements had before attribute lists were read; `html_faults`
    counts what was found in HTML that may not be there.
    """

    context: PageContext
    source: SourceMap
    texts: list[str] = field(default_factory=list)
    results: list[Evaluated | None] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    placed: list[tuple[Element, int]] = field(default_factory=list)
    tips: dict[int, str] = field(default_factory=dict)
    spoken: list[tuple[Element, str]] = field(default_factory=list)
    answered: set[tuple[int, str]] = field(default_factory=set)
    in_figures: dict[str, list[Mention]] = field(default_factory=dict)
    to_evidence: list[tuple[Element, str]] = field(default_factory=list)
    raw_html: range = range(0)
    charts: int = 0
    slots: set[int] = field(default_factory=set)
    finished: bool = False
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)
    html_faults: int = 0

    @cached_property
    def _headers(self) -> dict[bool, list[Header]]:
        headers = Header.all_of(self.source)
        return {broken: [header for header in headers if header.is_broken == broken] for broken in (False, True)}

    def header(self, number: int, *, broken: bool = False) -> Header:
        """The header of the nth chart block of the page; with `broken`, of the nth that pymdownx leaves as text."""
        found = self._headers[broken] or [Header(self.source.file, self.source.first_line, [""])]
        return found[min(number, len(found)) - 1]

    @classmethod
    def start(cls, context: PageContext, text: str) -> PageState:
        """The state for a conversion of `text`: the body of the context's article, or a part of it such as an excerpt."""
        article = context.article
        before = article.body.find(text) if text else 0
        lines = article.body.count("\n", 0, before) if before > 0 else 0
        return cls(context, SourceMap(article.file, text, article.body_line + lines))

    def value_element(self, raw: str) -> Element:
        """The element for an expression, evaluated now. Its text is a token until the tree is whole.

        A token, not the text: Python-Markdown copies the text of elements into addresses and raw HTML, where a result
        must be found again; and it may not meet the inline patterns that are still to run.
        """
        spot = self.source.expression(raw)
        evaluated = self.context.evaluate(raw, spot)
        text = "{{" + raw + "}}" if evaluated is None else evaluated.text
        element = _element(evaluated)
        element.text = AtomicString(f"{STX}dlvalue:{len(self.texts)}{ETX}")
        self.raws.append(raw)
        self.texts.append(text)
        self.results.append(evaluated)
        self.spots.append(spot)
        return element

    def text_of(self, token: re.Match[str]) -> str:
        """The result that a token stands for."""
        return self.texts[int(token[1])]

    def spot_of(self, token: re.Match[str]) -> Spot:
        """Where the expression stands that a token stands for."""
        return self.spots[int(token[1])]

    def explained(self, token: int, anchor: str | None = None) -> Explained | None:
        """What the result of a token says of itself; None for a name, a day or a problem. `anchor` names it as evidence."""
        evaluated = self.results[token]
        return None if evaluated is None else explained(evaluated, self.context.record, self.context.links, anchor)

    def result(self, token: int) -> Result | None:
        """What was asked, where, and what was found; None for a problem."""
        evaluated = self.results[token]
        return None if evaluated is None else (self.raws[token], self.spots[token], evaluated)

    def report(self, code: str, message: str, spot: Spot, way_out: str | None = None) -> None:
        """Notes a problem of the page."""
        self.context.report(Problem(code, message, spot, way_out))

    def report_all(self, problems: Iterable[Problem]) -> None:
        """Notes problems that were found with their places."""
        for problem in problems:
            self.context.report(problem)


def _element(evaluated: Evaluated | None) -> Element:
    if evaluated is None:
        return Element("span", {"class": "dl-problem"})
    if isinstance(evaluated.quotation, Quoted):
        return Element("span", {"class": "dl-quoted"})
    if evaluated.quotation is not None:
        return Element("span", {"class": "dl-typed"})
    number = evaluated.number
    if number is not None:
        # HTML wants a value on every <data>: a range has none, and stays a <span>.
        return Element("data", {"class": "dl-number", "value": str(number)})
    return Element("span", {"class": "dl-number" if evaluated.is_number else "dl-value"})


def shown(text: str) -> AtomicString:
    """`text` so that the serializer escapes all of it: left alone, it takes `&lt;` for an entity that is meant."""
    return AtomicString(text.replace("&", f"{AMP_SUBSTITUTE}amp;"))
