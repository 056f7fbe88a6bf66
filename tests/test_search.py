"""What the search index is given: every spelling of a place, in HTML that stays text, and not too much of it."""

from __future__ import annotations

import json

import pytest

from dateline.record_pages.found import MOST_TEXT, Entry, doc, shortened, spellings
from dateline.record_pages.index import Aliases, with_record
from tests import factories
from tests.record_pages.cases import EVIL, edition, hostile, seed

INDEX = {
    "config": {"lang": ["en"]},
    "docs": [{"location": "articles/a/", "title": "A", "text": "<p>Near Abu Kamal &amp; on.</p>"}],
}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Deir ez-Zor", {"Deir ezZor", "DeirezZor"}),
        ("Al-Qa'im", {"Al-Qaim", "Qaim", "AlQaim"}),
        ("Ar Rutbah", {"Rutbah", "ArRutbah"}),
        ("Dayr az-Zawr", {"Dayr azZawr"}),
        ("Çāl", {"Cal"}),
        ("Mosul", set()),
    ],
)
def test_spellings(name: str, typed: set[str]) -> None:
    found = spellings([name])
    assert name not in found
    assert typed <= set(found)
    assert len(found) == len(set(found))


def test_a_place_is_found_by_its_aliases_before_what_mentions_it() -> None:
    docs = {entry["location"]: entry for entry in edition(seed()).docs()}
    place = docs["places/abu-kamal/"]
    assert place["title"] == "Abu Kamal (place, Syria)"
    assert "Albu Kamal" in place["text"]
    assert place["boost"] > 1
    assert "boost" not in docs["weeks/2018-03-30/"]
    for location in ("weeks/2018-03-30/", "reports/2018-04-06-cjtf-oir/"):
        assert "Albu Kamal" in docs[location]["text"]


def test_what_is_typed_for_a_name_is_found_and_not_read() -> None:
    (place,) = (entry for entry in edition(seed()).docs() if entry["location"] == "places/abu-kamal/")
    read, typed = place["text"].removesuffix("</span></p>").split(" <span hidden>")
    assert read.startswith("<p>Also Albu Kamal. ")
    assert "AlbuKamal" in typed
    assert "AlbuKamal" not in read
    assert doc("x/", Entry("", "<b>", typed=("<i>",)))["text"] == "<p>&lt;b&gt; <span hidden>&lt;i&gt;</span></p>"


def test_titles_and_texts_are_escaped() -> None:
    made = doc("x/", Entry(EVIL, EVIL))
    assert "<" not in made["title"] + made["text"]
    assert "&lt;script&gt;" in made["title"]


def test_texts_are_short() -> None:
    text = shortened("word " * 1000)
    assert len(text) <= MOST_TEXT + 2
    assert text.endswith("word …")
    assert shortened("short") == "short"


def test_the_entries_follow_those_of_the_pages_in_their_order() -> None:
    docs = edition(seed()).docs()
    found = json.loads(with_record(json.dumps(INDEX).encode(), docs, factories.PLACES))
    assert found["config"] == INDEX["config"]
    assert [entry["location"] for entry in found["docs"]] == ["articles/a/", *(entry["location"] for entry in docs)]


def test_articles_are_found_by_the_aliases_of_the_places_that_they_name() -> None:
    found = json.loads(with_record(json.dumps(INDEX).encode(), (), factories.PLACES))
    assert found["docs"][0]["text"] == "<p>Near Abu Kamal &amp; on.</p> <p>Abu Kamal, also Albu Kamal.</p>"


def test_names_within_other_words_are_not_names() -> None:
    aliases = Aliases(factories.PLACES)
    for text in ("<p>Abu Kamalabad</p>", '<p title="Bayji">x</p>', ""):
        assert aliases.added_to(text) == text


def test_hostile_names_are_texts_in_the_index() -> None:
    places = hostile().places
    name = places["bayji"].name.replace("&", "&amp;").replace("<", "&lt;")
    assert "<script>" not in Aliases(places).added_to(f"<p>{name}</p>")
    assert "&lt;script&gt;" in Aliases(places).added_to(f"<p>{name}</p>").split("also")[1]


@pytest.mark.parametrize("index", [b"[]", b"{}", b'{"docs": 3}', b"nothing"])
def test_what_is_no_index_is_refused(index: bytes) -> None:
    with pytest.raises(ValueError, match=r"docs|Expecting"):
        with_record(index, (), {})
