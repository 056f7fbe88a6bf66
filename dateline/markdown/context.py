"""What a conversion is given and what it finds.

Here belong the frozen context of a page, the collector of its problems, numbers and figures, and the one place where an
expression of an author is evaluated and a failure gets its place. Nothing here knows Python-Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from dateline.charts.registry import Registry, built_in
from dateline.errors import MORE, MOST_OF_A_FILE, Problem, QueryError, Spot
from dateline.figure import FigureNames, Studio
from dateline.markdown.braces import scan
from dateline.markdown.limits import MOST_PRINTED, MOST_QUESTIONS
from dateline.markdown.lint import OPAQUE, FigureLint, TypedFigure
from dateline.markdown.mentions import Entry, Mention, Result, Where, in_text
from dateline.markdown.numbers import Links
from dateline.model import Article, Period, Record
from dateline.query import Answer, Desk
from dateline.render import Evaluated, Expressions, author_names


@dataclass(frozen=True, slots=True)
class Number:
    """An expression of a page (`raw`: what stands between its braces) and what it gave, with the answers it asked for."""

    raw: str
    spot: Spot
    evaluated: Evaluated

    @property
    def shown(self) -> str:
        """The text that it put into the page."""
        return self.evaluated.text

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that the text rests on."""
        return self.evaluated.answers


@dataclass(frozen=True, slots=True)
class Placed:
    """A result as the page shows it: its `number`, its element's class, and what its element has as value, tip and id."""

    number: Number
    kind: str
    value: str | None
    tip: str | None
    anchor: str | None


@dataclass
class Findings:
    """What one conversion found: every problem, every expression with its result, the ids of its figures in their order.

    `entries` are its results and figures once more, at their places in the page. `placed` are the results that stand in elements
    of their own, in the order of the page; None before the page is whole.
    `full`: more is wrong than `problems` hold, which is the last of them.
    `asked_for` and `printed` are how many questions the expressions asked, and how many characters they printed, together.
    """

    problems: list[Problem] = field(default_factory=list)
    full: bool = False
    numbers: list[Number] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    placed: tuple[Placed, ...] | None = None
    asked_for: int = 0
    printed: int = 0

    def note(self, problem: Problem, file: str) -> None:
        """A problem of `file`; of those that are too many to be said, that there are more."""
        if len(self.problems) < MOST_OF_A_FILE and not self.full:
            self.problems.append(problem)
        else:
            self.fill(file)

    def fill(self, file: str) -> None:
        """Says that more is wrong than what was noted: what is found from now on is not said."""
        if not self.full:
            self.full = True
            self.problems.append(replace(MORE, spot=Spot(file)))

    @property
    def asked(self) -> list[Number]:
        """The expressions in the order of the page, where `numbers` are in the order in which Markdown came to them."""
        return sorted(self.numbers, key=lambda number: (number.spot.line or 0, number.spot.column or 0))


