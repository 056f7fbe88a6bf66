"""The documents are true: every example in them loads, is answered, or is refused as they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dateline.counting.meters import of_amount, sum_of
from dateline.errors import ContentError, QueryError, format_text
from dateline.load import read_line
from dateline.markdown.lint import FigureLint
from dateline.markdown.page import check_page
from dateline.model import Period
from dateline.render import Expressions, author_names
from dateline.site import Site, load_site
from tests.docs_examples import (
    ALL,
    AUTHORING,
    DATA,
    DOCS,
    ROOT,
    Example,
    code,
    documented_site,
    examples,
    fences,
    spans,
    write_record,
)

SEED = "2018-03-30/2018-04-05"
ARTICLE = "content/articles/nine-strikes.md"
FRONT = (
    f"---\ntitle: T\ndescription: D\ndate: 2018-04-07\nauthors: [desk]\ndateline: {{from: {SEED[:10]}, to: {SEED[11:]}}}\n---\n"
)


def project(root: Path, article: str = "") -> Path:
    """The documents' record, with one article if its text is given."""
    write_record(root)
    if article:
        path = root / ARTICLE
        path.parent.mkdir(parents=True)
        path.write_text(article, "utf-8")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return documented_site(tmp_path_factory.mktemp("docs"))


def expressions(site: Site, scope: str) -> Expressions:
    return Expressions({**site.desk.namespace(Period.parse(scope)), **author_names(site.record.sources)})


def inner(span: str) -> str:
    """The expression of a code span, with braces or without."""
    return span.removeprefix("{{").removesuffix("}}").strip()


def ids(example: Example) -> str:
    return f"{example.kind}-{example.line}"


def test_the_record_of_the_examples_loads(site: Site) -> None:
    assert len(site.record.reports) == len([e for e in examples(DATA, "file") if e.given.startswith("data/events/")]) >= 7


def test_every_yaml_block_of_the_data_format_is_a_file_of_that_record() -> None:
    assert fences(DATA, "yaml") == len([example for example in examples(DATA, "file") if example.language == "yaml"])


def test_every_markdown_block_of_authoring_is_tested() -> None:
    assert fences(AUTHORING, "markdown") == len(examples(AUTHORING, "page", "body"))


def test_a_wrong_record_is_refused(tmp_path: Path) -> None:
    project(tmp_path)
    places = tmp_path / "data/places.yml"
    places.write_text(places.read_text("utf-8").replace("hajin:", "hajjin:"), "utf-8")
    with pytest.raises(ContentError, match="hajin"):
        load_site(tmp_path, cached=False)


def answer_rows(text: str, kind: str) -> list[Any]:
    return [pytest.param(example.given, row, id=code(row[0])) for example in examples(text, kind) for row in example.rows]


@pytest.mark.parametrize(("scope", "row"), answer_rows(DATA, "answers") + answer_rows(AUTHORING, "answers"))
def test_questions_are_answered_as_documented(site: Site, scope: str, row: list[str]) -> None:
    assert expressions(site, scope).evaluate(inner(code(row[0]))).text == code(row[1])


@pytest.mark.parametrize(("scope", "row"), answer_rows(AUTHORING, "refused"))
def test_mistakes_are_refused_as_documented(site: Site, scope: str, row: list[str]) -> None:
    with pytest.raises(QueryError) as refused:
        expressions(site, scope).evaluate(inner(code(row[0])))
    assert refused.value.message == code(row[1])
    assert (refused.value.help or "") == (code(row[2]) if row[2] else "")


def test_the_seed_week_of_the_documents_is_that_of_the_record() -> None:
    """The numbers that readers are shown first hold for the real record as well."""
    desk = load_site(ROOT, cached=False).desk
    asked = Expressions(desk.namespace(Period.parse(SEED)))
    for row in examples(DATA, "answers")[0].rows:
        assert asked.evaluate(inner(code(row[0]))).text == code(row[1])


