"""The parts that a page of content/ has to have: those of what its template asked for, and the head of an article."""

from __future__ import annotations

from collections.abc import Iterator

from dateline import addresses
from dateline.gate import Part
from dateline.press.press import Press
from dateline.sheet import Sheet
from dateline.site import page_slug

STANDFIRST = ".dl-standfirst, .dl-home-standfirst"
_ASKED = {
    "glance": (".dl-numbers", ".dl-covered"),
    "notices": (".dl-corrected", ".dl-corrections"),
    "sources": (".dl-page-sources",),
    "lead": (".dl-lead-title",),
    "others": (".dl-list-title",),
    "by_year": (".dl-list-title",),
    "related": (".dl-related-title",),
}
"""What templates may ask `dateline` for, and where it is looked for."""


def parts_of(press: Press, name: str, sheet: Sheet) -> Iterator[Part]:
    """The parts that the page of a file of content/ has to have. What its template asked for and got nothing is none."""
    asked = press.asked.get(name, {})
    for what in sorted(asked.keys() & _ASKED.keys()):
        yield from (Part(where, f"`dateline.{what}`") for where in _ASKED[what])
    if "lead_figure" in asked:
        yield Part(f'[data-dl-figure="{asked["lead_figure"]}"]', "`dateline.lead_figure`")
    if sheet.article.date and sheet.article.template in (None, "article.html"):  # others decide what their head is
        yield Part(".dl-article-head .dl-byline", "the byline of an article")
        if sheet.dateline:
            yield Part(".dl-dateline", "the dateline of an article")
        if sheet.description:
            yield Part(STANDFIRST, "the description of an article")
    if page_slug(sheet.article.file) == addresses.EXPLORE.rstrip("/"):
        yield from (Part(where, "the list of weeks of the explore page") for where in (".dlx-covers", ".dlx-plain"))
