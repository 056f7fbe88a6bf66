"""The page of the downloads: what each file is, its size and hash, every column, the terms, how to cite, what not to add up."""

from __future__ import annotations

from dataclasses import dataclass

from dateline import addresses
from dateline.export import SUMS, DataFile, Field, Package
from dateline.model import Period
from dateline.query.words import reader_day, reader_period
from dateline.record_pages.archive import Archive
from dateline.words import ViewRow

_KINDS = {
    "id": "id",
    "text": "text",
    "url": "address",
    "day": "day",
    "count": "whole number",
    "degrees": "number",
    "flag": "true or false",
    "ids": "ids, separated by |",
    "texts": "JSON list of texts",
    "tallies": "effect:kind:number, separated by ;",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: its form (`CSV`), its size for readers, where it lies, its hash."""

    name: str
    form: str
    size: str
    address: str
    sha256: str
    title: str

    @property
    def row(self) -> ViewRow:
        """Its size and its hash belong to its name."""
        return ViewRow(self.name, (self.form, self.size, self.sha256, self.title))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table in words; `choices` are all values there may be."""

    name: str
    kind: str
    description: str
    needed: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its files and its columns. `key` are the columns that tell its rows apart."""

    name: str
    title: str
    description: str
    files: tuple[Download, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DownloadsPage:
    """What the template of the downloads is given.

    `holds` says how much of what there is, `hashed` heads the list of all files; `extra` are files that hold no one table.
    """

    title: str
    summary: str
    description: str
    sheets: tuple[Sheet, ...]
    whole: Download
    extra: tuple[Download, ...]
    all: tuple[Download, ...]
    hashed: str
    sums: Download
    holds: str
    version: str
    news: str | None
    citation: str
    bibtex: str
    licence: str
    licence_url: str | None


def downloads_page(archive: Archive, package: Package) -> DownloadsPage:
    """The page of all files of data/."""
    dataset = archive.record.dataset
    files = {file.name: _download(file) for file in package.files}
    sheets = tuple(
        Sheet(
            table.name,
            table.title,
            table.description,
            tuple(files[file.name] for file in package.holdings.files if file.table == table.name),
            tuple(_column(field) for field in table.fields),
            table.key,
        )
        for table in package.tables
    )
    listed = tuple(file for name, file in files.items() if name != SUMS)
    shown = {file.name for sheet in sheets for file in sheet.files} | {"events.json", SUMS}
    return DownloadsPage(
        "Data",
        _summary(package),
        dataset.description,
        sheets,
        files["events.json"],
        tuple(file for name, file in files.items() if name not in shown),
        listed,
        f"SHA-256 of {len(listed):,} files",
        files[SUMS],
        _holds(archive),
        package.holdings.version,
        reader_day(package.holdings.news) if package.holdings.news else None,
        package.file("citation.txt").content.decode().strip(),
        package.file("citation.bib").content.decode().strip(),
        dataset.licence.name,
        dataset.licence.url if dataset.licence.url.startswith(("https://", "http://")) else None,
    )


def _summary(package: Package) -> str:
    if package.extent is None:
        return "The record as files to take away. It holds no report yet."
    days = reader_period(Period(*package.extent))
    return f"The whole record from {days} as files to take away: CSV, JSON, GeoJSON and Parquet, with every column explained."


def _holds(archive: Archive) -> str:
    """`179 reports, 27 stated totals, …`."""
    record = archive.record
    reports = record.reports.values()
    numbers = {
        "report": len(record.reports),
        "stated total": sum(len(report.stated) for report in reports),
        "event": sum(len(report.events) for report in reports),
        "place": len(record.places),
        "source": len(record.sources),
        "correction": len(record.corrections),
    }
    return ", ".join(f"{number:,} {name}{'' if number == 1 else 's'}" for name, number in numbers.items())


def _download(file: DataFile) -> Download:
    return Download(file.name, file.form, file.size, addresses.data_file(file.name), file.sha256, file.title)


def _column(field: Field) -> Column:
    return Column(field.name, _KINDS[field.kind], field.description, field.required, field.choices)
