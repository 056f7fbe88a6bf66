"""The fact-check sheet: a row for each number, cells that are texts whatever they hold, and room for the checker."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from dateline.evidence import sheet_csv, sheet_html
from dateline.evidence.sheet import COLUMNS
from dateline.render import template_directories
from tests.evidence.cases import CASES, evidence, seed
from tests.markdown.pages import EVIL, ROOT
from tests.markdown.pages import record as hostile


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_csv_has_a_row_for_each_number_and_empty_columns_for_people() -> None:
    record, body = CASES["quotations"]
    page = evidence(record, body)
    found = rows(sheet_csv(page, record))
    assert len(found) == len(page.proofs) == 7
    assert all(tuple(row) == COLUMNS for row in found)
    assert all(row["checked by"] == row["remarks"] == "" for row in found)
    first = found[0]
    assert (first["printed"], first["our data"], first["agreement"]) == ("nine strikes", "9", "The two agree.")
    assert first["written at"] == "content/articles/a-week.md:5:10"
    assert first["archived copies"] == "not archived | https://archive.example.org/d"
    assert found[6]["typed because"] == "a saying"


def test_a_range_stands_in_its_columns() -> None:
    record, body = CASES["one-of-several-places"]
    first = rows(sheet_csv(evidence(record, body), record))[0]
    assert [first[name] for name in ("certain", "possible besides", "open", "at most")] == ["0", "3", "0", "3"]
    record, body = CASES["no-report"]
    first = rows(sheet_csv(evidence(record, body), record))[0]
    assert [first[name] for name in ("certain", "possible besides", "open", "at most")] == ["0", "0", "unknown", "unknown"]
    assert first["why not exact"] == "No report covers these days."


def test_a_number_that_rests_on_two_answers_has_both_in_one_row() -> None:
    record, body = CASES["share-and-change"]
    second = rows(sheet_csv(evidence(record, body), record))[1]
    assert second["certain"] == "1 | 11"
    assert second["query in words"].count(" | ") == 1


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "|calc", "%x"])
def test_no_cell_starts_a_formula(start: str) -> None:
    page = evidence(seed(), f'{{{{ quoted("{start}", source="dod") }}}}')
    (row,) = rows(sheet_csv(page, seed()))
    assert row["printed"] == f"'{start}"


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in ("src", "srcset") or (tag == "link" and name == "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_html_stands_by_itself_and_hostile_names_stay_text() -> None:
    record = hostile()
    quoted = '{{ quoted("</td><script>x</script>", source="release-2018-04-13") }}'
    body = f'Near {{{{ strikes(place="evil", end="2018-04-12") }}}} and {quoted}.'
    page = evidence(record, body, title="A <b> & {{ strikes() }}")
    html = sheet_html(page, record, template_directories(ROOT))
    seen = Elements()
    seen.feed(html)
    assert "script" not in seen.tags
    assert seen.loaded == []
    assert EVIL in seen.text
    assert "</td><script>x</script>" in seen.text
    assert len(re.findall(r'<tr id="row-', html)) == len(page.proofs) == 3
    assert html.count("<title>") == 1


def test_the_sheet_is_the_same_every_time() -> None:
    record, body = CASES["share-and-change"]
    one, two = (evidence(record, body) for _ in range(2))
    assert sheet_csv(one, record) == sheet_csv(two, record)
    assert sheet_html(one, record, template_directories(ROOT)) == sheet_html(two, record, template_directories(ROOT))
