"""The frame of a page, as the host renders it once: literal text with gaps for what differs from page to page.

The gaps are found once, and nothing that is put into one is ever looked at for another: a hostile title stays a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from markupsafe import Markup, escape

from dateline.words import ViewWords

SLUG = "dateline-shell"
"""The folder that a frame pretends to lie in; its address in the frame becomes that of the page."""
TITLE = "\x02dateline-title\x03"
DESCRIPTION = "\x02dateline-description\x03"
CONTENT = "\x02dateline-content\x03"
"""The gaps. They hold characters that no text may hold: the frame has names that authors write, of the site and of its pages."""


class Printed(NamedTuple):
    """What a template made of a view: the HTML of a page's content, escaped, and the words that it was made of."""

    html: str
    worded: ViewWords


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it is published: its file below the root of the site, and what it has to say. Title and description are plain.

    `parts` are elements, by their ids, that have to say no more than a part of it.
    """

    name: str
    content: bytes
    title: str
    description: str
    worded: ViewWords
    parts: tuple[tuple[str, ViewWords], ...] = ()


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces of a frame: texts, and between them the names of gaps."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, html: str, depth: int) -> Shell:
        """The frame in a page that was rendered with the tokens of `tokens(depth)` in place of what differs."""
        gaps = "|".join(map(re.escape, (*tokens(depth), CONTENT)))
        return cls(tuple(re.split(f"({gaps})", html)))

    def finished(self, address: str, title: str, description: str, printed: Printed, *, there: str | None = None) -> Finished:
        """A page at `address` in this frame. `there`: the address that it gives itself, where that is another."""
        content = Markup(printed.html)  # noqa: S704 - the template escaped it
        html = self.filled(address if there is None else there, title, description, content)
        return Finished(f"{unquote(address)}index.html", html.encode(), title, description, printed.worded)

    def filled(self, address: str, title: str, description: str, content: Markup) -> str:
        """A page: `address` relative to the root of the site, title and description as plain texts, the content as HTML."""
        values = {TITLE: escape(title), DESCRIPTION: escape(description), CONTENT: content}
        gaps = [str(values.get(piece, escape(address))) for piece in self.pieces[1::2]]
        return "".join(text + gap for text, gap in zip(self.pieces[::2], [*gaps, ""], strict=True))


def tokens(depth: int) -> tuple[str, str, str]:
    """What stands in a frame for the title, the description and the address of a page so many folders deep."""
    return TITLE, DESCRIPTION, pretended(depth)


def pretended(depth: int) -> str:
    """The address that a frame is rendered for: its relative links are right for every page so many folders deep."""
    return f"{SLUG}/" * depth
