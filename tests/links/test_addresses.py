"""Which addresses lead out of a site, and where they are written."""

from __future__ import annotations

from pathlib import Path

from dateline.links.addresses import outgoing
from dateline.links.archives import archive_lines, unarchived
from dateline.model import Article, Source
from tests import factories
from tests.factories import seed_report

SOURCES = """lwj-2018-04-06:
  title: A week
  publisher: LWJ
  url: https://example.org/a
  archived: https://archive.example.org/a
  official: urn:not-on-the-web
"""
BODY = """See [this](https://example.org/b_(c)) and <https://example.org/d>, or https://example.org/e.

`https://example.org/code` is code.

```text
https://example.org/fence
```

Also [that](http://example.org/f "Title") and ![a picture](picture.png).

[ref]: https://example.org/g
"""


def test_addresses_of_sources_and_texts_come_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources.yml").write_text(SOURCES)
    digest = "a" * 64
    source = Source(
        "lwj-2018-04-06", "A week", "LWJ", "https://example.org/a", archived="https://archive.example.org/a", sha256=digest,
        official="urn:not-on-the-web",
    )  # fmt: skip
    record = factories.record(sources=[source])
    found = outgoing(tmp_path, record, [Article("content/a.md", BODY, 7, "A")])
    assert [(str(link.spot), link.url, link.what) for link in found] == [
        ("content/a.md:7:12", "https://example.org/b_(c)", "a link of the text"),
        ("content/a.md:7:44", "https://example.org/d", "a link of the text"),
        ("content/a.md:7:71", "https://example.org/e", "a link of the text"),
        ("content/a.md:15:13", "http://example.org/f", "a link of the text"),
        ("content/a.md:17:8", "https://example.org/g", "a link of the text"),
        ("data/sources.yml:4:8", "https://example.org/a", "url of source 'lwj-2018-04-06'"),
        ("data/sources.yml:5:13", "https://archive.example.org/a", "archived of source 'lwj-2018-04-06'"),
    ]
    assert [link.sha256 for link in found if link.sha256] == [digest]


def test_documents_without_a_copy_are_listed_with_what_rests_on_them(tmp_path: Path) -> None:
    kept = Source("kept", "Kept", "LWJ", "https://example.org/k", archived="https://archive.example.org/k")
    idle = Source("idle", "Idle", "LWJ", "https://example.org/i")
    record = factories.record(seed_report(), sources=[kept, idle])
    lines = archive_lines(record, {"lwj-2018-04-06": 2, "kept": 5})
    assert [(line.id, line.articles, line.reports, line.events) for line in lines] == [
        ("lwj-2018-04-06", 2, 1, 4),
        ("idle", 0, 0, 0),
    ]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources.yml").write_text("idle:\n  title: I\n" + SOURCES)
    found = [(problem.code, str(problem.spot)) for problem in unarchived(tmp_path, lines)]
    assert found == [("not-archived", "data/sources.yml:3:1"), ("not-archived", "data/sources.yml:1:1")]
