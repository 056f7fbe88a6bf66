"""Lists of targets: `two ISIL-held buildings, a tunnel; and ...`, from the word after a verb on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ingest.kinds import Kinds, effect_of, new_kind
from dateline.ingest.numbers import count_at, is_number
from dateline.ingest.tokens import Token

_ENEMY = frozenset("isis isil daesh enemy terrorist suspected probable".split())
_HOW_HELD = frozenset("held used controlled occupied owned operated".split())
_SIZES = frozenset("small large medium smaller larger".split())
_SOME = frozenset("several multiple numerous various some".split())
_MORE = frozenset("other additional more separate".split())
_NEVER = frozenset(
    """
    near north south east west northeast northwest southeast southwest on in at by but was were that which who while
    where when not no without during after before from outside inside strike strikes airstrike airstrikes airstike
    engagement engagements been being is are has had have its their this these those it they however also later then
    yesterday today both either others another including previously updated coalition forces military consisting there
    conducted reported
    officials said announced release according or
    """.split()
)
_OTHER_VERBS = frozenset("denied denying had has produced yielded resulted results conducted left caused".split())
"""What may follow a list of targets after a comma, and is neither a target nor a verb that has targets."""
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Target:
    """So many (None: some) of a kind. `known`: the dataset has the kind; else `kind` is a proposal made of the words."""

    effect: str | None
    kind: str
    number: int | None
    known: bool
    words: str


def targets_at(row: Sequence[Token], at: int, effect: str | None, kinds: Kinds) -> tuple[list[Target], int] | None:
    """The list of targets that starts at token `at`, and the token after it; None where it cannot be read to its end."""
    found: list[Target] = []
    numbered_many = False
    while True:
        got = _one(row, at, effect, kinds)
        if got is None:
            return None
        target, after = got
        if target.number is None and numbered_many:
            return None  # "three tunnels and caves": three of both, or three and some?
        found.append(target)
        ahead = _separator(row, after)
        if ahead is None or not _starts(row, ahead):
            return found, after
        # what has no number of its own after a plural that has one, joined by a mere "and"
        numbered_many = target.number is not None and target.number > 1 and row[after].key == "and"
        at = ahead


def _one(row: Sequence[Token], at: int, effect: str | None, kinds: Kinds) -> tuple[Target, int] | None:
    start = at
    number: int | None = None
    counted = count_at(row, at)
    if counted:
        number, at = counted
    elif at < len(row) and row[at].key in _SOME:
        at += 1
    elif at < len(row) and (is_number(row[at]) or row[at].key in {"a", "an"}):
        return None
    if number == 0:
        return None
    number, at = _two_sizes(row, number, at)
    if at < len(row) and row[at].key in _MORE:
        at += 1
    while at < len(row):
        known = kinds.at(row, at)
        if known and _ends(row, known[1]):
            words = " ".join(token.text for token in row[start : known[1]])
            return Target(effect, known[0], number, known=True, words=words), known[1]
        after = _prefix(row, at)
        if after == at:
            break
        at = after
    return _unknown(row, start, at, effect, number)


def _two_sizes(row: Sequence[Token], number: int | None, at: int) -> tuple[int | None, int]:
    """`two large and one small` are three."""
    if number is not None and [token.key for token in row[at + 1 : at + 2]] == ["and"] and row[at].key in _SIZES:
        more = count_at(row, at + 2)
        if more and more[1] < len(row) and row[more[1]].key in _SIZES:
            return number + more[0], more[1] + 1
    return number, at


def _prefix(row: Sequence[Token], at: int) -> int:
    """What stands before a kind and is no part of it: whose it was, how it was held, how large."""
    token = row[at]
    key = token.key
    if key in {"piece", "pieces"} and [each.key for each in row[at + 1 : at + 2]] == ["of"] and at + 2 < len(row):
        return at + 2
    for enemy in ("isis", "isil", "daesh"):
        if key == enemy or (key.startswith(enemy) and key[len(enemy) :] in _HOW_HELD):
            at += 1
            at += at < len(row) and row[at].text == "-" and at + 1 < len(row) and row[at + 1].key in _HOW_HELD
            at += at < len(row) and row[at].key in _HOW_HELD
            return at
    return at + 1 if key in _ENEMY or key in _SIZES else at


def _unknown(row: Sequence[Token], start: int, at: int, effect: str | None, number: int | None) -> tuple[Target, int] | None:
    after = at
    while after < len(row) and row[after].is_word and not (_stop(row, after) and after > at):
        token = row[after]
        if token.key in _NEVER or is_number(token) or (after > at and token.is_capital and not token.text.isupper()):
            return None
        if row[after].key == "command" and [t.key for t in row[after + 1 : after + 3]] == ["and", "control"]:
            after += 2
        after += 1
    words = row[at:after]
    if (
        not words
        or len(words) > _MOST_WORDS
        or not _ends(row, after)
        or effect_of(words[0])
        or words[0].key in {"and", "of", "the", "to"}
    ):
        return None
    text = " ".join(token.text for token in row[start:after])
    return Target(effect, new_kind(words), number, known=False, words=text), after


def _stop(row: Sequence[Token], at: int) -> bool:
    return row[at].key in {"and", "as", "along", "near"} | _OTHER_VERBS or (
        effect_of(row[at]) is not None and row[at].key != "strike"
    )


def _ends(row: Sequence[Token], at: int) -> bool:
    """Whether a list item can end before token `at`."""
    return at >= len(row) or not row[at].is_word or row[at].key in _AFTER | _OTHER_VERBS or effect_of(row[at]) is not None


_AFTER = frozenset("and as along near in on while at north south east west northeast northwest southeast southwest with".split())


def _separator(row: Sequence[Token], at: int) -> int | None:
    """The token after what separates two items, or None where nothing does."""
    after = at
    after += after < len(row) and row[after].text in {",", ";"}
    if [token.key for token in row[after : after + 3]] == ["as", "well", "as"]:
        return after + 3
    if [token.key for token in row[after : after + 2]] == ["along", "with"]:
        return after + 2
    after += after < len(row) and row[after].key == "and"
    return after if after > at else None


def _starts(row: Sequence[Token], at: int) -> bool:
    """Whether an item, and not another verb, a phrase or a count of strikes, starts at token `at`."""
    if at >= len(row) or not (row[at].is_word or row[at].number is not None):
        return False
    counted = count_at(row, at)
    if (
        counted
        and counted[1] < len(row)
        and (row[counted[1]].key.rstrip("s").endswith("strike") or row[counted[1]].key == "near")
    ):
        return False
    return row[at].key not in (_NEVER - {"another"}) | _OTHER_VERBS and effect_of(row[at]) is None
