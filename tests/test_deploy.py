"""A push builds for the address that Pages names: links, feeds and the sitemap follow DATELINE_SITE_URL."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest

from tests.projects import BUILD, ROOT, Project

ELSEWHERE = "https://newsroom.example/strikes/"


def from_environment(project: Project) -> None:
    """The seed's address as the real mkdocs.yml has it."""
    found = re.search(r"^site_url: (.*)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    project.edit("mkdocs.yml", "site_url: https://example.org/repo/", f"site_url: {found[1]}")


def canonical(project: Project, page: str) -> str:
    found = re.search(r'<link rel="canonical" href="([^"]*)">', project.page(page))
    assert found
    return found[1]


def addresses(project: Project) -> set[str]:
    """Every full address of the site itself that pages, feeds and the sitemap give."""
    feed = json.loads(project.read("site/feed_json_created.json"))
    found = {feed["home_page_url"], feed["feed_url"], *(item["url"] for item in feed["items"])}
    for name in ("feed_rss_created.xml", "feed_rss_updated.xml"):
        tree = ET.fromstring((project.site / name).read_bytes())  # noqa: S314 - we wrote it ourselves
        found |= {element.text or "" for element in tree.iter() if element.tag in {"link", "guid"}}
        found |= {element.attrib["href"] for element in tree.iter() if "href" in element.attrib}
    sitemap = ET.fromstring((project.site / "sitemap.xml").read_bytes())  # noqa: S314 - ditto
    found |= {element.text or "" for element in sitemap.iter() if element.tag.endswith("loc")}
    found |= {canonical(project, page) for page in ("index.html", "articles/index.html", "articles/a-week/index.html")}
    found |= set(re.findall(r'<meta property="og:url" content="([^"]*)">', project.page()))
    return found


@pytest.mark.parametrize("given", [ELSEWHERE, ELSEWHERE.rstrip("/")])
def test_every_full_address_follows_the_environment(seed: Project, given: str) -> None:
    from_environment(seed)
    result = seed.call(*BUILD, DATELINE_SITE_URL=given)
    assert result.returncode == 0, result.stderr
    assert canonical(seed, "articles/a-week/index.html") == f"{ELSEWHERE}articles/a-week/"
    assert [address for address in addresses(seed) if not address.startswith(ELSEWHERE)] == []
    assert 'href="/strikes/assets/' in seed.page("404.html")
    assert not [name for name, content in seed.files().items() if b"example.org/repo" in content]


def test_without_it_the_address_of_mkdocs_yml_holds(seed: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_SITE_URL", raising=False)
    from_environment(seed)
    assert seed.run() == 0
    assert {address for address in addresses(seed) if not address.startswith("https://dateline.example.org/")} == set()


def test_an_address_that_is_none_is_refused(
    seed: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_SITE_URL", "newsroom.example")
    from_environment(seed)
    assert seed.run() == 2
    assert "mkdocs.yml:2:1: error[config]: site_url:" in capfd.readouterr().err
