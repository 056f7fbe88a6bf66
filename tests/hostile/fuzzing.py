"""What is thrown at Dateline by chance: texts made of good ones, and what must hold of whatever becomes of them.

A target is a strategy and a check. The check raises nothing but AssertionError: bad input gives problems with a place, in
reasonable time. Another reader of other people's files is one more entry of TARGETS. Tests run each target briefly, always alike;
`python -m benchmarks.fuzz` runs them for as long as one likes.
"""

from __future__ import annotations

import functools
import html
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from dateline.errors import ContentError, Problem, QueryError, format_github, format_json, format_text
from dateline.load import load_project, read_line
from dateline.load.yaml_reader import read
from dateline.markdown import PageContext, check_page, render_page
from dateline.query import Desk
from dateline.render import Evaluated, Expressions, author_names
from tests.markdown.pages import article, record
from tests.projects import ARTICLE, REPORT, SEED

SECONDS = 5.0
"""How long one input may take; most take milliseconds. Far above what is meant, since machines are busy."""
NASTY = st.sampled_from(
    r"""010|1_000|1e3|1e400|.nan|-.inf|yes|12:30|"9"|٣|½|-1|2018-02-30|05/04/2018|2018-04-05/2018-03-30|9999-12-31|null|~|true|[]|{}|[[]]
    {min: 2}|{min: 3, max: 1}|{a: {b: {c: d}}}|&a x|*a|!!python/name:os.system|<<|? x|- - -|: :|"\u0000"|"\u202e"|"\ud800"
    "\uFFFE"|'|"|%YAML|---|...|# x
    {{ strikes() }}|"{{ strikes( }}"|{{|}}|<script>|<b onclick=x>|../../etc/passwd|javascript:alert(1)|https://user@evil.example/
    bayji|iraq|nowhere|strikes|__class__|a b|A|x x x x|été|e\u0301|ﷺ|𝕏|👩‍👩‍👧|\|>|-x|>-|@|`|%|\t|""".replace("\n    ", "|").split(
        "|"
    )
)
WORD = st.one_of(NASTY, st.text(max_size=6), st.integers().map(str), st.dates().map(str), st.floats().map(str))


@dataclass(frozen=True)
class Target:
    """Something that reads what others wrote: what it is given, and what must hold of it."""

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]


def mutated(text: str, words: st.SearchStrategy[str] = WORD) -> st.SearchStrategy[str]:
    """Texts that are nearly `text`: some of its lines or words taken out, doubled, moved, cut or replaced."""
    lines = text.split("\n")

    def apply(steps: list[tuple[str, int, int, str]]) -> str:
        now = list(lines)
        for how, at, other, word in steps:
            at, other = at % len(now), other % len(now)  # noqa: PLW2901 - places of a text that changes its length
            now = _step(now, how, at, other, word) or [""]
        return "\n".join(now)

    kinds = st.sampled_from("drop double swap cut insert value word indent join".split())
    places = st.integers(0, 10_000)
    return st.lists(st.tuples(kinds, places, places, words), min_size=1, max_size=6).map(apply)


def _step(lines: list[str], how: str, at: int, other: int, word: str) -> list[str]:  # noqa: PLR0911 - one line per way
    line = lines[at]
    if how == "drop":
        return lines[:at] + lines[at + 1 :]
    if how == "double":
        return [*lines[: other + 1], line, *lines[other + 1 :]]
    if how == "swap":
        return [lines[other] if n == at else line if n == other else old for n, old in enumerate(lines)]
    if how == "cut":
        return [*lines[:at], line[: other % (len(line) + 1)]]
    if how == "insert":
        return [*lines[:at], word, *lines[at:]]
    if how == "join":
        return [*lines[:at], line + "".join(lines[at + 1 : at + 2]), *lines[at + 2 :]]
    if how == "indent":
        return [*lines[:at], " " * (other % 9) + line.lstrip(), *lines[at + 1 :]]
    if how == "value":
        return [
            *lines[:at],
            re.sub(r"(:\s+)[^,}\]]*", lambda found: found[1] + word, line, count=1 + other % 3),
            *lines[at + 1 :],
        ]
    pieces = re.split(r"(\W+)", line)
    pieces[other % len(pieces)] = word
    return [*lines[:at], "".join(pieces), *lines[at + 1 :]]


