"""The documents are complete: every key, command, option, filter and column that exists is explained in them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import click
import pytest

from dateline import errors
from dateline.charts import built_in
from dateline.charts.options import option_fields
from dateline.cli import dateline as command_line
from dateline.export import events_csv, events_json, holdings_of, package_of, tables_of
from dateline.export.geojson import GEOMETRY
from dateline.figure.table import header
from dateline.load import schemas
from dateline.plugin.plugin import DatelineConfig
from dateline.query import Desk
from dateline.render import author_names
from dateline.render.wording import FILTERS
from dateline.site import Site
from tests.docs_examples import (
    AUTHORING,
    DATA,
    DEPLOYING,
    IMPORTING,
    RELEASES,
    cells,
    code,
    documented_site,
    examples,
    listed,
    mentioned,
    section,
    words,
)

SECTIONS = {
    "dataset": (DATA, "## `data/dataset.yml`"),
    "places": (DATA, "## `data/places.yml`"),
    "sources": (DATA, "## `data/sources.yml`"),
    "corrections": (DATA, "## `data/corrections.yml`"),
    "basemap": (DATA, "## `data/basemap/`"),
    "report": (DATA, "## `data/events/**/*.yml`"),
    "front-matter": (AUTHORING, "## Front matter"),
    "import-map": (IMPORTING, "## The map"),
}
"""Where the keys of each kind of file are explained."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return documented_site(tmp_path_factory.mktemp("docs"))


