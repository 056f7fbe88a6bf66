"""Files of a project to the model, strictly: the front door.

Here belongs what other modules may call. Every problem of every file is in one ContentError; a file is only read when it is a
regular file inside the project.
"""

from __future__ import annotations

from pathlib import Path

from dateline.errors import ContentError
from dateline.load.amendments import Counts, always
from dateline.load.articles import ArticlesReading
from dateline.load.basemap import load_basemap
from dateline.load.earlier import Earlier
from dateline.load.files import list_files, read_given, read_source
from dateline.load.lines import read_line
from dateline.load.maintained import check_maintained
from dateline.load.names import check_names
from dateline.load.published import check_published, plain_reports, state_of_published
from dateline.load.record import RecordReading, empty_files
from dateline.load.schemas import schemas
from dateline.load.unread import check_unread
from dateline.load.vocabulary import Known
from dateline.load.wording import one_line, plain_of
from dateline.model import Article, Dataset, Record

__all__ = [
    "Counts",
    "Earlier",
    "check_maintained",
    "check_published",
    "empty_files",
    "load_articles",
    "load_basemap",
    "load_project",
    "load_record",
    "load_texts",
    "one_line",
    "plain_of",
    "plain_reports",
    "read_given",
    "read_line",
    "readable_articles",
    "readable_record",
    "schemas",
    "state_of_published",
]


def load_texts(root: Path, folder: str, suffix: str) -> dict[str, str]:
    """The texts of the files in `root`/`folder` whose names end in `suffix`, by their paths below it, sorted.

    Raises ContentError with every problem of every file.
    """
    paths, problems = list_files(root, folder, suffix)
    texts: dict[str, str] = {}
    for path in paths:
        try:
            texts[path.relative_to(root / folder).as_posix()] = read_source(root, path).text
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return texts


def load_record(root: Path, cache: Path | None = None, counts: Counts = always) -> Record:
    """The record in `root`/data. `cache` is a folder for checked reports (made when missing); None keeps nothing.

    `counts` says which corrections are applied: for the record as it was before some of them, or as it was known on a day.
    Raises ContentError with every problem of every file, and EnvironmentProblem when the cache cannot be written.
    """
    reading = RecordReading(root, cache, counts)
    record = reading.run()
    if record is None:
        raise ContentError(reading.problems)
    return record


def readable_record(root: Path) -> Record:
    """The record without the reports that something is wrong with: what a new report can be written beside.

    Raises ContentError with what is wrong in dataset.yml, places.yml and sources.yml.
    """
    reading = RecordReading(root)
    record = reading.run_readable()
    if record is None:
        raise ContentError(reading.problems)
    return record


def load_articles(root: Path, dataset: Dataset) -> tuple[Article, ...]:
    """The pages in `root`/content, in the order of their paths. Raises ContentError with every problem of every page."""
    reading = _articles_reading(root, dataset)
    articles = reading.run()
    if reading.problems:
        raise ContentError(reading.problems)
    return articles


def readable_articles(root: Path, dataset: Dataset) -> tuple[Article, ...]:
    """The pages that nothing is wrong with, whatever is wrong with others: so that their texts can be checked all the same."""
    return _articles_reading(root, dataset).run()


def _articles_reading(root: Path, dataset: Dataset) -> ArticlesReading:
    return ArticlesReading(root, Known("author", "data/dataset.yml", dataset.authors, _author_names(dataset)))


def load_project(root: Path, cache: Path | None = None, counts: Counts = always) -> tuple[Record, tuple[Article, ...]]:
    """The record (see `load_record`) and the pages.

    Raises ContentError with the problems of both, and of the names of all that lies there, read or not.
    """
    record_reading = RecordReading(root, cache, counts)
    record = record_reading.run()
    articles_reading = ArticlesReading(root, record_reading.authors)
    articles = articles_reading.run()
    problems = [*record_reading.problems, *articles_reading.problems, *check_names(root), *check_unread(root)]
    if record is None or problems:
        raise ContentError(problems)
    return record, articles


def _author_names(dataset: Dataset) -> dict[str, str]:
    return {author.name: author.id for author in dataset.authors.values()}
