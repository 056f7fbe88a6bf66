"""The Jinja environments: pages and figures (trusted templates, autoescaped) and what authors write (sandboxed).

This package owns jinja2. It knows nothing of the host: names come in, text goes out.
"""

from dateline.render.compiled import CompiledOnce
from dateline.render.expressions import DAYS, Evaluated, Expressions
from dateline.render.failures import template_problem
from dateline.render.pages import page_environment, template_directories
from dateline.render.quoting import Quoted, Typed, author_names

__all__ = [
    "DAYS",
    "CompiledOnce",
    "Evaluated",
    "Expressions",
    "Quoted",
    "Typed",
    "author_names",
    "page_environment",
    "template_directories",
    "template_problem",
]
