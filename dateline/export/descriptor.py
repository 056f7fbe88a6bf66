"""`datapackage.json`: the CSV files described by the Data Package Standard, version 2.0.

Here belongs how our tables read in its terms. Every word about a column comes from `tables`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.export.files import DataFile
from dateline.export.licences import spdx
from dateline.export.tables import IDS_APART, Field, Kind, Table
from dateline.model import Dataset, Licence

if TYPE_CHECKING:
    from dateline.export.package import Holdings

PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES: dict[Kind, str] = {
    "id": "string",
    "text": "string",
    "url": "string",
    "day": "date",
    "count": "integer",
    "degrees": "number",
    "flag": "boolean",
    "ids": "list",
    "texts": "array",
    "tallies": "string",
}
_PATTERNS: dict[Kind, str] = {
    "id": "[a-z0-9]+(-[a-z0-9]+)*",
    "url": "https?://.+",
    "tallies": r"([a-z0-9-]*:[a-z0-9-]+:([0-9]+(-[0-9]*)?|some))(;[a-z0-9-]*:[a-z0-9-]+:([0-9]+(-[0-9]*)?|some))*",
}


def datapackage_json(dataset: Dataset, tables: Iterable[Table], holdings: Holdings, home: str) -> bytes:
    """The descriptor of the CSV files in `holdings`; `home` is the address of the site."""
    files = {file.table: file for file in holdings.files if file.table and file.name.endswith(".csv")}
    content: dict[str, object] = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": dataset.id,
        "id": f"{home}data/",
        "title": dataset.title,
        "description": dataset.description,
        "homepage": f"{home}data/",
        "version": holdings.version,
        **({"created": f"{holdings.news}T00:00:00Z"} if holdings.news else {}),
        "licenses": [_licence(dataset.licence)],
        "contributors": [_publisher(dataset)],
        "sources": [{"title": "The documents that the record rests on", "path": f"{home}sources/"}],
        "resources": [_resource(table, files[table.name], dataset.licence) for table in tables],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(licence: Licence) -> dict[str, str]:
    name = spdx(licence)
    return {**({"name": name} if name else {}), "title": licence.name, "path": licence.url}


def _publisher(dataset: Dataset) -> dict[str, object]:
    url = {"path": dataset.publisher_url} if dataset.publisher_url else {}
    return {"title": dataset.publisher, **url, "roles": ["publisher"]}


def _resource(table: Table, file: DataFile, licence: Licence) -> dict[str, object]:
    return {
        "$schema": f"{PROFILE}dataresource.json",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "type": "table",
        "path": file.name,
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "dialect": {"$schema": f"{PROFILE}tabledialect.json", "delimiter": ",", "lineTerminator": "\n", "doubleQuote": True},
        "bytes": len(file.content),
        "hash": f"sha256:{file.sha256}",
        "licenses": [_licence(licence)],
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    described: dict[str, object] = {
        "$schema": f"{PROFILE}tableschema.json",
        "fieldsMatch": "exact",
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        described["foreignKeys"] = list(_foreign_keys(table))
    return described


def _foreign_keys(table: Table) -> Iterator[dict[str, object]]:
    for reference in table.references:
        to = {"resource": reference.table} if reference.table else {}
        yield {"fields": [reference.field], "reference": {**to, "fields": [reference.target]}}


def _field(field: Field) -> dict[str, object]:
    described: dict[str, object] = {"name": field.name, "type": _TYPES[field.kind], "description": field.description}
    if field.kind == "ids":
        described |= {"delimiter": IDS_APART, "itemType": "string"}
    if field.kind == "flag":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints = dict(_constraints(field))
    return {**described, "constraints": constraints} if constraints else described


def _constraints(field: Field) -> Iterator[tuple[str, object]]:
    if field.required:
        yield "required", True
    if field.unique:
        yield "unique", True
    if field.choices:
        yield "enum", list(field.choices)
    elif field.kind in _PATTERNS:
        yield "pattern", _PATTERNS[field.kind]
    if field.least is not None:
        yield "minimum", field.least
    if field.most is not None:
        yield "maximum", field.most
