"""Texts in cells of CSV files: none that a spreadsheet takes for a formula, and each with an exact way back.

Here belong the two functions alone; `templates/assets/javascripts/explore-export.js` does the same in a browser.
"""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a spreadsheet may take for the start of a formula."""


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: with `'` before it, where it, or what follows its own `'`, begins like one.

    So the way back is exact: a cell that begins with `'` and, after one or more of them, like a formula has one `'` too many.
    """
    return f"'{text}" if _begins_like_one(text) else text


def plain_cell(cell: str) -> str:
    """The text that `safe_cell` made a cell of."""
    return cell[1:] if cell.startswith("'") and _begins_like_one(cell) else cell


def _begins_like_one(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULA)
