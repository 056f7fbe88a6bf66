"""Counts in a sentence: words, digits, `a`, `another`."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ingest.tokens import Token

_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """.split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: number for number, word in enumerate(_UNITS)}
WORDS |= {word: 20 + 10 * number for number, word in enumerate(_TENS)}
WORDS |= {ten + unit: 20 + 10 * n + m for n, ten in enumerate(_TENS) for m, unit in enumerate(_UNITS[1:10], 1)}
WORDS["fourty"] = 40
ARTICLES = {"a": 1, "an": 1, "another": 1}


def count_at(row: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The count that starts at token `at`, and the token after it; None where there is none, or where two numbers meet."""
    if at >= len(row):
        return None
    first = row[at]
    if first.number is not None and first.text[0] == "0" and len(first.text) > 1:
        return None  # "06": a figure is missing
    if first.number is not None:
        got, after = first.number, at + 1
    elif first.key in WORDS:
        got, after = _words(row, at)
    elif first.key in ARTICLES and first.is_word:
        got, after = 1, at + 1
        single = after < len(row) and row[after].key in {"single", "lone"}
        after += single
    else:
        return None
    crowded = after < len(row) and (
        row[after].number is not None or row[after].key in WORDS or row[after].key in {"hundred", "thousand", "dozen", "or", "to"}
    )
    return None if crowded else (got, after)


def _words(row: Sequence[Token], at: int) -> tuple[int, int]:
    got, after = WORDS[row[at].key], at + 1
    if got >= 20 and got % 10 == 0 and after < len(row) and 1 <= WORDS.get(row[after].key, 0) <= 9:
        got, after = got + WORDS[row[after].key], after + 1
    elif got < 10 and after < len(row) and row[after].key == "hundred":
        got, after = got * 100, after + 1
        joined = after + 1 if after < len(row) and row[after].key == "and" else after
        if joined < len(row) and row[joined].key in WORDS:
            more, after = _words(row, joined)
            got += more
    return got, after


def is_number(token: Token) -> bool:
    """Whether a word or figure counts something."""
    return token.number is not None or token.key in WORDS or token.key in {"hundred", "thousand", "dozen"}
