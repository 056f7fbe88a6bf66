"""Hostile texts in the site as it was known on a day."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.serving import Handler
from tests.hostile.strings.catalogue import ACCEPTED
from tests.hostile.strings.sinks import Wanted, column, one_shape, reading, same
from tests.hostile.strings.stuffed import NAME, name_of, write_stuffed

DAY = "2018-04-10"


def test_an_edition(browser: Browser, tmp_path: Path) -> None:
    """Some of the texts in the site as it was known on a day, whose links were written anew."""
    texts = ACCEPTED[::8]
    project = write_stuffed(tmp_path / "project", texts, ("it's",))
    for name in ("all", "explore"):
        (project.root / "content" / f"{name}.md").unlink()
        project.edit("mkdocs.yml", f", {name}.md", "")
    assert project.run("build", "--as-of", DAY) == 0
    wanted: Wanted = {
        "headline": ("h1#top", None),
        "standfirst": (".dl-standfirst", None),
        "author": (".dl-author", None),
        "value": (".dl-value", None),
        "detail": (".dl-details dd", None),
    }
    hidden = ".dl-related, .dl-turn, figure, .dl-page-sources, .dl-contents, meta, script, link"
    with reading(project.root / "editions" / DAY, browser, Handler) as reader:
        read = [one.read for one in texts]
        numbers = range(len(texts))
        pages = reader.read((f"articles/{name_of(i)}/index.html" for i in numbers), wanted, hidden)
        same("edition: title", "Chromium", [page["title"] for page in pages], [f"{text} - {NAME}" for text in read])
        for key in ("headline", "standfirst", "author", "value"):
            same(f"edition: {key} of an article", "Chromium", column(pages, key), read)
        one_shape(pages, "edition: articles")
        places = reader.read((f"places/p-{name_of(i)}/index.html" for i in numbers), wanted)
        same("edition: heading of a place", "Chromium", column(places, "headline"), read)
        same("edition: note of a place", "Chromium", column(places, "detail", 3), read)
        reader.opened(f"articles/{name_of(0)}/index.html")
        reader.quiet()
