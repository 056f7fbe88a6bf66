"""Charts: from the rows of a query to an Altair chart, with its finding, its table and its key in words.

This package owns altair. It builds specifications: no files, no SVG, no HTML.
"""

from dateline.charts.code import ChartCode, ChartCodeError
from dateline.charts.drawing import ChartLike, ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.options import Options, asked, option, period_of, text_option
from dateline.charts.registry import Chart, Registry, built_in, chart, find, prepare
from dateline.charts.theme import NARROW, WIDE, WIDTHS

__all__ = [
    "NARROW",
    "WIDE",
    "WIDTHS",
    "Chart",
    "ChartCode",
    "ChartCodeError",
    "ChartLike",
    "ChartRequest",
    "Column",
    "Drawing",
    "KeyEntry",
    "Options",
    "Registry",
    "asked",
    "built_in",
    "chart",
    "find",
    "option",
    "period_of",
    "prepare",
    "source_ids",
    "text_option",
]
