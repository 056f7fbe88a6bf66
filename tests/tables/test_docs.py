"""The examples of docs/importing.md are true."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from dateline.load import load_record, schemas
from dateline.tables import read_map, shipped_maps, take
from tests.docs_examples import IMPORTING, examples, listed, section, write_record
from tests.projects import SEED
from tests.tables.cases import GOLDEN, Case


def test_the_example_becomes_what_is_shown(tmp_path: Path) -> None:
    write_record(tmp_path)
    (table,), (plan,) = examples(IMPORTING, "table"), examples(IMPORTING, "map")
    for example in (table, plan):
        (tmp_path / example.given).write_text(example.text, "utf-8")
    record = load_record(tmp_path)
    taking = take(tmp_path / table.given, table.given, read_map(plan.given, tmp_path, record), record)
    assert taking.problems == []
    assert taking.clashes == ()
    shown = {example.given: example.text for example in examples(IMPORTING, "written")}
    assert {report.file: report.text for report in taking.reports} == shown
    assert f"`{taking.equation('written')}`" in IMPORTING


def test_every_map_is_explained() -> None:
    assert set(shipped_maps()) <= listed(section(IMPORTING, "## Maps that come with Dateline"))


@pytest.mark.parametrize("name", ["fine", "kinds", "skips", "weeks", "one-of", "precision", "pattern", "nulls", "coordinates"])
def test_maps_that_are_read_are_valid_for_editors(name: str) -> None:
    schema = json.loads(schemas(load_record(SEED))["import-map.schema.json"])
    validator = jsonschema.Draft202012Validator(schema)
    plan = yaml.safe_load(dict(Case.read(GOLDEN / f"{name}.txt").sections)["map.yml"])
    assert list(validator.iter_errors(plan)) == []
    for wrong in (
        {**plan, "encodings": "utf-8"},
        {**plan, "span": plan.get("span", {}), "date": {}},
        {**plan, "counts": {"deaths": {}}},
        {**plan, "header": 1001},
    ):
        assert list(validator.iter_errors(wrong)) != []
