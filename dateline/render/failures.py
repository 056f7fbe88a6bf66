"""What went wrong in a template, as a problem with the template's place.

Here belongs telling a mistake in a template from one of ours. Expressions of authors never come here: they fail as QueryError.
"""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from dateline.errors import Problem, Spot

_JINJA = Path(jinja2.__file__).parent


def template_problem(error: BaseException, root: Path) -> Problem | None:
    """What is wrong with a template of the project in `root`; None if the error has another cause."""
    place = _place(error)
    if isinstance(error, TemplateNotFound):
        return Problem("unknown-template", f"there is no template '{error.name}'", _spot(place, root), "add it to templates/")
    if isinstance(error, TemplateSyntaxError):
        return Problem("template", f"this template cannot be read: {error.message}", _spot((error.filename, error.lineno), root))
    if isinstance(error, TemplateError) or _of_the_template(error):
        return Problem("template", f"this template cannot be filled in: {error}", _spot(place, root))
    return None


def _of_the_template(error: BaseException) -> bool:
    """Whether a template raised it, or a filter or a test of Jinja's that it uses. What our code raises for it is ours."""
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    while files and Path(files[-1]).is_relative_to(_JINJA):
        files.pop()
    return bool(files) and files[-1].endswith(".html")


def _place(error: BaseException) -> tuple[str | None, int]:
    """The template and the line that were at work when `error` was raised; Jinja puts them into the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next(
        ((frame.filename, frame.lineno or 0) for frame in reversed(frames) if frame.filename.endswith(".html")), (None, 0)
    )


def _spot(place: tuple[str | None, int], root: Path) -> Spot:
    name, line = place
    if name is None:
        return Spot("templates")
    path = Path(name)
    return Spot(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name, line)
