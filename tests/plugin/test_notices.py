"""MkDocs' warnings fail the build, with the place that they are about, however quiet MkDocs was told to be."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from dateline.errors import Problem, Spot
from dateline.plugin.notices import Notices, text_finder

LINES = {"content/a.md": ["---", "title: A", "---", "See [b](b.md) and [b](b.md)."], "mkdocs.yml": ["nav:", "  - c.md"]}


def line(file: str, number: int) -> str | None:
    lines = LINES.get(file, [])
    return lines[number - 1] if number <= len(lines) else None


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """MkDocs' logger, given back as it was."""
    found = logging.getLogger("mkdocs")
    level, handlers = found.level, list(found.handlers)
    yield found
    found.setLevel(level)
    found.handlers[:] = handlers


@pytest.fixture
def notices(logger: logging.Logger) -> Iterator[Notices]:
    listening = Notices()
    listening.attach()
    assert listening in logger.handlers
    yield listening
    listening.detach()


def collected(notices: Notices) -> list[Problem]:
    return notices.problems(text_finder(line))


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (
            "Doc file 'a.md' contains a link 'b.md', but the target is not found among documentation files. Did you mean 'c.md'?",
            Problem(
                "dead-link",
                "contains a link 'b.md', but the target is not found among documentation files",
                Spot("content/a.md", 4, 9, 4),
                "Did you mean 'c.md'?",
            ),
        ),
        (
            "Doc file 'a.md' contains a link '#x', but there is no such anchor on this page.",
            Problem("dead-link", "contains a link '#x', but there is no such anchor on this page", Spot("content/a.md")),
        ),
        (
            "Doc file 'a.md' contains an absolute link '/b.md', it was left as is. Did you mean 'b.md'?",
            Problem(
                "dead-link", "contains an absolute link '/b.md', it was left as is", Spot("content/a.md"), "Did you mean 'b.md'?"
            ),
        ),
        (
            "A reference to 'c.md' is included in the 'nav' configuration, which is not found in the documentation files.",
            Problem(
                "mkdocs",
                "A reference to 'c.md' is included in the 'nav' configuration, which is not found in the documentation files.",
                Spot("mkdocs.yml"),
            ),
        ),
        ("Something else", Problem("mkdocs", "Something else")),
    ],
)
def test_a_warning_becomes_a_problem(notices: Notices, message: str, problem: Problem) -> None:
    logging.getLogger("mkdocs.structure.pages").warning(message)
    assert collected(notices) == [problem]


def test_what_is_no_warning_is_none(notices: Notices) -> None:
    logging.getLogger("mkdocs.commands.build").info("Cleaning site directory")
    assert collected(notices) == []


def test_each_build_begins_anew(notices: Notices) -> None:
    logging.getLogger("mkdocs").warning("old")
    notices.detach()
    logging.getLogger("mkdocs").warning("unheard")
    assert [problem.message for problem in collected(notices)] == ["old"]
    notices.attach()
    logging.getLogger("mkdocs").warning("new")
    assert [problem.message for problem in collected(notices)] == ["new"]


def test_a_quiet_mkdocs_is_heard_and_stays_quiet(logger: logging.Logger) -> None:
    shown: list[str] = []
    terminal = logging.Handler()
    terminal.emit = lambda record: shown.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(terminal)
    logger.setLevel(logging.ERROR)  # mkdocs build --quiet
    notices = Notices()
    notices.attach()
    logger.warning("a warning")
    logger.error("an error")
    assert [problem.message for problem in collected(notices)] == ["a warning", "an error"]
    assert shown == ["an error"]
