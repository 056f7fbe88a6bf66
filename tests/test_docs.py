"""The documents are complete (all that exists is in them) and true (all that is in them works)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from dateline import errors
from dateline.charts import built_in
from dateline.charts.options import option_fields
from dateline.cli import dateline as command_line
from dateline.counting.meters import of_amount, sum_of
from dateline.errors import ContentError, QueryError, format_text
from dateline.export import events_csv, events_json
from dateline.figure.table import header
from dateline.load import schemas
from dateline.load.files import read_line
from dateline.markdown.lint import FigureLint
from dateline.markdown.page import check_page
from dateline.model import Period
from dateline.plugin.plugin import DatelineConfig
from dateline.query import Desk
from dateline.render import Expressions, author_names
from dateline.render.wording import FILTERS
from dateline.site import Site, load_site
from tests.docs_examples import (
    ROOT,
    Example,
    cells,
    examples,
    fences,
    mentioned,
    read,
    section,
    spans,
    words,
    write_record,
)
from tests.error_codes import MADE_FROM_WORDS, Raised, UnreadableCodeError, codes_in, raised

DATA, AUTHORING, DEPLOYING = read("data-format"), read("authoring"), read("deploying")
ALL = {"data-format": DATA, "authoring": AUTHORING, "deploying": DEPLOYING}
SEED = "2018-03-30/2018-04-05"
ARTICLE = "content/articles/nine-strikes.md"
FRONT = (
    f"---\ntitle: T\ndescription: D\ndate: 2018-04-07\nauthors: [desk]\ndateline: {{from: {SEED[:10]}, to: {SEED[11:]}}}\n---\n"
)
SECTIONS = {
    "dataset": (DATA, "## `data/dataset.yml`"),
    "places": (DATA, "## `data/places.yml`"),
    "sources": (DATA, "## `data/sources.yml`"),
    "report": (DATA, "## `data/events/**/*.yml`"),
    "front-matter": (AUTHORING, "## Front matter"),
}
"""Where the keys of each kind of file are explained."""


def project(root: Path, article: str = "") -> Path:
    """The documents' record, with one article if its text is given."""
    write_record(root, examples(DATA, "file"))
    if article:
        path = root / ARTICLE
        path.parent.mkdir(parents=True)
        path.write_text(article, "utf-8")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return load_site(project(tmp_path_factory.mktemp("docs")), cached=False)


def expressions(site: Site, scope: str) -> Expressions:
    return Expressions({**site.desk.namespace(Period.parse(scope)), **author_names(site.record.sources)})


def inner(span: str) -> str:
    """The expression of a code span, with braces or without."""
    return span.removeprefix("{{").removesuffix("}}").strip()


def code(cell: str) -> str:
    """The one code span of a table's cell."""
    found = spans(cell)
    assert len(found) == 1, f"one code span is wanted in '{cell}'"
    return found[0]


def ids(example: Example) -> str:
    return f"{example.kind}-{example.line}"


# True: the examples work.


def test_the_record_of_the_examples_loads(site: Site) -> None:
    assert len(site.record.reports) == len([e for e in examples(DATA, "file") if e.given.startswith("data/events/")]) >= 7


def test_every_yaml_block_of_the_data_format_is_a_file_of_that_record() -> None:
    assert fences(DATA, "yaml") == len(examples(DATA, "file"))


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
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            file, _, anchor = target.partition("#")
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


# Complete: all that exists is mentioned.


