"""Where one count of strikes ends and the next begins, in a sentence that has several."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ingest.parts import Kind, Phrase
from dateline.ingest.said import Unclear

_LEADS = {Kind.NEAR, Kind.COUNTRY, Kind.DATE, Kind.ACTORS, Kind.CONDUCT, Kind.FILLER, Kind.MARK, Kind.ENEMY}


def cut(phrases: Sequence[Phrase], before: int, here: int) -> int:
    """Where a further clause starts, between one count and the next."""
    start = here
    while start - 1 > before and phrases[start - 1].kind in _LEADS:
        start -= 1
    joints = [n for n in range(start, here) if phrases[n].kind is Kind.MARK and phrases[n].value in {"and", ";", "while"}]
    # ", and" and "; and" are one joint
    joints = [n for n in joints if n + 1 not in joints]
    if not joints and _placed_by_itself(phrases, before) and _placed_by_itself(phrases, here) and phrases[here - 1].value == ",":
        return here - 1  # "one strike was near Hit, one strike was near Rawah"
    if len(joints) != 1:
        raise Unclear("two counts of strikes, and where one ends is not certain")
    return joints[0]


def _placed_by_itself(phrases: Sequence[Phrase], count: int) -> bool:
    """Whether the place of a count follows it at once."""
    return [phrase.kind for phrase in phrases[count + 1 : count + 2]] == [Kind.NEAR]


def without_sum(phrases: Sequence[Phrase]) -> Sequence[Phrase]:
    """`Two airstrikes, one near Hit and one near Rawah`: without the sum, where those that follow make it up."""
    counts = [n for n, phrase in enumerate(phrases) if phrase.kind is Kind.STRIKES]
    if len(counts) < 3 or counts[1] != counts[0] + 2 or phrases[counts[0] + 1].value not in {",", "-", ":"}:
        return phrases
    values = [phrases[n].value for n in counts]
    numbers = [value for value in values if isinstance(value, int)]
    placed = all(_placed_by_itself(phrases, n) for n in counts[1:])
    if len(numbers) < len(values) or numbers[0] != sum(numbers[1:]) or not placed:
        return phrases
    return [*phrases[: counts[0]], *phrases[counts[1] :]]
