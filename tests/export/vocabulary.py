"""JSON-LD against the vocabulary of schema.org: each type is one, each property its own, each value of a kind that it takes.

The vocabulary is that of the package schema_org, which is generated from schema.org's own release.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from schema_org.registry import MODEL_BY_SCHEMA, PROPERTY_BY_SCHEMA, ancestry

SIZE = re.compile(r"[0-9]+ px")
"""A Distance is a text `<number> <unit>`."""


def complaints(thing: dict[str, Any], where: str = "") -> Iterator[str]:
    """What is wrong with an object of JSON-LD."""
    name = str(thing.get("@type"))
    if name not in MODEL_BY_SCHEMA:
        yield f"{where}'{name}' is no type"
        return
    kinds = set(ancestry(name)) | {name}
    for key, value in thing.items():
        if key.startswith("@"):
            continue
        known = PROPERTY_BY_SCHEMA.get(key)
        if known is None or not kinds & set(known.domains):
            yield f"{where}{name} has no property '{key}'"
            continue
        for one in value if isinstance(value, list) else [value]:
            if not any(fits(one, accepted) for accepted in known.ranges):
                yield f"{where}{name}.{key}: {one!r} is none of {known.ranges}"
            if isinstance(one, dict):
                yield from complaints(one, f"{where}{name}.{key}: ")


def fits(value: Any, accepted: str) -> bool:
    """Whether a value is of a kind that a property takes. An address may stand for any object."""
    if isinstance(value, dict):
        return accepted == value["@type"] or accepted in ancestry(value["@type"])
    if isinstance(value, bool):
        return accepted == "Boolean"
    if not isinstance(value, str):
        return False
    if accepted == "Date":
        return is_day(value)
    if accepted == "Distance":
        return SIZE.fullmatch(value) is not None
    return accepted == "Text" or (accepted in ("URL", "CreativeWork") and re.fullmatch(r"https?://\S+", value) is not None)


def is_day(text: str) -> bool:
    try:
        return str(dt.date.fromisoformat(text)) == text
    except ValueError:
        return False
