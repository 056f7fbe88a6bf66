"""What the pages of a build have to say, for the gate: every number, title and figure as it was computed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from urllib.parse import unquote

from dateline import addresses
from dateline.figure import Figure
from dateline.gate import Drawn, Promise, Said
from dateline.press.pages import Pages
from dateline.sheet import Sheet


def promised(pages: Pages) -> dict[str, Promise]:
    """What every page that was converted has to say, and every page that shows one figure, by their files in the site.

    `place` of the pages must have been called.
    """
    found = {}
    drawn = {name: _drawn(pages.studio.figure(name)) for name in pages.studio.ids}
    for name in sorted(pages.converted & pages.urls.keys()):
        address = pages.address_of(name)
        found[_file_of(address)] = _of_page(pages.sheets[name], f"{pages.lies.url}{address}", address, drawn)
    for name, figure in drawn.items():
        found[_file_of(addresses.figure_page(name))] = Promise(figure.title, figure.summary, figures=(figure,), whole=False)
    return found


def _of_page(sheet: Sheet, url: str, address: str, drawn: dict[str, Drawn]) -> Promise:
    findings = sheet.context.findings
    article = sheet.article.date is not None
    return Promise(
        title=sheet.title,
        description=sheet.description,
        said=tuple(_said(sheet)),
        figures=tuple(drawn[name] for name in findings.figures),
        article=article,
        url=url,
        twin=unquote(addresses.markdown_twin(address)) if article else None,
    )


def _said(sheet: Sheet) -> Iterator[Said]:
    for placed in sheet.context.findings.placed or ():
        number = placed.number
        yield Said(placed.kind, number.shown, number.raw, number.spot, placed.value, placed.tip, placed.anchor)


def _drawn(figure: Figure) -> Drawn:
    finished = figure.finished
    files = tuple((name, hashlib.sha256(content).hexdigest()) for name, content in finished.files.items())
    rows = tuple((row.head, *row.cells) for row in finished.rows)
    return Drawn(
        figure.id, finished.title, finished.subtitle, finished.summary, rows, figure.plot_html + figure.notes_html, files
    )


def _file_of(address: str) -> str:
    """The file in which a page lies."""
    path = unquote(address)
    return f"{path}index.html" if not path or path.endswith("/") else path
