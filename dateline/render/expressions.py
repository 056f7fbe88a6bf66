"""What authors write between `{{` and `}}`: parsed by Jinja, held to a small part of it, run in its sandbox.

Here belong the grammar that is allowed, the limits, and what an evaluation gives. The names that can be asked come in from
outside; how a value reads is in `wording`. Nothing but QueryError is ever raised for what an author wrote.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import TemplateError, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from dateline.errors import QueryError, character_name
from dateline.load.files import FORBIDDEN
from dateline.query import Answer, Ratio
from dateline.render.quoting import Quoted, Typed
from dateline.render.sandbox import environment
from dateline.render.wording import FILTERS, Exact, as_exact, behind, exact_number, is_number, reads

LONGEST = 2_000
"""Characters of an expression, and of what it may print."""
DAYS = ("uncovered", "days")
"""Parts of an answer that are numbers of days, and nothing that was counted on them."""
DEEPEST = 24
"""Levels of nesting. Deeper ones come from a mistake or from malice, and Jinja and Python both recurse."""

# Every node is visited at most once when an expression runs: there are no loops, no comprehensions, no definitions, no
# strings that grow (arithmetic is for numbers, see `sandbox.Sandbox.call_binop`). So the work is bounded by the length of the
# text, about 200 calls at most, each of them one query: no clock is needed to stop it, and none could stop it in the
# middle of a C call anyway.
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Const, nodes.Name, nodes.Call, nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.Filter,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Neg, nodes.Pos, nodes.List, nodes.Tuple,
)  # fmt: skip
_REFUSED: Mapping[type[nodes.Node], str] = {
    nodes.Pow: "powers (**)",
    nodes.Mod: "the remainder or formatting sign %",
    nodes.FloorDiv: "the division //",
    nodes.Concat: "joining texts with ~",
    nodes.Compare: "comparisons",
    nodes.CondExpr: "'if'",
    nodes.And: "'and'",
    nodes.Or: "'or'",
    nodes.Not: "'not'",
    nodes.Test: "'is'",
    nodes.Dict: "mappings {...}",
    nodes.Slice: "slices [a:b]",
}


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What an expression gave: the value, how it reads, and the answers it asked for on the way.

    `made_by` is the name that a share or a change was asked by, where that is what was printed, or the part of an answer that
    counts days (`uncovered`, `days`). `quotes` are the quotations in it, also those that it only calculates with.
    """

    value: object
    text: str
    used: tuple[Answer, ...]
    made_by: str | None = None
    quotes: tuple[Quoted, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that the text rests on, each once: the one that is printed, or those that it was calculated from."""
        shown = behind(self.value)
        if isinstance(shown, Answer):
            return (shown,)
        return tuple({(answer.measure.id, answer.scopes): answer for answer in self.used}.values())

    def shows(self, answer: Answer) -> bool:
        """Whether the text is that answer, in digits or in words, and not something calculated from it."""
        return behind(self.value) == answer or str(self.value) == str(answer)

    @property
    def number(self) -> Exact | None:
        """The exact number behind the text; None for a range, a quotation or a name."""
        return exact_number(self.value)

    @property
    def is_number(self) -> bool:
        """Whether the text is a number, a range or a share; not so for names, days and quotations."""
        return is_number(self.value)

    @property
    def quotation(self) -> Quoted | Typed | None:
        """The quotation or the typed text that was printed, None when the text is ours."""
        return self.value if isinstance(self.value, Quoted | Typed) else None


class Expressions:
    """Evaluates expressions over `names`: callables and values that authors may use. Immutable, safe to keep."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self._names = dict(names)

    def evaluate(self, text: str) -> Evaluated:
        """The value of `text`, without its braces.

        Raises QueryError, and nothing else, for whatever an author wrote: unknown names with a did-you-mean, what the
        sandbox does not allow, and what the queries themselves refuse.
        """
        _check(text, self._names)
        used: list[Answer] = []
        ratios: list[tuple[str, Ratio]] = []
        quotes: list[Quoted] = []
        noted = _Noted(used, ratios, quotes)
        try:
            value = _compiled(text)(**{name: _recording(name, thing, noted) for name, thing in self._names.items()})
            printed = reads(value)
            for quotation in quotes:
                if quotation.ours is not None:
                    reads(quotation.ours)
        except QueryError:
            raise
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
            RecursionError,
            SyntaxError,
        ) as error:
            raise QueryError(f"the expression cannot be evaluated: {_plain(error)}") from None
        made_by = next((name for name, ratio in ratios if ratio is behind(value)), None) or _days_counted(_parsed(text))
        return Evaluated(value, _printable(printed), tuple(used), made_by, tuple(quotes))


@functools.lru_cache(maxsize=1024)
def _parsed(text: str) -> nodes.Expr:
    """The tree of one expression. Raises QueryError where Jinja would raise its own."""
    if len(text) > LONGEST:
        raise QueryError(f"the expression is longer than {LONGEST:,} characters")
    if not text.strip():
        raise QueryError("the expression is empty", "write a question such as {{ strikes() | words }}")
    try:
        parser = Parser(environment(), text, state="variable")
        tree = parser.parse_expression()
        rest = None if parser.stream.eos else str(parser.stream.current)
    except TemplateSyntaxError as error:
        raise QueryError(f"the expression cannot be read: {_plain(error)}", _typographic(text)) from None
    except (RecursionError, ValueError, OverflowError):  # deep brackets; numbers of thousands of digits
        raise QueryError("the expression cannot be read: it is too deeply nested, or a number in it is too long") from None
    if rest is not None:
        raise QueryError(f"the expression does not end where it should, near '{rest[:40]}'", _typographic(text))
    return tree