def keys_of(schema: Any, *, skip: frozenset[str]) -> Iterator[str]:
    """The keys of a JSON Schema's mappings, but for the words of the dataset itself."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict) and schema.get("type") == "object":
            yield from (key for key in properties if key not in skip)
        for name, value in schema.items():
            yield from () if name == "$defs" else keys_of(value, skip=skip)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys_of(value, skip=skip)


@pytest.mark.parametrize("kind", sorted(SECTIONS))
def test_every_key_of_a_schema_is_explained(site: Site, kind: str) -> None:
    own = frozenset(site.desk.measures)
    found = set(keys_of(json.loads(schemas(site.record)[f"{kind}.schema.json"]), skip=own))
    assert found
    text, heading = SECTIONS[kind]
    assert found <= mentioned(section(text, heading))


@pytest.mark.parametrize("kind", sorted(SECTIONS))
def test_every_outermost_key_has_its_row(site: Site, kind: str) -> None:
    """In a table, by itself: `tags` among the values of `hide` is not the key `tags`."""
    schema = json.loads(schemas(site.record)[f"{kind}.schema.json"])
    rows = schema.get("properties") or schema["additionalProperties"]["properties"]
    text, heading = SECTIONS[kind]
    assert set(rows) <= listed(section(text, heading))


def test_every_schema_has_its_section(site: Site) -> None:
    assert {f"{kind}.schema.json" for kind in SECTIONS} == set(schemas(site.record))


def test_a_key_that_is_not_explained_is_found(site: Site) -> None:
    schema = json.loads(schemas(site.record)["places.schema.json"])
    schema["additionalProperties"]["properties"]["elevation"] = {}
    text, heading = SECTIONS["places"]
    assert set(keys_of(schema, skip=frozenset())) - mentioned(section(text, heading)) == {"elevation"}


def test_every_key_is_used_in_an_example(site: Site) -> None:
    """What is explained is also shown, so that it is known to load."""
    used = words("\n".join(f"```yaml\n{example.text}```\n" for example in examples(DATA, "file")))
    for kind in ("dataset", "places", "sources", "corrections", "basemap", "report"):
        found = set(keys_of(json.loads(schemas(site.record)[f"{kind}.schema.json"]), skip=frozenset()))
        assert found - used <= {"country_word", "max", "article", "unread"}  # what is unread never loads


def test_every_command_and_option_is_documented() -> None:
    said = words(DEPLOYING) | words(IMPORTING) | words(RELEASES)
    for name, command in command_line.all().items():
        assert f"python build.py {name}" in DEPLOYING, name
        assert set(option_names(command)) <= said, name
        for inner, below in command.commands.items() if isinstance(command, click.Group) else ():
            assert f"python build.py {name} {inner}" in IMPORTING, inner
            assert set(option_names(below)) <= said, inner
    assert set(option_names(command_line)) <= said


def option_names(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        yield from (name for name in parameter.opts if name.startswith("-"))
        if isinstance(parameter.type, click.Choice):
            yield from parameter.type.choices


def test_every_exit_code_is_documented() -> None:
    constants = {str(value) for name, value in vars(errors).items() if name.startswith("EXIT_")}
    rows = [cells(line) for line in section(DEPLOYING, "### Exit codes").splitlines() if line.startswith("| ")]
    assert constants == {row[0] for row in rows[1:]}


def test_every_option_of_the_plugin_is_documented() -> None:
    options = {name for name, _ in DatelineConfig()._schema}
    assert options
    assert options <= mentioned(section(DEPLOYING, "## Configuration"))


def test_every_chart_and_option_is_documented(site: Site) -> None:
    said = listed(section(AUTHORING, "## Charts"))
    assert set(built_in().charts) <= said
    for chart in built_in().charts.values():
        assert set(option_fields(chart.options)) <= said, chart.name
    times = {"start", "end", "day", "week", "month"}
    assert set(site.desk.words.names) - times <= said


def test_documented_defaults_of_options_hold() -> None:
    rows = [cells(line) for line in section(AUTHORING, "## Charts").splitlines() if line.startswith("| `")]
    top = next(row for row in rows if row[0] == "`top`")
    field = option_fields(built_in().find("places").options)["top"]
    assert top[3] == str(field.default)


def test_every_filter_function_and_dimension_is_documented(site: Site) -> None:
    assert set(site.desk.words.names) == listed(section(AUTHORING, "### Filters of a question"))
    assert set(FILTERS) == listed(section(AUTHORING, "### Filters of a result"))
    functions = {*site.desk.namespace(), *author_names(())}
    assert functions <= listed(section(AUTHORING, "### Functions"))
    assert set(Desk(site.record)._splitters) <= mentioned(section(AUTHORING, "### Parts of an answer"))


def test_every_filter_function_and_dimension_has_an_example() -> None:
    asked = " ".join(code(row[0]) for example in examples(AUTHORING, "answers") for row in example.rows)
    assert all(re.search(rf"\| {name}\b", asked) for name in FILTERS)
    assert all(f"{name}=" in asked for name in ("country", "place", "start", "end", "day", "week", "month", "target", "effect"))
    assert all(f"{name}(" in asked for name in ("share", "change", "day", "quoted", "typed", "top", "by", "in_words"))


def test_every_column_of_the_events_is_documented(site: Site) -> None:
    columns = next(csv.reader(io.StringIO(events_csv(site.record).decode())))
    assert set(columns) - listed(section(DATA, "### `data/events.csv`")) == {"engagements_low", "engagements_high"}


def test_every_column_of_every_table_is_documented(site: Site) -> None:
    for table in tables_of(site.record.dataset):
        heading = next(line for line in DATA.splitlines() if line.startswith("### ") and f"`data/{table.name}.csv`" in line)
        explained = mentioned(section(DATA, heading))
        counted = {f"{measure}_{end}" for measure in site.record.dataset.measures for end in ("low", "high")}
        assert set(table.header) - counted <= explained, table.name


def test_every_file_of_the_downloads_is_documented(site: Site) -> None:
    text = section(DATA, "## Downloads")
    for file in package_of(site.record, holdings_of(site.record), "https://example.org/").files:
        name = file.name if not file.name.endswith(".json") else file.name.replace(".json", ".csv")
        assert f"`{file.name}`" in text or f"`{name}`" in text or f"`data/{name}`" in text, file.name
    assert set(GEOMETRY.choices) <= mentioned(section(DATA, "### `data/events.geojson` and `data/events.parquet`"))


def test_every_key_of_the_events_in_json_is_documented(site: Site) -> None:
    found = set(json_keys(json.loads(events_json(site.record))))
    names = {
        *site.record.dataset.countries,
        *site.record.dataset.actors,
        *site.record.dataset.measures,
        *site.record.dataset.categories,
        *site.record.places,
        *site.record.sources,
    }
    for category in site.record.dataset.categories.values():
        names |= {*category.kinds, *category.effects}
    explained = section(DATA, "### `data/events.json`")
    assert found - names - listed(explained) <= {
        "name",
        "url",
        "one",
        "many",
        "definition",
        "use",
        "low",
        "high",
        "kind",
        "effect",
        *("admin1", "aliases", "lat", "lon", "coordinate_source"),
        *("official", "published", "accessed", "archived", "sha256"),
        *("key", "kinds", "effects", "days", "once"),
    }
    assert found - names <= mentioned(explained)
    assert {"adds_to", "retracted", "effect", "use", "replaces", "partial"} <= found


def json_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from json_keys(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from json_keys(inside)


@pytest.mark.parametrize("chart", sorted(built_in().charts))
def test_every_column_of_a_figure_is_documented(site: Site, chart: str) -> None:
    drawing = site.charts.prepare(chart, {}, site.desk, None)
    countries = {f"{name}_{end}" for name in site.record.dataset.countries for end in ("low", "named", "high")}
    effects = {f"effect_{name}" for entry in site.record.dataset.categories.values() for name in entry.effects}
    shown = {*effects, *(f"at_{place}" for place in site.record.places)}
    countries |= {f"{name}_{end}" for name in shown for end in ("low", "named", "high")}
    assert set(header(drawing)) - countries <= mentioned(section(DATA, "### A figure's files"))
    assert countries & set(header(drawing)) if chart == "weekly" else True
