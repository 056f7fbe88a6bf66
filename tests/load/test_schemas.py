"""The JSON Schemas say what the loader says, as far as JSON Schema can."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dateline.errors import ContentError
from dateline.load import load_project, load_record, schemas
from dateline.load.front_matter import split_page
from dateline.load.yaml_reader import Plain, Quoted, read
from tests.load.cases import GOLDEN, HERE, Case

SEED = Path(__file__).parents[1] / "sites/seed"
BEYOND = {
    "outside-period", "not-covered", "duplicate-id", "duplicate-alias", "cycle", "unknown-report", "wrong-actor", "bad-file-name",
    "reserved-word", "week-start", "week-order", "bad-coordinate", "unknown-source-of-a-measure",
}  # fmt: skip
"""What JSON Schema cannot say: it sees one file, and no order of days."""
NOT_FOR_SCHEMAS = (
    "yaml-",
    "bad-yaml",
    "bad-key",
    "bad-character",
    "duplicate-key",
    "too-deep",
    "empty-file",
    "no-front",
    "unclosed",
)
ALSO_BEYOND = {
    "dataset-measure-source", "dataset-effect-is-kind", "dataset-effects-without-filter", "dataset-two-lines", "article-days",
    "article-missing", "bad-file-name", "dataset-weeks-overlap", "corrections-articles", "corrections-guard", "corrections-keys",
    "corrections-values",
}  # fmt: skip


def kind_of(file: str) -> str | None:
    kinds = {"data/dataset.yml": "dataset", "data/places.yml": "places", "data/sources.yml": "sources"}
    kinds["data/corrections.yml"] = "corrections"
    if file.startswith("data/events/") and file.endswith(".yml"):
        return "report"
    return "front-matter" if file.endswith(".md") else kinds.get(file)


def as_json(data: Plain) -> Any:
    """Plain data as an editor reads it, by the core schema of YAML 1.2."""
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(item) for item in data]
    if isinstance(data, Quoted):
        return str(data)
    return _core(data)


def _core(word: str) -> Any:
    if word in {"", "~", "null", "Null", "NULL"}:
        return None
    if word.lower() in {"true", "false"}:
        return word.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", word, re.ASCII):
        return int(word)
    return float(word) if re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?", word, re.ASCII) else word


def validators(root: Path) -> dict[str, jsonschema.Draft202012Validator]:
    texts = schemas(load_record(root))
    return {name.removesuffix(".schema.json"): jsonschema.Draft202012Validator(json.loads(text)) for name, text in texts.items()}


BASE = validators(HERE / "base")


def test_they_are_schemas_and_the_same_every_time() -> None:
    assert sorted(BASE) == ["basemap", "corrections", "dataset", "front-matter", "import-map", "places", "report", "sources"]
    for validator in BASE.values():
        jsonschema.Draft202012Validator.check_schema(validator.schema)
    assert schemas(load_record(SEED)) == schemas(load_record(SEED))


@pytest.mark.parametrize("root", [SEED, HERE / "base"], ids=["seed", "base"])
def test_the_files_of_a_good_project_are_valid(root: Path) -> None:
    by_kind = validators(root)
    files = [path.relative_to(root).as_posix() for path in (root / "data").rglob("*.yml")]
    assert len(files) >= 3
    for file in files:
        data = read((root / file).read_text(encoding="utf-8"), file)
        by_kind[str(kind_of(file))].validate(as_json(data))


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_loader_and_schema_agree(path: Path, tmp_path: Path) -> None:
    case = Case.read(path)
    case.run(tmp_path)
    codes = problems_by_file(tmp_path)
    base = BASE if "data/dataset.yml" not in dict(case.sections) else None
    for file, text in case.sections:
        kind = kind_of(file)
        told = codes.get(file, set())
        judged = kind is not None and (base or kind == "dataset")
        if kind is None or not judged or any(code.startswith(NOT_FOR_SCHEMAS) for code in told):
            continue
        front = split_page(text, file).front if kind == "front-matter" else text
        valid = BASE[kind].is_valid(as_json(read(front, file)))
        if not told:
            assert valid, file
        elif path.stem not in ALSO_BEYOND and told - BEYOND:
            assert not valid, (file, told)


def problems_by_file(root: Path) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    try:
        load_project(root)
    except ContentError as error:
        for problem in error.problems:
            codes.setdefault(problem.spot.file if problem.spot else "", set()).add(problem.code)
    return codes


@pytest.mark.parametrize(
    ("event", "valid"),
    [
        ("{id: a, strikes: 3}", True),
        ("{id: a, strikes: '3'}", False),
        ("{id: a, strikes: -1}", False),
        ("{id: a, strikes: {min: 1, max: 4}, place: [bayji, qayyarah]}", True),
        ("{id: a, strikes: {max: 4}}", False),
        ("{id: a, place: bayji}", False),
        ("{id: a, strikes: 1, place: nowhere}", False),
        ("{id: a, strikes: 1, place: bayji, country: iraq}", False),
        ("{id: a, strikes: 1, targets: {destroyed: {vehicle: some, cave: [1, 2]}, cave: 1}}", True),
        ("{id: a, strikes: 1, targets: {vehicle: 0}}", False),
        ("{id: a, strikes: 1, targets: {destroyed: {engaged: 1}}}", False),
        ("{id: a, strikes: 1, on: 05/04/2018}", False),
        ("{id: a, strikes: 1, on: 2018-04-05/2018-04-05, retracted: yes}", False),
        ("{id: A, strikes: 1}", False),
        ("{id: a, strikes: 1, colour: red}", False),
    ],
)
def test_single_events(event: str, valid: bool, tmp_path: Path) -> None:  # noqa: FBT001 - what is expected
    text = f"source: lwj\nperiod: 2018-04-05\nevents:\n  - {event}\n"
    case = Case("", (("data/events/r.yml", text),), "")
    assert BASE["report"].is_valid(as_json(read(text, "r.yml"))) is valid
    assert (case.run(tmp_path) == "fine\n") is valid


def test_ids_are_offered_with_what_they_are_called() -> None:
    report = json.loads(schemas(load_record(HERE / "base"))["report.schema.json"])
    assert report["$defs"]["place"]["enum"] == ["bayji", "qayyarah", "abu-kamal"]
    assert report["$defs"]["place"]["enumDescriptions"][2] == "Abu Kamal, Syria"
    assert report["$defs"]["targets"]["properties"]["vehicle"]["description"] == "Vehicle"
    event = report["properties"]["events"]["items"]["properties"]
    assert event["strikes"]["description"].endswith("What the source counts.")
    assert all("description" in field for field in event.values())