def sound(problems: Iterable[Problem], where: str | None = None) -> None:
    """Problems that a person and a program can read: a sentence, a place, nothing that moves a terminal's cursor."""
    listed = list(problems)
    for problem in listed:
        assert problem.message.strip(), problem
        assert len(problem.message) < 5_000, problem
        if where:
            assert problem.spot is not None, problem
            assert problem.spot.file.startswith(where), problem
            assert problem.spot.line >= 0, problem
    text = format_text(listed, lambda *_: "x" * 200)
    assert "Traceback" not in text
    format_json(listed).encode()
    format_github(listed).encode()


def timed(work: Callable[[], Any]) -> Any:
    """What `work` gives, in reasonable time."""
    started = time.process_time()
    result = work()
    taken = time.process_time() - started
    assert taken < SECONDS, f"took {taken:.1f} s"
    return result


@functools.cache
def _project() -> Path:
    """One copy of the seed project, whose files are written over again and again."""
    root = Path(tempfile.mkdtemp(prefix="fuzz-")) / "project"
    shutil.copytree(SEED, root)
    return root


def _loads(given: tuple[str, bytes]) -> None:
    """The project with one file exchanged is read, or refused with places."""
    name, raw = given
    root = _project()
    path = root / name
    before = (SEED / name).read_bytes()
    path.write_bytes(raw)
    try:
        timed(lambda: load_project(root))
    except ContentError as error:
        sound(error.problems)
        format_text(error.problems, read_line(root)).encode()
    finally:
        path.write_bytes(before)


def _files(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, bytes]]:
    def of(name: str) -> st.SearchStrategy[tuple[str, bytes]]:
        text = (SEED / name).read_text(encoding="utf-8")
        encoded = mutated(text).map(lambda new: new.encode("utf-8", "surrogatepass"))
        return st.tuples(st.just(name), st.one_of(encoded, encoded, _damaged(text.encode())))

    return st.one_of([of(name) for name in names])


