"""Every error code that can be raised is documented, and no other."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dateline.errors import QueryError
from dateline.site import Site
from tests.docs_examples import (
    ALL,
    ROOT,
    Example,
    code,
    documented_site,
    examples,
)
from tests.error_codes import MADE_FROM_WORDS, Raised, UnreadableCodeError, codes_in, raised

CODE_TABLES = [(name, example) for name, text in ALL.items() for example in examples(text, "codes")]
FROM_WORDS = {"unknown-target", "unknown-effect", "unknown-country", "unknown-report", "unknown-actor"}
"""The codes that a category or a filter makes, with the words of the examples."""


def documented(tables: list[tuple[str, Example]]) -> dict[str, set[str]]:
    """Which codes are documented for each layer."""
    found: dict[str, set[str]] = {}
    for _, example in tables:
        for layer in example.given.split():
            found.setdefault(layer, set()).update(code(row[0]) for row in example.rows)
    return found


def missing(codes: frozenset[Raised], tables: list[tuple[str, Example]]) -> set[Raised]:
    """The codes that no table of their layer holds."""
    known = documented(tables)
    return {one for one in codes if one.code not in known.get(one.layer, set())}


def test_every_error_code_is_documented_where_it_is_met() -> None:
    assert missing(raised(), CODE_TABLES) == set()


def test_every_documented_error_code_can_be_raised() -> None:
    can = {one.code for one in raised()} | FROM_WORDS
    assert {code(row[0]) for _, example in CODE_TABLES for row in example.rows} <= can


def test_codes_stand_in_the_order_of_the_alphabet_and_once() -> None:
    for _, example in CODE_TABLES:
        found = [code(row[0]) for row in example.rows]
        assert found == sorted(set(found))
        assert all(row[1] for row in example.rows)


def test_a_code_that_is_not_documented_is_found() -> None:
    name, first = CODE_TABLES[0]
    shorter = replace(first, text="".join(line for line in first.text.splitlines(keepends=True) if "`overlap`" not in line))
    assert missing(raised(), [(name, shorter), *CODE_TABLES[1:]]) == {Raised("overlap", "counting")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return documented_site(tmp_path_factory.mktemp("docs"))


def test_codes_made_from_words_are_documented(site: Site) -> None:
    limited = {"country", "report", "actor", *site.record.dataset.categories}
    limited |= {category.effect for category in site.record.dataset.categories.values() if category.effect}
    assert {f"unknown-{word}" for word in limited} == FROM_WORDS
    for word in limited:
        with pytest.raises(QueryError) as refused:
            site.desk.ask("strikes", None, **{word: "no-such-thing"})
        assert refused.value.code == f"unknown-{word}"


def test_the_codes_of_all_golden_cases_are_among_those_found() -> None:
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("golden/*"):
        if path.is_file():
            found |= set(re.findall(r"(?:error|warning)\[([\w-]+)\]", path.read_text("utf-8")))
    assert len(found) > 50
    assert found <= {one.code for one in raised()} | FROM_WORDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Problem("a-code", "message")', ["a-code"]),
        ('found.add("a-code", "message", at)', ["a-code"]),
        ('names.add("a-name")', []),
        ('raise QueryError("message", "help", "a-code")', ["a-code"]),
        ('raise QueryError("message", code="a-code")', ["a-code"]),
        ('QueryError.unknown("sort of thing", value, known, "a file")', ["unknown-sort-of-thing"]),
        ('CODE = "a-code"\nProblem(CODE, "message")', ["a-code"]),
        ("Problem(finding.code, finding.message)", []),
        ('def __init__(self, message, code="a-code"): ...', ["a-code"]),
    ],
)
def test_codes_are_read_from_source(text: str, expected: list[str]) -> None:
    assert list(codes_in(text, "any.py")) == expected


def test_a_code_that_cannot_be_read_is_not_passed_over() -> None:
    with pytest.raises(UnreadableCodeError, match="made_up"):
        list(codes_in("Problem(made_up(), 'message')", "any.py"))


def test_every_listed_exception_is_still_there() -> None:
    for file, text in MADE_FROM_WORDS:
        source = (ROOT / "dateline" / file).read_text("utf-8")
        assert re.sub(r"\s", "", text).replace("'", '"') in re.sub(r"\s", "", source).replace("'", '"'), f"{file}: {text}"
