"""Hostile texts break no page and run nowhere: pages are loaded whole, with their scripts, and listened to."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Browser

from benchmarks.reliability.facts import note
from tests.hostile.strings.sinks import TEXTS, Bare, Reader, reading
from tests.hostile.strings.stuffed import NUMBERS, name_of
from tests.projects import Project

KINDS = (
    *(
        "",
        "articles/",
        "explore/",
        "weeks/",
        "weeks/2018-03-30/",
        "places/",
        "reports/",
        "reports/s000/",
        "corrections/",
        "data/",
    ),
    *("sources/", "places/p-s000/", "authors/w-s000/", "articles/s000/evidence/", "figures/f-s000/", "all/", "404.html"),
)


WHOLE = """() => ({mains: document.querySelectorAll("main").length, heads: document.querySelectorAll("h1").length,
  bodies: document.querySelectorAll("body").length, sideways: document.documentElement.scrollWidth - window.innerWidth,
  strange: document.querySelectorAll("base, iframe, object, embed, math, noscript img, meta[http-equiv=refresh]").length})"""


def test_pages_of_every_kind_stay_whole(reader: Reader) -> None:
    """With all their scripts, on narrow and wide screens. Some pages are those of the longest word there may be."""
    longest = name_of(next(i for i in NUMBERS if " " not in TEXTS[i] and len(TEXTS[i]) == 2000))
    names = (*KINDS, f"articles/{longest}/", f"places/p-{longest}/", f"articles/{longest}/evidence/")
    for name in names:
        page = reader.opened(name)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(WHOLE)
            assert found["sideways"] <= 0, f"{name} is wider than {width} px by {found['sideways']}"
        assert [found[key] for key in ("mains", "heads", "bodies", "strange")] == [1, 1, 1, 0], name
    note("strings", "pages of every kind, narrow and wide", {"reader": "Chromium", "texts": len(names)})
    reader.quiet()


FRAMES = """async (addresses) => {
  const rest = [...addresses], broken = [];
  const load = async () => {
    for (let address = rest.pop(); address; address = rest.pop()) {
      const frame = document.createElement("iframe");
      await new Promise((resolve) => { frame.onload = resolve; frame.src = address; document.body.append(frame); });
      if (frame.contentWindow.location.href !== address || !frame.contentDocument.querySelector("main")) broken.push(address);
      frame.remove();
    }
  };
  await Promise.all([load(), load(), load(), load()]);
  return broken;
}"""


def test_no_page_runs_a_text(stuffed: Project, browser: Browser) -> None:
    """The pages of the site, loaded with what they run themselves.

    Of places, authors and evidence, whose elements are the same in all, every eighth.
    """
    names = [path.relative_to(stuffed.site).as_posix() for path in sorted(stuffed.site.rglob("*.html"))]
    alike = re.compile(r"places/|authors/|articles/.*/evidence/")
    names = [name for number, name in enumerate(names) if number % 8 == 0 or not alike.match(name)]
    with reading(stuffed.site, browser, Bare) as bare:
        bare.page.goto(bare.address + Bare.ROOM)
        addresses = [bare.address + quote(name.removesuffix("index.html")) for name in names]
        assert bare.page.evaluate(FRAMES, addresses) == []
        bare.quiet()
    note("strings", "pages loaded: nothing runs, nothing is asked elsewhere", {"reader": "Chromium", "texts": len(names)})
