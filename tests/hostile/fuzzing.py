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
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import strategies as st

from dateline.errors import ContentError, QueryError, format_text
from dateline.load import load_project, read_line
from dateline.load.yaml_reader import read
from dateline.markdown import PageContext, check_page, render_page
from dateline.query import Desk
from dateline.render import Evaluated, Expressions, author_names
from tests.hostile import fuzzing_releases, fuzzing_tables
from tests.hostile.throwing import WORD, Target, damaged, mutated, sound, timed
from tests.markdown.pages import article, record
from tests.projects import ARTICLE, REPORT, SEED


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
        return st.tuples(st.just(name), st.one_of(encoded, encoded, damaged(text.encode())))

    return st.one_of([of(name) for name in names])


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
    **fuzzing_releases.TARGETS,
    **fuzzing_tables.TARGETS,
}
"""Everything that reads what others wrote. One more is one more entry."""
