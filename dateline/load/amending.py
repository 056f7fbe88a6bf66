"""Corrections applied to what a file of reports holds: pure functions over plain data, before a schema reads it.

Here belongs finding the value that a key leads to, the guard on what stands there, and which value of the result comes from
which correction. Numbers in keys are those of the file as it was published, whatever earlier corrections took away; events go
by their ids.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.errors import did_you_mean
from dateline.load.positions import MAX_DEPTH, Path
from dateline.load.wording import one_line
from dateline.load.yaml_reader import Plain

_LISTS = ("stated", "events")
_NUMBER = re.compile("[1-9][0-9]{0,5}")
_KEPT = "a published id never vanishes"


@dataclass(frozen=True, slots=True)
class Change:
    """What one correction does within a report: at `key` (`stated.2.strikes`, `events.<id>.place`) `was` becomes `now`.

    None for `was`: nothing was given there; for `now`: nothing is any more.
    """

    id: str
    key: str
    was: Plain | None
    now: Plain | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change cannot be made. `at` is the part of the entry that is wrong, `path` where in the file the value stands."""

    code: str
    message: str
    at: Literal["key", "was", "now"]
    help: str | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of corrected data comes from.

    `id` None: from the file, at `path`. Otherwise from that correction, at `rest` within its `now`; `rest` None: the value is
    around what was corrected.
    """

    path: Path
    id: str | None = None
    rest: Path | None = None


class _Gone:
    """Stands in a list where an item was taken away, so that the others keep their numbers."""


_GONE: Any = _Gone()


@dataclass(slots=True)
class Amending:
    """Plain data on its way from what was published to what is known now. The data that it is given are not touched."""

    data: Plain
    changed: list[tuple[Path, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data = _copied(self.data)

    def apply(self, change: Change) -> Refusal | None:
        """Make a change, or say why not; then nothing was changed."""
        found = _locate(self.data, change.key)
        if isinstance(found, Refusal):
            return found
        path, value = found
        was, now = (_named(given, path, change.key) for given in (change.was, change.now))
        refusal = _forbidden(path, change.key, now) or _guard(change.key, was, value, path)
        if refusal is None:
            _take(self.data, path) if now is None else _put(self.data, path, _copied(now))
            self.changed.append((path, change.id))
        return refusal

    def result(self) -> Plain:
        """The data with all changes made."""
        made: Plain = _compact(self.data)
        return made

    def origin(self, path: Path) -> Origin:
        """Where the value at `path` of the result comes from."""
        path = _published(self.data, path)
        for changed, identifier in reversed(self.changed):
            if path[: len(changed)] == changed:
                return Origin(path, identifier, path[len(changed) :])
        return Origin(path)

    def touches(self, path: Path) -> bool:
        """Whether anything within an item at `path` of the result was changed."""
        path = _published(self.data, path)
        return len(path) > 1 and any(changed[: len(path)] == path for changed, _ in self.changed)

    def cause(self, path: Path) -> Origin:
        """The correction that something wrong at `path` of the result is due to: the one that shares the most steps with it."""
        exact = self.origin(path)
        if exact.id is not None or not self.changed:
            return exact
        shared = [(_shared(changed, exact.path), number) for number, (changed, _) in enumerate(self.changed)]
        return Origin(exact.path, self.changed[max(shared)[1]][1])


def _locate(data: Plain, key: str) -> tuple[Path, Plain | None] | Refusal:
    """The path that a key stands for, and what is there (None: nothing)."""
    path: Path = ()
    here: Any = data
    steps = key.split(".")
    if len(steps) > MAX_DEPTH:  # no file is as deep; what it would make is gone through level by level
        help_ = "name one value, as in strikes or targets.destroyed.vehicle"
        return Refusal("wrong-key", f"this key has {len(steps)} steps; {MAX_DEPTH} are the most", "key", help_)
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if isinstance(here, str):
            return Refusal("wrong-key", f"'{_key(path)}' is a single value: it has no '{step}'", "key", path=path)
        if here is None:
            index = _index([], step, path, last=last) if path and path[-1] in _LISTS else step
        else:
            index = _index(here, step, path, last=last) if isinstance(here, list) else step
        if isinstance(index, Refusal):
            return index
        path, here = (*path, index), _at(here, index)
    return path, here


def _index(items: list[Any], step: str, path: Path, *, last: bool) -> int | Refusal:
    """The number (from 0) of an item; the end of the list for a new one, which only a key's last step may name."""
    if path == ("events",):
        ids = [str(item.get("id")) if isinstance(item, dict) else "" for item in items]
        if step in ids:
            return ids.index(step)
        help_ = did_you_mean(step, ids) or "events go by their ids: events.<id>"
        return len(items) if last else Refusal("wrong-key", f"this report has no event '{step}'", "key", help_, path)
    if not _NUMBER.fullmatch(step):
        help_ = f"its items go by their numbers, from 1: {_key(path)}.1"
        return Refusal("wrong-key", f"'{_key(path)}' is a list: it has no '{step}'", "key", help_, path)
    number = int(step) - 1
    if number < len(items) + last:
        return number
    help_ = f"the next new one would be {_key(path)}.{len(items) + 1}"
    return Refusal("wrong-key", f"'{_key(path)}' has no item {step}; it has {len(items)}", "key", help_, path)


