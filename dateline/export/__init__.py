"""The record in files for others: events as CSV and JSON, and the feeds of the articles.

Here belongs what re-users and feed readers get.
"""

from dateline.export.csv_files import events_csv, ordered_events, safe_cell
from dateline.export.feeds import MOST_ENTRIES, Feed, FeedEntry, feeds, rfc822
from dateline.export.json_files import events_json

__all__ = ["MOST_ENTRIES", "Feed", "FeedEntry", "events_csv", "events_json", "feeds", "ordered_events", "rfc822", "safe_cell"]
