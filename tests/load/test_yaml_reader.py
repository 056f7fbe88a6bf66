"""The strict reader: plain data or a ContentError, for any text at all."""

from __future__ import annotations

import tracemalloc
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import MOST_OF_A_FILE, ContentError, EnvironmentProblem, Problem, Spot
from dateline.load import libyaml, positions, yaml_reader
from dateline.load.files import FORBIDDEN
from dateline.load.findings import Findings
from dateline.load.positions import MAX_KEYS, Positions, locate
from dateline.load.yaml_reader import Quoted, read
from tests.projects import REPORT as SEED_REPORT
from tests.projects import SEED

REPORT = """\
source: lwj
events:
  - {id: a, place: [bayji, qayarah], strikes: 3}
  - id: b
    note: >-
      two
      lines
"""
YAMLISH = st.text(st.sampled_from("ab:- \n\t{}[],'\"#&*!|>%@`?<~\\\r.0é\u0301\u212b\u2028\x00"), max_size=60)
LINES = st.lists(
    st.sampled_from(
        ["a: 1", "  b: {c: d}", "- x", "  - [y, z]", "a: &x", "  *x", "---", "...", "? k", ": v", "<<: {}", "'q': |", " t"]
    )
)


def test_scalars_stay_as_they_are_written() -> None:
    text = "{a: 010, b: 1_000, c: 1e3, d: .nan, e: yes, f: 12:30, g: 0x1F, h: 2018-04-05, i: ~, j: =}"
    words = ["010", "1_000", "1e3", ".nan", "yes", "12:30", "0x1F", "2018-04-05", "~", "="]
    assert read(text, "f.yml") == dict(zip("abcdefghij", words, strict=True))


def test_quoted_texts_are_told_from_plain_ones() -> None:
    data: Any = read("a: 'x'\nb: \"x\"\nc: x\nd: |\n  x\n'e': x\n", "f.yml")
    assert [isinstance(data[key], Quoted) for key in "abcde"] == [True, True, False, True, False]
    assert all(type(key) is str for key in data)


def test_texts_are_nfc() -> None:
    assert read("e\u0301: e\u0301", "f.yml") == {"é": "é"}


def test_texts_that_are_spelled_with_escapes_are_nfc() -> None:
    assert read(r'"e\u0301": "e\u0301"', "f.yml") == {"é": "é"}
    with pytest.raises(ContentError, match="twice"):
        read('"e\\u0301": 1\né: 2', "f.yml")


def test_keys_that_are_the_same_in_nfc_are_duplicates() -> None:
    with pytest.raises(ContentError, match="twice"):
        read("e\u0301: 1\né: 2", "f.yml")


@pytest.mark.parametrize("text", ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 5_000, "[" * 50_000 + "]" * 50_000])
def test_deep_nesting_does_not_crash(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(text, "f.yml")
    assert "too-deep" in [problem.code for problem in caught.value.problems]


def test_thirty_two_levels_are_allowed() -> None:
    text = "[" * 32 + "]" * 32
    assert read(text, "f.yml")
    assert not Positions(text, "f.yml").problems


def test_a_value_is_located_with_its_length() -> None:
    assert locate(REPORT, ("events", 0, "place", 1), "r.yml") == Spot("r.yml", 3, 28, 7)
    assert locate(REPORT, ("events", 0, "place"), "r.yml", key=True) == Spot("r.yml", 3, 13, 5)
    assert locate(REPORT, ("events", 0), "r.yml") == Spot("r.yml", 3, 5, 44)
    assert locate(REPORT, ("events", 1, "note"), "r.yml") == Spot("r.yml", 5, 11, 2)


def test_what_is_not_there_is_located_at_what_is_around_it() -> None:
    assert locate(REPORT, ("events", 0, "country"), "r.yml") == locate(REPORT, ("events", 0), "r.yml")
    assert locate(REPORT, ("events", 9), "r.yml") == locate(REPORT, ("events",), "r.yml")


def test_all_that_is_wrong_with_the_yaml_is_told_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        read("a: &x 1\na: 2\nb: !t 3\nc: *x\n", "f.yml")
    assert [problem.code for problem in caught.value.problems] == ["yaml-anchor", "duplicate-key", "yaml-tag", "yaml-alias"]


def test_without_the_c_parser_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "yaml._yaml", None)
    with pytest.raises(EnvironmentProblem, match="libyaml"):
        libyaml.parser(libyaml.Source("a: 1"))


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=40), YAMLISH, LINES.map("\n".join)))
def test_any_text_gives_data_or_problems(text: str) -> None:
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n"))
    try:
        data = read(text, "f.yml")
    except ContentError as error:
        problems = error.problems
    else:
        problems = ()
    if problems:
        assert list(problems) == _whole(text, "f.yml")
        assert all(_lies_in(problem.spot, text.split("\n")) for problem in problems)
        return
    assert not Positions(text, "f.yml").problems
    assert data == _folded(yaml.load(text, yaml.CBaseLoader))  # noqa: S506 - the loader that makes nothing but texts


