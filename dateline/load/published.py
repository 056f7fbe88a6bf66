"""The rule on published events: what stood in data/events/ at the newest release is changed by a correction, not by an edit.

Here belongs comparing the files of reports, and the corrections, as they are written, with those of the release tag. Corrections
are applied to what was read and leave the files alone, so that a file that says something else was edited. What may be added
(reports, events at any place, totals at the end, a first note, corrections) is not an edit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.errors import ContentError, DatelineError, EnvironmentProblem, Problem, Spot
from dateline.history import FETCH, Blob, History, Release
from dateline.load import dataset
from dateline.load.corrections import FILE as CORRECTIONS
from dateline.load.files import SourceText, list_files, read_source
from dateline.load.findings import Finding, Findings
from dateline.load.hints import slug
from dateline.load.positions import Path as At
from dateline.load.published_words import unsaid_words
from dateline.load.reports import FOLDER
from dateline.load.wording import one_line
from dateline.load.yaml_reader import Plain, holds_nothing, read
from dateline.model import PublishedRule

_ADDED_FREELY = ("note",)
"""Keys that a published entry may be given where it had none: they say more of it, and change nothing."""
_LISTS = ("events", "stated")
_KEPT_OF_CORRECTIONS = ("event", "report", "article", "key", "was", "now", "on")
"""What a published correction goes on saying; its words (`why`, `noticed_by`) may be mended."""
_PREFIX = "whether published events were edited could not be checked: "


def plain_reports(root: Path) -> dict[str, dict[str, Any]]:
    """The files of a project's reports as they are written, by id; without those that are no YAML."""
    found: dict[str, dict[str, Any]] = {}
    for path in list_files(root, FOLDER, ".yml")[0]:
        try:
            source = read_source(root, path)
        except ContentError:
            continue
        data = _parsed(source.text, source.file)
        if isinstance(data, dict):
            found[_id(source.file)] = data
    return found


def published_rule(root: Path) -> PublishedRule | None:
    """What dataset.yml says of published events; None where it says nothing, or cannot be read."""
    try:
        source = read_source(root, root / dataset.FILE)
        if "published" not in source.text:
            return None
        data = read(source.text, source.file)
    except ContentError:
        return None
    parts = dataset.SHAPE.read(data, (), Findings()) or {}
    return dataset.published_of(parts)


def newest_release(root: Path, rule: PublishedRule) -> Release | None:
    """The release that counts as published: the newest that HEAD builds upon. None while there is none.

    Raises DatelineError, a warning, where that cannot be known.
    """
    try:
        history = History.of(root)
        found = history.releases(rule.tags)
        if not found and history.is_shallow:
            message = "this clone does not hold the whole history, and no release tag is in it"
            raise EnvironmentProblem(_unchecked(message, f"fetch it: {FETCH}"))
    except DatelineError as error:
        raise EnvironmentProblem([_unchecked(one.message, one.help) for one in error.problems]) from None
    return found[0] if found else None


def _unchecked(reason: str, help_: str | None) -> Problem:
    message = f"{_PREFIX}{reason.removeprefix(_PREFIX)}"
    return Problem("unchecked-published", message, Spot(dataset.FILE), help_, "warning")


def state_of_published(root: Path) -> tuple[str, tuple[Problem, ...]]:
    """What the rule's answer depends on besides the project's files, and what stands in its way."""
    rule = published_rule(root)
    if rule is None or not rule.is_on:
        return "", ()
    try:
        release = newest_release(root, rule)
    except DatelineError as error:
        return "unknown", error.problems
    return (f"{release.tag} {release.commit}" if release else "none"), ()


def check_published(root: Path) -> tuple[Problem, ...]:
    """Every edit of what was published, and warnings where that could not be checked; nothing where the rule is off."""
    rule = published_rule(root)
    if rule is None or not rule.is_on:
        return ()
    try:
        release = newest_release(root, rule)
        return () if release is None else tuple(_Check(root, release).problems())
    except EnvironmentProblem as error:
        return tuple(one if one.severity == "warning" else _unchecked(one.message, one.help) for one in error.problems)


