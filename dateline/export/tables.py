"""The tables of the data package: which there are, what their columns are called, hold and refer to.

Here belong descriptions alone, and they are the only ones: the CSV files, Parquet, `datapackage.json` and the page of the
downloads are all made from them. What the cells of a record hold is in `rows`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.model import Dataset

Kind = Literal["id", "text", "url", "day", "count", "degrees", "flag", "ids", "texts", "tallies"]
"""What a cell holds: an id, words, an address, a day, a whole number, degrees, a flag; several ids or texts; a list of kinds."""

IDS_APART = "|"
"""Separates ids in a cell: none of them can hold it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it holds, and what is always true of it.

    `choices` are all values there may be; `least` and `most` are bounds of a number.
    """

    name: str
    kind: Kind
    description: str
    required: bool = False
    unique: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds what stands in the column `target` of another table, or (`table` None) of its own."""

    field: str
    table: str | None
    target: str = "id"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` are the columns that tell its rows apart."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("id",)
    references: tuple[Reference, ...] = ()

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [field.name for field in self.fields]


def tables_of(dataset: Dataset) -> tuple[Table, ...]:
    """The tables of a record in the words of its dataset: what happened first, then what it rests on, then its vocabulary."""
    return (
        _events(dataset),
        _reports(dataset),
        _stated(dataset),
        _places(dataset),
        _sources(),
        _corrections(),
        _measures(),
        _categories(),
        _words(dataset),
        _weeks(),
    )


def events_table(dataset: Dataset) -> Table:
    """The table of events alone."""
    return _events(dataset)


def _events(dataset: Dataset) -> Table:
    word = dataset.country_word
    fields = [
        Field("id", "id", "Id of the event, the same for ever.", required=True, unique=True),
        Field("report", "id", "Id of the report that lists it.", required=True),
        Field("source", "id", "Id of its source: the event's own, else the report's.", required=True),
        Field("start", "day", "First day on which it may lie.", required=True),
        Field("end", "day", "Last day on which it may lie; the same as the first where the day is known.", required=True),
        Field("places", "ids", "Ids of the places that it lies at one of, separated by |. Empty: not stated."),
        Field(word, "ids", f"Ids of each {word} that it may lie in, separated by |.", required=True),
        *_amounts(dataset),
        *_kinds(dataset),
        Field(
            "status",
            "text",
            "counted: it counts on its days. late: it counts outside the totals of its report, since a later release added it. "
            "retracted, replaced: it counts nothing, since its source took it back, or a later report replaces its own.",
            required=True,
            choices=("counted", "late", "retracted", "replaced"),
        ),
        Field("note", "text", "What a reader should know."),
        Field(
            "source_kind",
            "text",
            "How near its source is to who counted: the original, a copy of it, or a text that quotes it.",
            required=True,
            choices=_SOURCE_KINDS,
        ),
        Field("source_url", "url", "Address of its source.", required=True),
        Field("adds_to", "id", "Id of the earlier report whose days it was added to."),
    ]
    return Table(
        "events",
        "Events",
        "What the reports itemise, a row for each event, by first day, last day and id. Not to be added up for totals: what "
        "reports state without itemising it is not here, and events that count nothing are.",
        tuple(fields),
        references=(
            Reference("report", "reports"),
            Reference("source", "sources"),
            Reference("adds_to", "reports"),
        ),
    )


def _reports(dataset: Dataset) -> Table:
    fields = (
        Field("id", "id", "Id of the report.", required=True, unique=True),
        Field("source", "id", "Id of the document.", required=True),
        Field("actor", "id", "Whose acts it reports.", required=True, choices=tuple(dataset.actors)),
        Field("start", "day", "First day of its period.", required=True),
        Field("end", "day", "Last day of its period.", required=True),
        Field("covers", "ids", f"Ids of each {dataset.country_word} that it speaks of, separated by |.", required=True),
        Field(
            "partial",
            "flag",
            "Whether the text at hand may leave events out: what it itemises is then a least number wherever it states no total.",
            required=True,
        ),
        Field("part_of", "id", "Id of the report whose days it itemises: it counts within that one's totals."),
        Field("replaces", "id", "Id of the report that it corrects, which counts nothing any more."),
        Field(
            "known", "day", "Day from which it counts as known: its publication, else the day after its period.", required=True
        ),
        Field("discrepancy", "text", "A contradiction in it that is not a sum. It changes no count."),
        Field("note", "text", "What a reader should know."),
    )
    return Table(
        "reports",
        "Reports",
        "The published documents and the periods that they speak of, by id. What they state in all is in the stated totals.",
        fields,
        references=(Reference("source", "sources"), Reference("part_of", None), Reference("replaces", None)),
    )


def _stated(dataset: Dataset) -> Table:
    word = dataset.country_word
    fields = (
        Field("report", "id", "Id of the report that states it.", required=True),
        Field("number", "count", "Which of the report's totals it is, from 1.", required=True, least=1),
        Field("start", "day", "First day that the total is for.", required=True),
        Field("end", "day", "Last day that the total is for.", required=True),
        Field(word, "id", f"The {word} that it is for. Empty: all that the report covers.", choices=tuple(dataset.countries)),
        Field("place", "id", "Id of the place that it is for. Empty: not for one place."),
        *_amounts(dataset),
        *_kinds(dataset),
        Field("source", "id", "Id of its source: the total's own, else the report's.", required=True),
        Field(
            "discrepancy_use",
            "text",
            "Where the events do not agree with the total: which of the two is counted.",
            choices=("stated", "items"),
        ),
        Field("discrepancy_note", "text", "Why they do not agree."),
        Field("note", "text", "What a reader should know."),
    )
    return Table(
        "stated",
        "Stated totals",
        "What reports state in all, a row for each total, in the order of the report. Totals contain one another and the events: "
        "they are not to be added up.",
        fields,
        key=("report", "number"),
        references=(Reference("report", "reports"), Reference("place", "places"), Reference("source", "sources")),
    )


def _places(dataset: Dataset) -> Table:
    word = dataset.country_word
    fields = (
        Field("id", "id", "Id of the place.", required=True, unique=True),
        Field("name", "text", "Its name as readers see it.", required=True),
        Field(word, "id", f"Id of its {word}.", required=True, choices=tuple(dataset.countries)),
        Field("admin1", "text", "Governorate, province or state."),
        Field("aliases", "texts", "Other spellings, as a JSON list."),
        Field("lat", "degrees", "Latitude in degrees (WGS 84) of the named place, not of any event.", least=-90, most=90),
        Field("lon", "degrees", "Longitude in degrees (WGS 84).", least=-180, most=180),
        Field("coordinate_source", "text", "Where the coordinate comes from."),
        Field("note", "text", "What a reader should know."),
    )
    return Table("places", "Places", "The gazetteer: every place that a report names.", fields)


def _sources() -> Table:
    fields = (
        Field("id", "id", "Id of the document.", required=True, unique=True),
        Field("title", "text", "Its title.", required=True),
        Field("publisher", "text", "Who published it.", required=True),
        Field("url", "url", "Address of the page that was read.", required=True),
        Field(
            "kind",
            "text",
            "official: by who counted. mirror: a copy of that. second-hand: quotes it.",
            required=True,
            choices=_SOURCE_KINDS,
        ),
        Field("official", "url", "Address of the original that it quotes or copies."),
        Field("published", "day", "Day of publication."),
        Field("accessed", "day", "Day on which it was last seen."),
        Field("archived", "url", "Address of an archived copy. Empty: not archived."),
        Field("sha256", "text", "SHA-256 of the archived copy's bytes, in hexadecimal."),
        Field("note", "text", "What a reader should know."),
    )
    return Table("sources", "Sources", "The documents that the record rests on.", fields)


def _corrections() -> Table:
    fields = (
        Field("id", "id", "Id of the correction.", required=True, unique=True),
        Field("on", "day", "Day of the repair.", required=True),
        Field("kind", "text", "What was wrong.", required=True, choices=("event", "report", "article")),
        Field("target", "text", "Id of the event or report, or the path of the article.", required=True),
        Field("key", "text", "The value within it. Empty: words of an article."),
        Field("was", "text", "The value as it was published. Empty: nothing was given."),
        Field("now", "text", "The value as it is now. Empty: nothing is given."),
        Field("why", "text", "Why it was wrong.", required=True),
        Field("noticed_by", "text", "Who noticed."),
        Field("source", "id", "Id of the document that shows the mistake."),
    )
    return Table(
        "corrections",
        "Corrections",
        "Mistakes that were published, and their repair, by day. The other tables hold the values as they are now.",
        fields,
        references=(Reference("source", "sources"),),
    )


def _measures() -> Table:
    fields = (
        Field("id", "text", "The measure, as it begins the names of columns.", required=True, unique=True),
        Field("one", "text", "Its word in the singular.", required=True),
        Field("many", "text", "Its word in the plural.", required=True),
        Field("definition", "text", "What counts as one.", required=True),
        Field("source", "id", "Id of the document that defines it."),
    )
    return Table(
        "measures",
        "Measures",
        "What is counted. Measures are different units, never to be added to each other.",
        fields,
        references=(Reference("source", "sources"),),
    )


def _categories() -> Table:
    fields = (
        Field("id", "text", "What events are sorted by.", required=True, unique=True),
        Field("key", "text", "Its column in the tables of events and stated totals.", required=True),
        Field("one", "text", "Its word in the singular.", required=True),
        Field("many", "text", "Its word in the plural.", required=True),
        Field("effect", "text", "What its effects are called. Empty: it has none."),
        Field("definition", "text", "What is sorted here."),
    )
    return Table("categories", "Categories", "What events are sorted by.", fields)


def _words(dataset: Dataset) -> Table:
    roles = ("country", "actor", "kind", "effect")
    fields = (
        Field("role", "text", "What the word is for.", required=True, choices=roles),
        Field(
            "list",
            "text",
            f"The list that it is from: {dataset.country_word}, actor, or the category of a kind or an effect.",
            required=True,
        ),
        Field("id", "id", "The id that stands in the other tables.", required=True),
        Field("name", "text", "The word as readers see it.", required=True),
        Field("many", "text", "Its plural, where it is not the name with an s."),
        Field("definition", "text", "What it stands for."),
    )
    return Table("words", "Words", "The ids of the other tables in words.", fields, key=("role", "list", "id"))


def _weeks() -> Table:
    fields = (
        Field("start", "day", "First day on which the rule holds, and first day of a week.", required=True, unique=True),
        Field("days", "count", "How long a week is.", required=True, least=1),
        Field("once", "flag", "Whether it is one single period, after which another rule holds.", required=True),
        Field("note", "text", "Why the rule changed."),
    )
    return Table(
        "weeks", "Reporting weeks", "The sources' own reporting weeks; each rule holds until the next.", fields, ("start",)
    )


def _amounts(dataset: Dataset) -> Iterator[Field]:
    for measure in dataset.measures.values():
        unit = f"{measure.many}: {measure.definition}"
        yield Field(f"{measure.id}_low", "count", f"Fewest {unit} Empty: not given.".replace("..", "."), least=0)
        yield Field(
            f"{measure.id}_high",
            "count",
            f"Most {measure.many}. Empty: not given, or (where {measure.id}_low is given) nobody says how many at most.",
            least=0,
        )


def _kinds(dataset: Dataset) -> Iterator[Field]:
    for category in dataset.categories.values():
        yield Field(
            category.key,
            "tallies",
            f"{category.many.capitalize()} as effect:kind:number, separated by ;. The effect may be empty; the number is 3, 2-4, "
            "2- (no upper end) or some.",
        )


_SOURCE_KINDS = ("official", "mirror", "second-hand")


def fixed_columns(dataset: Dataset) -> frozenset[str]:
    """The names of columns that no word of a dataset may take: those beside its word for a country and its categories."""
    own = {dataset.country_word, *(category.key for category in dataset.categories.values())}
    counted = {f"{measure}_{end}" for measure in dataset.measures for end in ("low", "high")}
    tables = (_events(dataset), _stated(dataset), _places(dataset))
    return frozenset(name for table in tables for name in table.header) - own - counted
