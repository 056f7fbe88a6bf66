"""The closed lists of words and turns that releases are made of, and that say nothing to be counted.

A turn is written as words with spaces, `|` between its variants and `?` after a word that may be left out. Here belongs only
what carries no number, place or day of its own (the hours of `within the last 24 hours` are part of the turn).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

from dateline.ingest.tokens import Token, key_of

Turns = tuple[str, ...]

BEARINGS = frozenset("north south east west northeast northwest southeast southwest northeastern northern southern eastern western".split())

ADJECTIVES = frozenset(
    """additional more further separate coalition partner nation us usled military reported air artillery precision defensive new other
    successful confirmed""".split()
)

ACTORS = frozenset(
    """us usled coalition military forces force aircraft partner nation nations partners allied ally artillery rocket fighter bomber attack
    remotely piloted ground rotary wing rotarywing fixed manned unmanned drones drone cjtfoir cjtf oir combined joint task inherent
    resolve operation officials international assets helicopters helicopter american australian british french dutch danish belgian
    canadian jordanian bahrain jordan qatar saudi arabia united arab emirates uae air navy marine army groundbased himars combat
    jets planes multirole tankers their its command central centcom member members participating surveillance multinational""".split()
)
LINKS = frozenset("and the of a an as well or including mix both with kingdom".split())

CONDUCT: Turns = (
    "conducted|carried-out|launched|executed|performed|conducting|undertook|completed",
    "carried|carrying out",
    "to conduct",
    "has|have also? conducted",
    "also conducted",
    "continued to conduct",
    "was|were conducted|reported|executed|launched|completed|recorded|taken",
    "was|were carried out",
    "took|taking place",
    "occurred|happened",
    "reported|recorded|taken",
)

_GROUP = (
    "islamic state group?",
    "isis|isil|daesh",
)
_AFTER_GROUP = ("", "terrorists|terrorist|targets|target|fighters|militants|positions|forces|remnants|group", "terrorist|group targets")
ENEMY: Turns = (
    *(f"{lead}{group} {after}".strip() for lead, group, after in itertools.product(
        ("", "the ", "against ", "against the ", "to attack ", "to attack the ", "continued to attack ", "continued to attack the ", "continue to attack ", "attacked ", "to strike ", "target "), _GROUP, _AFTER_GROUP,
    )),
    "islamic state of iraq and the levant",
    "islamic state of iraq and syria",
    *(f"{lead}islamic state of iraq and {land} {after}".strip() for lead, land, after in itertools.product(
        ("", "the ", "against ", "against the ", "to attack the ", "continued to attack the ", "continue to attack the "), ("the levant", "syria", "alsham", "the syria", "al sham"), _AFTER_GROUP,
    )),
    "against terrorist? targets|positions",
)

LATE: Turns = tuple(
    f"{lead}closed {when}".strip()
    for lead, when in itertools.product(
        ("that ", "which ", "that were ", "that have ", "and ", "have ", "had ", ""),
        ("within|in|during the last|past|previous 24 hours", "within|in the last|past twentyfour hours", "yesterday", "within|in the last|past day|reporting period", "since the last|previous press? release|report", "during|in|within this|the reporting period"),
    )
)

OTHERS: Turns = (
    "from|by other actors|parties|nations|forces",
    "by|from actors|parties other than the? coalition",
    "were|was detected from|by other actors|parties",
    "not conducted|attributed by|to the coalition",
    "by the? syrian|russian|turkish regime|forces|aircraft|military",
)

THE_STRIKES: Turns = ("the|these|those strikes|strike|airstrikes|airstrike", "this|that strike|airstrike", "it|they", "both strikes")

NO_TARGET: Turns = (
    "denied|denying isil|isis|daesh? access to terrain",
    "denied|denying isil|isis|daesh? terrain",
    "denied|denying access to isil|isis? terrain",
    "conducted terrain denial",
    "terrain denial",
    "had inconclusive results",
    "with inconclusive results",
    "results were|are inconclusive",
    "produced|yielded inconclusive results",
    "with unknown results",
    "had no observed effects",
    "the? strike|strikes|airstrike|airstrikes? results were inconclusive",
)

FILLERS: Turns = (
    "additionally|separately|also|meanwhile|elsewhere|finally|overall|collectively|furthermore|moreover|likewise|similarly|specifically",
    "in addition|total|all|support|turn",
    "in addition to these strikes?",
    "the following is a summary of the? strikes? conducted? against? isis|isil?",
    "since the last|previous press? release|report",
    "coordinated with and in support of",
    "coordinated with and in support of the? iraqi? government of? iraq?",
    "coordinated with , and in support of ,? the? government of? iraq?",
    "coordinated with , and in support of , the? iraqi? government",
    "coordinated with and in support of iraqs government",
    "coordinated with , and in support of , iraqs government",
    "coordinated with|by the? iraqi government",
    "coordinated with the? government of iraq",
    "coordinated with|by and in support of the? iraqi security forces",
    "in support of the? iraqi government|security? forces?",
    "in support of the? government of iraq",
    "in support of the? iraqi security forces",
    "in support of partner|partnered|syrian forces|operations",
    "in support of the? syrian democratic forces",
    "in support of operation inherent resolve",
    "as part of operation inherent resolve",
    "in support of operations",
    "in coordination with partner? forces",
    "partnered with the? iraqi security? forces|government",
    "with partner|partnered forces",
    "and? partner forces",
    "officials|official reported|said|announced|explained today|yesterday?",
    "the|task|force|joint|combined officials|task force reported|said",
    "task force officials reported|said today|yesterday?",
    "using|employing|used|by|employed|with a? mix? of?",
    "where initial reports indicate they|it|that?",
    "successfully",
    "further",
)


@functools.cache
def _expanded(turns: Turns) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Every variant as keys, the longest first, by its first word."""
    found: dict[tuple[str, ...], None] = {}
    for turn in turns:
        choices: list[tuple[str, ...]] = []
        for word in turn.split():
            bare = word.removesuffix("?")
            variants = tuple(key_of(each) or each for each in bare.split("|"))
            choices.append((*variants, "") if word.endswith("?") and bare else variants)
        for variant in itertools.product(*choices):
            found[tuple(word for word in variant if word)] = None
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for keys in sorted(found, key=lambda keys: (-len(keys), keys)):
        if keys:
            by_first.setdefault(keys[0], []).append(keys)
    return {first: tuple(keys) for first, keys in by_first.items()}


def longest(turns: Turns, row: Sequence[Token], at: int) -> int | None:
    """The token after the longest turn that starts at token `at`; None where none does."""
    for keys in _expanded(turns).get(row[at].key, ()):
        if len(row) - at >= len(keys) and all(row[at + n].key == key for n, key in enumerate(keys)):
            return at + len(keys)
    return None
