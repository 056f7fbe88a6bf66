"""The counting rules (DESIGN section 4), as pure functions over the model.

bounds: what an answer is. weeks: the source's calendar. regions: where and when. cells: what one report lets one count.
standing: which reports count. coverage: days without a report. trees: the cells of a report. ledger: all reports for one measure.
meters: what is counted. basis: what an answer is made of. checks: what does not add up.
"""
