"""What authors and charts ask of a record, and what they get: answers with bounds, tables, shares and changes."""

from dateline.query.answers import Answer, Difference, Row, Table, ranked
from dateline.query.desk import Desk, change, share
from dateline.query.ratio import Ratio

__all__ = ["Answer", "Desk", "Difference", "Ratio", "Row", "Table", "change", "ranked", "share"]