def _days_counted(tree: nodes.Node) -> str | None:
    """The part of an answer that an expression is, behind its filters, where that is a number of days."""
    while isinstance(tree, nodes.Filter) and tree.node is not None:
        tree = tree.node
    return tree.attr if isinstance(tree, nodes.Getattr) and tree.attr in DAYS else None


@functools.lru_cache(maxsize=1024)
def _compiled(text: str) -> TemplateExpression:
    """A checked expression as Jinja runs it; what is kept depends on the text alone."""
    return environment().compile_expression(text, undefined_to_none=False)


def _check(text: str, names: Mapping[str, object]) -> None:
    """Refuses, before anything runs, whatever is not in the small grammar. Raises QueryError."""
    asked = False
    for node in _walk(_parsed(text), 0):
        _check_node(node, names)
        asked = asked or isinstance(node, nodes.Name)
    if not asked:
        raise QueryError(
            "the expression asks nothing: it holds only what was typed",
            'write a question such as strikes(), or typed("...", why="...") for what is not a count',
        )


def _walk(node: nodes.Node, depth: int) -> Iterator[nodes.Node]:
    if depth > DEEPEST:
        raise QueryError(f"the expression is nested deeper than {DEEPEST} levels")
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child, depth + 1)


def _check_node(node: nodes.Node, names: Mapping[str, object]) -> None:
    if not isinstance(node, _ALLOWED):
        what = _REFUSED.get(type(node), type(node).__name__.lower())
        raise QueryError(
            f"{what} cannot be used in an expression", "an expression asks, calculates with + - * / and may end in filters"
        )
    if isinstance(node, nodes.Name) and node.name not in names:
        raise QueryError.unknown("name", node.name, names, "expressions")
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise QueryError.unknown("filter", node.name, FILTERS, "expressions")
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise QueryError(f"'{node.attr}' is not for expressions: it starts with an underscore")
    if isinstance(node, nodes.Call | nodes.Filter) and (node.dyn_args is not None or node.dyn_kwargs is not None):
        raise QueryError("* and ** cannot be used in a call")
    if isinstance(node, nodes.Call | nodes.Filter):
        _check_names_given(node)
    if isinstance(node, nodes.Const):
        _check_constant(node.value)
    _check_operands(node)


def _check_names_given(node: nodes.Call | nodes.Filter) -> None:
    """What is given by name is given once, since Jinja writes it down as Python code, to which other letters may be the same."""
    given = [str(keyword.key) for keyword in node.kwargs]
    for name in given:
        if not name.isascii():
            letter = character_name(next(letter for letter in name if not letter.isascii()))
            raise QueryError(f"'{name}' holds the character {letter}", "write names in the letters a to z")
        if given.count(name) > 1:
            raise QueryError(f"'{name}' is given twice", 'for several values give a list, such as ["bayji", "qayyarah"]')


def _check_constant(value: object) -> None:
    if value is None:
        raise QueryError("'none' stands for nothing, and nothing can be asked by it", "leave out what is given as none")
    if isinstance(value, int | float) and not isinstance(value, bool):
        as_exact(value)


def _check_operands(node: nodes.Node) -> None:
    """Arithmetic on a typed text is refused before it runs: `'x' * 10**9` never gets as far as memory."""
    if not isinstance(node, nodes.BinExpr):
        return
    for side in (node.left, node.right):
        if isinstance(side, nodes.List | nodes.Tuple) or (
            isinstance(side, nodes.Const) and not isinstance(side.value, int | float)
        ):
            raise QueryError(f"{node.operator} is for numbers, not for texts or lists")


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is noted while an expression is evaluated: answers, shares and changes with their names, quotations."""

    used: list[Answer]
    ratios: list[tuple[str, Ratio]]
    quotes: list[Quoted]


def _recording(name: str, thing: object, noted: _Noted) -> object:
    """`thing` as it is, or a callable that notes every answer, share, change and quotation that it gives."""
    if not callable(thing):
        return thing

    @functools.wraps(thing, updated=())
    def call(*arguments: object, **named: object) -> object:
        _refuse_empty(named)
        try:
            result = thing(*arguments, **named)
        except TypeError as error:
            called = getattr(thing, "__name__", "it")
            reason = _plain(error).replace(getattr(thing, "__qualname__", called), called)
            raise QueryError(
                f"{called}() cannot be asked like this: {reason}", 'filters are given by name: strikes(country="iraq")'
            ) from None
        if isinstance(result, Answer):
            noted.used.append(result)
        elif isinstance(result, Ratio):
            noted.ratios.append((name, result))
        elif isinstance(result, Quoted):
            noted.quotes.append(result)
        return result

    return call


def _refuse_empty(named: Mapping[str, object]) -> None:
    """A filter that an author wrote does not vanish because what it was given turned out to be nothing."""
    for name, value in named.items():
        if value is None:
            raise QueryError(f"{name}= is given nothing", f"leave {name}= out, or give it a value")


def _printable(text: str) -> str:
    if len(text) > LONGEST:
        raise QueryError(f"the expression prints more than {LONGEST:,} characters")
    if FORBIDDEN.search(text):
        raise QueryError("the expression prints control characters")
    return text


def _typographic(text: str) -> str | None:
    """A way out for the commonest slip: quotation marks that an editor program made curly."""
    return 'use straight quotation marks: "..."' if any(mark in text for mark in "“”‘’„") else None


def _plain(error: Exception) -> str:
    """Python's or Jinja's words, on one line, without the names of our inner functions."""
    text = " ".join(str(error).split()) or type(error).__name__
    return re.sub(r"[\w.]+\.<locals>\.", "", text)[:200]
