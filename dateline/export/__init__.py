"""The record in files for others, the feeds of the site, and what machines are told of its pages.

tables, rows: which tables there are, and what a record puts into them. csv_files, json_files, geojson, parquet: how files hold
them. descriptor, citation, licences, files, package: the data package as a whole. linked_data: JSON-LD. feeds: RSS and JSON Feed.
twin, llms: articles in Markdown, and the list of them. Here belongs what re-users, feed readers and machines get; pages for
people are elsewhere.
"""

from dateline.export.csv_files import events_csv, safe_cell, table_csv
from dateline.export.feeds import MOST_ENTRIES, Feed, FeedEntry, feeds, rfc822
from dateline.export.files import DataFile, data_file, size_words
from dateline.export.geojson import events_geojson
from dateline.export.json_files import events_json, table_json
from dateline.export.package import SUMS, Holdings, Package, holdings_of, package_of
from dateline.export.parquet import events_parquet
from dateline.export.rows import ordered_events
from dateline.export.tables import Field, Table, fixed_columns, tables_of

__all__ = [
    "MOST_ENTRIES",
    "SUMS",
    "DataFile",
    "Feed",
    "FeedEntry",
    "Field",
    "Holdings",
    "Package",
    "Table",
    "data_file",
    "events_csv",
    "events_geojson",
    "events_json",
    "events_parquet",
    "feeds",
    "fixed_columns",
    "holdings_of",
    "ordered_events",
    "package_of",
    "rfc822",
    "safe_cell",
    "size_words",
    "table_csv",
    "table_json",
    "tables_of",
]
