from __future__ import annotations

import json

import pytest

from dateline.errors import (
    MORE,
    ConfigurationError,
    ContentError,
    DatelineError,
    EnvironmentProblem,
    Problem,
    QueryError,
    Spot,
    did_you_mean,
    first_of,
    format_github,
    format_json,
    format_text,
)

LINE = "  - {id: x, place: [bayji, qayarah], strikes: 3}"
SPOT = Spot("data/events/a.yml", 9, LINE.index("qayarah") + 1, 7)
PROBLEM = Problem.unknown("place", "qayarah", ["bayji", "qayyarah"], "data/places.yml", SPOT)


def read(file: str, line: int) -> str | None:
    return LINE if (file, line) == (SPOT.file, SPOT.line) else None


def test_a_problem_for_a_terminal() -> None:
    assert format_text([PROBLEM], read).splitlines() == [
        "data/events/a.yml:9:28: error[unknown-place]: no place 'qayarah' in data/places.yml",
        "  9 |   - {id: x, place: [bayji, qayarah], strikes: 3}",
        "    |                            ^^^^^^^",
        "  help: did you mean 'qayyarah'?",
    ]


@pytest.mark.parametrize(
    ("spot", "head"),
    [
        (None, "error[c]: m"),
        (Spot("a.yml"), "a.yml: error[c]: m"),
        (Spot("a.yml", 3), "a.yml:3: error[c]: m"),
        (Spot("a.yml", 3, 2), "a.yml:3:2: error[c]: m"),
    ],
)
def test_a_problem_without_a_line_to_show(spot: Spot | None, head: str) -> None:
    assert format_text([Problem("c", "m", spot)], lambda _file, _line: None) == head


def test_a_line_without_a_column_is_shown_without_a_mark() -> None:
    assert format_text([Problem("c", "m", Spot(SPOT.file, 9))], read).splitlines()[1:] == [f"  9 | {LINE}"]


def test_a_long_line_is_shown_around_the_mark() -> None:
    line = "a" * 500 + "HERE" + "b" * 500
    text = format_text([Problem("c", "m", Spot("a.yml", 1, 501, 4))], lambda _file, _line: line)
    _, shown, mark = text.splitlines()
    assert len(shown) < 130
    assert shown[mark.index("^") : mark.index("^") + 4] == "HERE"
    assert mark.count("^") == 4


def test_a_mark_never_runs_past_what_is_shown() -> None:
    text = format_text([Problem("c", "m", Spot("a.yml", 1, 5, 10_000))], lambda _file, _line: "x" * 600)
    _, shown, mark = text.splitlines()
    assert len(mark) <= len(shown)


def test_what_would_move_the_cursor_is_not_printed() -> None:
    text = format_text([Problem("c", "m", Spot("a.yml", 1, 3))], lambda _file, _line: "a\x1b[2Jb\tc\r")
    assert "\x1b" not in text
    assert text.splitlines()[1] == "  1 | a [2Jb c "


def test_no_part_of_a_problem_moves_the_cursor_or_turns_the_text() -> None:
    hostile = "\x1b[2J\x07\r\u202e\u2028\x9b\ud800"
    problem = Problem("c", f"m{hostile}", Spot(f"a{hostile}.yml", 1), f"h{hostile}")
    text = format_text([problem], lambda *_: hostile)
    assert text.encode().decode() == text
    assert not set(hostile.replace("[2J", "")) & set(text)


def test_problems_for_a_program() -> None:
    assert json.loads(format_json([PROBLEM, Problem("c", "m", severity="warning")])) == [
        {
            "code": "unknown-place",
            "severity": "error",
            "message": "no place 'qayarah' in data/places.yml",
            "help": "did you mean 'qayyarah'?",
            "file": "data/events/a.yml",
            "line": 9,
            "column": 28,
            "length": 7,
        },
        {
            "code": "c",
            "severity": "warning",
            "message": "m",
            "help": None,
            "file": None,
            "line": None,
            "column": None,
            "length": None,
        },
    ]


def test_problems_for_github() -> None:
    assert format_github([PROBLEM]) == (
        "::error title=unknown-place,file=data/events/a.yml,line=9,col=28::"
        "no place 'qayarah' in data/places.yml%0Ahelp: did you mean 'qayyarah'?"
    )
    assert format_github([Problem("c", "m", Spot("a.yml"))]) == "::error title=c,file=a.yml::m"
    assert format_github([Problem("c", "m", Spot("a.yml", 2))]) == "::error title=c,file=a.yml,line=2,col=1::m"


def test_nothing_in_a_problem_can_start_another_github_command() -> None:
    hostile = Problem("c", "100%\n::error::x\r", Spot("a,b:c\n.yml", 1))
    text = format_github([hostile])
    assert "\n" not in text
    assert "\r" not in text
    assert text == "::error title=c,file=a%2Cb%3Ac%0A.yml,line=1,col=1::100%25%0A::error::x%0D"


def test_an_error_holds_every_problem_once_in_the_order_of_places() -> None:
    later, first, whole = Problem("c", "m", Spot("b.yml", 1)), Problem("c", "m", Spot("a.yml", 10, 2)), Problem("c", "m")
    early = Problem("c", "m", Spot("a.yml", 9, 30))
    error = ContentError([later, first, early, whole, later])
    assert error.problems == (whole, early, first, later)
    assert ContentError(later).problems == (later,)
    assert str(ContentError([Problem("c", "one"), Problem("d", "two")])) == "one; two"


@pytest.mark.parametrize(
    ("kind", "code"), [(DatelineError, 1), (ContentError, 1), (ConfigurationError, 2), (EnvironmentProblem, 3)]
)
def test_the_exit_codes(kind: type[DatelineError], code: int) -> None:
    assert kind(Problem("c", "m")).exit_code == code


def test_a_query_error_becomes_a_problem_where_it_was_asked() -> None:
    error = QueryError.unknown("filter", "contry", ["country", "place"], "a query")
    assert error.at(SPOT) == Problem("unknown-filter", "no filter 'contry' in a query", SPOT, "did you mean 'country'?")
    assert QueryError("no").at(None) == Problem("query", "no")
    assert isinstance(error, ValueError)
    assert not isinstance(error, DatelineError)


@pytest.mark.parametrize(
    ("value", "known", "hint"),
    [
        ("qayarah", ["bayji", "qayyarah"], "did you mean 'qayyarah'?"),
        ("IRAQ", ["iraq", "syria"], "did you mean 'iraq'?"),
        ("2018-04-06", ["2018-04-07-other", "2018-04-06-cjtf-oir"], "did you mean '2018-04-06-cjtf-oir'?"),
        ("xyz", ["b", "a"], "known: a, b"),
        ("xyz", [], None),
        ("xyz", [f"place-{n}" for n in range(13)], None),
        ("place-1", [f"place-1{n}" for n in range(3)], "did you mean 'place-12'?"),
    ],
)
def test_did_you_mean(value: str, known: list[str], hint: str | None) -> None:
    assert did_you_mean(value, known) == hint


def test_of_very_many_problems_the_first_are_said_and_after_them_that_there_are_more() -> None:
    problems = [Problem("c", "m", Spot("a.yml", line)) for line in range(1, 6)]
    assert first_of(problems, Spot("a.yml"), 5) == problems
    error = ContentError([Problem("c", "m", Spot("b.yml", 1)), *first_of(problems, Spot("a.yml"), 3)])
    assert [str(problem.spot) for problem in error.problems] == ["a.yml:1", "a.yml:2", "a.yml:3", "a.yml", "b.yml:1"]
    assert error.problems[3].code == MORE.code
