"""MkDocs logs what it thinks of links and files and builds on; here its warnings are collected, to fail the build with."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Callable

from dateline.errors import Problem, Spot
from dateline.plugin.quick import DIRTY

_DOC = re.compile(r"Doc file '([^']+)' (.*)", re.DOTALL)
_LINK = re.compile(r"contains (?:a link|an absolute link|an unrecognized relative link) '([^']*)'")
FindText = Callable[[str, str], Spot]
"""Where a text first stands in a file of the project."""


def text_finder(read_line: Callable[[str, int], str | None]) -> FindText:
    """A FindText over the lines that `read_line(file, line)` gives. The file as a whole, where the text is not to be found."""

    def find(file: str, text: str) -> Spot:
        for number in itertools.count(1):
            line = read_line(file, number)
            if line is None:
                return Spot(file)
            if text in line:
                return Spot(file, number, line.index(text) + 1, len(text))
        raise AssertionError

    return find


class Notices(logging.Handler):
    """Collects warnings and errors of the `mkdocs` loggers while it is attached."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(DIRTY):
            self.messages.append(record.getMessage())

    def problems(self, find: FindText) -> list[Problem]:
        """What was collected, with the places of links."""
        return [_problem(message, find) for message in self.messages]

    def attach(self) -> None:
        """Start to listen, with nothing collected yet."""
        self.messages = []
        logger = logging.getLogger("mkdocs")
        level = logger.getEffectiveLevel()
        if level > logging.WARNING:  # `mkdocs build -q`: what a person does not want to read must still fail the build
            for handler in logger.handlers:
                handler.setLevel(max(level, handler.level))
            logger.setLevel(logging.WARNING)
        if self not in logger.handlers:
            self.setLevel(logging.WARNING)
            logger.addHandler(self)

    def detach(self) -> None:
        """Stop to listen. What was collected stays."""
        logging.getLogger("mkdocs").removeHandler(self)


def _problem(message: str, find: FindText) -> Problem:
    doc = _DOC.search(message)
    if doc is None:
        return Problem("mkdocs", message, Spot("mkdocs.yml") if "'nav' configuration" in message else None)
    file, said = f"content/{doc[1]}", doc[2]
    link = _LINK.match(said)
    if link is None:
        return Problem("mkdocs", said, Spot(file))
    reason, _, advice = said.partition(". ")
    return Problem("dead-link", reason.rstrip("."), find(file, link[1]) if link[1] else Spot(file), advice or None)
