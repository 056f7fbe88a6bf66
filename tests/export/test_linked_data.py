"""What machines are told: in the words of schema.org, and harmless whatever the texts say."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from dateline.export import Imprint, Told, article_data, dataset_data, holdings_of, package_of, script
from dateline.export.linked_data import MOST_SOURCES
from dateline.load import load_record
from dateline.model import Author, Correction, Record, Source
from tests import factories
from tests.export.test_round_trip import full
from tests.export.vocabulary import complaints
from tests.projects import ROOT, Project
from tests.record_pages.cases import EVIL, hostile

HOME = "https://example.org/repo/"
IMPRINT = Imprint(HOME, "The site", "The desk", None, "en", corrects=True)
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 \" ' \\ ]]>"


def told(**changes: object) -> Told:
    fields: dict[str, object] = {
        "url": f"{HOME}articles/a/", "title": "A", "description": "B",
        "published": dt.date(2018, 4, 7), "updated": None,
        "authors": (Author("desk", "Data desk"),), "sources": (factories.SOURCE,),
        "image": f"{HOME}social/a.png", "image_alt": "C",
    }  # fmt: skip
    return Told(**{**fields, **changes})  # type: ignore[arg-type]


def correction(day: int = 1, **changes: object) -> Correction:
    one = Correction("one", dt.date(2018, 5, day), "event", "a", "strikes", "4", "5", "Misread.")
    return msgspec.structs.replace(one, **changes)


def dataset(record: Record) -> dict[str, Any]:
    return dataset_data(package_of(record, holdings_of(record), HOME), record, IMPRINT)


@pytest.mark.parametrize(
    "thing",
    [
        article_data(told(), IMPRINT),
        article_data(told(description=None, authors=(), sources=(), image=None, image_alt=None), IMPRINT),
        article_data(told(), IMPRINT, (correction(), correction(2, id="two", was=None))),
        article_data(told(sources=tuple(msgspec.structs.replace(factories.SOURCE, id=f"s{n}") for n in range(60))), IMPRINT),
        dataset(full()),
        dataset(hostile()),
        dataset(factories.record()),
        dataset(load_record(ROOT)),
    ],
    ids=["article", "bare", "corrected", "many sources", "full", "hostile", "empty", "reference"],
)
def test_it_is_in_the_words_of_schema_org(thing: dict[str, Any]) -> None:
    assert list(complaints(thing)) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"@type": "NewsArtikel"}, "is no type"),
        ({"correctionsPolicy": HOME}, "has no property 'correctionsPolicy'"),
        ({"headlin": "A"}, "has no property 'headlin'"),
        ({"datePublished": "7 April"}, "is none of"),
        ({"author": "Data desk"}, "is none of"),
        ({"author": {"@type": "Dataset", "name": "x"}}, "is none of"),
        ({"publisher": {"@type": "Organization", "sha256": "x"}}, "has no property 'sha256'"),
    ],
)
def test_what_is_not_is_seen(wrong: dict[str, Any], said: str) -> None:
    assert said in " ".join(complaints({**article_data(told(), IMPRINT), **wrong}))


def test_an_article_says_who_when_and_on_what() -> None:
    thing = article_data(told(updated=dt.date(2018, 4, 9)), IMPRINT)
    assert (thing["datePublished"], thing["dateModified"]) == ("2018-04-07", "2018-04-09")
    assert thing["author"] == [{"@type": "Person", "name": "Data desk", "url": f"{HOME}authors/desk/"}]
    assert thing["isBasedOn"] == [
        {"@type": "Dataset", "@id": f"{HOME}data/#dataset"},
        {
            "@type": "CreativeWork",
            "@id": f"{HOME}sources/#lwj-2018-04-06",
            "name": "A week of strikes",
            "url": "https://example.org/a",
        },
    ]
    assert thing["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "The desk",
        "url": HOME,
        "correctionsPolicy": f"{HOME}corrections/",
    }
    assert "correctionsPolicy" not in article_data(told(), Imprint(HOME, "S", "D", None, "en"))["publisher"]  # type: ignore[operator]
    assert "license" not in thing, "dataset.yml gives a licence for the data alone"


def test_a_correction_is_a_comment_and_changes_the_day() -> None:
    thing = article_data(told(updated=dt.date(2018, 4, 9)), IMPRINT, (correction(3), correction(2, id="two", now=None)))
    assert thing["dateModified"] == "2018-05-03"
    assert thing["correction"] == [
        {
            "@type": "CorrectionComment",
            "url": f"{HOME}corrections/#one",
            "datePublished": "2018-05-03",
            "text": "Misread. Before: 4. Now: 5.",
        },
        {
            "@type": "CorrectionComment",
            "url": f"{HOME}corrections/#two",
            "datePublished": "2018-05-02",
            "text": "Misread. Before: 4. Now: nothing.",
        },
    ]


def test_of_very_many_sources_the_list_is_named() -> None:
    many = tuple(msgspec.structs.replace(factories.SOURCE, id=f"s{number}") for number in range(MOST_SOURCES + 1))
    assert article_data(told(sources=many), IMPRINT)["isBasedOn"][1:] == [f"{HOME}sources/"]  # type: ignore[index]
    assert len(article_data(told(sources=many[1:]), IMPRINT)["isBasedOn"]) == MOST_SOURCES + 1  # type: ignore[arg-type]


def test_a_source_without_an_address_for_readers_has_none() -> None:
    source = Source("odd", "Odd", "P", "javascript:alert(1)")
    based: Any = article_data(told(sources=(source,)), IMPRINT)["isBasedOn"]
    assert "url" not in based[1]


def test_the_data_say_what_they_cover_and_where_every_file_is() -> None:
    record = full()
    thing = dataset(record)
    made = package_of(record, holdings_of(record), HOME)
    assert thing["temporalCoverage"] == "2018-03-30/2018-04-12"
    assert [place.get("name") for place in thing["spatialCoverage"]] == ["Iraq", "Syria"]
    assert {one["name"] for one in thing["variableMeasured"]} == {"strikes", "engagements", "targets"}
    files = {one["name"]: one for one in thing["distribution"]}
    assert files["events.parquet"]["sha256"] == made.file("events.parquet").sha256
    assert files["events.csv"]["contentUrl"] == f"{HOME}data/events.csv"
    assert files["events.geojson"]["contentSize"] == f"{len(made.file('events.geojson').content)} B"


def test_the_box_holds_the_places_that_events_name_south_west_first() -> None:
    box = next(place["geo"]["box"] for place in dataset(load_record(ROOT))["spatialCoverage"] if "geo" in place)
    south, west, north, east = map(float, box.split())
    assert 29 < south < north < 38
    assert 35 < west < east < 49


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@pytest.mark.parametrize("text", [HOSTILE, EVIL])
def test_no_text_gets_out_of_its_element(text: str) -> None:
    thing = article_data(told(title=text, description=text, authors=(Author("x", text),), image_alt=text), IMPRINT)
    html = script(thing)
    seen = Scripts()
    seen.feed(html)
    assert seen.tags == ["script"]
    inside = "".join(seen.found)
    assert not set("<>&\u2028\u2029") & set(inside)
    said = json.loads(inside)
    assert said["headline"] == said["description"] == said["author"][0]["name"] == text
    assert said["@context"] == "https://schema.org"


def linked(page: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)]


def test_a_site_tells_it_on_articles_and_on_the_data(seed: Project) -> None:
    seed.edit("content/articles/a-week.md", 'title: "', 'title: "</script><b>& ')
    assert seed.run() == 0
    (article,) = linked(seed.page())
    assert article["headline"].startswith("</script><b>& ")
    assert article["image"]["url"] == "https://example.org/repo/social/a-week.png"
    (data,) = linked(seed.page("data/index.html"))
    assert article["isBasedOn"][0]["@id"] == data["@id"]
    assert list(complaints(article)) == list(complaints(data)) == []
    for one in data["distribution"]:
        assert (seed.site / one["contentUrl"].removeprefix("https://example.org/repo/")).is_file()
    assert linked(seed.page("index.html")) == linked(seed.page("weeks/index.html")) == []
