"""Hostile texts in the data that readers download: CSV, JSON, GeoJSON, Parquet, citations."""

from __future__ import annotations

import json
import re

import pyarrow.parquet as pq
import yaml

from benchmarks.reliability.facts import note
from tests.hostile.strings.sinks import TEXTS, by_id, flat, rows, same
from tests.hostile.strings.stuffed import APART, NUMBERS, PACKS, SOUP, SOUP_LAST, name_of
from tests.projects import Project


def of_record(project: Project, name: str) -> list[dict[str, str]]:
    return rows(project.read(f"site/data/{name}.csv"))


def test_csv(stuffed: Project) -> None:
    places, sources, events = (of_record(stuffed, name) for name in ("places", "sources", "events"))
    for key in ("name", "coordinate_source", "note"):
        same(f"CSV: places, {key}", "csv", by_id(places, "p-", key))
    aliases = [json.loads(cell)[0] for cell in by_id(places, "p-", "aliases")]
    same("CSV: places, aliases", "csv", aliases, [f"{text[:1990]} also" for text in TEXTS])
    for key in ("title", "publisher", "note"):
        same(f"CSV: sources, {key}", "csv", by_id(sources, "d-", key))
    same("CSV: events, note", "csv", by_id(events, "", "note"))
    words = {(row["role"], row["id"]): row for row in of_record(stuffed, "words")}
    for role, letter in (("country", "c"), ("kind", "k")):
        same(f"CSV: words, {role}", "csv", [words[role, f"{letter}-{name_of(i)}"]["name"] for i in NUMBERS])
    same("CSV: words, actor", "csv", [words["actor", f"a-{name_of(i)}"]["name"] for i in PACKS], list(PACKS.values()))
    corrections = {row["id"]: row for row in of_record(stuffed, "corrections")}
    for key in ("why", "noticed_by"):
        same(f"CSV: corrections, {key}", "csv", [corrections[f"words-{name_of(i)}"][key] for i in NUMBERS])
    was = [str(yaml.safe_load(corrections[f"words-{name_of(i)}"]["was"])) for i in NUMBERS]
    same("CSV: corrections, was", "csv and YAML", was)  # a value as it stands in a file
    reports = {row["id"]: row for row in of_record(stuffed, "reports")}
    for key in ("note", "discrepancy"):
        same(f"CSV: reports, {key}", "csv", [reports[name_of(i)][key] for i in PACKS], list(PACKS.values()))


def test_json_and_geojson(stuffed: Project) -> None:
    record = json.loads(stuffed.read("site/data/events.json"))
    assert (record["title"], record["licence"]["name"]) == (SOUP, SOUP_LAST)
    same("JSON: places, name", "json", [record["places"][f"p-{name_of(i)}"]["name"] for i in NUMBERS])
    same("JSON: sources, title", "json", [record["sources"][f"d-{name_of(i)}"]["title"] for i in NUMBERS])
    events = [event for report in record["reports"] for event in report["events"]]
    same("JSON: events, note", "json", by_id(events, "", "note"))
    features = json.loads(stuffed.read("site/data/events.geojson"))["features"]
    same("GeoJSON: events, note", "json", by_id((one["properties"] for one in features), "", "note"))
    explore = json.loads(stuffed.read("site/data/explore.json"))
    same("explore data: places", "json", [name for _, name, _, _ in explore["places"]])
    same("explore data: sources", "json", [title for _, title, _, _, _ in explore["sources"]])
    package = json.loads(stuffed.read("site/data/datapackage.json"))
    assert package["title"] == package["contributors"][0]["title"] == SOUP
    note("strings", "datapackage.json: title, publisher", {"reader": "json", "texts": len(SOUP.split(APART))})


def test_parquet(stuffed: Project) -> None:
    table = pq.read_table(stuffed.site / "data/events.parquet")
    assert table.schema.metadata[b"title"].decode() == SOUP
    notes = dict(zip(table["id"].to_pylist(), table["note"].to_pylist(), strict=True))
    same("Parquet: events, note", "pyarrow", [notes[name_of(i)] for i in NUMBERS])


_TEX = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}


def test_citations(stuffed: Project) -> None:
    cff = yaml.safe_load(stuffed.read("site/data/CITATION.cff"))
    same("CITATION.cff: title, publisher", "yaml", [cff["title"], cff["authors"][0]["name"]], [SOUP, SOUP])
    assert flat(SOUP) in flat(stuffed.read("site/data/citation.txt"))
    title = re.search(r"^  title = \{\{(.*)\}\},$", stuffed.read("site/data/citation.bib"), re.MULTILINE)
    assert title
    said = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}", lambda found: _TEX[found[1]], title[1])
    same("citation.bib: title", "our own", [re.sub(r"\\([{}%#$&_])", r"\1", said)], [SOUP])


def test_data_of_figures(stuffed: Project) -> None:
    names: dict[str, str] = {}
    for first in range(0, len(TEXTS), 50):
        names |= {row["id"]: row["name"] for row in rows(stuffed.read(f"site/figures/places-{first}.csv"))}
    same("CSV of a figure: places", "csv", [names[f"p-{name_of(i)}"] for i in NUMBERS])
    kinds: dict[str, str] = {}
    for first in range(0, len(TEXTS), 40):
        kinds |= {row["id"]: row["kind"] for row in rows(stuffed.read(f"site/figures/kinds-{first}.csv"))}
    capitalized = [text[:1].upper() + text[1:] for text in TEXTS]
    same("CSV of a figure: kinds", "csv", [kinds[f"k-{name_of(i)}"] for i in NUMBERS], capitalized)
