"""Expressions in running text: from `{{ ... }}` to an element with the result.

Here belong the inline pattern and the two small steps that keep tables from splitting an expression at its filters. What
becomes of expressions in attributes and raw HTML is in `tree`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import STX

from dateline.markdown.braces import find_close, is_escaped, scan
from dateline.markdown.context import unclosed
from dateline.markdown.page_state import PIPE, PageState

GetState = Callable[[], PageState]


class PipeMask(Preprocessor):
    """Hides the `|` of filters from the table processor. Runs after fences have been put aside, before anything else splits."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with every pipe between braces replaced by a token."""
        text = "\n".join(lines)
        pieces, position = [], 0
        for braced in scan(text):
            pieces.append(text[position : braced.start])
            inside = text[braced.start : braced.end]
            pieces.append(inside if braced.raw is None else inside.replace("\\|", PIPE).replace("|", PIPE))
            position = braced.end
        return "".join([*pieces, text[position:]]).split("\n")


def unmasked(text: str) -> str:
    """`text` with its pipes back."""
    return text.replace(PIPE, "|")


class ExpressionPattern(InlineProcessor):
    """Evaluates `{{ ... }}`. Runs after code spans have been put aside and before everything else."""

    def __init__(self, md: Markdown, state: GetState) -> None:
        super().__init__(r"\{\{", md)
        self._state = state

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name; its stubs know fewer results than it takes
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """The element for one expression; a problem, and the text as it is, when it has no end."""
        start = m.start()
        if is_escaped(data, start):
            return None, None, None
        close = find_close(data, start + 2)
        if close is None:
            self._report_unclosed(data, start)
            return "{{", start, start + 2
        raw = data[start + 2 : close]
        if STX in raw:
            self._report_code(raw)
            return "{{", start, start + 2
        return self._state().value_element(raw), start, close + 2

    def _report_unclosed(self, data: str, start: int) -> None:
        state = self._state()
        words = re.split(rf"[\n{STX}]|{{{{|}}}}", data[start + 2 : start + 80], maxsplit=1)[0]
        state.context.report(unclosed(state.source.expression(words, closed=False)))

    def _report_code(self, raw: str) -> None:
        state = self._state()
        spot = state.source.expression(raw.partition(STX)[0], closed=False)
        state.report(
            "markup-in-expression",
            "code marks (`) stand within an expression",
            spot,
            "take them out: '{{ ... }}' holds no Markdown",
        )
