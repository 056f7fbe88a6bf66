"""data/dataset.yml: what the record is about, and its words (measures, countries, actors, categories, weeks, authors)."""

from __future__ import annotations

import datetime as dt
import keyword
import re
from typing import Any

from dateline.load.findings import Findings
from dateline.load.positions import Path
from dateline.load.scalars import Choice, Day, Id, Pattern, Text, Url, Whole
from dateline.load.shapes import ById, Either, Field, Fields, ListOf
from dateline.load.yaml_reader import Plain
from dateline.model import PUBLISHED_EDITS, WEEKDAYS, Author, Category, Dataset, Licence, Measure, Named, PublishedRule, WeekRule

FILE = "data/dataset.yml"
EVENT_KEYS = ("id", "on", "place", "country", "note", "source", "adds_to", "retracted", "discrepancy", "min", "max", "some")
FILTERS = ("country", "place", "start", "end", "week", "day", "month", "report", "actor", "scope")
FUNCTIONS = ("share", "change", "quoted", "words", "by", "top")
WORDS_KEYS = ("measures", "countries", "actors", "categories")
"""The keys of dataset.yml that a report cannot be read without."""

_WORD = Pattern(
    re.compile("[a-z][a-z0-9_]*"),
    "bad-id",
    "a word for queries",
    "it is used in queries, so: small letters, digits and _, a letter first",
)
_ID = Id()
_TAGS = Pattern(
    re.compile("[A-Za-z0-9*?][A-Za-z0-9._*?/-]*"),
    "bad-text",
    "a pattern for the names of tags",
    "letters, digits, hyphens, dots and slashes, * for any text: v* or data-*",
)
_LONG_NAME = Fields(
    "a word of a list",
    {
        "name": Field(Text(), "What readers see.", required=True),
        "many": Field(Text(), "Its plural, where it is not the name with an s."),
        "definition": Field(Text(lines=True), "What it means, as the source defines it."),
    },
)
_NAMES = ById(_ID, Either(Text(), _LONG_NAME), "a mapping from ids to names", least=1)
_MEASURE = Fields(
    "a measure",
    {
        "one": Field(Text(), "The word for one, such as strike.", required=True),
        "many": Field(Text(), "The word for several, such as strikes.", required=True),
        "definition": Field(Text(lines=True), "What is counted, as the source defines it.", required=True),
        "source": Field(_ID, "The id of the source that gives the definition."),
    },
)
_CATEGORY = Fields(
    "a category",
    {
        "key": Field(_WORD, "The key in reports, such as targets: {...}.", required=True),
        "one": Field(Text(), "The word for one, such as target.", required=True),
        "many": Field(Text(), "The word for several, such as targets.", required=True),
        "definition": Field(Text(lines=True), "What is sorted here."),
        "kinds": Field(_NAMES, "The kinds: id and name, or id and {name, many, definition}.", required=True),
        "effect": Field(_WORD, "The filter name for what was done to them, such as effect."),
        "effects": Field(_NAMES, "What was done to them: id and name."),
    },
)
_WEEK = Fields(
    "a rule for weeks",
    {
        "from": Field(Day(), "The first day on which the rule holds.", required=True),
        "starts": Field(Choice(WEEKDAYS, "a weekday"), "The weekday on which reporting weeks begin; 'from' has to be one."),
        "days": Field(Whole(1), "How many days a reporting week has: 7 (when left out), 14, ..."),
        "once": Field(Day(), "The last day of a single period that starts at 'from'."),
        "note": Field(Text(lines=True), "Why the rule changed."),
    },
    extra={"oneOf": [{"required": ["starts"]}, {"required": ["once"], "not": {"required": ["days"]}}]},
)
_PUBLISHER = Fields(
    "the publisher",
    {
        "name": Field(Text(), "Who publishes.", required=True),
        "url": Field(Url(), "Its address."),
        "contact": Field(Text(), "Where readers report mistakes: an e-mail address, or an address of the web."),
    },
)
_LICENCE = Fields(
    "the licence",
    {"name": Field(Text(), "Such as CC BY 4.0.", required=True), "url": Field(Url(), "Where its text is.", required=True)},
)
_AUTHOR = Fields(
    "an author",
    {
        "name": Field(Text(), "As in the byline.", required=True),
        "description": Field(Text(lines=True), "Who this is, in a sentence."),
    },
)
_PUBLISHED = Fields(
    "the rule on published events",
    {
        "edits": Field(
            Choice(PUBLISHED_EDITS, "'need-correction' or 'free'"),
            "Whether an edit of what a release held is an error: need-correction, or free.",
            required=True,
        ),
        "tags": Field(_TAGS, "What the names of release tags look like: v* (when left out)."),
    },
)
SHAPE = Fields(
    "the dataset",
    {
        "id": Field(_ID, "The id of the dataset: its name in addresses and file names.", required=True),
        "title": Field(Text(), "What the record is called.", required=True),
        "description": Field(Text(lines=True), "What it holds and where it comes from.", required=True),
        "publisher": Field(_PUBLISHER, "Who publishes it.", required=True),
        "licence": Field(_LICENCE, "On which terms others may use it.", required=True),
        "measures": Field(
            ById(_WORD, _MEASURE, "a mapping of measures", least=1),
            "What is counted. The keys are the words of reports and queries.",
            required=True,
        ),
        "country_word": Field(_WORD, "What a country is called here: country (when left out), district, ..."),
        "countries": Field(_NAMES, "The countries (or districts ...) of the record: id and name.", required=True),
        "actors": Field(_NAMES, "Whose acts are reported: id and name.", required=True),
        "weeks": Field(
            ListOf(_WEEK, "a list of rules", least=1),
            "The source's own reporting weeks; a rule holds until the next.",
            required=True,
        ),
        "categories": Field(
            ById(_WORD, _CATEGORY, "a mapping of categories"), "What events are sorted by. The keys are filter names."
        ),
        "authors": Field(ById(_ID, _AUTHOR, "a mapping of authors"), "Who has a byline."),
        "published": Field(_PUBLISHED, "What may become of events that a release held."),
    },
    partial=True,
)


