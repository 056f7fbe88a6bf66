"""HTML, attribute lists and addresses in articles: what a newsroom needs passes as it is, the rest is refused at its line."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import Spot
from dateline.markdown import PageContext, render_page
from dateline.markdown.html_rules import Fault, Tag, address_faults, faults_of_authors, faults_of_pages, tags
from dateline.markdown.page import EXTENSIONS
from dateline.query import Desk
from tests.hostile.fuzzing import harmless
from tests.markdown.pages import BODY_LINE, FILE, article, page, problems, record

FINE = [
    "[The data](x.csv){ .md-button } [All of it](y.csv){ .md-button .md-button--primary }",
    '<a class="md-button" href="x.csv">the data</a>',
    '<figure><img src="x.png" alt="a"><figcaption>C</figcaption></figure>',
    "<details open><summary>More</summary><p>Text</p></details>",
    'H<sub>2</sub>O, m<sup>2</sup>, <mark>new</mark>,<br>a line, <abbr title="Combined">CJTF</abbr>, <kbd>Tab</kbd>',
    '<table class="wide"><tr><th scope="col">A<td colspan=2>B</table>',
    '<a href="../../data/events.csv" download>events</a>',
    "<a href='https://example.org/?a=1&amp;b=2#c' rel=nofollow>x</a> <a href=\"mailto:desk@example.org\">y</a>",
    "<!-- for editors: <b onclick=x> is only text here -->",
    '<p lang="ar" dir="rtl">text</p>',
    "<p>a < b and b > a & so on</p>",
    "`<script>` and\n\n    <script>\n\nand\n\n```\n<script>\n```",
    "[x](https://example.org/) <https://example.org/> <desk@example.org> [y](#top) ![z](z.png){: .wide width=300 }",
    "## Head {: #here .quiet }",
    "| a | b |\n|:--|--:|\n| c | d |",
]


@pytest.mark.parametrize("text", FINE)
def test_what_a_newsroom_needs_passes(text: str) -> None:
    rendered = page(f"{text}\n")
    assert rendered.problems == ()
    harmless(rendered.html)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x\n\n<b onclick=a>b</b>", [("7:4", "html-attribute")]),
        ("x\n\n<b\nonclick=a>b</b>", [("8:1", "html-attribute")]),
        ("- x\n- <i style='a'>b</i>", [("6:6", "html-attribute")]),
        ("> <font color=red>b</font>", [("5:3", "html-element")]),
        ("x[^1]\n\n[^1]: <script>a</script>", [("7:7", "html-element")]),
        ("<div markdown>\n\n[x](javascript:a)\n\n</div>", [("7:5", "bad-link")]),
        ("`onclick`\n\n<b onclick=a>b</b>", [("7:4", "html-attribute")]),
        ("/// chart | weekly\n\nCaption <b onclick=a>b</b>.\n///", [("7:12", "html-attribute")]),
        ("## __config", [("5:4", "reserved-name")]),
        ("<b>x\n\ny</b>", [("5:1", "bad-html"), ("7:2", "bad-html")]),
    ],
)
def test_what_is_refused_has_its_place(text: str, found: list[tuple[str, str]]) -> None:
    assert [(place.partition(":")[2], code) for place, code in problems(f"{text}\n")] == found


ELEMENTS = """
    applet area audio base basefont body button canvas center data datalist dialog embed fieldset fencedframe font footer form
    frame frameset head header hgroup html iframe input keygen label legend link listing main map marquee math menu meta meter
    nav noembed noframes noscript object optgroup option output param picture plaintext portal progress script search select
    slot source style svg template textarea title track video x-y xmp
