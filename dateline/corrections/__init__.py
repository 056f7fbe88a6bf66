"""What a correction changed: the numbers and charts of articles, and the pages of the record.

Everything is found by asking the record before and after each correction the same questions; nobody lists by hand what was
affected. How corrections are read and applied belongs to `load`, how a notice looks to the templates.
"""

from __future__ import annotations

from dateline.corrections.affected import Affected, Notice
from dateline.corrections.articles import Asked, Chart, Effect, effects_of
from dateline.corrections.differences import ChartChange, Difference, PageChange
from dateline.corrections.pages import RecordEffect, record_effects
from dateline.corrections.steps import Step, Steps
from dateline.corrections.words import Described, described, in_words

__all__ = [
    "Affected",
    "Asked",
    "Chart",
    "ChartChange",
    "Described",
    "Difference",
    "Effect",
    "Notice",
    "PageChange",
    "RecordEffect",
    "Step",
    "Steps",
    "described",
    "effects_of",
    "in_words",
    "record_effects",
]
