"""What is thrown at the release reader: releases of others, as text and as saved pages, broken in every way.

Whatever comes is a draft that a strict reader can read, in which every word of the release is somewhere, or a problem.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from hypothesis import strategies as st

from dateline.cli.taking import release_text
from dateline.errors import ConfigurationError, ContentError
from dateline.ingest import Draft, ReleaseReader, Wanted, summary, yaml_text
from dateline.ingest.clean import plain
from dateline.load import readable_record
from dateline.load.files import forbidden_characters
from dateline.load.findings import Findings
from dateline.load.record import words_of
from dateline.load.reports import ReportReader
from dateline.load.yaml_reader import read
from dateline.model import Period
from tests.hostile.throwing import Target, damaged, mutated, parted, sound, timed
from tests.projects import ROOT

RELEASES = sorted((ROOT / "tests" / "ingest" / "releases").glob("*.txt"))
_BLOCKS = 5
PUBLISHED = dt.date(2018, 9, 3)
FIRST, LAST = dt.date(1000, 1, 1), dt.date(9998, 12, 31)
Given = tuple[bytes, str, dt.date | None, Period | None]
"""The bytes of a release, the name of its file, when it was published and of which days it speaks, if somebody says so."""

_WORDS = parted(r"""
    Near Bayji, three strikes destroyed a cave.|Near|strikes|two|0|999999999999999999999|1,2,3|٣|½|three to four|several|no
    an estimated|ISIS|and|, and|;|.|:|-|--|•|* |o |(|)|"|'|“|â€™|Â |&nbsp;|&#x202e;|&#0;|&#1114112;|yesterday|the same
    Aug. 32|Feb. 29|between Aug. 27-Sept. 2|Sept. 2 to Aug. 27|Jan. 1, 0000|Dec. 31, 9999|Thursday|0000-00-00|8:50 a.m.
    Iraq|Syria|In Iraq|Nowhere|Al Qa'im, Al Qaim|Abu Kamal|strikes in Iraq.|Page 1 of 2|- more -|# x|ﷺ|xxxxxxxxxxxxxxxxxxxxxxxx
    {a: b}|[x]|unread:|---|"}|: x|!!python/name:os.system|{{ strikes() }}|<b>|=cmd()|../../x
""")
_SIGNS = ["\xad", "\u200b", "\ufffd", "\ufeff", "\u202e", "\x00", "\x07", "\x0c", "\u2028", "\ue000", "e\u0301", "\x85", "\uffff"]
_TAGS = parted(r"""
    <p>|</p>|<li>|</li>|<ul>|<br>|<div>|<script>|</script>|<style>|</style>|<title>|<title|<template>|</head>|<svg>|<!--|-->
    <![CDATA[|]]>|<!DOCTYPE|<?|<|>|&|&#|&lt;script&gt;|<a href='|<table><tr><td>|</html>|<noscript>|<plaintext>|<textarea>
    <sup>|</sup>|<del>|</del>|<span hidden>|</span>|<td>|<![x[|&nbsp;
""")
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS + _SIGNS),
    st.text(max_size=5),
    st.integers(0, 400).map(str),
    st.dates().map(str),
)


def _pieces_of(text: str) -> list[str]:
    """A few blocks of a release at a time: what is wrong with one of them shows as well as in all."""
    blocks = text.split("\n\n")
    return ["\n\n".join(blocks[at : at + _BLOCKS]) for at in range(0, len(blocks), _BLOCKS)]


def _page(text: str) -> str:
    blocks = "".join(f"<p>{block}</p>\n" for block in text.split("\n\n"))
    return f"<!DOCTYPE html>\n<html><head><title>x</title></head><body>\n{blocks}</body></html>\n"


def _bytes(text: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    return st.tuples(text, st.sampled_from(["utf-8", "utf-8", "utf-8", "cp1252", "utf-16"])).map(
        lambda made: made[0].encode(made[1], "replace" if made[1] == "cp1252" else "surrogatepass")
    )


def _inputs() -> st.SearchStrategy[Given]:
    texts = st.sampled_from([piece for path in RELEASES for piece in _pieces_of(path.read_text(encoding="utf-8"))])
    near = texts.flatmap(lambda text: mutated(text, _PIECES))
    pages = texts.flatmap(lambda text: mutated(_page(text), st.one_of(st.sampled_from(_TAGS), _PIECES)))
    made = st.lists(st.sampled_from([*_WORDS, *_SIGNS, "\n", "\n\n"]), max_size=60).map(" ".join)
    day = st.sampled_from([PUBLISHED, PUBLISHED, None, FIRST, LAST])
    period = st.sampled_from([None, None, Period(FIRST, LAST), Period(dt.date(2018, 8, 27), dt.date(2018, 9, 2))])
    return st.one_of(
        st.tuples(_bytes(st.one_of(near, near, made)), st.just("release.txt"), day, period),
        st.tuples(_bytes(pages), st.just("release.html"), day, period),
        st.tuples(texts.flatmap(lambda text: damaged(text.encode())), st.just("release.txt"), day, period),
    )


@functools.cache
def _readers() -> tuple[ReleaseReader, ReportReader]:
    record = readable_record(ROOT)
    return ReleaseReader(record), ReportReader(words_of(record))


def _reads(given: Given) -> None:
    raw, name, published, period = given
    reader = _readers()[0]
    try:
        text = release_text(raw, name)
        draft = timed(lambda: reader.read(text, Wanted(name, published=published), period))
    except (ContentError, ConfigurationError) as error:
        sound(error.problems)
        return
    _whole(draft)
    _readable(draft)


def _whole(draft: Draft) -> None:
    """No word of the release is lost."""
    reading = draft.reading
    text = list(reading.text)
    taken = [sentence for claim in reading.claims for sentence in claim.sentences]
    for sentence in [*taken, *reading.scope, *reading.form, *(unread.sentence for unread in reading.unread)]:
        text[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
    left = re.sub(r"^\s*o\s", "", plain("".join(text)).text, flags=re.MULTILINE)
    assert not re.search(r"\w", left), left.split()


def _readable(draft: Draft) -> None:
    """The draft is a file of data/events/ as people may write one, whatever it says; and its summary can be shown."""
    text = yaml_text(draft)
    assert forbidden_characters(text) == []
    data = read(text, "data/events/draft.yml")
    found = Findings()
    _readers()[1].read(data, "data/events/draft.yml", found)
    sound(found.problems(text, "data/events/draft.yml"), "data/events/draft.yml")
    assert forbidden_characters(summary(draft, _readers()[0].record)) == []


TARGETS = {"releases": Target(_inputs(), _reads, few=60)}
