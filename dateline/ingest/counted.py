"""Phrases that say how many: strikes, none, engagements."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ingest.numbers import ARTICLES, WORDS, count_at
from dateline.ingest.parts import Kind, Phrase
from dateline.ingest.tokens import Token, one_slip
from dateline.ingest.wording import ADJECTIVES, ORDINALS

_STRIKE_WORDS = ("strike", "strikes", "airstrike", "airstrikes")
_NOT_STRIKES = frozenset(
    {
        "stroke",
        "strokes",
        "striker",
        "strikers",
        "stripe",
        "stripes",
        "strive",
        "stride",
        "strides",
        "trike",
        "trikes",
        "spike",
        "spikes",
        "strife",
    }
)


def no_strikes(row: Sequence[Token], at: int) -> Phrase | None:
    """`There were no reported strikes`: a count of none."""
    after = at
    if [token.key for token in row[at : at + 2]] in (["there", "were"], ["there", "was"]):
        after += 2
    if after >= len(row) or row[after].key not in {"no", "zero"}:
        return None
    after += 1
    while after < len(row) and row[after].key in ADJECTIVES:
        after += 1
    return Phrase(Kind.STRIKES, at, after + 1, 0) if after < len(row) and is_strike(row[after]) else None


def strikes(row: Sequence[Token], at: int) -> Phrase | None:
    """`two airstrikes`, `a total of 11 additional strikes`, `a fifth airstrike`."""
    start = at
    if another := _another_near(row, at):
        return another
    if row[at].key == "the" and count_at(row, at + 1):
        return None  # "the two strikes": those that were named before
    for lead in (
        ["a", "total", "of"],
        ["for", "a", "total", "of"],
        ["there", "were"],
        ["there", "was"],
        ["an", "additional"],
        ["another"],
    ):
        if [token.key for token in row[at : at + len(lead)]] == lead and count_at(row, at + len(lead)):
            at += len(lead)
            break
    if row[at].key == "a" and at + 1 < len(row) and row[at + 1].key in ORDINALS:
        counted: tuple[int, int] | None = (1, at + 2)
    else:
        counted = count_at(row, at) or _plural(row, at)
    if counted is None:
        return None
    number, after = counted
    while after < len(row) and row[after].key in ADJECTIVES:
        after += 1
    if after >= len(row) or not is_strike(row[after]):
        return None
    plural = row[after].key.endswith("s")
    if number == 1 and plural and row[at].key in ARTICLES:
        return None  # "a strikes": how many were meant?
    return Phrase(Kind.STRIKES, start, after + 1, number)


def _plural(row: Sequence[Token], at: int) -> tuple[int, int] | None:
    """`fives strikes`: a number with the ending of the word that it counts."""
    number = WORDS.get(row[at].key[:-1], 0) if row[at].key.endswith("s") else 0
    follows = at + 1 < len(row) and is_strike(row[at + 1]) and row[at + 1].key.endswith("s")
    return (number, at + 1) if 2 <= number < 20 and follows else None


def _another_near(row: Sequence[Token], at: int) -> Phrase | None:
    """`...; another near Hit destroyed ...`: one more strike, whose place follows at once."""
    joined = at > 0 and (row[at - 1].text in {",", ";"} or row[at - 1].key in {"and", "while"})
    near = at + 1 < len(row) and row[at + 1].key == "near"
    return Phrase(Kind.STRIKES, at, at + 1, 1) if row[at].key in {"another", "one"} and joined and near else None


def engagements(row: Sequence[Token], at: int) -> Phrase | None:
    """`consisting of 12 engagements`, with or without a comma or brackets."""
    start = at
    at += row[at].text in {",", "("}
    for lead in (
        ["consisting", "of"],
        ["which", "consisted", "of"],
        ["that", "consisted", "of"],
        ["comprising"],
        ["with"],
        ["in"],
        ["comprised", "of"],
        [],
    ):
        if [token.key for token in row[at : at + len(lead)]] != lead:
            continue
        counted = count_at(row, at + len(lead))
        if counted and counted[1] < len(row) and is_engagement(row[counted[1]]):
            after = counted[1] + 1
            after += row[start].text == "(" and after < len(row) and row[after].text == ")"
            return Phrase(Kind.ENGAGEMENTS, start, after, counted[0])
    return None


def is_strike(token: Token) -> bool:
    """`strike`, `airstrikes`, and what one slip makes of them (`airstike`)."""
    key = token.key
    return (
        token.is_word
        and key not in _NOT_STRIKES
        and any(key == word or (len(key) >= 5 and one_slip(key, word)) for word in _STRIKE_WORDS)
    )


def is_engagement(token: Token) -> bool:
    """`engagement`, `engagements`, and what one slip makes of them."""
    return token.is_word and any(one_slip(token.key, word) for word in ("engagement", "engagements"))
