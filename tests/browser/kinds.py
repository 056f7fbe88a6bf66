"""One page of each kind that the site has, and what is looked for on all of them."""

from __future__ import annotations

REPORT = "reports/2018-04-06-cjtf-oir/"
KINDS = {
    "front page": "",
    "list of articles": "articles/",
    "article with one week": "articles/nine-strikes-in-a-week/",
    "article over time": "articles/the-record-by-week/",
    "article with a map": "articles/where-the-strikes-fell/",
    "article with quotations": "articles/sums-that-do-not-add-up/",
    "evidence": "articles/nine-strikes-in-a-week/evidence/",
    "evidence of large answers": "articles/where-the-strikes-fell/evidence/",
    "evidence of quotations": "articles/sums-that-do-not-add-up/evidence/",
    "text": "methodology/",
    "about": "about/",
    "explore": "explore/",
    "weeks": "weeks/",
    "week": "weeks/2018-03-30/",
    "week without a report": "weeks/2018-03-23/",
    "fortnight": "weeks/2019-01-13/",
    "places": "places/",
    "place": "places/abu-kamal/",
    "place without a coordinate": "places/barghooth/",
    "reports": "reports/",
    "report": REPORT,
    "author": "authors/desk/",
    "corrections": "corrections/",
    "week that was corrected": "weeks/2018-08-27/",
    "downloads": "data/",
    "sources": "sources/",
    "embedded chart": "figures/nine-strikes-weeks/",
    "embedded map": "figures/where-all/",
    "embedded table of weeks and places": "figures/places-by-week/",
    "embedded lists of targets": "figures/nine-strikes-targets/",
    "embedded coverage": "figures/itemised-by-month/",
    "embedded chart of the newsroom": "figures/by-month/",
    "not found": "404.html",
}
CHARTED = {kind for kind in KINDS if kind.startswith(("article with", "article over", "embedded"))} | {"front page", "text"}
"""The kinds that have a chart; the others have none."""
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
LEGIBLE = 11
"""The smallest size of a letter as displayed, in px."""

PLOTS = """() => [...document.querySelectorAll('.dl-figure')].map(figure => {
  const svg = [...figure.querySelectorAll('.dl-plot svg')].filter(svg => svg.checkVisibility());
  const marks = svg.flatMap(one => [...one.querySelectorAll('.dl-mark')]);
  const sizes = svg.flatMap(one => {
    const scale = one.getBoundingClientRect().width / one.viewBox.baseVal.width;
    return [...one.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize) * scale);
  });
  const seen = marks.filter(mark => { const box = mark.getBoundingClientRect(); return box.width + box.height > 0; });
  return {id: figure.id, shown: svg.length, marks: seen.length, all: marks.length, smallest: Math.min(...sizes)};
})"""
SIDEWAYS = "() => document.documentElement.scrollWidth - window.innerWidth"

WATCH_SHIFTS = """window.moved = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({type: 'layout-shift', buffered: true});"""
"""Adds up in `moved` how far things shift while a page loads and is read."""