@settings(max_examples=300, deadline=None)
@given(YAMLISH)
def test_every_value_can_be_located(text: str) -> None:
    text = FORBIDDEN.sub("", text)
    try:
        data = read(text, "f.yml")
    except ContentError:
        return
    places = Positions(text, "f.yml")
    for path in _paths(data):
        assert places.spot(path).line >= 1


def _lies_in(spot: Spot | None, lines: list[str]) -> bool:
    return spot is not None and spot.line <= len(lines) and (not spot.line or spot.column <= len(lines[spot.line - 1]) + 1)


def _paths(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(path for key, value in pairs for path in _paths(value, (*at, key)))]


def _folded(data: Any) -> Any:
    if isinstance(data, dict):
        return {unicodedata.normalize("NFC", key): _folded(value) for key, value in data.items()}
    return [_folded(item) for item in data] if isinstance(data, list) else unicodedata.normalize("NFC", data)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: '" + "x" * 2_000_000, 2),
        ("a: 1\nb: |\n" + "  x\n" * 500_000, 2),
        ("a: 1\n" + "# x\n" * 500_000 + "b: 2\n", 1),
        ("\n" * 2_000_000, 1),
    ],
    ids=["quoted", "block", "comments", "nothing"],
)
def test_what_is_far_too_long_is_not_read_to_its_end(text: str, line: int) -> None:
    with pytest.raises(ContentError) as refused:
        read(text, "x.yml")
    (problem,) = refused.value.problems
    assert problem.code == "too-long"
    assert problem.spot is not None
    assert problem.spot.line == line


def test_a_mapping_has_at_most_so_many_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in (positions, yaml_reader):
        monkeypatch.setattr(reader, "MAX_KEYS", 5)
    row = ", ".join(f"k{number}: 1" for number in range(5))
    assert read(f"{{{row}, a: 1}}".replace("k0: 1, ", ""), "x.yml")
    for text, spot in (
        (f"- {{{row}}}\n- {{{row}, l: 1, l: 2, m: &a 3}}", Spot("x.yml", 2, 39, 1)),
        (f"- {{{row}, l: 1, m: 1}}\n- {{a: &a 1}}", Spot("x.yml", 1, 39, 1)),
    ):
        with pytest.raises(ContentError) as refused:
            read(text, "x.yml")
        (problem,) = refused.value.problems
        assert (problem.code, problem.spot) == ("too-many-keys", spot)
        assert "at most 5" in problem.message
        assert _whole(text, "x.yml") == [problem]


def test_the_keys_of_a_gazetteer_are_not_too_many() -> None:
    assert MAX_KEYS >= 100_000
    text = "".join(f"k{number}: 1\n" for number in range(MAX_KEYS))
    assert len(read(text, "x.yml")) == MAX_KEYS
    with pytest.raises(ContentError) as refused:
        read(text * 2 + "more: 1\n" * 2, "x.yml")
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["duplicate-key"] * MOST_OF_A_FILE + ["more-problems"]
    with pytest.raises(ContentError) as refused:
        read(text + "more: 1\n" * 2, "x.yml")
    assert [(problem.code, str(problem.spot)) for problem in refused.value.problems] == [("too-many-keys", "x.yml:100001:1")]


