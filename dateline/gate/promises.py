"""What a page has to say: the texts that were computed for it, as they were before any template or plugin touched them.

Types only. Whether a page keeps its promise is decided in `said`, `standing` and `figures`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.errors import Spot
from dateline.words import ViewWords


@dataclass(frozen=True, slots=True)
class Said:
    """A text that was computed and stands in an element of its own.

    `kinds` is its class, `text` what is shown, `asked` the question in the author's words, `spot` where it was asked. `value`,
    `tip` and `anchor` are what its element has as `value`, `data-dl-tip` and `id`; None for nothing.
    """

    kind: str
    text: str
    asked: str
    spot: Spot
    value: str | None = None
    tip: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure: the id of its element, its words, the rows of its table, its HTML, and the digests of its files.

    `title`, `subtitle` and `summary` are plain texts, `columns` and `rows` its table: headings, and cells of the body. `html` is
    what the templates made of them, with every drawing in an element of the class `dl-plot`: what is left out there may be
    missing. `files` are names below the root of the site with their SHA-256.
    """

    id: str
    title: str
    subtitle: str
    summary: str
    rows: tuple[tuple[str, ...], ...]
    html: str
    files: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that prints what a view says, and no other number.

    `where` are selectors of CSS: the first that finds anything tells the part. `said` is what the view says, `html` what else may
    stand there, each text of it in an element of its own.
    """

    where: tuple[str, ...]
    said: ViewWords
    html: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An element that a page has to have: the selector of CSS that finds it, and what its template is to print there, in words.

    An empty one says that the template leaves it out: what is printed elsewhere would be held to nothing.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What a page has to say. Texts are plain.

    `said` are its computed texts in the order of the page, `regions` its parts that templates made of views, `parts` those that
    have to be there. `article`: it is one, so that its headline is its title. `url` is its full address, under which feeds name
    it; `twin` the name of the same page as plain text. `metas` are what `<meta>` of some names or properties say, where
    there are any; `entries` what feeds say besides articles, by its full address as (title, description).
    """

    title: str
    description: str | None = None
    said: tuple[Said, ...] = ()
    figures: tuple[Drawn, ...] = ()
    article: bool = False
    url: str = ""
    twin: str | None = None
    regions: tuple[Region, ...] = ()
    parts: tuple[Part, ...] = ()
    byline: ViewWords | None = None
    """What stands below its headline wherever the page is listed; None for what is no article."""
    metas: tuple[tuple[str, str], ...] = ()
    entries: tuple[tuple[str, tuple[str, str]], ...] = ()
    html: str = ""
    """The article as it was rendered, before templates and plugins: how its numbers stand. Nothing where it is not known."""
    whole: bool = True
    """Whether `said` is all that was computed for the page; else only its words and figures are known."""


def digest_of_promises(promised: Mapping[str, Promise]) -> bytes:
    """What stands for promises in the key of a verdict."""
    digest = hashlib.sha256()
    for name in sorted(promised):
        digest.update(repr((name, promised[name])).encode("utf-8", "surrogatepass"))
    return digest.digest()