@dataclass(frozen=True)
class _Check:
    """The files of reports now against those of one release."""

    root: Path
    release: Release

    def problems(self) -> Iterator[Problem]:
        history = History(self.root)
        files = history.files(self.release.commit, FOLDER, CORRECTIONS)
        blobs = [blob for blob in files if blob.path != CORRECTIONS and _is_report(blob.path)]
        paths = {path.stem: path for path in list_files(self.root, FOLDER, ".yml")[0]}
        changed = [blob for blob in blobs if not _holds(paths.get(_id(blob.path)), blob)]
        now = self._now(paths) if changed else {}
        then = {_id(path): (path, content) for path, content in history.contents(changed)}
        where = self._event_files(now) if changed else {}
        for identifier, (path, content) in sorted(then.items()):
            yield from self._report(identifier, path, content, now.get(identifier), where)
        for _, content in history.contents(
            blob for blob in files if blob.path == CORRECTIONS and not _holds(self.root / CORRECTIONS, blob)
        ):
            yield from self._corrections(content)
        yield from unsaid_words(self.root, history, self.release)

    def _corrections(self, content: bytes) -> Iterator[Problem]:
        """What a published correction repaired stays repaired: a further mistake takes a further correction."""
        try:
            source = read_source(self.root, self.root / CORRECTIONS)
        except ContentError:
            source = SourceText(CORRECTIONS, b"", "")
        then, now = _parsed(_text(content), CORRECTIONS), _parsed(source.text, CORRECTIONS)
        if not isinstance(then, dict) or (source.text and not isinstance(now, dict)):
            return
        entries = now if isinstance(now, dict) else {}
        found = Findings()
        for name, was in then.items():
            entry = entries.get(name)
            if entry is None:
                message = f"the correction '{name}' was published in {self.release.tag} and is gone"
                found.add("vanished-id", message, (), "put it back; if it was wrong itself, add another correction after it")
            elif isinstance(was, dict) and isinstance(entry, dict):
                for key in (key for key in _KEPT_OF_CORRECTIONS if was.get(key) != entry.get(key)):
                    message = f"'{key}' of the correction '{name}' is not what was published in {self.release.tag}"
                    help_ = "put it back, and add another correction after it"
                    found.add("edited-published", message, (name, key) if key in entry else (name,), help_)
        yield from found.problems(source.text, CORRECTIONS) if source.text else _without_place(found)

    def _now(self, paths: Mapping[str, Path]) -> dict[str, SourceText]:
        """The files of reports by id, as far as they can be read: the others are complained of by their reader."""
        found: dict[str, SourceText] = {}
        for name, path in paths.items():
            try:
                found[name] = read_source(self.root, path)
            except ContentError:
                continue
        return found

    def _event_files(self, now: Mapping[str, SourceText]) -> dict[str, str]:
        """In which file each event stands now."""
        return {name: source.file for source in now.values() for name in _events(_parsed(source.text, source.file))}

    def _report(
        self, identifier: str, path: str, content: bytes, source: SourceText | None, where: Mapping[str, str]
    ) -> Iterator[Problem]:
        then = _parsed(_text(content), path)
        if not isinstance(then, dict):
            yield _unchecked(
                f"{path} of {self.release.tag} cannot be read", "look at it: git show " + f"{self.release.tag}:{path}"
            )
            return
        if source is None or holds_nothing(source.text):
            if source or not (self.root / path).exists():
                yield self._vanished_report(identifier, path)
            return
        now = _parsed(source.text, source.file)
        if isinstance(now, dict):
            findings = Findings(list(self._edits(identifier, then, now, where)))
            yield from findings.problems(source.text, source.file)

    def _edits(self, identifier: str, then: dict[str, Any], now: dict[str, Any], where: Mapping[str, str]) -> Iterator[Finding]:
        own = {key: value for key, value in then.items() if key not in _LISTS}
        mine = {key: value for key, value in now.items() if key not in _LISTS}
        yield from self._entry("report", identifier, (own, mine), (), "")
        for number, total in enumerate(_list(then, "stated")):
            at: At = ("stated", number)
            totals = _list(now, "stated")
            key = f"stated.{number + 1}"
            if number >= len(totals):
                yield self._edit("report", identifier, key, (total, None), ("stated",), key_spot=True)
            elif isinstance(total, dict) and isinstance(totals[number], dict):
                yield from self._entry("report", identifier, (total, totals[number]), at, f"{key}.")
        rows = {str(row.get("id")): (number, row) for number, row in enumerate(_list(now, "events")) if isinstance(row, dict)}
        for name, event in _events(then).items():
            if name in rows:
                number, row = rows[name]
                yield from self._entry("event", name, (event, row), ("events", number), "")
            else:
                yield self._vanished_event(name, where.get(name))

    def _entry(
        self, kind: str, target: str, pair: tuple[dict[str, Any], dict[str, Any]], at: At, prefix: str
    ) -> Iterator[Finding]:
        then, now = pair
        for key in [*then, *(key for key in now if key not in then)]:
            was, is_ = then.get(key), now.get(key)
            if was == is_ or (was is None and key in _ADDED_FREELY):
                continue
            place = (*at, key) if key in now else at
            yield self._edit(kind, target, prefix + key, (was, is_), place, key_spot=was is None)

    def _edit(
        self, kind: str, target: str, key: str, values: tuple[Plain | None, Plain | None], at: At, *, key_spot: bool = False
    ) -> Finding:
        was, now = values
        said = "was not given" if was is None else f"was {_short(was)}"
        says = "is gone" if now is None else f"is {_short(now)}"
        message = f"'{key}' of the {kind} '{target}' {said} in {self.release.tag} and {says} here"
        back = "take it out again" if was is None else "put the published value back"
        entry = {"on": "YYYY-MM-DD", kind: target, "key": key}
        entry |= {name: value for name, value in (("was", was), ("now", now)) if value is not None}  # type: ignore[misc]
        written = f"{_correction_id(target, key)}: {one_line({**entry, 'why': 'what was wrong, and how it is known'})}"
        return Finding("edited-published", message, at, f"{back}, and correct it in data/corrections.yml: {written}", key_spot)

    def _vanished_event(self, name: str, file: str | None) -> Finding:
        where = f"stands in {file} now" if file else "is gone"
        message = f"the event '{name}' was published here in {self.release.tag} and {where}"
        entry = {
            "on": "YYYY-MM-DD",
            "event": name,
            "key": "retracted",
            "now": "true",
            "why": "what was wrong, and how it is known",
        }
        written = f"{_correction_id(name, 'retracted')}: {one_line(entry)}"
        help_ = f"put it back; if it was a mistake, retract it in data/corrections.yml: {written}"
        return Finding("vanished-id", message, ("events",), help_, key=True)

    def _vanished_report(self, identifier: str, path: str) -> Problem:
        message = f"the report '{identifier}' was published in {self.release.tag} and is gone"
        back = f"put it back: git checkout {self.release.tag} -- {path}"
        help_ = f"{back}; if another report takes its place, say `replaces: {identifier}` there"
        return Problem("vanished-id", message, Spot(path), help_)


