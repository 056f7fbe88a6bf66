"""Hostile texts in articles, in their figures and in pages that show these, as Chromium reads them."""

from __future__ import annotations

from urllib.parse import quote, unquote

from benchmarks.reliability.facts import note
from tests.hostile.strings.catalogue import FILE_NAMES
from tests.hostile.strings.sinks import TEXTS, Reader, Wanted, column, flat, its_own, one_shape, same
from tests.hostile.strings.stuffed import NAME, NUMBERS, PACKS, SOUP, name_of


def test_articles(reader: Reader) -> None:
    wanted: Wanted = {
        "headline": ("h1#top", None),
        "standfirst": (".dl-standfirst", None),
        "kicker": (".dl-article-head .dl-kicker", None),
        "author": (".dl-author", None),
        "tag": (".dl-tags li", None),
        "description": ("meta[name=description]", "content"),
        "author in meta": ("meta[name=author]", "content"),
        "og:title": ("meta[property='og:title']", "content"),
        "og:description": ("meta[property='og:description']", "content"),
        "og:site_name": ("meta[property='og:site_name']", "content"),
        "twin": ("link[type='text/markdown']", "title"),
        "value": (".dl-value", None),
        "heading": (".dl-article > h2", None),
        "quoted": (".dl-quoted", None),
        "tip": (".dl-quoted", "data-dl-tip"),
        "link title": (".dl-article > p a[title]", "title"),
        "alt": (".dl-article img", "alt"),
        "publisher": (".dl-sources-publisher", None),
        "source": (".dl-sources-list a[href^='https://example.org/s']", None),
    }
    hidden = ".dl-related, .dl-turn, figure, .dl-page-sources, .dl-contents, meta, script"
    pages = reader.read((f"articles/{name_of(i)}/" for i in NUMBERS), wanted, hidden)
    same("HTML: title", "Chromium", [page["title"] for page in pages], [f"{text} - {NAME}" for text in TEXTS])
    for key in ("headline", "standfirst", "kicker", "author", "tag", "value"):
        same(f"article: {key}", "Chromium", column(pages, key))
    for key in ("description", "author in meta", "og:title", "og:description"):
        same(f"meta: {key}", "Chromium", column(pages, key))
    same("meta: og:site_name", "Chromium", column(pages, "og:site_name"), [NAME] * len(TEXTS))
    same("attribute: title of the twin", "Chromium", column(pages, "twin"))
    same("article: name in a heading", "Chromium", column(pages, "heading"), [f"Near {text}" for text in TEXTS])
    same("article: quotation", "Chromium", column(pages, "quoted"), [text[:80] for text in TEXTS])
    same("attribute: tip", "Chromium", column(pages, "tip"), [f"Quoted from {text}: {text}" for text in TEXTS])
    same("attribute: title of a link", "Chromium", column(pages, "link title"), [f"To {text}" for text in TEXTS])
    same("attribute: alt", "Chromium", column(pages, "alt"), [f"Near {text}" for text in TEXTS])
    for key in ("publisher", "source"):
        same(f"article: {key}", "Chromium", its_own(pages, key))
    told = [page["told"][0] for page in pages]
    same("JSON-LD: headline", "Chromium, JSON", [one["headline"] for one in told])
    same("JSON-LD: description", "Chromium, JSON", [one["description"] for one in told])
    same("JSON-LD: author", "Chromium, JSON", [one["author"][0]["name"] for one in told])
    works = [
        next(work["name"] for work in one["isBasedOn"] if work.get("url", "").endswith(name_of(i))) for i, one in enumerate(told)
    ]
    same("JSON-LD: source", "Chromium, JSON", works)
    assert {one["publisher"]["name"] for one in told} == {SOUP}
    one_shape(pages, "articles")
    reader.quiet()


def test_figures_and_the_pages_that_show_them(reader: Reader) -> None:
    wanted: Wanted = {
        "headline": (".dl-figure .dl-title", None),
        "caption": ("figcaption", None),
        "row": (".dl-table tbody th", None),
        "mark": (".dl-plot .dl-mark", "aria-label"),
        "alt": ("meta[property='og:image:alt']", "content"),
        "heading": ("h1", None),
    }
    texts = [TEXTS[i] for i in PACKS]
    pages = reader.read((f"articles/{name_of(i)}/" for i in PACKS), wanted)
    titles = list(PACKS.values())
    same("figure: title", "Chromium", column(pages, "headline"), titles)
    same("figure: caption", "Chromium", column(pages, "caption"), [f"Caption: {text}." for text in texts])
    same("figure: table", "Chromium", its_own(pages, "row", texts), texts)
    marks = [
        next(got for got in page["mark"] if flat(got).startswith(flat(text))) for page, text in zip(pages, texts, strict=True)
    ]
    assert len(marks) == len(texts)
    alts = column(pages, "alt")
    assert all(flat(title)[:200] in flat(alt or "") for title, alt in zip(titles, alts, strict=True) if len(title) < 400)
    note("strings", "alt text of the shared picture", {"reader": "Chromium", "texts": len(TEXTS)})
    embeds = reader.read((f"figures/f-{name_of(i)}/" for i in PACKS), wanted, "figure, #sources, meta")
    same("embed page: heading", "Chromium", column(embeds, "heading"), titles)
    same("embed page: title", "Chromium", [page["title"] for page in embeds], [f"{title} – {NAME}" for title in titles])
    one_shape(embeds, "embed pages")
    (gathered,) = reader.read(["all/"], wanted)
    heads = {flat(got) for got in gathered["row"]}
    assert {flat(text) for text in TEXTS} <= heads
    note("strings", "figure: table of places", {"reader": "Chromium", "texts": len(TEXTS)})
    reader.quiet()


def test_names_of_files_in_pages(reader: Reader) -> None:
    wanted: Wanted = {
        "picture": (".dl-article img", "src"),
        "itself": (".dl-article p a[href]", "href"),
        "canonical": ("link[rel=canonical]", "href"),
    }
    names = [quote(name) for name in FILE_NAMES]
    pages = reader.read((f"articles/{name}/" for name in names), wanted)
    found = [unquote(page["picture"][0]).removeprefix("../").removesuffix(".png") for page in pages]
    same("address of a picture", "Chromium", found, list(FILE_NAMES))
    found = [unquote(page["canonical"][0]).split("/articles/")[1].strip("/") for page in pages]
    same("canonical address", "Chromium", found, list(FILE_NAMES))
    reader.page.goto(f"{reader.address}articles/{names[0]}/")
    assert reader.page.evaluate("() => [...document.images].every((image) => image.complete && image.naturalWidth === 1)")
    reader.quiet()
