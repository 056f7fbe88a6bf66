"""The counting rules (DESIGN section 4), as pure functions over the model.

bounds: what an answer is. weeks: the source's calendar. regions: where and when. cells: what one report lets one count.
ledger: all reports of a record for one measure. coverage: days without a report. checks: what does not add up.
"""