def loose_expressions() -> list[str]:
    """Every `{{ ... }}` in the running text of authoring.md; those with an ellipsis are patterns, not examples."""
    tables = {span for example in examples(AUTHORING, "answers", "refused") for row in example.rows for span in spans(row[0])}
    found = [found for span in spans(AUTHORING) if span not in tables for found in re.findall(r"\{\{.*?\}\}", span)]
    return [text for text in dict.fromkeys(found) if "..." not in text and "…" not in text]


@pytest.mark.parametrize("text", loose_expressions())
def test_expressions_in_the_running_text_evaluate(site: Site, text: str) -> None:
    assert expressions(site, SEED).evaluate(inner(text)).text


@pytest.mark.parametrize("row", examples(DATA, "counts")[0].rows, ids=lambda row: row[0])
def test_counts_are_read_as_documented(tmp_path: Path, row: list[str]) -> None:
    event = loaded_event(tmp_path, f"strikes: {code(row[0])}")
    assert str(of_amount(event.counts["strikes"])) == code(row[2])


@pytest.mark.parametrize("row", examples(DATA, "kinds")[0].rows, ids=lambda row: row[0])
def test_kinds_are_read_as_documented(tmp_path: Path, row: list[str]) -> None:
    event = loaded_event(tmp_path, f"strikes: 1, targets: {code(row[0])}")
    assert str(sum_of(event.tallies["target"])) == code(row[2])


def loaded_event(root: Path, given: str) -> Any:
    """An event of a report in a week of its own."""
    report = project(root) / "data/events/extra.yml"
    report.write_text(f"source: oir-2018\nperiod: 2018-09-03/2018-09-09\nevents:\n  - {{id: extra, {given}}}\n", "utf-8")
    return load_site(root, cached=False).record.reports["extra"].events[0]


@pytest.mark.parametrize("row", examples(AUTHORING, "lint")[0].rows, ids=lambda row: row[0])
def test_the_lint_is_as_documented(site: Site, row: list[str]) -> None:
    assert row[1].startswith(("fails", "passes: "))
    found = list(FigureLint(site.record).figures(code(row[0])))
    assert bool(found) == (row[1] == "fails")


def problems_of(root: Path, article: str) -> str:
    site = load_site(project(root, article), cached=False)
    found = [problem for page in site.articles for problem in check_page(page, site.record, site.desk, read_line=read_line(root))]
    return format_text(sorted(found, key=lambda problem: problem.sort_key), read_line(root))


@pytest.mark.parametrize("example", examples(AUTHORING, "page", "body"), ids=ids)
def test_articles_and_charts_are_fine_or_said_to_be_wrong(tmp_path: Path, example: Example) -> None:
    article = example.text if example.kind == "page" else FRONT + example.text
    said = [other for other in examples(AUTHORING, "said") if example.line < other.line < example.line + 20]
    assert problems_of(tmp_path, article) == (said[0].text.rstrip("\n") if said else "")


def test_some_example_shows_what_an_error_looks_like() -> None:
    assert examples(AUTHORING, "said")


def test_front_matter_in_the_running_text_is_right(tmp_path: Path) -> None:
    titles = [span for span in spans(AUTHORING) if span.startswith("title: ")]
    assert titles
    for number, title in enumerate(titles):
        assert problems_of(tmp_path / str(number), FRONT.replace("title: T", title) + "Text.\n") == ""


def test_links_between_documents_lead_somewhere() -> None:
    for name, text in ALL.items():
        shown = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)(?!`)", shown):
            file, _, anchor = target.partition("#")
            if "://" in file or (DOCS / file).suffix == ".svg":
                assert "://" in file or (DOCS / file).is_file(), f"{name}: {target}"
                continue
            assert file or anchor in anchors(text), f"{name}: {target}"
            if file:
                assert file.removesuffix(".md") in ALL, f"{name}: {target}"
                assert not anchor or anchor in anchors(ALL[file.removesuffix(".md")]), f"{name}: {target}"


def anchors(text: str) -> set[str]:
    """The addresses that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", sorted(ALL))
def test_commands_of_make_that_are_named_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", ALL[name])) <= targets
