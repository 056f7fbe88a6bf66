"""Two states of a project side by side: what differs in the record, in the numbers of the prose and in the charts.

changes: the types. records: events, totals, reports, places and sources. pages: what a page says and draws. numbers: its
expressions, matched across edits. charts: rows. compared: all of it together. as_text, as_markdown, as_page: for terminals,
for pull requests, with pictures. Where the older state comes from is not known here.
"""

from dateline.comparing.as_markdown import markdown
from dateline.comparing.as_page import comparison_page
from dateline.comparing.as_text import text
from dateline.comparing.changes import Comparison
from dateline.comparing.compared import Compared, compare

__all__ = ["Compared", "Comparison", "compare", "comparison_page", "markdown", "text"]