def test_a_reading_that_goes_on_finds_what_one_from_the_top_finds() -> None:
    rest = "\na: 9\nc: &x {d: 1, d: 2}\nb: *x\n'e': !t f\n? [g]\n: h\n<<: i\nj: k: l\n"
    before = (
        "a: 1\nb: {a: 1, c: 2}\nc: [x, y]",
        "a: 1",
        "b:\n- c\n- d",
        '"a": "b"\nc:\n  d:\n  - a\n  - b: 1\n    c: 2\n    b: 3',
    )
    for text in [one + rest for one in before]:
        with pytest.raises(ContentError) as refused:
            read(text, "x.yml", 3)
        assert list(refused.value.problems) == _whole(text, "x.yml", 3)
        assert len(refused.value.problems) > 5


def test_what_was_read_is_let_go_of_before_it_is_said_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be as large as it may: what it became is not held while its problems are made."""
    held: list[int] = []

    def watched(*given: Any, **named: Any) -> Positions:
        held.append(tracemalloc.get_traced_memory()[0])
        return Positions(*given, **named)

    monkeypatch.setattr(yaml_reader, "Positions", watched)
    rows = "".join(f"- {{id: e-{number}, on: 2018-04-05}}\n" for number in range(5_000))
    for last in ("- *a", "- [", "- " + "x" * 1_100_000, "- {a: 1, a: 2}"):
        text = rows + last
        tracemalloc.start()
        try:
            with pytest.raises(ContentError):
                read(text, "x.yml")
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert most > 1_000_000
        assert held.pop() < most / 10


@pytest.mark.parametrize(
    "row", ["- {id: e-NUMBER, on: 2018-04-05, place: mosul}", "- id: e-NUMBER\n  on: 2018-04-05\n  place: mosul"]
)
def test_equal_keys_and_values_are_one_text_in_memory(row: str) -> None:
    rows: Any = read("\n".join(row.replace("NUMBER", str(number)) for number in range(3_000)), "x.yml")  # a large file
    assert len({id(key) for row in rows for key in row}) == 3
    assert len({id(row["place"]) for row in rows}) == 1


@pytest.mark.parametrize("row", ["- w{}", "w{}: v{}", "w{}: {{a: v{}}}", "- {{a: v{}}}", "- [v{}]"])
def test_texts_that_do_not_repeat_are_not_held_twice(row: str) -> None:
    text = "\n".join(row.format(number, number) for number in range(60_000))
    tracemalloc.start()
    try:
        data = read(text, "x.yml")
        held, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(data) == 60_000
    assert most < held * 1.5


def _whole(text: str, file: str, first_line: int = 1) -> list[Problem]:
    """What a slow pass over the whole text finds."""
    return list(ContentError(Positions(text, file, first_line).problems).problems)


def test_what_is_asked_for_alone_has_the_same_place() -> None:
    for text in (report := (SEED / SEED_REPORT).read_text("utf-8"), (SEED / "data/places.yml").read_text("utf-8")):
        whole = Positions(text, "x.yml")
        for path in _paths(read(text, "x.yml")):
            for wanted in (path, (*path, "missing"), (*path, 99)):
                one = Positions(text, "x.yml", only=[wanted])
                assert [one.spot(wanted, key=key) for key in (True, False)] == [
                    whole.spot(wanted, key=key) for key in (True, False)
                ]
    assert Positions(report, "x.yml", only=[]).problems == []


def test_the_first_of_many_findings_are_said_and_that_there_are_more() -> None:
    found = Findings()
    for number in range(1_000):
        found.unknown_key((f"k{number}",), ["key"], "a report")
        found.add("bad-x", "m", (f"k{number}",))
    text = "\n".join(f"k{number}: 1" for number in range(1_000))
    problems = found.problems(text, "x.yml")
    assert len(found.noted) == 2_000, "callers count them"
    assert len(problems) == MOST_OF_A_FILE + 1
    assert [problem.code for problem in problems[-2:]] == ["bad-x", "more-problems"]
    assert problems[-2].spot == Spot("x.yml", MOST_OF_A_FILE // 2, 6)


@pytest.mark.parametrize(
    ("anchors", "told"), [(MOST_OF_A_FILE, []), (MOST_OF_A_FILE + 1, ["more-problems"]), (9_000, ["more-problems"])]
)
def test_the_first_of_many_faults_of_the_yaml_are_said_and_that_there_are_more(anchors: int, told: list[str]) -> None:
    with pytest.raises(ContentError) as refused:
        read("".join(f"k{number}: &a x\n" for number in range(anchors)), "x.yml")
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["yaml-anchor"] * MOST_OF_A_FILE + told