def read_dataset(data: Plain, found: Findings) -> dict[str, Any]:
    """The parts of dataset.yml as model types, by key; a part with something wrong is left out. `found` tells what."""
    before = len(found.noted)
    parts = SHAPE.read(data, (), found) or {}
    parts |= {key: {} for key in ("categories", "authors") if isinstance(data, dict) and key not in data}
    builders = {"measures": _measures, "countries": _named, "actors": _named, "categories": _categories, "authors": _authors}
    for key, build in builders.items():
        if key in parts:
            parts[key] = build({i: entry for i, entry in parts[key].items() if entry is not None})
    _check_words(parts, found)
    parts["weeks"] = _weeks(parts.get("weeks", []), found)
    broken = {finding.path[0] for finding in found.noted[before:] if finding.path}
    return {key: value for key, value in parts.items() if key not in broken}


def build_dataset(parts: dict[str, Any]) -> Dataset:
    """The dataset from all its parts, after nothing was found wrong."""
    publisher, licence = parts["publisher"], parts["licence"]
    plain = {key: parts[key] for key in ("id", "title", "description", "measures", "countries", "actors", "weeks")}
    optional = {key: parts[key] for key in ("categories", "authors", "country_word") if key in parts}
    return Dataset(
        **plain,
        **optional,
        publisher=publisher["name"],
        publisher_url=publisher.get("url"),
        publisher_contact=publisher.get("contact"),
        licence=Licence(licence["name"], licence["url"]),
        published=published_of(parts),
    )


def published_of(parts: dict[str, Any]) -> PublishedRule | None:
    """The rule on published events; None where dataset.yml has none, or says it wrongly."""
    fields = parts.get("published")
    return PublishedRule(**fields) if fields and fields.get("edits") else None


def _measures(got: dict[str, Any]) -> dict[str, Measure]:
    return {identifier: Measure(id=identifier, **fields) for identifier, fields in got.items()}


def _named(got: dict[str, Any]) -> dict[str, Named]:
    named = {i: entry for i, entry in got.items() if entry is not None}  # what could not be read was told
    return {i: Named(i, entry) if isinstance(entry, str) else Named(i, **entry) for i, entry in named.items()}


def _authors(got: dict[str, Any]) -> dict[str, Author]:
    return {identifier: Author(identifier, **fields) for identifier, fields in got.items()}


def _categories(got: dict[str, Any]) -> dict[str, Category]:
    return {i: Category(**(fields | _words_of(fields)), id=i) for i, fields in got.items()}


def _words_of(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: _named(fields[key]) for key in ("kinds", "effects") if key in fields}


COLUMNS = frozenset(
    """
    id report source start end places status note source_kind source_url adds_to number place discrepancy_use discrepancy_note
    name admin1 aliases lat lon coordinate_source
    """.split()
)
"""Names of columns of the downloads beside those that are named after the dataset's own words."""


