"""How a build stops: with problems that a person can mend, in the way that MkDocs stops."""

from __future__ import annotations

from pathlib import Path

from mkdocs.exceptions import Abort, BuildError

from dateline.errors import ConfigurationError, DatelineError, EnvironmentProblem, Problem, format_text
from dateline.load import read_line
from dateline.publish import disk_problem
from dateline.render import template_problem


class Stopped(Abort):
    """The build stops for problems that were shown; `error` holds them for callers of our own."""

    def __init__(self, error: DatelineError, root: Path) -> None:
        self.error = error
        super().__init__(f"\n{format_text(error.problems, read_line(root))}\n")


def explained(error: Exception, root: Path) -> DatelineError | None:
    """An error of MkDocs, Jinja or the system as problems that a person can mend; None for what can only be a mistake of ours."""
    if isinstance(error, DatelineError):
        return error
    template = template_problem(error, root)
    if template is not None:
        return ConfigurationError(template)
    disk = disk_problem(error)
    if disk is not None:
        return EnvironmentProblem(disk)
    return ConfigurationError(Problem("plugin", str(error))) if isinstance(error, BuildError) else None