def _without_place(found: Findings) -> Iterator[Problem]:
    return (Problem(one.code, one.message, Spot(CORRECTIONS), one.help) for one in found.noted)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _holds(path: Path | None, blob: Blob) -> bool:
    """Whether a file still is what git keeps under an id, which is the digest of its bytes."""
    if path is None:
        return False
    try:
        raw = path.read_bytes()
    except OSError:
        return False
    kept = b"blob %d\0" % len(raw) + raw
    digest = hashlib.sha1(kept, usedforsecurity=False) if len(blob.id) == 40 else hashlib.sha256(kept)
    return digest.hexdigest() == blob.id


def _is_report(path: str) -> bool:
    return path.endswith(".yml") and not any(part.startswith(".") for part in path.split("/"))


def _id(path: str) -> str:
    return PurePosixPath(path).stem


def _parsed(text: str, file: str) -> Plain | None:
    try:
        return read(text, file)
    except ContentError:
        return None


def _list(data: dict[str, Any], key: str) -> list[Any]:
    found = data.get(key)
    return found if isinstance(found, list) else []


def _events(data: Plain | None) -> dict[str, dict[str, Any]]:
    rows = _list(data, "events") if isinstance(data, dict) else []
    return {str(row["id"]): row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}


def _short(value: Plain) -> str:
    text = one_line(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _correction_id(target: str, key: str) -> str:
    return f"{target}-{slug(key.replace('.', '-').replace('_', '-'))}"
