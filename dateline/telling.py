"""What machines are told of an article: its twin in Markdown, and its facts for JSON-LD, from its sheet and its finished figures.

Here belongs gathering what `export` writes. Which articles there are, and where they lie, is for the press to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline import addresses
from dateline.export import Chart, Head, Told, twin
from dateline.figure import BASE, Figure
from dateline.model import Dataset, Source
from dateline.sheet import Sheet


def twin_of(
    sheet: Sheet, page: str, address: str, home: str, figures: Iterable[Figure], sources: Iterable[Source], dataset: Dataset
) -> bytes:
    """An article as Markdown. `page` is its HTML before its figures are put in, `address` lies below `home`, the site's."""
    charts = {figure.id: _chart(figure, home) for figure in figures}
    head = Head(sheet.title, sheet.description, tuple(_lines(sheet)), f"{home}{address}")
    foot = f"Text of {home}{address}. Data: {home}{addresses.DATA}, {dataset.licence.name}."
    return twin(head, page.replace(BASE, home.rstrip("/")), charts, sources, foot).encode()


def _chart(figure: Figure, home: str) -> Chart:
    made = figure.finished
    return Chart(
        made.title,
        made.subtitle,
        made.summary,
        made.columns,
        tuple((row.head, *row.cells) for row in made.rows),
        made.credit,
        f"{home}{addresses.figure_page(figure.id)}",
        f"{home}{addresses.figure_file(figure.id, 'csv')}",
    )


def _lines(sheet: Sheet) -> Iterator[str]:
    """Who wrote it and when, and what its numbers cover."""
    names = " and ".join(author.name for author in sheet.authors)
    said = [f"By {names}." if names else "", f"Published {sheet.published}." if sheet.published else ""]
    said.append(f"Updated {sheet.updated}." if sheet.updated else "")
    yield " ".join(part for part in said if part)
    if sheet.dateline:
        yield f"The numbers on this page cover {sheet.dateline}."


def told_of(sheet: Sheet, url: str, sources: tuple[Source, ...], image: str | None, alt: str | None) -> Told:
    """The facts of an article that has a date, but for its corrections. Addresses are whole."""
    article = sheet.article
    if article.date is None:
        message = f"{article.file} has no date"
        raise ValueError(message)
    return Told(url, sheet.title, sheet.description, article.date, article.updated, sheet.authors, sources, image, alt)
