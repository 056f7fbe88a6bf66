"""The snippet for nginx, in nginx: at the root of a host and below a path, for pages, errors and files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.policy import headers_file
from tests.policy.hosts import sent
from tests.policy.nginx import Nginx, serving

POLICY = "Content-Security-Policy"
NO_FRAMES = ["frame-ancestors 'none'"]
EVERYWHERE = sent(headers_file([]), "/")
"""What `_headers` asks for everywhere: the snippet asks for the same."""
FRAMED = {
    "/": 200,
    "/index.html": 200,
    "/articles/a-week/": 200,
    "/404.html": 200,
    "/articles": 301,
    "/assets/": 403,
    "/no-such-page/": 404,
    "/figures/../articles/": 200,
    "/figures/%2e%2e/articles/": 200,
    "/editions/figures/": 404,
}
"""Addresses that no other site may put into a frame, with the status that they are answered with."""


@pytest.fixture(scope="module")
def host(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with serving(warm_seed / "site", tmp_path_factory.mktemp("nginx")) as found:
        yield found


@pytest.fixture(scope="module")
def below(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """Below a path, and with the site's own page for what is not there."""
    with serving(warm_seed / "site", tmp_path_factory.mktemp("nginx"), "/repo/", "error_page 404 /repo/404.html;") as found:
        yield found


@pytest.fixture(params=["host", "below"])
def nginx(request: pytest.FixtureRequest) -> Nginx:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Nginx)
    return found


def an_embed(site: Path) -> str:
    return f"/figures/{next(file for file in sorted((site / 'figures').iterdir()) if file.is_dir()).name}/"


@pytest.mark.parametrize(("path", "status"), FRAMED.items())
def test_all_but_pages_of_figures_refuse_frames_and_say_so_once(nginx: Nginx, path: str, status: int) -> None:
    answered, headers, _ = nginx.answer(path)
    assert (answered, headers.get_all(POLICY)) == (status, NO_FRAMES)


def test_what_is_refused_or_was_had_before_says_so_too(nginx: Nginx) -> None:
    status, headers, _ = nginx.answer("/", "POST")
    assert (status, headers.get_all(POLICY)) == (405, NO_FRAMES)
    tag = nginx.answer("/")[1]["ETag"]
    status, headers, _ = nginx.answer("/", **{"If-None-Match": tag})
    assert (status, headers.get_all(POLICY)) == (304, NO_FRAMES)


def test_pages_of_figures_may_be_framed(nginx: Nginx, warm_seed: Path) -> None:
    embed = an_embed(warm_seed / "site")
    for path, status in ((embed, 200), (f"{embed}index.html", 200), (embed.rstrip("/"), 301)):
        answered, headers, _ = nginx.answer(path)
        assert (answered, headers.get_all(POLICY)) == (status, None)


def test_so_may_those_that_are_gone(host: Nginx) -> None:
    for path in ("/figures/no-such-figure/", "/editions/2018-06-01/figures/no-such-figure/"):
        status, headers, _ = host.answer(path)
        assert (status, headers.get_all(POLICY)) == (404, None)


def test_the_sites_own_page_for_what_is_gone_may_not(below: Nginx, warm_seed: Path) -> None:
    for path in ("/figures/no-such-figure/", "/no-such-page/"):
        status, headers, body = below.answer(path)
        assert (status, headers.get_all(POLICY)) == (404, NO_FRAMES)
        assert body == (warm_seed / "site" / "404.html").read_bytes()


@pytest.mark.parametrize("path", ["/", "/articles", "/assets/", "/no-such-page/", "/figures/no-such-figure/", "/data/events.csv"])
def test_every_answer_says_what_headers_says_everywhere_once(nginx: Nginx, path: str) -> None:
    assert len(EVERYWHERE) > 4
    _, headers, _ = nginx.answer(path)
    for name, value in EVERYWHERE:
        assert headers.get_all(name) == [value], name


def test_scripts_elsewhere_may_read_the_data_alone(nginx: Nginx, warm_seed: Path) -> None:
    rows = f"{an_embed(warm_seed / 'site').rstrip('/')}.csv"
    allowed = {"/": None, "/data/events.csv": ["*"], rows: ["*"], "/articles/a-week/": None, "/no-such-page/": None}
    assert {path: nginx.answer(path)[1].get_all("Access-Control-Allow-Origin") for path in allowed} == allowed


def test_every_kind_of_file_has_a_type(nginx: Nginx, warm_seed: Path) -> None:
    site = warm_seed / "site"
    kinds = {file.suffix: file for file in sorted(site.rglob("*")) if file.suffix and file.is_file()}
    assert {".html", ".md", ".csv", ".txt", ".json", ".geojson", ".parquet", ".bib", ".cff", ".gz", ".map"} <= set(kinds)
    said = {kind: nginx.answer(f"/{file.relative_to(site)}", "HEAD")[1]["Content-Type"] for kind, file in kinds.items()}
    assert [kind for kind, name in said.items() if name == "application/octet-stream"] == []
    texts = {kind for kind, name in said.items() if name.startswith(("text/", "application/javascript"))}
    assert texts >= {".html", ".md", ".csv", ".txt", ".css", ".js", ".xml", ".cff"}
    assert {kind: name for kind, name in said.items() if name.endswith("; charset=utf-8")}.keys() == texts, said


def test_files_to_take_away_have_the_types_that_the_package_names(nginx: Nginx, warm_seed: Path) -> None:
    package = json.loads((warm_seed / "site" / "data" / "datapackage.json").read_text(encoding="utf-8"))
    named = {resource["path"]: f"{resource['mediatype']}; charset={resource['encoding']}" for resource in package["resources"]}
    assert len(named) > 5
    assert {path: nginx.answer(f"/data/{path}", "HEAD")[1]["Content-Type"] for path in named} == named
