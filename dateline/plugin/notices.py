"""MkDocs logs what it thinks of links and files and builds on; here its warnings are collected, to fail the build with."""

from __future__ import annotations

import logging
import re

from dateline.errors import Problem, Spot

_DOC = re.compile(r"Doc file '([^']+)'")


class Notices(logging.Handler):
    """Collects warnings and errors of the `mkdocs` loggers while it is attached."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        doc = _DOC.search(message)
        self.problems.append(Problem("mkdocs", message, Spot(f"content/{doc[1]}") if doc else None))

    def attach(self) -> None:
        """Start to listen, with nothing collected yet."""
        self.problems = []
        logger = logging.getLogger("mkdocs")
        if self not in logger.handlers:
            logger.addHandler(self)

    def detach(self) -> None:
        """Stop to listen. What was collected stays."""
        logging.getLogger("mkdocs").removeHandler(self)