def _at(here: Any, step: str | int) -> Any:
    if isinstance(here, dict):
        return here.get(str(step))
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return None if here[step] is _GONE else here[step]
    return None


def _key(path: Path) -> str:
    """A path as a key is written."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _is_event(path: Path) -> bool:
    return len(path) == 2 and path[0] == "events"


def _named(value: Plain | None, path: Path, key: str) -> Plain | None:
    """The value of a whole event with its id, which the key gives already."""
    if _is_event(path) and isinstance(value, dict) and "id" not in value:
        return {"id": key.partition(".")[2], **value}
    return value


def _forbidden(path: Path, key: str, now: Plain | None) -> Refusal | None:
    """What no correction may do: take a published id away, or change a whole list at once."""
    if len(path) == 1 and path[0] in _LISTS:
        one = "stated.2" if path[0] == "stated" else "events.<id>"
        return Refusal("wrong-key", f"a correction cannot change '{path[0]}' as a whole", "key", f"name one of them, as in {one}")
    if len(path) == 3 and path[0] == "events" and path[2] == "id":
        return Refusal("wrong-key", "the id of an event cannot be corrected", "key", _KEPT)
    if _is_event(path):
        if now is None:
            return Refusal("wrong-key", "an event cannot be taken away", "key", f"{_KEPT}: correct its key retracted to true")
        if isinstance(now, dict) and now["id"] != key.partition(".")[2]:
            message = f"the key names the event '{key.partition('.')[2]}', but this is '{one_line(now['id'])}'"
            return Refusal("wrong-key", message, "now", _KEPT)
    return None


def _guard(key: str, was: Plain | None, value: Plain | None, path: Path) -> Refusal | None:
    """The published value has to be the one that the correction says it was."""
    if was is None and value is None:
        return None
    if was is None:
        message = f"'{key}' was published as {one_line(value)}, but no 'was' is given"
        return Refusal("wrong-was", message, "key", f"was: {one_line(value)}", path)
    if value is None:
        message = f"nothing is given for '{key}' in what was published, but 'was' says {one_line(was)}"
        help_ = "leave 'was' out if nothing was given there; otherwise correct the key"
        return Refusal("wrong-was", message, "was", help_, path[:-1])
    if same(was, value):
        return None
    message = f"'{key}' was published as {one_line(value)}, not as {one_line(was)}"
    return Refusal("wrong-was", message, "was", "the file keeps what was published; a correction is not made in both", path)


def same(one: Plain, other: Plain) -> bool:
    """Whether two values say the same, however they are written: quotes and line breaks do not count, nor the order of keys."""
    return bool(_folded(one) == _folded(other))


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return {key: _folded(item) for key, item in value.items()}


def _put(data: Any, path: Path, value: Any) -> None:
    """Set a value; the mappings and lists that lead to it are made where there are none."""
    here = data
    for step, following in itertools.pairwise(path):
        below = _at(here, step)
        if below is None:
            below = [] if isinstance(following, int) else {}
            _set(here, step, below)
        here = below
    _set(here, path[-1], value)


def _set(here: Any, step: str | int, value: Any) -> None:
    if isinstance(here, list) and step == len(here):
        here.append(value)
    else:
        here[step] = value


def _take(data: Any, path: Path) -> None:
    """Take a value away, and mappings that hold nothing afterwards."""
    way = [data]
    for step in path[:-1]:
        way.append(_at(way[-1], step))
    for here, step in zip(reversed(way), reversed(path), strict=True):
        if isinstance(here, list):
            here[step] = _GONE  # type: ignore[index] # steps into lists are numbers
            return
        del here[step]
        if here:
            return


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _compact(value: Any) -> Any:
    """The same without the items that are gone, and without lists that hold nothing else."""
    if isinstance(value, dict):
        return {key: _compact(item) for key, item in value.items() if not _is_emptied(item)}
    return [_compact(item) for item in value if item is not _GONE] if isinstance(value, list) else value


def _is_emptied(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(item is _GONE for item in value)


def _published(data: Any, path: Path) -> Path:
    """A path of the compact data as one of the data with what is gone still in its place."""
    return tuple(_steps(data, path))


def _steps(here: Any, path: Path) -> Iterator[str | int]:
    for step in path:
        if isinstance(here, list) and isinstance(step, int):
            there = [number for number, item in enumerate(here) if item is not _GONE]
            step = there[step] if step < len(there) else len(here)  # noqa: PLW2901 - the same step in other numbers
        yield step
        here = _at(here, step)


def _shared(one: Path, other: Path) -> int:
    """How many steps two paths have in common."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