"""
"""Elements of HTML, of today and of old, that no author may write."""
MADE_BY_US = {"data", "input", "label", "svg"}
"""Those of them that a page may hold, since Dateline or an extension of Markdown makes them."""


@pytest.mark.parametrize("name", ELEMENTS.split())
def test_every_other_element_is_refused(name: str) -> None:
    assert "html-element" in {fault.code for fault in faults_of_authors(f"<{name}>")}


@pytest.mark.parametrize("name", [name for name in ELEMENTS.split() if name not in MADE_BY_US])
def test_a_finished_page_holds_none_of_them_either(name: str) -> None:
    assert "html-element" in {fault.code for fault in faults_of_pages(f"<{name}>")}


@pytest.mark.parametrize("markup", ["<b NAME>b</b>", "<b markdown NAME>b</b>", "*b*{: NAME }"])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("id='__config'", "reserved-name"), ("id='dl-tip'", "reserved-name"), ("data-x='a'", "html-attribute")),
        *((f"class='a {name}'", "reserved-name") for name in ("dl-mark", "dlx-app", "md-header", "MD-header", "mermaid")),
    ],
)
def test_names_that_scripts_look_for_are_refused(markup: str, name: str, code: str) -> None:
    assert [problem.code for problem in page(f"{markup.replace('NAME', name)}\n").problems] == [code]


@pytest.mark.parametrize("name", ["__config", "dl-tip"])
def test_a_heading_cannot_take_an_id_that_scripts_look_for(name: str) -> None:
    assert [problem.code for problem in page(f"## {name}\n").problems] == ["reserved-name"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("[x](javascript:a)", "bad-link"), ("[x][y]\n\n[y]: javascript:a", "bad-link")),
        *(
            ("![x](//a.example/b.png)", "remote-image"),
            ("*x*{: onclick=a }", "html-attribute"),
            ("*x*{: style=a }", "html-attribute"),
        ),
    ],
)
def test_markdown_is_held_to_the_same_as_html(text: str, code: str) -> None:
    assert [problem.code for problem in page(f"{text}\n").problems] == [code]


@pytest.mark.parametrize(
    "address", ["x", "../x/", "#x", "?x", "/x", "https://x", "HTTP://x", "mailto:x@y.org", "tel:1", "a/b:c", "é"]
)
def test_addresses_that_readers_can_follow(address: str) -> None:
    assert list(address_faults("a", "href", address, "")) == []


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:x", "JavaScript:x", " javascript:x", "java\tscript:x", "java\nscript:x", "\x01javascript:x", "vbscript:x"),
        *("data:text/html,x", "file:///etc/passwd", "blob:x", "about:blank", "filesystem:x", "view-source:x", "ms-word:x"),
        *("//evil.example/", "\\\\evil.example/", "/\\evil.example/", "/\t/evil.example/"),
        *("http://[::1", "http://[x]/", "http://a\u2100b/", "http://a.example:x/", "http:\\\\[::1", "ht\ntps://[::1"),
        *("https:/x", "https:x", "HTTP:", "http:///x", "http://?x", "http://@/", "http://:80/"),
    ],
)
def test_addresses_that_are_refused(address: str) -> None:
    assert [fault.code for fault in address_faults("a", "href", address, "")] == ["bad-link"]


@given(st.text(alphabet="<>/ab=\"'! -\n", max_size=30))
def test_what_is_read_as_tags_are_tags_to_another_parser(text: str) -> None:
    """Where ours finds no fault, another parser finds the very same tags."""
    from html.parser import HTMLParser  # noqa: PLC0415 - only here

    seen: list[str] = []

    class Seen(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)

        def handle_endtag(self, tag: str) -> None:
            seen.append(f"/{tag}")

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)

    found = list(tags(text))
    if any(isinstance(one, Fault) for one in found):
        return
    parser = Seen()
    parser.feed(text)
    parser.close()
    assert [("/" if one.ends else "") + one.name for one in found if isinstance(one, Tag)] == seen


def test_a_finished_page_is_balanced() -> None:
    assert list(faults_of_pages("<p>a<br>b<ul><li>x<li>y</ul><p>c")) == []
    for text in ("<div>", "</div>", "<b><i></b></i>", "<div><span></div>", "<table><tr></div></table>"):
        assert {fault.code for fault in faults_of_pages(text)} == {"bad-html"}, text


def test_faults_are_found_one_by_one() -> None:
    assert len(list(faults_of_authors("<b onclick=x>" * 200))) == 200


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Words ![x](/\\\\evil.example/x.png) more", 12),
        ("Words ![x](//evil\\.example/x\\_y.png) more", 12),
        ("![a][x]\n\n[x]: /\\evil.example/x.png", 6),
        ("[a](java&#115;cript:x\\_y)", 5),
    ],
)
def test_an_address_with_backslashes_is_told_at_its_place(text: str, column: int) -> None:
    (problem,) = page("Fine.\n\n" + text).problems
    assert problem.spot is not None
    assert problem.spot.line == BODY_LINE + 2 + text.count("\n")
    assert problem.spot.column == column


def test_an_element_that_a_block_of_another_extension_makes_is_told_at_its_place() -> None:
    made = record()
    context = PageContext(article("Fine.\n\n/// html | script\n\nx\n///\n"), made, Desk(made), "x")
    (problem,) = render_page(context, [*EXTENSIONS, "pymdownx.blocks.html"]).problems
    assert (problem.code, problem.spot) == ("html-element", Spot(FILE, BODY_LINE + 2, 12, 6))


@pytest.mark.parametrize(
    "text",
    [
        "*x*{ .md-button }",
        '<p class="md-button">x</p>',
        "# x { .md-button--primary }",
        "[x](y){ .md-button--stretch }",
        "[x](y){ .MD-button }",
        "[x](y){ .md-header }",
    ],
)
def test_buttons_are_links_and_no_other_class_of_the_theme_is_let_in(text: str) -> None:
    (problem,) = page(text + "\n").problems
    assert problem.code == "reserved-name"


def test_the_theme_only_draws_a_button_where_the_link_stands() -> None:
    styles = Path(str(files("material"))) / "templates/assets/stylesheets"
    sheets = [path.read_text("utf-8") for path in styles.glob("main.*.css")]
    rules = [rule for sheet in sheets for rule in re.findall(r"\.md-typeset \.md-button[^{}]*\{([^{}]*)\}", sheet)]
    named = {one.partition(":")[0] for rule in rules for one in rule.split(";") if one}
    assert "border" in named
    moved = set("position inset top left transform z-index float content width height visibility opacity margin".split())
    assert not named & moved
