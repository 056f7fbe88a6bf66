"""data/corrections.yml: mistakes that were published, and their repairs. What an entry may say, and the order they are in.

Whether the published values are what the entries say they were is found in `amendments`, article by article and report by
report; how a value is replaced, in `amending`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.load.amending import Change, same
from dateline.load.findings import Findings
from dateline.load.positions import Path
from dateline.load.scalars import Day, Id, Text
from dateline.load.shapes import NULLS, ById, Field, Fields, JsonSchema, Shape
from dateline.load.vocabulary import Known, Reference
from dateline.load.wording import one_line, plain_of
from dateline.load.yaml_reader import Plain, Quoted
from dateline.model import Correction

FILE = "data/corrections.yml"
KINDS = ("event", "report", "article")


class AnyValue(Shape[Plain]):
    """Whatever YAML can say, but nothing."""

    def read(self, value: Plain, at: Path, found: Findings) -> Plain | None:
        if isinstance(value, str) and value in NULLS and not isinstance(value, Quoted):
            found.add(
                "empty-value",
                f"nothing is given for '{at[-1]}'",
                at,
                "leave the key out where nothing was given",
                key=not value,
            )
            return None
        return value

    def schema(self) -> JsonSchema:
        return {}


def corrections_shape(sources: Known) -> ById:
    """The shape of corrections.yml; the sources are those of sources.yml."""
    entry = Fields(
        "a correction",
        {
            "on": Field(Day(), "The day on which the correction was made.", required=True),
            "event": Field(Id(), "The id of the event that was wrong."),
            "report": Field(Id(), "The id of the report that was wrong."),
            "article": Field(Text(), "The article that was wrong: its path below content/ without .md."),
            "key": Field(
                Text(),
                "Which value of the event or report: a key, or a path such as stated.2.strikes (numbers from 1), "
                "targets.destroyed.vehicle, events.<id>.",
            ),
            "was": Field(AnyValue(), "What was published; left out where nothing was given. Of an article: its words."),
            "now": Field(AnyValue(), "What is right; left out where the value is taken away. Of an article: its words."),
            "why": Field(Text(lines=True), "What was wrong and how it is known, for readers.", required=True),
            "noticed_by": Field(Text(), "Who noticed, if they want to be named."),
            "source": Field(Reference(sources), "The id of a document that became known later and shows the mistake."),
        },
        extra={
            "oneOf": [{"required": [kind]} for kind in KINDS],
            "anyOf": [{"required": ["was"]}, {"required": ["now"]}],
            "if": {"not": {"required": ["article"]}},
            "then": {"required": ["key"]},
            "else": {"not": {"required": ["key"]}},
        },
    )
    return ById(Id(), entry, "a mapping from ids to corrections")


def read_corrections(data: Plain, sources: Known, found: Findings) -> tuple[Correction, ...]:
    """The corrections that could be read, in the order of their days, then of the file."""
    got = corrections_shape(sources).read(data, (), found) or {}
    read = [_correction(identifier, fields, found) for identifier, fields in got.items() if fields is not None]
    return tuple(sorted((correction for correction in read if correction), key=lambda correction: correction.on))


def _correction(identifier: str, fields: dict[str, Any], found: Findings) -> Correction | None:
    at, before = (identifier,), len(found.noted)
    kinds = [kind for kind in KINDS if kind in fields]
    _check_kinds(kinds, at, found)
    _check_values(fields, at, found)
    if len(kinds) != 1:
        return None
    kind, key = kinds[0], fields.get("key")
    if kind == "article" and key is not None:
        help_ = "'was' and 'now' are words of the article: leave 'key' out"
        found.add("unknown-key", "a correction of an article has no key 'key'", (*at, "key"), help_, key=True)
    elif kind != "article" and key is None:
        help_ = "which value was wrong, such as strikes, period or stated.2.strikes"
        found.add("missing-key", f"a correction of {'an' if kind == 'event' else 'a'} {kind} needs the key 'key'", at, help_)
    if kind == "article":
        _check_words(fields, at, found)
    if len(found.noted) > before:
        return None
    return Correction(
        id=identifier,
        on=fields["on"],
        kind=kind,  # type: ignore[arg-type] # one of KINDS
        target=fields[kind],
        key=key,
        was=_text(fields.get("was")),
        now=_text(fields.get("now")),
        why=fields["why"],
        noticed_by=fields.get("noticed_by"),
        source=fields.get("source"),
    )


def _check_kinds(kinds: list[str], at: Path, found: Findings) -> None:
    if not kinds:
        help_ = "give one of: event, report (an id), article (its path below content/)"
        found.add("missing-key", "this correction does not say what was wrong", at, help_)
    for kind in kinds[1:]:
        help_ = "make an entry for each"
        found.add("two-targets", f"a correction is of one thing: '{kinds[0]}' or '{kind}'", (*at, kind), help_, key=True)


def _check_values(fields: dict[str, Any], at: Path, found: Findings) -> None:
    was, now = fields.get("was"), fields.get("now")
    if was is None and now is None:
        found.add("missing-key", "this correction changes nothing: it has neither 'was' nor 'now'", at, "give one or both")
    elif was is not None and now is not None and same(was, now):
        found.add("no-change", f"this correction changes nothing: 'was' and 'now' are both {one_line(now)}", (*at, "now"))


def _check_words(fields: dict[str, Any], at: Path, found: Findings) -> None:
    for key in ("was", "now"):
        if key in fields and not (isinstance(fields[key], str) and fields[key].strip()):
            found.add("bad-shape", f"'{key}' has to be words of the article", (*at, key))


def _text(value: Plain | None) -> str | None:
    return None if value is None else one_line(value)


@dataclass(frozen=True, slots=True)
class Values:
    """What a correction says was and is, as plain data; None: nothing."""

    was: Plain | None
    now: Plain | None

    @classmethod
    def of(cls, correction: Correction) -> Values:
        return cls(*(None if text is None else plain_of(text) for text in (correction.was, correction.now)))


def change_of(correction: Correction) -> Change:
    """What a correction of a report or an event does within the report's file."""
    values = Values.of(correction)
    key = f"events.{correction.target}.{correction.key}" if correction.kind == "event" else str(correction.key)
    return Change(correction.id, key, values.was, values.now)
