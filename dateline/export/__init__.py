"""The record in files for others, the feeds of the site, and what machines are told of its pages.

tables, rows: which tables there are, and what a record puts into them. csv_files, json_files, geojson, parquet: how files hold
them. descriptor, citation, licences, files, package: the data package as a whole. linked_data: JSON-LD. feeds: RSS and JSON Feed.
twin, llms: articles in Markdown, and the list of them. Here belongs what re-users, feed readers and machines get; pages for
people are elsewhere.
"""

from dateline.export.csv_files import events_csv, table_csv
from dateline.export.feeds import MOST_ENTRIES, Feed, FeedEntry, feeds, repaired, rfc822
from dateline.export.files import DataFile, data_file, size_words
from dateline.export.geojson import events_geojson
from dateline.export.json_files import events_json, table_json
from dateline.export.linked_data import Imprint, Told, article_data, dataset_data, script
from dateline.export.llms import llms_txt, robots_txt
from dateline.export.package import SUMS, Holdings, Package, holdings_of, package_of
from dateline.export.parquet import events_parquet
from dateline.export.rows import ordered_events
from dateline.export.tables import Field, Table, fixed_columns, tables_of
from dateline.export.twin import Chart, Head, twin

__all__ = [
    "MOST_ENTRIES",
    "SUMS",
    "Chart",
    "DataFile",
    "Feed",
    "FeedEntry",
    "Field",
    "Head",
    "Holdings",
    "Imprint",
    "Package",
    "Table",
    "Told",
    "article_data",
    "data_file",
    "dataset_data",
    "events_csv",
    "events_geojson",
    "events_json",
    "events_parquet",
    "feeds",
    "fixed_columns",
    "holdings_of",
    "llms_txt",
    "ordered_events",
    "package_of",
    "repaired",
    "rfc822",
    "robots_txt",
    "script",
    "size_words",
    "table_csv",
    "table_json",
    "tables_of",
    "twin",
]
