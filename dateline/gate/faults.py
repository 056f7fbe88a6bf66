"""What is wrong with a piece of a page or a file, before its place is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, with its code, the way out, and its place where it has one: line and column from 1."""

    code: str
    message: str
    help: str | None = None
    line: int = 0
    column: int = 0
