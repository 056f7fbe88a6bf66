"""The data package as others check it: by frictionless, by sha256sum, by the schemas of the forms that it is written in."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import check_jsonschema
import frictionless
import jsonschema
import msgspec
import pyarrow.parquet as pq
import pytest
import yaml
from bibtexparser.entrypoint import parse_string

from dateline.errors import ContentError
from dateline.export import (
    Holdings,
    Package,
    events_geojson,
    events_parquet,
    fixed_columns,
    holdings_of,
    package_of,
    size_words,
    tables_of,
)
from dateline.export.licences import spdx
from dateline.load import load_record
from dateline.load.dataset import COLUMNS
from dateline.model import Correction, Licence, Record
from tests import factories
from tests.export.test_round_trip import full
from tests.projects import ROOT, SEED, Project
from tests.record_pages.cases import EVIL, hostile

HOME = "https://example.org/repo/"


def package(record: Record) -> Package:
    return package_of(record, holdings_of(record), HOME)


def written(record: Record, folder: Path) -> Path:
    for file in package(record).files:
        (folder / file.name).write_bytes(file.content)
    return folder


def complaints(folder: Path) -> list[object]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [*report.errors, *report.flatten(["rowNumber", "fieldName", "type", "note"])]


RECORDS = {"seed": lambda: load_record(SEED), "reference": lambda: load_record(ROOT), "full": full, "empty": factories.record}


@pytest.mark.parametrize("name", RECORDS)
def test_frictionless_accepts_it(name: str, tmp_path: Path) -> None:
    assert complaints(written(RECORDS[name](), tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("events.csv", b",bayji", b",Bayji!"),
        ("events.csv", b"2018-04-06-cjtf-oir,lwj", b"no-such-report,lwj"),
        ("reports.csv", b",false,", b",maybe,"),
        ("stated.csv", b",9,9,", b",nine,9,"),
        ("places.csv", b"Bayji", b"Bayjj"),
    ],
)
def test_frictionless_sees_what_is_wrong(name: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    folder = written(load_record(SEED), tmp_path)
    content = (folder / name).read_bytes()
    assert old in content
    (folder / name).write_bytes(content.replace(old, new, 1))
    assert complaints(folder)


def test_the_descriptor_says_what_the_standard_asks() -> None:
    record = full()
    made = package(record)
    said = json.loads(made.file("datapackage.json").content)
    assert said["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert said["created"] == f"{made.holdings.news}T00:00:00Z" == "2018-05-02T00:00:00Z"
    assert said["version"] == made.holdings.version
    assert said["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": record.dataset.licence.url}]
    assert said["contributors"] == [{"title": "The desk", "roles": ["publisher"]}]
    for resource in said["resources"]:
        file = made.file(resource["path"])
        assert resource["bytes"] == len(file.content)
        assert resource["hash"] == f"sha256:{file.sha256}"
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["schema"]["missingValues"] == [""]
        assert resource["schema"]["primaryKey"]
    keys = {r["name"]: r["schema"].get("foreignKeys", []) for r in said["resources"]}
    assert {"fields": ["part_of"], "reference": {"fields": ["id"]}} in keys["reports"]
    assert {"fields": ["adds_to"], "reference": {"resource": "reports", "fields": ["id"]}} in keys["events"]


def test_the_days_are_those_of_the_record() -> None:
    record = factories.record(factories.seed_report())
    assert holdings_of(record).news == dt.date(2018, 4, 6)
    one = Correction("one", dt.date(2019, 1, 2), "article", "a", None, "x", "y", "z")
    later = holdings_of(msgspec.structs.replace(record, corrections=(one,)))
    assert later.version.startswith("2019-01-02+")
    assert holdings_of(factories.record()).news is None
    assert "created" not in json.loads(package(factories.record()).file("datapackage.json").content)


def test_an_edit_without_news_is_another_version() -> None:
    record = factories.record(factories.seed_report())
    place = msgspec.structs.replace(record.places["bayji"], name="Baiji")
    edited = msgspec.structs.replace(record, places={**record.places, "bayji": place})
    assert holdings_of(edited).version != holdings_of(record).version


@pytest.mark.parametrize("name", RECORDS)
def test_sha256sum_checks_every_file(name: str, tmp_path: Path) -> None:
    folder = written(RECORDS[name](), tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    result = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert len(result.stdout.splitlines()) == len(list(folder.iterdir())) - 1
    (folder / "events.csv").write_bytes(b"other")
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 1


def test_the_same_record_gives_the_same_bytes() -> None:
    record = full()
    turned = msgspec.structs.replace(record, reports=dict(reversed(record.reports.items())))
    assert holdings_of(record) == holdings_of(record)
    for name in ("events.csv", "events.parquet", "events.geojson", "reports.csv", "stated.csv"):
        assert package(record).file(name).content == package(turned).file(name).content, name


def test_holdings_can_be_kept() -> None:
    made = holdings_of(full())
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Holdings) == made


def schema(name: str) -> Any:
    folder = Path(check_jsonschema.__file__).parent / "builtin_schemas"
    return json.loads(next(folder.rglob(name)).read_text(encoding="utf-8"))


@pytest.mark.parametrize("record", [load_record(SEED), hostile(), factories.record()], ids=["seed", "hostile", "empty"])
def test_the_citation_file_is_one(record: Record) -> None:
    said = yaml.safe_load(package(record).file("CITATION.cff").content)
    validator = jsonschema.validators.validator_for(schema("citation-file-format.json"))
    assert list(validator(schema("citation-file-format.json")).iter_errors(said)) == []
    assert said["title"] == record.dataset.title
    assert said["license"] == "CC-BY-4.0"
    del said["authors"]
    assert list(validator(schema("citation-file-format.json")).iter_errors(said))


@pytest.mark.parametrize(
    "title", ["Strikes", EVIL, r"50% of {all} \cite_x & $y ~ ^ #1", "Ünïcode – ‘quotes’", "two\nlines", "}{"]
)
def test_bibtex_reads_the_entry(title: str) -> None:
    record = factories.record(factories.seed_report())
    record = msgspec.structs.replace(record, dataset=msgspec.structs.replace(record.dataset, title=title, publisher=title))
    library = parse_string(package(record).file("citation.bib").content.decode())
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert (entry.key, entry.entry_type) == ("strikes", "misc")
    fields = {field.key: field.value for field in entry.fields}
    assert fields["url"] == f"{HOME}data/"
    assert fields["year"] == "2018"
    assert untexed(fields["title"]) == " ".join(title.split())


def untexed(value: str) -> str:
    """What TeX shows of a value in braces."""
    names = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
    pattern = rf"\\({'|'.join(names)})\{{\}}|\\([{{}}%#$&_])"
    return re.sub(pattern, lambda found: names.get(found[1], found[2]), value.removeprefix("{").removesuffix("}"))


def test_a_citation_names_publisher_year_title_version_and_address() -> None:
    made = package(load_record(SEED))
    named = f"{made.dataset.publisher} (2018): {made.dataset.title}. Version {made.holdings.version}."
    assert made.file("citation.txt").content.decode() == f"{named} {HOME}data/ Licence: CC BY 4.0.\n"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/deed.de", "CC-BY-NC-SA-3.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
        ("https://opendatacommons.org/licenses/by/1-0/", "ODC-By-1.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://example.org/terms", None),
    ],
)
def test_licences_are_known_by_their_address(url: str, name: str | None) -> None:
    assert spdx(Licence("Terms", url)) == name


def test_a_licence_that_is_not_known_is_named_by_its_address() -> None:
    record = factories.record(factories.seed_report())
    dataset = msgspec.structs.replace(record.dataset, licence=Licence("House rules", "https://example.org/terms"))
    made = package(msgspec.structs.replace(record, dataset=dataset))
    said = yaml.safe_load(made.file("CITATION.cff").content)
    assert said["license-url"] == "https://example.org/terms"
    assert json.loads(made.file("datapackage.json").content)["licenses"] == [
        {"title": "House rules", "path": "https://example.org/terms"}
    ]


def test_geometry_claims_no_more_than_is_known() -> None:
    record = factories.record(
        factories.report(
            "a",
            factories.WEEK,
            [],
            [
                factories.event("one", factories.WEEK, "bayji", strikes=1),
                factories.event("two", factories.WEEK, "bayji qayyarah", strikes=1),
                factories.event("three", factories.WEEK, "bayji rutbah", strikes=1),
                factories.event("four", factories.WEEK, "rutbah", strikes=1),
                factories.event("five", factories.WEEK, country="iraq", strikes=1),
            ],
        )
    )
    places = dict(record.places)
    for name, lat, lon in (("bayji", 34.93, 43.49), ("qayyarah", 35.8, 43.28)):
        places[name] = msgspec.structs.replace(places[name], lat=lat, lon=lon)
    said = json.loads(events_geojson(msgspec.structs.replace(record, places=places)))
    assert said["type"] == "FeatureCollection"
    found = {feature["id"]: (feature["properties"]["geometry_is"], feature["geometry"]) for feature in said["features"]}
    bayji = [43.49, 34.93]
    assert found == {
        "one": ("place", {"type": "Point", "coordinates": bayji}),
        "two": ("candidates", {"type": "MultiPoint", "coordinates": [bayji, [43.28, 35.8]]}),
        "three": ("some-candidates", {"type": "MultiPoint", "coordinates": [bayji]}),
        "four": ("no-coordinate", None),
        "five": ("not-stated", None),
    }
    assert said["features"][0]["properties"].keys() >= {"start", "end", "strikes_low", "strikes_high", "status", "targets"}
    assert json.loads(events_geojson(factories.record()))["features"] == []


def test_parquet_has_types_and_says_what_its_columns_hold() -> None:
    record = full()
    table = pq.read_table(io.BytesIO(events_parquet(record)))
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["start"], types["strikes_low"], types["places"]) == ("date32[day]", "int64", "list<element: string>")
    assert types["targets"].startswith("list<element: struct<effect: string, kind: string, low: int64, high: int64>")
    assert all(field.metadata[b"description"] for field in table.schema)
    assert pq.read_table(io.BytesIO(events_parquet(factories.record()))).num_rows == 0


def test_the_words_of_a_dataset_cannot_be_names_of_other_columns() -> None:
    assert fixed_columns(factories.DATASET) - {"country"} <= COLUMNS
    for table in tables_of(factories.DATASET):
        assert len(set(table.header)) == len(table.header)


def test_the_status_says_what_counts() -> None:
    files = {row["id"]: row["status"] for row in json.loads(events_geojson(full()))["features"] for row in [row["properties"]]}
    assert files == {"a": "counted", "b": "counted", "c": "retracted", "d": "counted", "e": "replaced"}
    kept = factories.record(
        *(report for report in full().reports.values() if report.id != "new"), sources=full().sources.values()
    )
    assert [f["properties"]["status"] for f in json.loads(events_geojson(kept))["features"] if f["id"] == "e"] == ["late"]


@pytest.mark.parametrize("word", ["status", "lat", "source_kind"])
def test_a_word_of_the_dataset_that_would_be_another_column_is_refused(word: str, seed: Project) -> None:
    seed.edit("data/dataset.yml", "key: targets", f"key: {word}")
    with pytest.raises(ContentError) as caught:
        load_record(seed.root)
    assert "reserved-word" in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(("number", "words"), [(1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (12_345_678, "12.3 MB")])
def test_sizes_are_for_readers(number: int, words: str) -> None:
    assert size_words(number) == words
