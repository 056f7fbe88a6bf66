"""The data package: every file of data/ with its hash, what it describes itself as, and when its record last had news.

Here belongs which files there are. Those made from the record alone (`holdings_of`) are kept between builds by whoever asks; what
names the site's address (`datapackage.json`, citations, SHA256SUMS) is made from their hashes in every build (`package_of`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec

from dateline.export.citation import Cited, citation_bib, citation_cff, citation_text
from dateline.export.csv_files import table_csv
from dateline.export.descriptor import datapackage_json
from dateline.export.files import DataFile, data_file
from dateline.export.geojson import events_geojson
from dateline.export.json_files import events_json, table_json
from dateline.export.parquet import events_parquet
from dateline.export.rows import rows_of
from dateline.export.tables import Table, tables_of
from dateline.model import Dataset, Record

SUMS = "SHA256SUMS"
IN_ONE_FILE = "events"
"""The table that has no JSON of its own: `events.json` is the whole record."""


class Holdings(msgspec.Struct, frozen=True):
    """The files that are made from the record alone, and the day on which the record last had news."""

    files: tuple[DataFile, ...]
    news: dt.date | None
    digest: str

    @property
    def version(self) -> str:
        """The day of the last news, and the beginning of the digest of all that the record says: 2019-02-16+1f3a9c0e."""
        return f"{self.news}+{self.digest[:8]}" if self.news else self.digest[:8]


def holdings_of(record: Record) -> Holdings:
    """Every table as CSV and JSON, and the events as GeoJSON and Parquet, too."""
    whole = events_json(record)
    events = list(rows_of(IN_ONE_FILE, record))
    files = [
        data_file(
            "events.json", "application/json", whole, "The whole record in one file: reports with their totals and events."
        ),
        data_file("events.geojson", "application/geo+json", events_geojson(record, events), "The events for maps.", IN_ONE_FILE),
        data_file(
            "events.parquet", "application/vnd.apache.parquet", events_parquet(record, events), "The events, typed.", IN_ONE_FILE
        ),
    ]
    for table in tables_of(record.dataset):
        rows = events if table.name == IN_ONE_FILE else list(rows_of(table.name, record))
        files.append(data_file(f"{table.name}.csv", "text/csv", table_csv(table, rows), table.title, table.name))
        if table.name != IN_ONE_FILE:
            content = table_json(table, rows)
            files.append(data_file(f"{table.name}.json", "application/json", content, table.title, table.name))
    return Holdings(tuple(sorted(files, key=lambda file: file.name)), last_news(record), hashlib.sha256(whole).hexdigest())


def last_news(record: Record) -> dt.date | None:
    """When the record last had news: the newest report became known, or a correction was made. None for an empty one."""
    known = [record.published(report) for report in record.reports.values()]
    return max([*known, *(correction.on for correction in record.corrections)], default=None)


@dataclass(frozen=True)
class Package:
    """All files of data/. `home` is the address of the site."""

    dataset: Dataset
    holdings: Holdings
    home: str
    extent: tuple[dt.date, dt.date] | None
    others: tuple[DataFile, ...] = ()

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tables_of(self.dataset)

    @cached_property
    def cited(self) -> Cited:
        """What a citation names."""
        return Cited(self.dataset, self.holdings.version, self.holdings.news, f"{self.home}data/")

    @cached_property
    def files(self) -> tuple[DataFile, ...]:
        """Every file by its name below data/, SHA256SUMS last."""
        made = [*self.holdings.files, *self.others, *self._described()]
        made.sort(key=lambda file: file.name)
        sums = "".join(f"{file.sha256}  {file.name}\n" for file in made)
        return (*made, data_file(SUMS, "text/plain", sums.encode(), "Hashes of all other files here, for sha256sum -c."))

    def file(self, name: str) -> DataFile:
        """One of them. Raises KeyError for a name that there is none of."""
        return {file.name: file for file in self.files}[name]

    def _described(self) -> Iterator[DataFile]:
        descriptor = datapackage_json(self.dataset, self.tables, self.holdings, self.home)
        yield data_file("datapackage.json", "application/json", descriptor, "Describes the CSV files (Data Package 2.0).")
        yield data_file("CITATION.cff", "text/yaml", citation_cff(self.cited), "How to cite the data (Citation File Format).")
        yield data_file("citation.bib", "application/x-bibtex", citation_bib(self.cited), "How to cite the data (BibTeX).")
        yield data_file("citation.txt", "text/plain", citation_text(self.cited).encode(), "How to cite the data, in a line.")


def package_of(record: Record, holdings: Holdings, home: str, others: Iterable[DataFile] = ()) -> Package:
    """The package of a record: `holdings` are its own files, `others` what else lies in data/ and has a hash."""
    periods = [report.period for report in record.reports.values()]
    extent = (min(period.start for period in periods), max(period.end for period in periods)) if periods else None
    return Package(record.dataset, holdings, home, extent, tuple(others))
