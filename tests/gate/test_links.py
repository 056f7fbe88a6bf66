"""The gate lets nothing through that leads nowhere, comes from elsewhere or is unfinished, and stops nothing that is well."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import Spot
from dateline.gate import SLOT, UNFINISHED, verify
from dateline.kept import Kept
from tests.gate.trees import OTHER, whole


def site(folder: Path, page: str, **more: str) -> Path:
    """A site with `page` as its story, a home, another page, a picture and a stylesheet."""
    files = {
        "index.html": whole('<a href="stories/one/">One</a>'),
        "stories/one/index.html": whole(page),
        "stories/two/index.html": whole(OTHER),
        "stories/two/map.png": "",
        "stories/größe.html": whole(""),
        "assets/style.css": "",
        **more,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


ABOUT_LINKS = {"dead-link", "dead-anchor", "bad-link", "foreign-resource", "running-address"}


def said(folder: Path, page: str, home: str = "/repo/", **more: str) -> list[tuple[str, str]]:
    """What the gate says of the links of a story, as (code, message without the heading)."""
    problems = [problem for problem in verify(site(folder, page, **more), home) if problem.code in ABOUT_LINKS]
    assert {problem.spot.file for problem in problems if problem.spot} <= {"site/stories/one/index.html"} or more
    return [(problem.code, problem.message.removesuffix(", under 'A story'")) for problem in problems]


@pytest.mark.parametrize(
    "page",
    [
        '<a href="">here</a> <a href="#">top</a> <a href=".">this</a> <a href="../..?x=1#"></a>',
        '<p id="x"><a href="#x">x</a> <a href="#x:~:text=some">x</a> <a href="#:~:text=some">x</a></p>',
        '<a href="../two/">two</a> <a href="../two">two</a> <a href="../two/index.html#top">two</a> <a href="../../">home</a>',
        '<a href="../two/#old">x</a> <a href="../two/#plain">x</a> <a href="../two/#single">x</a> <a href="../two/#a%26b">x</a>',
        '<a href="/repo/">home</a> <a href="/repo">home</a> <a href="/repo/stories/two/#top">two</a>',
        '<a href="../gr%C3%B6%C3%9Fe.html">x</a> <a href="../größe.html">x</a>',
        '<a href="https://example.com/x">x</a> <a href="//example.com/x">x</a> <a href="mailto:a@example.com">x</a>',
        '<img alt="a > b" src="../two/map.png" srcset="../two/map.png 1x, ../two/map.png 2x"><img src="data:image/png,A">',
        '<link href="https://example.com/" rel="canonical"><link rel=alternate href="https://example.com/feed">',
        '<link rel="stylesheet" href="../../assets/style.css">',
        '<style>@import "../../assets/style.css"; a {b: url(../two/map.png)}</style>',
        '<!-- <a href="gone/"> --><script>const a = "<a href=\'gone/\'>"; //@import "//x"</script>',
        '<pre>&lt;a href="gone/"&gt;</pre><p data-href="gone/" title="<a href=gone/>">url(https://example.com/x.png)</p>',
        '<svg><use href="#x"/><g id="x"/></svg><data value="9" class="dl-number">nine</data><meta name="x" content="gone/">',
        '<object data="../two/map.png"></object><form action="../two/"></form>',
    ],
)
def test_what_is_well_passes(page: str, tmp_path: Path) -> None:
    assert said(tmp_path, page) == []


@pytest.mark.parametrize(
    ("page", "value"),
    [
        ('<a href="gone/">x</a>', "gone/"),
        ("<a href='gone/'>x</a>", "gone/"),
        ("<a href=gone/>x</a>", "gone/"),
        ('<A CLASS="x" HREF="gone/">x</A>', "gone/"),
        ('<a title="a > b" href="gone/">x</a>', "gone/"),
        ('<a\n  href = "gone/"\n>x</a>', "gone/"),
        ('<a href="../Two/">x</a>', "../Two/"),
        ('<a href="/stories/two/">x</a>', "/stories/two/"),
        ('<a href="/repository/">x</a>', "/repository/"),
        ('<a href="../../../repo/">x</a>', "../../../repo/"),
        ('<a href="../../../">x</a>', "../../../"),
        ('<a href="a&amp;b/">x</a>', "a&b/"),
        ('<img src="gone.png">', "gone.png"),
        ('<img src="../two/map.png" srcset="../two/map.png 1x, big.png 2x">', "big.png"),
        ('<video poster="gone.png"></video>', "gone.png"),
        ('<object data="gone.pdf"></object>', "gone.pdf"),
        ('<svg><image xlink:href="gone.png"/></svg>', "gone.png"),
        ('<form action="gone/"></form>', "gone/"),
        ('<link rel="stylesheet" href="gone.css">', "gone.css"),
    ],
)
def test_a_link_that_leads_nowhere(page: str, value: str, tmp_path: Path) -> None:
    assert said(tmp_path, page) == [("dead-link", f"'{value}' leads nowhere")]


@pytest.mark.parametrize("anchor", ["#gone", "../two/#gone", "../two/index.html#Plain", "/repo/stories/two/#gone"])
def test_an_anchor_that_is_not_there(anchor: str, tmp_path: Path) -> None:
    ((code, message),) = said(tmp_path, f'<a href="{anchor}">x</a>')
    assert code == "dead-anchor"
    assert message.startswith(f"'{anchor}' leads to no place in stories/")


@pytest.mark.parametrize(
    "address",
    [
        *("https://desk.example/repo/stories/two/#top", "https://desk.example/repo", "http://desk.example:80/repo/?q=1"),
        *("https://desk.example/", "https://desk.example/repository/", "https://desk.example:8000/repo/gone/"),
        *("https://desk.example:/repo/", "https://www.desk.example/repo/gone/", "ftp://desk.example/repo/gone/"),
    ],
)
def test_full_addresses_of_pages_and_of_other_sites_pass(address: str, tmp_path: Path) -> None:
    assert said(tmp_path, f'<a href="{address}">x</a>', "https://desk.example/repo/") == []


def test_a_full_address_is_another_site_s_where_only_the_path_is_known(tmp_path: Path) -> None:
    """An edition leads to pages of the site of today, which are not in it."""
    page = '<a href="https://desk.example/repo/gone/">x</a>'
    assert said(tmp_path, page, "/repo/") == []
    assert said(tmp_path, page, "https://desk.example/repo/") == [
        ("dead-link", "'https://desk.example/repo/gone/' leads nowhere")
    ]


@pytest.mark.parametrize("blank", ["\t", "\n", "&#9;", "&#13;"])
@pytest.mark.parametrize(
    "address", ["/BLANK/a.example/x", "/BLANK/BLANK/a.example/x", "\\BLANK\\/a.example/x", "httBLANKps:/BLANK//a.example/x"]
)
def test_blanks_within_an_address_hide_no_host(address: str, blank: str, tmp_path: Path) -> None:
    page = f'<img src="{address.replace("BLANK", blank)}">'
    assert [code for code, _ in said(tmp_path, page)] == ["foreign-resource"]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ('<script src="https://cdn.example/x.js"></script>', "<script> loads https://cdn.example/x.js from another host"),
        ('<script src="//cdn.example/x.js"></script>', "<script> loads //cdn.example/x.js from another host"),
        ('<img src="http://a.example/x.png">', "<img> loads http://a.example/x.png from another host"),
        ('<link rel="stylesheet" href="https://a.example/x.css">', "<link> loads https://a.example/x.css from another host"),
        ('<link href="https://a.example" rel="preconnect">', "<link> loads https://a.example from another host"),
        ('<iframe src="https://a.example/"></iframe>', "<iframe> loads https://a.example/ from another host"),
        ('<img srcset="https://a.example/x.png 2x">', "<img> loads https://a.example/x.png from another host"),
        ("<style>@import 'https://a.example/x.css';</style>", "a style loads https://a.example/x.css from another host"),
        ('<p style="background: url(//a.example/x.png)"></p>', "a style loads //a.example/x.png from another host"),
        (
            "<p style='background:url(&quot;https://a.example/x.png&quot;)'></p>",
            "a style loads https://a.example/x.png from another host",
        ),
    ],
)
def test_what_comes_from_another_host(page: str, message: str, tmp_path: Path) -> None:
    assert said(tmp_path, page) == [("foreign-resource", message)]


@pytest.mark.parametrize("text", ["@import url(https://a.example/x.css);", "a { b: url('//a.example/x.woff2') }"])
def test_a_stylesheet_that_loads_from_another_host(text: str, tmp_path: Path) -> None:
    ((code, message),) = said(tmp_path, "", **{"assets/more.css": text})
    assert code == "foreign-resource"
    assert message.startswith("a stylesheet loads ")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "vbscript:x", "data:text/html,x"]
)
def test_an_address_that_runs(address: str, tmp_path: Path) -> None:
    ((code, _),) = said(tmp_path, f'<a href="{address}">x</a>')
    assert code == ("bad-link" if "data" in address else "running-address")


def test_an_address_that_is_none(tmp_path: Path) -> None:
    assert said(tmp_path, '<a href="http://[x/">x</a>') == [("bad-link", "'http://[x/' is not an address")]


@pytest.mark.parametrize("token", UNFINISHED)
@pytest.mark.parametrize("name", ["stories/one/index.html", "search/search_index.json", "feed.xml", "figures/a.svg"])
def test_what_is_unfinished(token: str, name: str, tmp_path: Path) -> None:
    found = verify(site(tmp_path, "", **{name: f"a {token} b"}), "/")
    assert ("unfinished-page", Spot(f"site/{name}", 1)) in [(problem.code, problem.spot) for problem in found]


def test_a_place_for_a_figure_is_unfinished_in_pages_only(tmp_path: Path) -> None:
    texts = {"about/index.html": whole(f"a {SLOT} b"), "data/events.csv": f"a {SLOT} b"}
    found = [problem for problem in verify(site(tmp_path, "", **texts), "/") if problem.code == "unfinished-page"]
    assert [problem.spot for problem in found] == [Spot("site/about/index.html", 5)]


def test_all_problems_of_all_pages_each_once(tmp_path: Path) -> None:
    more = {"about/index.html": whole('<img alt="" src="no.png">')}
    folder = site(tmp_path, '<a href="gone/">x</a> <a href="gone/">y</a> <a href="#no">z</a>', **more)
    assert [(problem.code, str(problem.spot)) for problem in verify(folder, "/")] == [
        ("dead-link", "site/about/index.html:5:1"),
        ("dead-link", "site/stories/one/index.html:5:1"),
        ("dead-anchor", "site/stories/one/index.html:5:45"),
    ]


def test_a_site_at_the_root_of_its_host(tmp_path: Path) -> None:
    assert said(tmp_path, '<a href="/stories/two/">x</a>', "/") == []
    assert said(tmp_path, '<a href="/repo/stories/two/">x</a>', "/") == [("dead-link", "'/repo/stories/two/' leads nowhere")]


def test_a_path_without_its_last_slash_is_the_same(tmp_path: Path) -> None:
    assert said(tmp_path, '<a href="/repo/stories/two/">x</a>', "/repo") == []


def test_a_site_without_a_home(tmp_path: Path) -> None:
    (problem,) = verify(tmp_path, "/")
    assert (problem.code, problem.help) == ("no-home", "add content/index.md")


def test_broken_markup_takes_no_longer_than_sound_markup(tmp_path: Path) -> None:
    page = "<a " * 3000 + '<img src="' * 3000 + "'" * 3000
    assert said(tmp_path, page) == []
    assert {problem.code for problem in verify(tmp_path, "/repo/")} == {"broken-markup"}
    deep = "<b>" * 20_000 + '<a href="gone/">x</a>'
    assert said(tmp_path / "deep", deep) == [("dead-link", "'gone/' leads nowhere")]


def test_what_lies_apart_is_not_read_and_may_be_led_to(tmp_path: Path) -> None:
    linked = '<a href="../../editions/2018-06-01/">then</a>'
    tree = site(tmp_path, linked, **{"editions/2018-06-01/index.html": whole('<a href="nowhere/">x</a>')})
    assert [problem.code for problem in verify(tree, "/")] == ["dead-link"]
    assert verify(tree, "/", apart={"editions/2018-06-01/": "digest"}) == []
    (tree / "editions/2018-06-01/index.html").unlink()
    assert [problem.code for problem in verify(tree, "/", apart={"editions/2018-06-01/": "digest"})] == ["dead-link"]


def test_the_verdict_on_a_tree_holds_for_the_same_editions_only(tmp_path: Path) -> None:
    tree, kept = site(tmp_path / "tree", "<p>well</p>", **{"editions/a/index.html": "x"}), Kept(tmp_path / "kept")
    assert verify(tree, "/", kept, apart={"editions/a/": "one"}) == []
    (tree / "stories/one/index.html").write_text(whole('<a href="nowhere/">x</a>'))
    assert verify(tree, "/", kept, apart={"editions/a/": "one"}) != []
    (tree / "stories/one/index.html").write_text(whole("<p>well</p>"))
    before = sorted(path.name for path in (tmp_path / "kept").iterdir())
    assert verify(tree, "/", kept, apart={"editions/a/": "two"}) == []
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) != before
