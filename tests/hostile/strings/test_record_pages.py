"""Hostile texts in pages of the record and in pages that list what there is, as Chromium reads them."""

from __future__ import annotations

from benchmarks.reliability.facts import note
from tests.hostile.strings.sinks import TEXTS, Reader, Wanted, column, flat, its_own, one_shape, same
from tests.hostile.strings.stuffed import APART, NAME, NUMBERS, PACKS, SOUP, SOUP_LAST, WORD_OF_PLACES, name_of


def test_pages_of_the_record(reader: Reader) -> None:
    place: Wanted = {
        "heading": ("h1#top", None),
        "details": (".dl-details dd", None),
        "event": (".dl-events .dl-event-note", None),
        "og:title": ("meta[property='og:title']", "content"),
        "story": (".dl-record-stories a", None),
        "correction": (".dl-corrections .dl-correction", None),
    }
    hidden = ".dl-corrections, .dl-notice, .dl-said, section[aria-labelledby=nearby], meta, table, script, .dl-record-stories"
    pages = reader.read((f"places/p-{name_of(i)}/" for i in NUMBERS), place, hidden)
    same("place: heading", "Chromium", column(pages, "heading"))
    same("place: country", "Chromium", [page["details"][0].partition(f"{WORD_OF_PLACES}, ")[2] for page in pages])
    same("place: alias", "Chromium", column(pages, "details", 1), [f"{text[:1990]} also" for text in TEXTS])
    same("place: note", "Chromium", column(pages, "details", 3))
    same("place: note of an event", "Chromium", its_own(pages, "event"))
    assert all(
        flat(text) in flat(page["title"]) and flat(text) in flat(page["og:title"][0])
        for page, text in zip(pages, TEXTS, strict=True)
    )
    same("place: article", "Chromium", its_own(pages, "story"))
    for number, pack in PACKS.items():
        said = [flat(one) for one in pages[number]["correction"]]
        assert any(f"{flat(pack)} Noticed by {flat(pack)}." in one for one in said)
    note("strings", "place: why it was corrected, who noticed", {"reader": "Chromium", "texts": len(TEXTS)})
    one_shape(pages, "places")

    author: Wanted = {
        "heading": ("h1#top", None),
        "standfirst": (".dl-standfirst", None),
        "story": (".dl-list-title", None),
        "words": (".dl-list-standfirst", None),
    }
    pages = reader.read((f"authors/w-{name_of(i)}/" for i in NUMBERS), author, ".dl-list li:nth-child(n+2), meta, script")
    same("author: name", "Chromium", column(pages, "heading"))
    same("author: description", "Chromium", column(pages, "standfirst"))
    same("author: title of an article", "Chromium", its_own(pages, "story"))
    same("author: standfirst of an article", "Chromium", its_own(pages, "words"))
    one_shape(pages, "authors")

    proofs: Wanted = {
        "heading": ("h1#top", None),
        "quote": (".dl-proof-quote", None),
    }
    pages = reader.read((f"articles/{name_of(i)}/evidence/" for i in NUMBERS), proofs, ".dl-proof, meta, script")
    same("evidence: heading", "Chromium", column(pages, "heading"))
    quotes = [page["quote"][0].rpartition(" · not archived")[0].partition("”. ")[2] for page in pages]
    same("evidence: source of a quotation", "Chromium", quotes, [f"{text}: {text}" for text in TEXTS])
    assert all(f"Quoted: “{flat(text[:80])}" in flat(page["quote"][0]) for page, text in zip(pages, TEXTS, strict=True))
    one_shape(pages, "evidence")
    reader.quiet()


def test_pages_that_list_texts(reader: Reader) -> None:
    entry: Wanted = {
        "places": (".dl-links a", None),
        "publishers": (".dl-source-title", None),
        "notes": (".dl-source-entries .dl-event-note", None),
        "events": (".dl-event-note", None),
        "titles": (".dl-list-title", None),
        "standfirsts": (".dl-list-standfirst", None),
        "kickers": (".dl-list .dl-kicker", None),
        "reasons": (".dl-correction > p", None),
        "was": (".dl-correction dd", None),
        "notes of reports": (".dl-note, .dl-said li, .dl-details dd", None),
    }
    lists = {
        "list of places": ("places/", "places", "{}"),
        "list of sources: title": ("sources/", "publishers", "{}"),
        "list of sources: note": ("sources/", "notes", "{}"),
        "week: note of an event": ("weeks/2018-03-30/", "events", "{}"),
        "list of articles: title": ("articles/", "titles", "{}"),
        "list of articles: standfirst": ("articles/", "standfirsts", "{}"),
        "list of articles: kicker": ("articles/", "kickers", "{}"),
        "corrections: why, who noticed": ("corrections/", "reasons", "{0} Noticed by {0}."),
        "corrections: was": ("corrections/", "was", "{}"),
    }
    names = sorted({name for name, _, _ in lists.values()})
    pages = dict(zip(names, reader.read(names, entry), strict=True))
    for sink, (name, key, form) in lists.items():
        found = {flat(one or "").strip("“”") for one in pages[name][key]}
        wanted = [form.format(text) for text in TEXTS]
        same(sink, "Chromium", [text if flat(text).strip("“”") in found else None for text in wanted], wanted)
    reports = reader.read((f"reports/{name_of(i)}/" for i in PACKS), entry)
    for report, pack in zip(reports, PACKS.values(), strict=True):
        said = [flat(one) for one in report["notes of reports"]]
        assert sum(flat(pack) in one for one in said) >= 4, "actor, note, discrepancy, note of a total"
    note("strings", "report: actor, note, discrepancy, note of a total", {"reader": "Chromium", "texts": len(TEXTS)})
    terms: Wanted = {"words": (".dl-page, #dl-content", None), "link": ("link[type='application/feed+json']", "title")}
    (data,) = reader.read(["data/"], terms)
    assert flat(data["words"][0]).count(flat(SOUP)) >= 3, "citation, publisher, definition"
    assert flat(SOUP_LAST) in flat(data["words"][0]), "licence"
    assert (data["told"][0]["name"], data["told"][0]["publisher"]["name"]) == (SOUP, SOUP)
    assert data["link"] == [NAME]
    facts = {"reader": "Chromium", "texts": len(SOUP.split(APART))}
    note("strings", "data page and its JSON-LD: dataset, publisher, licence", facts)
    reader.quiet()