def _damaged(raw: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with a few others put in, or in another encoding."""
    put = st.tuples(st.integers(0, len(raw)), st.binary(max_size=4)).map(lambda at: raw[: at[0]] + at[1] + raw[at[0] :])
    other = st.sampled_from(["utf-16", "utf-16-le", "utf-32", "utf-8-sig"]).map(lambda name: raw.decode().encode(name))
    return st.one_of(put, other, st.binary(max_size=64))


def _reads(text: str) -> None:
    try:
        timed(lambda: read(text, "data/x.yml"))
    except ContentError as error:
        sound(error.problems, "data/x.yml")


RECORD = record()
DESK = Desk(RECORD)
EXPRESSIONS = Expressions({**DESK.namespace(None), **author_names(RECORD.sources)})
_NAMES = st.sampled_from("strikes engagements targets share change day quoted typed nothing range __import__ self".split())
_PARTS = st.sampled_from("low high count period rows rest answer label by top in_words uncovered number text __class__ x".split())
_FILTERS = st.sampled_from("words capitalize lower number percent round abs attr list join map safe format".split())
_GIVEN = st.sampled_from("country place start end week day month target effect report actor source why digits x".split())
_LEAVES = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(repr),
    st.sampled_from(
        ['"iraq"', "'bayji'", '"2018-04-05"', '"x" * 9', "9**9**9", "True", "none", "[]", "()", "{}", '"%d"', '"\\u202e"']
    ),
    st.text(max_size=5).map(repr),
    _NAMES,
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(st.one_of(inner, st.tuples(_GIVEN, inner).map("=".join)), max_size=3).map(", ".join)
    return st.one_of(
        st.tuples(_NAMES, arguments).map(lambda made: f"{made[0]}({made[1]})"),
        st.tuples(inner, _PARTS).map(".".join),
        st.tuples(inner, _PARTS, arguments).map(lambda made: f"{made[0]}.{made[1]}({made[2]})"),
        st.tuples(inner, _FILTERS).map(" | ".join),
        st.tuples(inner, st.sampled_from("+ - * / ** % // ~ == < and or in".split()), inner).map(" ".join),
        st.tuples(inner, inner).map(lambda made: f"{made[0]}[{made[1]}]"),
        inner.map(lambda made: f"({made})"),
        st.lists(inner, max_size=3).map(lambda made: f"[{', '.join(made)}]"),
    )


def _evaluates(text: str) -> None:
    try:
        evaluated = timed(lambda: EXPRESSIONS.evaluate(text))
    except QueryError as error:
        sound([one.at(None) for one in error.each])
        return
    assert isinstance(evaluated, Evaluated)
    assert len(evaluated.text) <= 2_000


PIECES = st.sampled_from(
    r"""{{ strikes() }}|{{ strikes() / words }}|{{ share(strikes(country="iraq"), strikes()) }}|{{|}}|nine strikes|45 %
    <b>|</b>|<b |<p>|</p>|<div>|</div>|<div markdown>|<details open>|<summary>|</summary>|</details>|<br>|<br/>
    <a href="|">|'>|">x</a>
    <script>|</script>|<style>|<svg>|<svg/onload=|<img src=x onerror=|alert(1)|>|/>|<!--|-->|--!>|<![CDATA[|]]>|<?|?>|</
    <a|<x y='|" onclick="x
    javascript:|java&Tab;script:|&#106;avascript:|data:text/html,|//evil.example/|https://evil.example/x.png|&colon;|&lt;|&#x3c;|&amp;|&
    [|](|)|![|][|]: |[x](|[x]: |"|'|`|``|```|~~~|*|**|_|{:|{: onclick=x }|{: .dl-number }|{: #__config }|{#id}|{.c style=x}|}|\|
    # |## |> |- |1. |    |  |///|/// chart / weekly|/// chart / places|    id: x|    title: "|*[x]: |[^1]|[^1]: |x
    term|:   def|--- / ---|\\|\{{""".replace("\n    ", "|").split("|")
).map(lambda piece: piece.replace(" / ", " | "))
BODIES = st.lists(st.one_of(PIECES, PIECES, st.sampled_from(["\n", "\n\n", " "]), st.text(max_size=4)), max_size=40).map("".join)


def _renders(body: str) -> None:
    """A page of HTML in which nothing runs, or problems."""
    rendered = timed(lambda: render_page(PageContext(article(body), RECORD, DESK, "fuzz")))
    sound(rendered.problems, "content/")
    assert not re.search("dlvalue|dlpipe", rendered.html)
    if not rendered.problems:
        harmless(rendered.html)


class _Running(HTMLParser):
    """What of a page could run, load or take readers elsewhere unasked, as another parser than ours sees it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "svg", "math", "template"}:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", html.unescape(value or "")).lower()
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}>")
            if name in {"href", "src", "cite", "action"} and re.match(r"(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", address):
                self.found.append(f"<{tag} {name}={value}>")
            if name in {"src", "srcset"} and re.match(r"https?:|[\\/]{2}", address):
                self.found.append(f"<{tag} {name}={value}>")
            if name == "id" and address.startswith(("__", "dl-")):
                self.found.append(f"<{tag} id={value}>")


def harmless(page: str) -> None:
    """Nothing in a page runs."""
    parser = _Running()
    parser.feed(page)
    parser.close()
    assert parser.found == [], parser.found


_CHARTS = st.sampled_from("weekly places map matrix categories coverage nothing".split())
_OPTIONS = st.sampled_from(
    "from to measure title id colour notes top category by explore country place target effect report actor x week day".split()
)


def _checks(block: tuple[str, list[tuple[str, str]]]) -> None:
    name, options = block
    lines = "".join(f"    {key}: {value}\n" for key, value in options)
    body = f"/// chart | {name}\n{lines}\nA caption.\n///\n"
    problems = timed(lambda: check_page(article(body), RECORD, DESK))
    sound(problems, "content/")


_FRONT = "\n".join((SEED / ARTICLE).read_text(encoding="utf-8").split("\n")[:9])
TARGETS: dict[str, Target] = {
    "yaml": Target(st.one_of(mutated((SEED / REPORT).read_text("utf-8")), st.lists(WORD, max_size=30).map(" ".join)), _reads),
    "loader": Target(_files((REPORT, "data/dataset.yml", "data/places.yml", "data/sources.yml")), _loads),
    "front-matter": Target(
        mutated(_FRONT).map(lambda text: (ARTICLE, text.encode("utf-8", "surrogatepass"))),
        _loads,
    ),
    "expressions": Target(st.one_of(st.recursive(_LEAVES, _grown, max_leaves=25), st.text(max_size=40)), _evaluates),
    "articles": Target(BODIES, _renders),
    "charts": Target(st.tuples(_CHARTS, st.lists(st.tuples(_OPTIONS, WORD), max_size=4)), _checks),
}
"""Everything that reads what others wrote. One more is one more entry."""
