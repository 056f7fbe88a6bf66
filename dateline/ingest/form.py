"""What belongs to the form of a release and not to what it reports: datelines, titles, release numbers, standing paragraphs.

A standing sentence is known by how it starts, and only passed over if it holds nothing that could matter: no figure, no day and
no place of the gazetteer. What is passed over is listed for the editor all the same.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable

from dateline.ingest.dates import MONTHS, Almanac, NoReleaseDay, days_at
from dateline.ingest.names import Names
from dateline.ingest.numbers import is_number
from dateline.ingest.sentences import Sentence
from dateline.ingest.tokens import Token, tokens

_STANDING = re.compile(
    r"""(?:
    all\ aircraft\ (?:left|exited|departed|returned)
    | the\ following\ is\ a\ summary
    | (?:a\ )?strikes?,?\ as\ (?:defined|used)
    | (?:cjtf(?:-oir)?|the\ (?:combined\ joint\ task\ force|task\ force|coalition))\ (?:does|do)\ not\ report\ the\ number
    | (?:so|for\ example),?\ (?:having\ )?a\ single\ aircraft
    | (?:while|so)\ .{0,60}\bmultiple\ aircraft\ delivering
    | accumulated\ (?:target\ )?(?:effects|results)
    | the\ task\ force\ does\ not\ report
    | ground-based\ artillery\ fired
    | (?:these|the|this)(?:\ u\.s\.|\ coalition)?\ (?:air)?strikes?\ (?:were|was|are|is)\ (?:also\ )?(?:being\ )?
      (?:conducted|designed|part)\b(?:\ as\ part|\ to|\ of|\ under|\ in\ support)
    | the\ (?:u\.s\.\ )?strikes\ were\ conducted\ as\ part
    | the\ destruction\ (?:and\ degradation\ )?of\ (?:isis|isil|da'?esh|targets)
    | (?:coalition\ )?nations\ (?:that|which|who)\ have\ (?:conducted|participated)
    | (?:to\ conduct\ these\ (?:air)?strikes,?\ the\ u\.s\.\ employed)
    | (?:in\ addition,?\ )?(?:fighter\ aircraft\ from\ )?.{0,80}\balso\ participated\ in\ these
    | this\ (?:coalition\ )?strike\ release\ contains
    | (?:(?:air)?strike\ assessments|all\ (?:results|assessments|strike\ assessments)|the\ (?:results|assessments))\b
      .{0,40}\binitial\ reports
    | the\ information\ used\ to\ compile
    | (?:the\ )?coalition\ (?:strikes|forces)\ (?:are|continue|will\ continue|remain)\b(?!.{0,30}\battack)
    | (?:for\ more\ information|media\ contact|follow\ (?:us|cjtf)|contact:|e-?mail:|phone:|unclassified\b|-?end-?$)
    | operation\ inherent\ resolve\ is
    | part\ of\ operation\ inherent\ resolve$
    | officials\ reported\ details\ of\ (?:the\ |yesterday's\ )?(?:latest\ |most\ recent\ )?strikes,?
      \ noting\ that\ assessments
    | (?:the\ )?(?:combined\ joint\ task\ force|cjtf).{0,40}\band\ its\ partner(?:s|\ forces)?
      \ (?:continue|have\ increased|increased)
    | (?:task\ force\ )?officials\ define\ a\ strike
    | (?:therefore|thus),?\ officials\ explained
    | the\ list\ of\ coalition\ nations
    | u\.s\.\ central\ command\ continues\ to\ work\ with
    | ,?\ to\ accelerate\ the\ defeat
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ROUNDUP = re.compile(r"^Operation Roundup, which began May 1(?=,? to accelerate\b)")
"""The one day that a standing sentence holds: it stood in every release of the summer of 2018."""
_DATELINE = re.compile(
    r"""(?P<place>[A-Z][A-Z'-]+(?:[ ,]+[A-Z][A-Z'-]+)*(?:,?[ ](?:Fla\.|D\.C\.|Kuwait|Iraq|[A-Z][a-z]+))?)
    ,?[ ]*(?P<date>(?:[A-Z][a-z]{2,8}\.?[ ][0-9]{1,2},[ ][0-9]{4})|(?:[0-9]{1,2}[ ][A-Z][a-z]{2,8}\.?[ ][0-9]{4}))?
    [ ]*(?:-{1,2}|\(NNS\))[ ]*(?=[A-Z"])""",
    re.VERBOSE,
)
_FULL_DATE = re.compile(r"\b[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4}\b|\b[0-9]{1,2} [A-Z][a-z]{2,8}\.? [0-9]{4}\b")
_DAY_OF_HEADLINE = re.compile(r"^[A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:-[0-9]{1,2})?: ")
_HEADLINE = re.compile(r"\b(?:air)?strikes?\b", re.IGNORECASE)
_HARMLESS = frozenset("one single".split())
"""Number words that the definition of a strike is made of."""


def without_dateline(text: str) -> tuple[str, int]:
    """A sentence without `TAMPA, Fla., Nov. 7, 2014 -`, and how many characters that was."""
    found = _DATELINE.match(text)
    return (text[found.end() :], found.end()) if found else (text, 0)


def release_day(sentences: Iterable[Sentence]) -> dt.date | None:
    """The day that a release gives itself: in its dateline, else the first that stands in full on a line of its own."""
    head = list(sentences)[:12]
    datelines = [found["date"] for sentence in head if (found := _DATELINE.match(sentence.text)) and found["date"]]
    lines = [sentence.text for sentence in head if len(sentence.text) < 60 or sentence.alone]
    for shown in [*datelines, *lines]:
        found = _FULL_DATE.search(shown)
        with contextlib.suppress(NoReleaseDay):  # a year that no release can be of is read as none
            got = days_at(tokens(found[0]), 0, Almanac(None)) if found else None
            if got:
                return got[0].days[0]
    return None


def is_standing(text: str, names: Names) -> bool:
    """Whether a sentence is one of those that every release has, and holds nothing to be counted."""
    if not _STANDING.match(_ROUNDUP.sub("", text)):
        return False
    row = tokens(_ROUNDUP.sub("", text))
    return not any(_matters(row, at, names) for at in range(len(row)))


def _matters(row: tuple[Token, ...], at: int, names: Names) -> bool:
    token = row[at]
    if is_number(token) and token.key not in _HARMLESS and not _hours(row, at):
        return True
    if token.key in MONTHS and token.is_capital and token.key != "may":
        return True
    got = names.at(row, at) if token.is_capital and at else None
    return bool(got and got[0].ids)


def _hours(row: tuple[Token, ...], at: int) -> bool:
    return at + 1 < len(row) and any(token.key in {"hour", "hours"} for token in row[at + 1 : at + 3])


def is_headline(text: str) -> bool:
    """Whether a line is a title: it speaks of strikes, ends without a full stop, and neither counts nor places them."""
    text = _DAY_OF_HEADLINE.sub("", text)
    row = tokens(text)
    return (
        bool(_HEADLINE.search(text))
        and text[-1] not in ".;:,"
        and not any(is_number(token) or token.key in {"a", "an", "another", "near"} for token in row)
        and len(row) < 25
        and text[0].isupper()
    )
