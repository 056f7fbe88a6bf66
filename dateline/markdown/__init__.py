"""What authors write: expressions, chart blocks, and the lint for figures typed by hand, as a Python-Markdown extension.

This package owns markdown and pymdownx. It knows nothing of MkDocs: a host gives a PageContext and takes what was found.
"""

from dateline.markdown.context import Findings, Number, PageContext, evaluate_text
from dateline.markdown.extension import DatelineExtension, makeExtension
from dateline.markdown.lint import FigureLint
from dateline.markdown.page import EXTENSIONS, Rendered, check_page, evaluate_front, render_page

__all__ = [
    "EXTENSIONS",
    "DatelineExtension",
    "FigureLint",
    "Findings",
    "Number",
    "PageContext",
    "Rendered",
    "check_page",
    "evaluate_front",
    "evaluate_text",
    "makeExtension",
    "render_page",
]