def _check_words(parts: dict[str, Any], found: Findings) -> None:
    """Words that reports and queries use must mean one thing each."""
    taken: dict[str, str] = dict.fromkeys(EVENT_KEYS, "a key of events")
    taken |= dict.fromkeys(FILTERS, "a filter of queries") | dict.fromkeys(FUNCTIONS, "a function of queries")
    for word in parts.get("measures", {}):
        _take(word, "a measure", ("measures", word), taken, found)
    if parts.get("country_word", "country") != "country":
        _take_column(parts["country_word"], "the word for a country", ("country_word",), taken, found)
    for category in parts.get("categories", {}).values():
        at: Path = ("categories", category.id)
        if category.key == category.id:
            _take_column(category.id, "a category", at, taken, found)
        else:
            _take(category.id, "a category", at, taken, found)
            _take_column(category.key, "the key of a category", (*at, "key"), taken, found)
        if category.effect:
            _take(category.effect, "the effect of a category", (*at, "effect"), taken, found)
        _check_effects(category, at, found)


def _take_column(word: str, role: str, at: Path, taken: dict[str, str], found: Findings) -> None:
    """A word that also becomes the name of a column in the downloads."""
    if word in COLUMNS and word not in taken:
        key = at[-1] == word
        found.add("reserved-word", f"'{word}' is already a column of the downloads", at, "choose another word", key=key)
    else:
        _take(word, role, at, taken, found)


def _take(word: str, role: str, at: Path, taken: dict[str, str], found: Findings) -> None:
    key = at[-1] == word
    if keyword.iskeyword(word):
        found.add("reserved-word", f"'{word}' is a word of the query language", at, "choose another word", key=key)
    elif word in taken:
        found.add("reserved-word", f"'{word}' is already {taken[word]}", at, "choose another word", key=key)
    else:
        taken[word] = role


def _check_effects(category: Category, at: Path, found: Findings) -> None:
    if (category.effect is None) != (not category.effects):
        have, lack = ("effects", "effect") if category.effects else ("effect", "effects")
        message = f"a category with '{have}' needs the key '{lack}' too"
        found.add("missing-key", message, (*at, have), "they come together or not at all", key=True)
    for identifier in category.effects:
        if identifier in category.kinds or identifier in {"min", "max"}:
            role = "a kind" if identifier in category.kinds else "a key of counts"
            found.add(
                "reserved-word",
                f"the effect '{identifier}' is also {role}",
                (*at, "effects", identifier),
                "choose another id",
                key=True,
            )


def _weeks(rules: list[dict[str, Any] | None], found: Findings) -> tuple[WeekRule, ...]:
    built: list[WeekRule] = []
    for number, rule in enumerate(rules):
        if rule is None:
            continue
        at: Path = ("weeks", number)
        made = _week_once(rule, at, found) if "once" in rule else _week_repeated(rule, at, found)
        if made and built and made.start < _free_from(built[-1]):
            help_ = f"it can start on {_free_from(built[-1])}; rules are in the order of their days"
            found.add("week-order", "this rule starts before the one above is over", (*at, "from"), help_)
        if made:
            built.append(made)
    return tuple(built)


def _free_from(rule: WeekRule) -> dt.date:
    return rule.start + dt.timedelta(rule.days if rule.once else 1)


def _week_once(rule: dict[str, Any], at: Path, found: Findings) -> WeekRule | None:
    for key in ("starts", "days"):
        if key in rule:
            found.add("unknown-key", f"a single period ('once') has no '{key}'", (*at, key), "delete the key", key=True)
    days = (rule["once"] - rule["from"]).days + 1
    if days < 1:
        found.add("bad-date", f"the period ends ({rule['once']}) before it starts ({rule['from']})", (*at, "once"))
        return None
    return WeekRule(rule["from"], days, once=True, note=rule.get("note"))


def _week_repeated(rule: dict[str, Any], at: Path, found: Findings) -> WeekRule | None:
    start, days = rule["from"], rule.get("days", 7)
    if "starts" not in rule:
        found.add(
            "missing-key",
            "a rule for weeks needs 'starts' or 'once'",
            at,
            "starts: monday, or once: the last day of a single period",
        )
        return None
    weekday = WEEKDAYS[start.weekday()]
    if weekday != rule["starts"]:
        shift = (WEEKDAYS.index(rule["starts"]) - start.weekday()) % 7
        near = start + dt.timedelta(shift)
        message = f"{start} is a {weekday.capitalize()}, but the weeks start on {rule['starts'].capitalize()}"
        found.add(
            "week-start",
            message,
            (*at, "from"),
            f"the next {rule['starts'].capitalize()} is {near}, the last was {near - dt.timedelta(7)}",
        )
    if days % 7:
        found.add(
            "bad-count", f"a reporting week of {days} days is not a number of whole weeks", (*at, "days"), "7, 14, 21 or 28"
        )
    return WeekRule(start, days, note=rule.get("note"))
