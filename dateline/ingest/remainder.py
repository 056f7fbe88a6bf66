"""What is left of a sentence where reading stopped: mere targets, or something that may count strikes.

Here belongs the judgement of words that were not understood. Where it is favourable the line is still given to the editor.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ingest.counted import is_engagement, is_strike
from dateline.ingest.dates import MONTHS, WEEKDAYS
from dateline.ingest.kinds import VERBS, effect_of
from dateline.ingest.numbers import is_number
from dateline.ingest.parts import Kind, Row
from dateline.ingest.phrases import Language
from dateline.ingest.tokens import Token, one_slip
from dateline.ingest.wording import BEARINGS

_WARNINGS = frozenset(
    """
    near nearby around outside vicinity updated update assessment assessed correction corrected previously earlier later not no
    never none nor neither except excluding instead unless error errors revised revision additional additionally total totals
    separate separately respectively each apiece yesterday today tonight tomorrow attack attacks raid raids sortie sorties
    mission missions bombing bombings bombardment operation operations meanwhile elsewhere canceled cancelled aborted failed
    denies disputed attributed claimed alleged allegedly unconfirmed possibly perhaps may might could would should
    russian turkish iranian israeli regime
    """.split()
)
_SHARES = frozenset("of were was are is had have did each".split())
"""After a number these speak of a part of what was counted: `two of which`, `three were`."""
_REMAINING = frozenset("more other others another second third fourth remaining first last former latter".split())
_PLACING = frozenset("in at into from inside across throughout within toward towards".split())
_ENEMY = frozenset("isis isil daesh".split())
_PAST = frozenset("hit struck cut shut shot sank sunk set blew burnt broke left hurt put tore brought took where".split())
"""What tells of an effect and has no ending that shows it; `where they …`."""
_NO_EFFECT = frozenset(
    """
    reported conducted planned missed added including excluding pending ongoing totaling totalling numbering consisting
    having being following according during counted combined related unrelated requested called claimed needed hundred
    denied waited postponed suspended scheduled estimated approved executed launched carried occurred happened compared
    reduced increased exceeded remained remaining ordered announced considered noted listed included omitted recorded
    """.split()
)


def is_rest_of_targets(row: Row, language: Language) -> bool:
    """Whether count and place stand before what was not understood, and that tells of what was struck and of nothing else."""
    kinds = [phrase.kind for phrase in row.phrases]
    rest = row.rest
    if Kind.STRIKES not in kinds or Kind.OTHERS in kinds or not rest:
        return False
    begun = Kind.EFFECT in kinds
    if not begun and (not _may_be_verb(rest[0]) or _joined(row)):
        return False
    return not any(_alarming(rest, at, language) for at in range(len(rest)))


def _joined(row: Row) -> bool:
    """Whether the last mark before the rest joins it to something that is no effect."""
    last = row.phrases[-1]
    return last.kind is Kind.MARK and last.value in {"and", ";", "while"}


def _may_be_verb(token: Token) -> bool:
    key = token.key
    if not token.is_word or token.is_capital or key in _NO_EFFECT or key in _WARNINGS:
        return False
    return (
        effect_of(token) is not None
        or key in _PAST
        or (len(key) >= 5 and key.endswith(("ed", "ing")))
        or any(len(key) >= 5 and one_slip(key, verb) for verb in VERBS)
    )


def _alarming(rest: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a word of what was not read may count strikes, name a place or a day, or deny something."""
    token, after = rest[at], rest[at + 1] if at + 1 < len(rest) else None
    if is_strike(token) or is_engagement(token) or token.key in _WARNINGS or token.key in language.countries:
        return True
    if token.text in {"\ufffd", "[", "]", ":"} or (token.text in {"(", ")"} and not _abbreviation(rest, at)):
        return True
    if token.key in MONTHS | WEEKDAYS and token.is_capital:
        return True
    if token.key in BEARINGS or (token.key in _PLACING and after is not None and after.is_capital and after.key not in _ENEMY):
        return True
    if is_number(token) or token.key in _REMAINING:
        return _part_of_the_count(rest, at)
    return token.is_capital and _is_place(rest, at, language)


def _abbreviation(rest: Sequence[Token], at: int) -> bool:
    """Whether a bracket is one of `(HBIED)`, `(HBIEDs)`."""
    middle = rest[at + 1 : at + 2] if rest[at].text == "(" else rest[at - 1 : at] if at else ()
    return bool(middle) and middle[0].is_word and len(middle[0].text) > 1 and middle[0].text.removesuffix("s").isupper()


def _part_of_the_count(rest: Sequence[Token], at: int) -> bool:
    """`two of which`, `one damaged`, `two others destroyed`: a share of the strikes, or more of them."""
    after = rest[at + 1] if at + 1 < len(rest) else None
    if after is not None and (after.key in _SHARES or (_may_be_verb(after) and after.key in VERBS)):
        return True
    if rest[at].key not in _REMAINING:
        return False
    first = at - 1 if at and (is_number(rest[at - 1]) or rest[at - 1].key in {"several", "some", "many"}) else at
    struck = first > 0 and effect_of(rest[first - 1]) is not None
    return not struck and not (after is not None and after.is_word and not _may_be_verb(after))


def _is_place(rest: Sequence[Token], at: int, language: Language) -> bool:
    got = language.names.at(rest, at)
    return bool(got and got[0].ids) or bool(language.names.find(rest[at].text))


def short(rest: Sequence[Token]) -> str:
    """The first words of what was not understood."""
    words = [token.text for token in rest[:7]]
    return " ".join(words) + (" ..." if len(rest) > 7 else "")