@dataclass(frozen=True)
class PageContext:
    """All that the conversion of one page needs, and the collector of what it finds.

    `slug` starts the ids of its figures. Without a `studio` charts are checked and left out of the page. With `defer` the
    slots of the figures stay in the page and problems are only collected: the host fills the ones and asks for the others.
    `base` is the way from the page to the root of the site, used when the slots are filled here. `registry` holds the charts
    that may be named when there is no studio; pages that are checked together share the `names` of their figures. Pages of
    one record may share a lint: its patterns take longer to compile than to use. `links` says which pages numbers may lead
    to; without it they only say what they count.
    """

    article: Article
    record: Record
    desk: Desk
    slug: str
    studio: Studio | None = None
    defer: bool = False
    base: str = "."
    registry: Registry | None = None
    shared_lint: FigureLint | None = None
    links: Links | None = None
    names: FigureNames = field(default_factory=FigureNames, compare=False)
    findings: Findings = field(default_factory=Findings, compare=False)

    @property
    def file(self) -> str:
        """The path of the article, relative to the project."""
        return self.article.file

    @property
    def scope(self) -> Period | None:
        """The period from which every number and chart of the page starts."""
        return self.article.scope

    @cached_property
    def expressions(self) -> Expressions:
        """The page's expressions: the desk's names in its scope, `quoted` and `typed`."""
        return Expressions({**self.desk.namespace(self.scope), **author_names(self.record.sources)})

    @cached_property
    def lint(self) -> FigureLint:
        """The lint for figures typed by hand, in the words of the record."""
        return self.shared_lint or FigureLint(self.record)

    @property
    def charts(self) -> Registry:
        """The charts that a page without a studio is checked against: by default those that come with Dateline."""
        return self.registry or built_in()

    def report(self, problem: Problem) -> None:
        """Notes a problem of the page."""
        self.findings.note(problem, self.file)

    def evaluate(self, raw: str, spot: Spot) -> Evaluated | None:
        """The result of an expression, noted in the findings; None when it fails, which is noted as a problem at `spot`."""
        try:
            self._bounded(raw)
            evaluated = self.expressions.evaluate(raw)
        except QueryError as error:
            self.report(error.at(spot))
            return None
        self.findings.numbers.append(Number(raw, spot, evaluated))
        self.findings.asked_for += raw.count("(")
        self.findings.printed += len(evaluated.text)
        return evaluated

    def _bounded(self, raw: str) -> None:
        """Raises QueryError where the expressions of the page would together ask or print too much."""
        found = self.findings
        if found.asked_for + raw.count("(") > MOST_QUESTIONS or found.printed > MOST_PRINTED:
            message = f"the expressions of this page ask more than {MOST_QUESTIONS:,} questions, or print too much"
            raise QueryError(message, "let a chart, or the data files, show so many numbers", "page-too-large")

    def report_figures(self, figures: Iterable[TypedFigure], place: Callable[[TypedFigure], Spot]) -> None:
        """Notes figures typed by hand as problems, each with what to write instead."""
        for figure in figures:
            if self.findings.full:
                return
            self.report(typed_figure(figure, place(figure)))


def typed_figure(figure: TypedFigure, spot: Spot) -> Problem:
    """A figure typed by hand, and the three things that may stand there instead."""
    words = "" if figure.in_digits else " | words"
    ours = f"{{{{ {figure.asks}(...){words} }}}}" if figure.asks else f"{{{{ share(..., ...){words} }}}}"
    theirs = f'{{{{ quoted("{figure.text}", source="...") }}}}'
    anyway = f'{{{{ typed("{figure.text}", why="...") }}}}'
    return Problem(
        "typed-figure",
        f"'{figure.text}' is a figure typed by hand",
        spot,
        f"write {ours}, {theirs} for somebody else's number, or {anyway}",
    )


def unclosed(spot: Spot) -> Problem:
    """An expression without its end."""
    return Problem(
        "unclosed-expression",
        "'{{' opens an expression that is never closed",
        spot,
        "close it with '}}', or write \\{{ for the braces themselves",
    )


def evaluate_text(
    text: str, context: PageContext, spot: Spot | None = None, found: list[Mention] | None = None, where: Where = "text"
) -> str:
    """A plain text (title, description, a chart's title) with its expressions evaluated, not escaped.

    What its expressions gave is added to `found`, with `where` the text stands.

    Problems, also figures typed by hand, are noted in the findings, at `spot` (default: the file as a whole); where an
    expression fails its text is left as it was typed.
    """
    spot = spot or Spot(context.file)
    position = 0
    pieces: list[str | Result] = []
    to_lint: list[str] = []
    for braced in scan(text):
        pieces.append(text[position : braced.start])
        to_lint += [text[position : braced.start], OPAQUE]
        pieces.append(_result(text[braced.start : braced.end], braced.raw, context, spot))
        position = braced.end
    pieces.append(text[position:])
    if found is not None:
        found += in_text(where, pieces)
    context.report_figures(context.lint.figures("".join([*to_lint, text[position:]])), lambda _: spot)
    printed = (piece if isinstance(piece, str) else piece[2].text for piece in pieces)
    return "".join(printed).replace("\\{{", "{{")


def _result(typed: str, raw: str | None, context: PageContext, spot: Spot) -> str | Result:
    if raw is None:
        context.report(unclosed(spot))
        return typed
    evaluated = context.evaluate(raw, spot)
    return typed if evaluated is None else (raw, spot, evaluated)
