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

BEARINGS = frozenset(
    "north south east west northeast northwest southeast southwest northeastern northern southern eastern western".split()
)

ADJECTIVES = frozenset(
    """
    additional more further separate coalition partner nation partnernation us usled military reported air artillery
    precision defensive new other successful confirmed
    """.split()
)

ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth final last".split())
"""After `a` these count one more strike: `a fifth airstrike`."""

ACTORS = frozenset(
    """
    us usled coalition military forces force aircraft partner nation nations partners allied ally artillery rocket
    fighter fighters bombers bomber attack remotely piloted remotelypiloted fighterattack groundattack partnernation
    coalitionnation
    partnered ground rotary wing rotarywing fixed manned unmanned drones drone cjtfoir cjtf oir combined joint task
    inherent resolve operation international assets helicopters helicopter american australian british french dutch
    danish belgian canadian jordanian bahrain jordan qatar saudi arabia united arab emirates uae air navy marine army
    groundbased himars combat jets planes multirole tankers its their command central centcom member members
    participating surveillance multinational
    """.split()
)
LINKS = frozenset("and the of a an as well or including mix both with kingdom".split())

CONDUCT: Turns = (
    "conducted|carried-out|launched|executed|performed|conducting|undertook|completed",
    "carried|carrying out",
    "to conduct",
    "also conducted",
    "continued to conduct",
    "was|were conducted|reported|executed|launched|completed|recorded|taken",
    "was|were carried out",
    "took|taking place",
    "occurred|happened",
    "reported|recorded|taken",
)

_AFTER_GROUP = (
    "",
    "terrorists|terrorist|targets|target|fighters|militants|positions|forces|remnants|group",
    "terrorist|group targets",
)
_TO_GROUP = tuple(
    f"{lead}{the}".strip()
    for lead in (
        "",
        "against ",
        "to attack ",
        "continued to attack ",
        "continue to attack ",
        "kept up attacks on ",
        "continued attacks on|against ",
        "continued their|its attacks on|against ",
        "kept attacking ",
        "continuing to attack ",
        "attacked ",
        "to strike ",
        "on ",
        "have continued to attack ",
        "has continued to attack ",
        "continued to strike ",
    )
    for the in ("", "the ")
)
_GROUPS = (
    "isis|isil|daesh",
    "islamic state group?",
    "islamic state of iraq and the? levant|syria",
    "islamic state of iraq and ashsham|alsham|sham",
    "islamic state in iraq and the? levant|syria",
)
ENEMY: Turns = (
    *(f"{lead} {group} {after}" for lead in _TO_GROUP for group in _GROUPS for after in _AFTER_GROUP),
    "against terrorist? targets|positions",
)

_NOT_YET: Turns = tuple(
    f"for which the? information|details {was} {when} report"
    for was in ("was|were not yet? available", "wasnt|werent yet? available")
    for when in ("in time for yesterdays", "at the time of yesterdays", "in time for the previous", "at the time of the previous")
)
LATE: Turns = _NOT_YET + tuple(
    f"{lead}closed {when}".strip()
    for lead, when in itertools.product(
        ("that ", "which ", "that were ", "that have ", "and ", "have ", "had ", ""),
        (
            "within|in|during the last|past|previous 24 hours",
            "within|in the last|past twentyfour hours",
            "yesterday",
            "within|in the last|past day|reporting period",
            "since the last|previous press? release|report",
            "during|in|within this|the reporting period",
        ),
    )
)

OTHERS: Turns = (
    "from|by other actors|parties|nations|forces",
    "by|from actors|parties other than the? coalition",
    "were|was detected from|by other actors|parties",
    "not conducted|attributed by|to the coalition",
    "by the? syrian|russian|turkish regime|forces|aircraft|military",
)

THE_STRIKES: Turns = (
    "the|these|those strikes|strike|airstrikes|airstrike",
    "this|that strike|airstrike",
    "it|they",
    "both strikes",
)

NO_TARGET: Turns = (
    "denied|denying isil|isis|daesh? access to terrain",
    "denied|denying isil|isis|daesh? terrain",
    "denied|denying access to isil|isis? terrain",
    "denied|denying isil|isis|daesh? a? tactical advantage",
    "denied|denying isil|isis|daesh? freedom of movement",
    "conducted terrain denial",
    "terrain denial",
    "had inconclusive results",
    "with inconclusive results",
    "results were|are inconclusive",
    "produced|yielded inconclusive results",
    "with unknown results",
    "had no observed effects",
    "was|were not successful",
    "was|were unsuccessful",
    "the? strike|strikes|airstrike|airstrikes? results were inconclusive",
)

FILLERS: Turns = (
    "additionally|separately|also|meanwhile|elsewhere|finally|overall|collectively|furthermore|moreover|likewise|similarly|specifically",
    "in addition|total|all|support|turn",
    "in addition to these strikes?",
    "the following is a summary of the? strikes? conducted? against? isis|isil?",
    "since the last|previous press? release|report",
    "officials also? provided|reported|announced today? details|results today? on|of",
    "officials today also? provided|reported|announced details|results on|of",
    "on previous days",
    "in designated parts of",
    "local time",
    "approved by the iraqi ministry of defense",
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
    "task? force? officials|official reported|said|announced|explained|noted today|yesterday?",
    "using|employing|used|by|employed|with a? mix? of?",
    "where? initial? reports|assessments|indications indicate|indicated|suggest|suggested|say|said|show|showed that? they|it?",
    "where they|it",
    "the? release|statement said|says|added|stated",
    "in|over|during the last|past 24 hours",
    "in|over|during the last|past twentyfour hours",
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
