"""How the parts of a bar share its length so that each of them can be seen. Pure geometry: no counting, no marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

THIN = 2
"""The least length of a part of a bar, in px: what is there is seen, even 1 beside 5,000."""


def stretches(amounts: Sequence[float], per_unit: float, least: float = THIN) -> Iterator[tuple[float, float]]:
    """Where each part of a bar begins and ends, in the units of its amounts; `per_unit` is px per unit, all above 0.

    No part is shorter than `least` px. What a short one gains comes off the longest, so that the whole bar keeps its length;
    a bar too short for all its parts grows as far as they need.
    """
    floor = least / per_unit
    lengths = [max(amount, floor) for amount in amounts]
    if lengths:
        longest = max(range(len(lengths)), key=lengths.__getitem__)
        lengths[longest] = max(floor, lengths[longest] - (sum(lengths) - sum(amounts)))
    start = 0.0
    for length in lengths:
        yield start, start + length
        start += length
