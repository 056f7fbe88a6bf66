"""Facts as Markdown: paragraphs and cells of tables."""

from __future__ import annotations

import re
import textwrap


def wrapped(*parts: str) -> list[str]:
    """A paragraph."""
    return textwrap.wrap(" ".join(parts), 120, break_long_words=False, break_on_hyphens=False)


def cell(text: str) -> str:
    """A text in a table. What looks like Markdown or HTML is put as it is read."""
    return re.sub(r"([|\\`*_<>\[\]])", r"\\\1", " ".join(text.split()))
