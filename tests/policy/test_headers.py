"""Headers for hosts: each page is named by one rule, those of figures may be framed."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from dateline.policy import headers_file, nginx_snippet
from tests.policy.hosts import sent

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *(
        "index.html",
        "404.html",
        "about/index.html",
        "articles/index.html",
        "articles/a/index.html",
        "articles/a/evidence/index.html",
    ),
    *("figures/a/index.html", "editions/index.html", "editions/2018-06-01/index.html", "editions/2018-06-01/404.html"),
    *("editions/2018-06-01/articles/a/index.html", "editions/2018-06-01/figures/a/index.html", "über uns/index.html"),
]
FRAMED = [page for page in PAGES if "figures/" not in page]


def said(path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in sent(headers_file(PAGES), path):
        found.setdefault(name, []).append(value)
    return found


def test_every_page_but_those_of_figures_refuses_frames_and_says_so_once() -> None:

    for page in PAGES:
        for path in (f"/{quote(page)}", f"/{quote(page.removesuffix('index.html'))}"):
            expected = ["frame-ancestors 'none'"] if page in FRAMED else None
            assert said(path).get("Content-Security-Policy") == expected, path
            assert all(len(values) == 1 for values in said(path).values()), path


def test_all_files_come_with_what_a_page_cannot_say() -> None:
    for path in ("/", "/assets/a.js", "/data/events.csv", "/figures/a/"):
        assert said(path)["X-Content-Type-Options"] == ["nosniff"]
        assert said(path)["Strict-Transport-Security"] == ["max-age=31536000"]
        assert "camera=()" in said(path)["Permissions-Policy"][0]


def test_scripts_elsewhere_may_read_the_data_alone() -> None:
    readable = [
        path for path in ("/", "/data/events.csv", "/figures/a.csv", "/articles/") if "Access-Control-Allow-Origin" in said(path)
    ]
    assert readable == ["/data/events.csv", "/figures/a.csv"]


def test_the_guide_shows_the_snippet_for_nginx() -> None:
    assert nginx_snippet() in (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8"), "paste it from dateline.policy"


def test_nginx_frames_figures_only() -> None:
    pattern = re.search(r"^ {4}~(\^\S+) \"\";$", nginx_snippet(), re.MULTILINE)
    assert pattern
    for page in PAGES:
        assert bool(re.match(pattern[1], f"/{page}")) == (page not in FRAMED)
