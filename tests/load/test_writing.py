"""What is written as YAML is read back as it was, and looks as people write it."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.load.writing import WIDTH, can_hold, yaml_text
from dateline.load.yaml_reader import Plain, read
from dateline.model import Period

REPORT = {
    "source": "lwj-2018-04-06",
    "period": str(Period.parse("2018-03-30/2018-04-05")),
    "published": dt.date(2018, 4, 6),
    "partial": True,
    "note": "A long note. " * 12 + "It ends here.",
    "stated": [{"strikes": 9}, {"strikes": 6, "country": "iraq", "targets": {"cave": 1, "destroyed": {"vehicle": [4, 2]}}}],
    "events": [
        {"id": "a", "place": ["bayji", "qayyarah"], "strikes": {"min": 2, "max": 4}},
        {
            "id": "b",
            "place": "baghdad",
            "strikes": 1,
            "note": "It's a note: with a colon, so long that one line cannot hold " * 2,
        },
    ],
}
LOOKS = """\
source: lwj-2018-04-06
period: 2018-03-30/2018-04-05
published: 2018-04-06
partial: true
note: >-
  A long note. A long note. A long note. A long note. A long note. A long note. A long note. A long note. A long note. A long
  note. A long note. A long note. It ends here.
stated:
  - {strikes: 9}
  - {strikes: 6, country: iraq, targets: {cave: 1, destroyed: {vehicle: [4, 2]}}}
events:
  - {id: a, place: [bayji, qayyarah], strikes: {min: 2, max: 4}}
  - id: b
    place: baghdad
    strikes: 1
    note: "It's a note: with a colon, so long that one line cannot hold It's a note: with a colon, so long that one line cannot hold "
"""

texts = st.text(st.characters(codec="utf-8")).filter(lambda text: can_hold(text) is None)
hostile = st.sampled_from(
    [
        *[
            "",
            " ",
            "~",
            "null",
            "no",
            "12:30",
            "010",
            "1e3",
            "0x1f",
            "1_000",
            "-",
            "- a",
            "? a",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "*a",
        ],
        *[
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "'a",
            '"a"',
            "|",
            ">",
            "{a",
            "[a",
            "a, b",
            "a]",
            "{{ strikes() }}",
            "---",
            "...",
            "<<",
            "=1+1",
        ],
        *["a\nb", "a\tb", "\n", " a", "a ", "a  b", "\u00a0", "https://example.org/a?b=c#d", "caf\u0065\u0301", "x" * 500],
        *[
            "a: b " * 40,
            "# a " * 60,
            "--- " * 50,
            ("word " * 60).strip(),
            "'" * 200,
            "a\\b",
            "٣",
            "-5",
            "+5",
            "=cmd|' /C calc'!A0",
        ],
    ]
)
words = st.one_of(texts, hostile)
scalars = st.one_of(words, st.integers(), st.booleans(), st.dates(), st.floats(-180, 180))
keys = st.one_of(words, st.from_regex(r"[a-z]{1,12}", fullmatch=True)).filter(
    lambda key: key != "" and len(unicodedata.normalize("NFC", key)) <= 128 and len(key) <= 128
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            keys,
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def as_read(value: Any) -> Plain:
    """What a reader should get: texts, and lists and mappings of them."""
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", key): as_read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return unicodedata.normalize("NFC", str(value))


def numbers_as_words(given: Plain, wanted: Plain) -> Plain:
    """Floats have many spellings: where both are numbers of the same value, the wanted one stands for what was read."""
    if isinstance(given, dict) and isinstance(wanted, dict):
        return {key: numbers_as_words(item, wanted.get(key, "")) for key, item in given.items()}
    if isinstance(given, list) and isinstance(wanted, list) and len(given) == len(wanted):
        return [numbers_as_words(*pair) for pair in zip(given, wanted, strict=True)]
    if (
        isinstance(given, str)
        and isinstance(wanted, str)
        and "e-" in wanted
        and "e" not in given
        and float(given) == float(wanted)
    ):
        return wanted
    return given


def distinct(data: Any) -> bool:
    """Keys that are one in Unicode form NFC cannot both be written."""
    if isinstance(data, dict):
        return len({unicodedata.normalize("NFC", key) for key in data}) == len(data) and all(map(distinct, data.values()))
    return all(map(distinct, data)) if isinstance(data, list) else True


@given(st.dictionaries(keys, values, max_size=6).filter(distinct))
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    wanted = as_read(data)
    assert numbers_as_words(read(yaml_text(data), "a.yml"), wanted) == wanted


@given(st.lists(words, min_size=1))
def test_texts_that_look_like_something_else_stay_texts(given: list[str]) -> None:
    """Other readers of YAML, which know numbers and truth values, get texts, too; days they may take for days."""
    for text, value in zip(given, yaml.safe_load(yaml_text({"a": given}))["a"], strict=True):
        assert isinstance(value, str) or str(value) == text
        assert value == unicodedata.normalize("NFC", text) or not isinstance(value, str)


def test_how_it_looks() -> None:
    assert yaml_text(REPORT) == LOOKS
    assert max(map(len, yaml_text({"note": "word " * 100 + "end"}).splitlines())) <= WIDTH


def test_nothing_at_all() -> None:
    assert yaml_text({}) == "{}\n"
    assert yaml_text({"a": {}, "b": [], "c": [[], {}]}) == "a: {}\nb: []\nc: [[], {}]\n"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a\0b", "U+0000"),
        ("a\u202eb", "U+202E (right-to-left override)"),
        ("\ud800", "U+D800"),
        (float("nan"), "nan is no number"),
        (float("inf"), "inf is no number"),
    ],
)
def test_what_no_file_may_hold_is_refused(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("+", r"\+").replace("(", r"\(").replace(")", r"\)")):
        yaml_text({"a": [value]})


@pytest.mark.parametrize("key", ["", "k" * 129])
def test_keys_that_no_mapping_may_have(key: str) -> None:
    with pytest.raises(ValueError, match="a key has"):
        yaml_text({key: 1})


def test_nothing_has_no_spelling() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        yaml_text({"a": None})
