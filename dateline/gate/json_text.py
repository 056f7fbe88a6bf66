"""JSON held to the standard, and to what all readers take alike.

What some forgive is an error: NaN, a key that stands twice, bytes that are no UTF-8. So is what some read as another value:
a number that a double does not hold (RFC 7493), half a character.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from dateline.gate.document import cut

ENDINGS = tuple(
    """.json .geojson .webmanifest .map .topojson .jsonld .ipynb .har .gltf .avsc .csljson .czml .tilejson .importmap
    .webapp""".split()
)
LINES = (".jsonl", ".ndjson", ".ldjson", ".jsonlines", ".geojsonl", ".ndgeojson")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPES = re.compile(rf"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<half>{_HALF.pattern}..)|\\.")
"""The escapes of texts; a character beyond U+FFFF takes two."""
_NOT_ZERO = re.compile(r"-?[0.]*[1-9]")
_INFINITE = (float("inf"), float("-inf"))
IN_PAGES = frozenset({"importmap", "speculationrules"})


@dataclass(frozen=True, slots=True)
class Place:
    """What is wrong with a text, and where in it: line and column from 1."""

    message: str
    line: int
    column: int


def is_json(kind: str) -> bool:
    """Whether a type of an element `script` says that it holds JSON."""
    essence = kind.partition(";")[0].strip().lower()
    return essence in IN_PAGES or essence.endswith(("/json", "+json"))


class _RefusedError(ValueError):
    """JSON that reads differently to different readers."""


def fault_of(text: str) -> Place | None:
    """Why a text is not JSON; None for one that is."""
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_constant, parse_float=_float, parse_int=_whole)
    except json.JSONDecodeError as error:
        return Place(f"it is not JSON: {error.msg}", error.lineno, error.colno)
    except _RefusedError as error:
        return _found(text, str(error.args[0]), str(error.args[1]), last=error.args[2])
    except RecursionError:
        return Place("it is nested too deeply to be read", 1, 1)
    half = next((found for found in _ESCAPES.finditer(text) if found["half"]), None) if _HALF.search(text) else None
    return _place(text, f"{half['half']} is half a character", half.start()) if half else None


def faults_of_lines(text: str) -> list[Place]:
    """The same for every line of a file that holds one value in each."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        fault = fault_of(line) if line.strip() else None
        if fault:
            found.append(Place(fault.message, number, fault.column))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for n, name in enumerate(names) if name in names[:n])
        message = f"the key '{cut(twice)}' stands twice in one object"
        raise _RefusedError(message, json.dumps(twice, ensure_ascii=False), True)  # noqa: FBT003 - whether its last place counts
    return made


def _constant(name: str) -> Any:
    message = f"{name} is no number of JSON"
    raise _RefusedError(message, name, False)  # noqa: FBT003 - ditto


def _float(written: str) -> float:
    number = float(written)
    if number in _INFINITE or (number == 0 and _NOT_ZERO.match(written)):
        message = f"{cut(written)} is a number that most readers cannot hold"
        raise _RefusedError(message, written, False)  # noqa: FBT003 - ditto
    return number


def _whole(written: str) -> int:
    number = float(written)
    if number in _INFINITE or int(number) != int(written):
        message = f"{cut(written)} is a number that most readers round to another"
        raise _RefusedError(message, written, False)  # noqa: FBT003 - ditto
    return int(written)


def _found(text: str, message: str, sign: str, *, last: bool) -> Place:
    return _place(text, message, max(0, text.rfind(sign) if last else text.find(sign)))


def _place(text: str, message: str, at: int) -> Place:
    return Place(message, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