def keys_of(schema: Any, *, skip: frozenset[str]) -> Iterator[str]:
    """The keys of a JSON Schema's mappings, but for the words of the dataset itself."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict) and schema.get("type") == "object":
            yield from (key for key in properties if key not in skip)
        for name, value in schema.items():
            yield from () if name == "$defs" else keys_of(value, skip=skip)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys_of(value, skip=skip)


@pytest.mark.parametrize("kind", sorted(SECTIONS))
def test_every_key_of_a_schema_is_explained(site: Site, kind: str) -> None:
    own = frozenset(site.desk.measures)
    found = set(keys_of(json.loads(schemas(site.record)[f"{kind}.schema.json"]), skip=own))
    assert found
    text, heading = SECTIONS[kind]
    assert found <= mentioned(section(text, heading))


def test_every_schema_has_its_section(site: Site) -> None:
    assert {f"{kind}.schema.json" for kind in SECTIONS} == set(schemas(site.record))


def test_a_key_that_is_not_explained_is_found(site: Site) -> None:
    schema = json.loads(schemas(site.record)["places.schema.json"])
    schema["additionalProperties"]["properties"]["elevation"] = {}
    text, heading = SECTIONS["places"]
    assert set(keys_of(schema, skip=frozenset())) - mentioned(section(text, heading)) == {"elevation"}


def test_every_key_is_used_in_an_example(site: Site) -> None:
    """What is explained is also shown, so that it is known to load."""
    used = words("\n".join(f"```yaml\n{example.text}```\n" for example in examples(DATA, "file")))
    for kind in ("dataset", "places", "sources", "report"):
        found = set(keys_of(json.loads(schemas(site.record)[f"{kind}.schema.json"]), skip=frozenset()))
        assert found - used <= {"country_word", "max"}


def test_every_command_and_option_is_documented() -> None:
    said = words(DEPLOYING)
    for name, command in command_line.commands.items():
        assert f"python build.py {name}" in DEPLOYING, name
        assert set(option_names(command)) <= said, name
    assert set(option_names(command_line)) <= said


def option_names(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        yield from (name for name in parameter.opts if name.startswith("-"))
        if isinstance(parameter.type, click.Choice):
            yield from parameter.type.choices


def test_every_exit_code_is_documented() -> None:
    constants = {str(value) for name, value in vars(errors).items() if name.startswith("EXIT_")}
    rows = [cells(line) for line in section(DEPLOYING, "### Exit codes").splitlines() if line.startswith("| ")]
    assert constants == {row[0] for row in rows[1:]}


def test_every_option_of_the_plugin_is_documented() -> None:
    options = {name for name, _ in DatelineConfig()._schema}
    assert options
    assert options <= mentioned(section(DEPLOYING, "## Configuration"))


def test_every_chart_and_option_is_documented(site: Site) -> None:
    said = mentioned(section(AUTHORING, "## Charts"))
    assert set(built_in().charts) <= said
    for chart in built_in().charts.values():
        assert set(option_fields(chart.options)) <= said, chart.name
    times = {"start", "end", "day", "week", "month"}
    assert set(site.desk.words.names) - times <= said


def test_documented_defaults_of_options_hold() -> None:
    rows = [cells(line) for line in section(AUTHORING, "## Charts").splitlines() if line.startswith("| `")]
    top = next(row for row in rows if row[0] == "`top`")
    field = option_fields(built_in().find("places").options)["top"]
    assert top[3] == str(field.default)


def test_every_filter_function_and_dimension_is_documented(site: Site) -> None:
    said = mentioned(section(AUTHORING, "### Filters of a question"))
    assert set(site.desk.words.names) <= said
    assert set(FILTERS) <= mentioned(section(AUTHORING, "### Filters of a result"))
    functions = {*site.desk.namespace(), *author_names(())}
    assert functions <= mentioned(section(AUTHORING, "### Functions"))
    assert set(Desk(site.record)._splitters) <= mentioned(section(AUTHORING, "### Parts of an answer"))


def test_every_filter_function_and_dimension_has_an_example() -> None:
    asked = " ".join(code(row[0]) for example in examples(AUTHORING, "answers") for row in example.rows)
    assert all(re.search(rf"\| {name}\b", asked) for name in FILTERS)
    assert all(f"{name}=" in asked for name in ("country", "place", "start", "end", "day", "week", "month", "target", "effect"))
    assert all(f"{name}(" in asked for name in ("share", "change", "day", "quoted", "typed", "top", "by", "in_words"))


def test_every_column_of_the_events_is_documented(site: Site) -> None:
    columns = next(csv.reader(io.StringIO(events_csv(site.record).decode())))
    assert set(columns) <= mentioned(section(DATA, "### `data/events.csv`"))


def test_every_key_of_the_events_in_json_is_documented(site: Site) -> None:
    found = set(json_keys(json.loads(events_json(site.record))))
    names = {*site.record.dataset.measures, *site.record.dataset.categories}
    assert found - names <= mentioned(section(DATA, "### `data/events.json`"))
    assert {"adds_to", "retracted", "effect", "use", "replaces", "partial"} <= found


def json_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from json_keys(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from json_keys(inside)


@pytest.mark.parametrize("chart", sorted(built_in().charts))
def test_every_column_of_a_figure_is_documented(site: Site, chart: str) -> None:
    drawing = built_in().prepare(chart, {}, site.desk, None)
    countries = {f"{name}_{end}" for name in site.record.dataset.countries for end in ("low", "high")}
    assert set(header(drawing)) - countries <= mentioned(section(DATA, "### A figure's files"))
    assert countries & set(header(drawing)) if chart == "weekly" else True


# Error codes.

CODE_TABLES = [(name, example) for name, text in ALL.items() for example in examples(text, "codes")]
FROM_WORDS = {"unknown-target", "unknown-effect", "unknown-country", "unknown-report", "unknown-actor"}
"""The codes that a category or a filter makes, with the words of the examples."""


def documented(tables: list[tuple[str, Example]]) -> dict[str, set[str]]:
    """Which codes are documented for each layer."""
    found: dict[str, set[str]] = {}
    for _, example in tables:
        for layer in example.given.split():
            found.setdefault(layer, set()).update(code(row[0]) for row in example.rows)
    return found


def missing(codes: frozenset[Raised], tables: list[tuple[str, Example]]) -> set[Raised]:
    """The codes that no table of their layer holds."""
    known = documented(tables)
    return {one for one in codes if one.code not in known.get(one.layer, set())}


def test_every_error_code_is_documented_where_it_is_met() -> None:
    assert missing(raised(), CODE_TABLES) == set()


def test_every_documented_error_code_can_be_raised() -> None:
    can = {one.code for one in raised()} | FROM_WORDS
    assert {code(row[0]) for _, example in CODE_TABLES for row in example.rows} <= can


def test_codes_stand_in_the_order_of_the_alphabet_and_once() -> None:
    for _, example in CODE_TABLES:
        found = [code(row[0]) for row in example.rows]
        assert found == sorted(set(found))
        assert all(row[1] for row in example.rows)


def test_a_code_that_is_not_documented_is_found() -> None:
    name, first = CODE_TABLES[0]
    shorter = replace(first, text="".join(line for line in first.text.splitlines(keepends=True) if "`overlap`" not in line))
    assert missing(raised(), [(name, shorter), *CODE_TABLES[1:]]) == {Raised("overlap", "counting")}


def test_codes_made_from_words_are_documented(site: Site) -> None:
    limited = {"country", "report", "actor", *site.record.dataset.categories}
    limited |= {category.effect for category in site.record.dataset.categories.values() if category.effect}
    assert {f"unknown-{word}" for word in limited} == FROM_WORDS
    for word in limited:
        with pytest.raises(QueryError) as refused:
            site.desk.ask("strikes", None, **{word: "no-such-thing"})
        assert refused.value.code == f"unknown-{word}"


def test_the_codes_of_all_golden_cases_are_among_those_found() -> None:
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("golden/*"):
        if path.is_file():
            found |= set(re.findall(r"(?:error|warning)\[([\w-]+)\]", path.read_text("utf-8")))
    assert len(found) > 50
    assert found <= {one.code for one in raised()} | FROM_WORDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Problem("a-code", "message")', ["a-code"]),
        ('found.add("a-code", "message", at)', ["a-code"]),
        ('names.add("a-name")', []),
        ('raise QueryError("message", "help", "a-code")', ["a-code"]),
        ('raise QueryError("message", code="a-code")', ["a-code"]),
        ('QueryError.unknown("sort of thing", value, known, "a file")', ["unknown-sort-of-thing"]),
        ('CODE = "a-code"\nProblem(CODE, "message")', ["a-code"]),
        ("Problem(finding.code, finding.message)", []),
        ('def __init__(self, message, code="a-code"): ...', ["a-code"]),
    ],
)
def test_codes_are_read_from_source(text: str, expected: list[str]) -> None:
    assert list(codes_in(text, "any.py")) == expected


def test_a_code_that_cannot_be_read_is_not_passed_over() -> None:
    with pytest.raises(UnreadableCodeError, match="made_up"):
        list(codes_in("Problem(made_up(), 'message')", "any.py"))


def test_every_listed_exception_is_still_there() -> None:
    for file, text in MADE_FROM_WORDS:
        source = (ROOT / "dateline" / file).read_text("utf-8")
        assert re.sub(r"\s", "", text).replace("'", '"') in re.sub(r"\s", "", source).replace("'", '"'), f"{file}: {text}"
