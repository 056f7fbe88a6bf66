"""How many a row counts of each measure."""

from __future__ import annotations

from typing import Any

from dateline.tables.cells import CellError
from dateline.tables.reading import Reading

Amount = Any
"""A whole number, `{min}` or `{min, max}`."""


def counts_of(reading: Reading) -> dict[str, Amount]:
    """The amounts of a row by measure, those that are given."""
    found = {measure: amount_of(reading, spec, measure) for measure, spec in reading.map["counts"].items()}
    given = {measure: amount for measure, amount in found.items() if amount is not None}
    if not given and not reading.rejected.problems:
        help_ = "an empty cell is not 0: fill it in, or skip such rows"
        reading.wrong_row(CellError("empty-cell", "nothing is counted in this row", help_))
    return given


def amount_of(reading: Reading, spec: dict[str, Any], what: str) -> Amount | None:
    """What the cells of a row that `spec` names count of `what`; None where they are empty. A best estimate becomes a note."""
    if "value" in spec:
        return spec["value"]
    if "column" in spec:
        return reading.attempt_number(spec["column"])
    low, high, best = (reading.attempt_number(spec[key]) if key in spec else None for key in ("min", "max", "best"))
    if low is None:
        if high is not None or best is not None:
            reading.attempt(spec["min"], lambda: reading.needed(spec["min"], f"the least number of {what}"), None)
        return None
    _check_range(reading, spec, low, high, best)
    if best is not None and high != low:
        reading.notes.append(f"Best estimate ({what}): {best}.")
    if high == low:
        return low
    return {"min": low} if high is None else {"min": low, "max": high}


def wrong_count(reading: Reading, column: str, message: str) -> None:
    """Note that two numbers cannot both be right."""
    reading.wrong(column, CellError("bad-count", message, "correct one of the two"))


def _check_range(reading: Reading, spec: dict[str, Any], low: int, high: int | None, best: int | None) -> None:
    if high is not None and high < low:
        wrong_count(reading, spec["max"], f"the largest number, {high}, is less than the least, {low}")
    elif best is not None and (best < low or (high is not None and best > high)):
        ends = f"{low} to {high}" if high is not None else f"at least {low}"
        wrong_count(reading, spec["best"], f"the best estimate, {best}, does not lie within {ends}")
