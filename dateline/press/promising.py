"""What the pages of a build have to say, for the gate: every number, title and figure as it was computed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from dateline import addresses
from dateline.figure import BASE, Figure
from dateline.gate import Drawn, Promise, Region, Said
from dateline.press.parts import parts_of
from dateline.press.press import Press
from dateline.record_pages import Finished
from dateline.sheet import Sheet
from dateline.site import page_slug
from dateline.worded import worded
from dateline.words import ViewWords


def promised(press: Press) -> dict[str, Promise]:
    """What the pages of a build have to say, by their files in the site: all that were made, and those that show one figure.

    `place` must have been called, and every page taken.
    """
    found = {name: _of_made(page) for name, page in press.made.items()}
    corrections = _file_of(addresses.CORRECTIONS)
    if corrections in found:
        entries = tuple((entry.url, (entry.title, entry.description)) for entry in press.outgoing.repaired)
        found[corrections] = replace(found[corrections], entries=entries)
    drawn = {name: _drawn(press.studio.figure(name)) for name in press.studio.ids}
    glance = tuple(_of_glance(press))
    for name in sorted(press.converted & press.urls.keys()):
        address, sheet = press.address_of(name), press.sheets[name]
        promise = _of_page(press, name, address, drawn)
        parts = tuple(parts_of(press, name, sheet))
        found[_file_of(address)] = replace(promise, regions=(*_regions(press, sheet), *glance), parts=parts)
    for name, figure in drawn.items():
        alone = Region(("body",), press.around(press.studio.figure(name)), figure.html)
        page = _file_of(addresses.figure_page(name))
        found[page] = Promise(figure.title, figure.summary, figures=(figure,), regions=(alone,), whole=False)
    return found


def _of_page(press: Press, name: str, address: str, drawn: dict[str, Drawn]) -> Promise:
    sheet = press.sheets[name]
    findings = sheet.context.findings
    article = sheet.article.date is not None
    return Promise(
        title=sheet.title,
        description=sheet.description,
        said=tuple(_said(sheet)),
        figures=tuple(drawn[name] for name in findings.figures),
        article=article,
        byline=_byline(press, sheet) if article else None,
        metas=tuple(_metas(press, name, sheet)),
        url=f"{press.lies.url}{address}",
        twin=unquote(addresses.markdown_twin(address)) if article else None,
        html=press.outgoing.rendered.get(name, "").replace(BASE, addresses.way_to_root(address)),
    )


def _metas(press: Press, name: str, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What social networks are told besides the title and the description."""
    image, updated = press.shared_as(name), press.repairs.updated(sheet)
    if image is not None:
        yield from ((f"{kind}:image:alt", image.alt) for kind in ("og", "twitter"))
    if sheet.article.date:
        yield "article:published_time", str(sheet.article.date)
    if updated is not None:
        yield "article:modified_time", str(updated)


def _said(sheet: Sheet) -> Iterator[Said]:
    for placed in sheet.context.findings.placed or ():
        number = placed.number
        yield Said(placed.kind, number.shown, number.raw, number.spot, placed.value, placed.tip, placed.anchor)


def _drawn(figure: Figure) -> Drawn:
    finished = figure.finished
    files = tuple((name, hashlib.sha256(content).hexdigest()) for name, content in finished.files.items())
    rows = tuple((row.head, *row.cells) for row in finished.rows)
    return Drawn(
        figure.id,
        finished.title,
        finished.subtitle,
        finished.summary,
        rows,
        figure.plot_html + figure.notes_html,
        files,
        finished.columns,
    )


def _file_of(address: str) -> str:
    """The file in which a page lies."""
    path = unquote(address)
    return f"{path}index.html" if not path or path.endswith("/") else path


def _regions(press: Press, sheet: Sheet) -> Iterator[Region]:
    """The parts of a page of content/ that templates make of what is computed, if it has them."""
    notices = press.repairs.notices_of(sheet)
    if notices:
        yield Region((".dl-corrections, .dl-corrected",), worded(notices))
    behind = press.behind(sheet)
    if behind:
        yield Region((".dl-page-sources",), worded(behind))
    if sheet.article.date:
        yield Region((".dl-article-head .dl-byline",), _byline(press, sheet))
    if sheet.dateline:
        yield Region((".dl-dateline",), worded(sheet.dateline))
    if page_slug(sheet.article.file) == addresses.EXPLORE.rstrip("/"):
        yield Region((".dlx-plain, .dlx-covers",), worded(press.weeks_listed))


def _byline(press: Press, sheet: Sheet) -> ViewWords:
    minutes = sheet.minutes  # by themselves, too, for a template in another language
    return worded(sheet.authors, sheet.article.date, press.repairs.updated(sheet), minutes, f"{minutes} min read")


def _of_glance(press: Press) -> Iterator[Region]:
    """The parts that say what is on record, on whatever page they stand."""
    if press.glance:
        yield Region((".dl-numbers",), worded([fact.row for fact in press.glance.facts], press.glance.apart))
        yield Region((".dl-covered",), worded(press.glance.read, press.glance.covered, press.glance.span))


def _of_made(page: Finished) -> Promise:
    """What a page has to say that no author wrote: all that it shows was computed."""
    parts = (Region((f'[id="{name}"]',), said) for name, said in page.parts)
    whole = Region(("main",), page.worded)
    return Promise(page.title, page.description, regions=(whole, *parts), whole=False)
