"""Texts that no file may hold are refused from every place that a text can come from, at their place and in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.reliability.facts import note
from dateline.errors import ContentError, Problem
from dateline.load.files import FORBIDDEN
from dateline.load.names import check_names
from dateline.site import load_site
from tests.hostile.strings.catalogue import REFUSED, TOO_LONG, Hostile
from tests.projects import ARTICLE, REPORT, SEED, Project, copy

_DATE, _FELL = "date: 2018-04-07", "Where they fell."
_PLACE, _EVENT = "  name: Bayji", "place: baghdad, strikes: 1"
SOURCES = {
    "title": (ARTICLE, 'title: "{{ strikes() | words | capitalize }} strikes in a week"', 'title: "A week @"'),
    "description": (
        ARTICLE,
        "description: \"The coalition reported {{ strikes(country='iraq') | words }}",
        'description: "Some @',
    ),
    "kicker": (ARTICLE, _DATE, f'{_DATE}\nkicker: "@"'),
    "tag": (ARTICLE, _DATE, f'{_DATE}\ntags: ["@"]'),
    "text of an article": (ARTICLE, "Near Bayji", "Near @ Bayji"),
    "caption": (ARTICLE, _FELL, f"{_FELL} @"),
    "title of a chart": (ARTICLE, "/// chart | places", '/// chart | places\n    title: "@"'),
    "place": ("data/places.yml", _PLACE, '  name: "Bayji @"'),
    "alias": ("data/places.yml", "[Beiji, Baiji]", '["@"]'),
    "note of a place": ("data/places.yml", _PLACE, f'{_PLACE}\n  note: "@"'),
    "title of a source": (
        "data/sources.yml",
        "title: US-led Coalition says 'much work remains' to defeat Islamic State",
        'title: "@"',
    ),
    "publisher": ("data/sources.yml", "publisher: Long War Journal", 'publisher: "@"'),
    "author": ("data/dataset.yml", "desk: {name: The Dateline desk", 'desk: {name: "@"'),
    "kind": ("data/dataset.yml", "cave: Cave", 'cave: "@"'),
    "country": ("data/dataset.yml", "iraq: Iraq", 'iraq: "@"'),
    "note of an event": (REPORT, _EVENT, f'{_EVENT}, note: "@"'),
}
"""Where each text is put: the file, what stands there, and what takes its place, with `@` for the text."""
LONG = ("description", "note of a place", "note of an event")
"""Texts that may run over several lines, and take 20,000 characters."""
LINE_ENDS = "save the file with the line ends of Unix or of Windows (LF or CRLF)"
IN_BODY = ("text of an article", "caption", "title of a chart")


def put(project: Project, source: str, text: str) -> int:
    """Write a text where a source has its own; gives the line that it stands on."""
    file, old, new = SOURCES[source]
    project.edit(file, old, new.replace("@", text))
    said = project.read(file)
    return said[: said.index(new.partition("@")[0] + text[:1]) + len(new.partition("@")[0])].count("\n") + 1


def problems(project: Project) -> list[Problem]:
    """What is said of a project before anything is built."""
    try:
        load_site(project.root)
    except ContentError as error:
        return list(error.problems)
    return []


AT_ONCE = 15
"""So many texts are tried in one reading: of a file the first twenty characters are told."""


@pytest.mark.parametrize("source", SOURCES)
def test_a_text_that_hides_something_is_refused(source: str, tmp_path: Path) -> None:
    """Each forbidden character is told, by its name and on its line, with a way out."""
    project = copy(SEED, tmp_path / "project")
    file = SOURCES[source][0]
    clear = project.read(file)
    texts = [one.text for one in REFUSED if one.id != "surrogate"]
    for first in range(0, len(texts), AT_ONCE):
        text = " ".join(texts[first : first + AT_ONCE])
        line = put(project, source, text)
        told = [problem for problem in problems(project) if problem.code == "bad-character"]
        wanted = [f"the character U+{ord(found[0]):04X} " for found in FORBIDDEN.finditer(text)]
        assert len(told) == len(wanted) >= min(AT_ONCE, len(texts) - first)
        assert [problem.message.startswith(start) for problem, start in zip(told, wanted, strict=True)] == [True] * len(told)
        assert {(problem.spot.file, problem.spot.line) for problem in told if problem.spot} == {(file, line)}
        assert all(problem.message.isprintable() for problem in told)
        assert {problem.help for problem in told if "U+000D" not in problem.message} <= {"delete it"}
        assert {problem.help for problem in told if "U+000D" in problem.message} <= {LINE_ENDS}
        project.write(file, clear)
    note("strings refused", source, {"texts": len(texts)})


@pytest.mark.parametrize("source", [name for name in SOURCES if name not in IN_BODY])
def test_a_text_that_is_too_long_is_refused(source: str, tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "project")
    text = TOO_LONG.text * (11 if source in LONG else 1)
    line = put(project, source, text)
    (told,) = (problem for problem in problems(project) if problem.code == "too-long")
    assert told.spot
    assert (told.spot.file, told.spot.line) == (SOURCES[source][0], line)
    assert "characters" in told.message
    assert told.help == "shorten it"


NAMES = (
    "a\u202eb",
    "a\u200bb",
    "a\nb",
    "a\x07b",
    "e\u0301",
    "x" * 101,
    "-x",
    "~x",
    "x ",
    "con",
    "a%2fb",
    "a#b",
    "a?b",
    'a"b',
    "a<b>",
    "a:b",
    "a|b",
    "a\\b",
)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_of_a_file_is_refused(name: str, tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "project")
    (project.root / "content" / "articles" / f"{name}.png").write_bytes(b"x")
    if name == "x ":
        (project.root / "content" / "articles" / f"{name}.png").rename(project.root / "content" / "articles" / "x.png ")
    told = list(check_names(project.root))
    assert [problem.code for problem in told] == ["bad-name"]
    assert str(told[0].spot).isprintable()


def test_a_half_of_a_character_is_refused(tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "project")
    put(project, "title of a source", next(one for one in REFUSED if one.id == "surrogate").text)
    assert [problem.spot.file for problem in problems(project) if problem.spot] == ["data/sources.yml"]


def test_there_are_enough() -> None:
    assert len({one.text for one in REFUSED}) == len(REFUSED) >= 30
    assert isinstance(REFUSED[0], Hostile)
