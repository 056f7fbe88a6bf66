"""The front matter of a page: which keys it may have, and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.errors import ContentError, Problem, Spot
from dateline.load.scalars import Choice, Day, Flag, Number, Pattern, Text
from dateline.load.shapes import Field, Fields, ListOf
from dateline.load.vocabulary import Known, Reference

_FENCE = re.compile(r"-{3}[ \t]*")
_CLOSE = re.compile(r"(?:-{3}|\.{3})[ \t]*")
_HELP = "a page starts with a line ---, then title: and the other keys, then a line ---"
HIDDEN = ("navigation", "toc", "path", "footer", "tags", "feedback")


@dataclass(frozen=True, slots=True)
class Page:
    """A page in two parts. `body_line` is the line of the file on which the body starts; the front matter starts on line 2."""

    front: str
    body: str
    body_line: int


def split_page(text: str, file: str) -> Page:
    """The front matter and the body, exactly as MkDocs would part them. Raises ContentError when it cannot be done."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        raise ContentError(
            Problem("no-front-matter", "this page has no front matter", Spot(file, 1, 1, max(1, len(lines[0]))), _HELP)
        )
    end = next((number for number, line in enumerate(lines) if number and _CLOSE.fullmatch(line)), None)
    if end is None:
        message = "the front matter that starts here is not closed"
        raise ContentError(Problem("unclosed-front-matter", message, Spot(file, 1, 1, 3), "close it with a line ---"))
    if end == len(lines) - 1:
        message = "the line that closes the front matter has no line break after it"
        raise ContentError(
            Problem("unclosed-front-matter", message, Spot(file, end + 1, 1, 3), "end the line, and write the page below it")
        )
    body = end + 1
    while body < len(lines) - 1 and not lines[body]:
        body += 1
    return Page("\n".join(lines[1:end]) + "\n", "\n".join(lines[body:]), body + 1)


def front_matter_shape(authors: Known) -> Fields:
    """The keys of a page's front matter; the authors are those of dataset.yml."""
    names = Reference(authors)
    return Fields(
        "the front matter",
        {
            "title": Field(Text(), "The headline. May hold {{ expressions }}, in quotes.", required=True),
            "description": Field(Text(lines=True), "The standfirst: one or two sentences. May hold {{ expressions }}."),
            "date": Field(Day(), "The day of publication. A page with a date is an article and is listed."),
            "updated": Field(Day(), "The day of the last change that readers should know of."),
            "authors": Field(
                ListOf(names, "a list of authors", least=1, distinct=True), "The byline: ids of authors in data/dataset.yml."
            ),
            "dateline": Field(_scope_shape(), "The days that every number and chart of this page starts from."),
            "kicker": Field(Text(), "The words above the headline."),
            "lead": Field(Flag(), "true: leads the front page; of several the newest."),
            "tags": Field(ListOf(Text(), "a list of tags", least=1, distinct=True), "What the page is about."),
            "template": Field(
                Pattern(re.compile(r"[\w-]+(?:/[\w-]+)*\.html"), "bad-text", "a template", "such as article.html"),
                "Its template.",
            ),
            "hide": Field(
                ListOf(Choice(HIDDEN, "a part of the page"), "a list of parts", distinct=True),
                "Parts of the page not to be shown.",
            ),
            "search": Field(_search_shape(), "How the search of the site treats this page."),
        },
    )


def _scope_shape() -> Fields:
    return Fields(
        "a dateline",
        {
            "from": Field(Day(), "The first day.", required=True),
            "to": Field(Day(), "The last day, included.", required=True),
        },
    )


def _search_shape() -> Fields:
    return Fields(
        "'search'",
        {
            "exclude": Field(Flag(), "true: not found by the search."),
            "boost": Field(Number(0, 1000), "How much higher it is listed: 2 is twice."),
        },
    )
