"""`python build.py charts`, and a project with charts of its own: drawn, listed, checked with all the rest, never stale."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dateline import gallery
from dateline.charts import ChartCode, built_in
from dateline.charts.collecting import collect
from dateline.charts.theme import ROLES
from dateline.site import load_site
from tests.charts.own import drawn, prepared
from tests.docs_examples import CHARTS, DOCS, ROOT, listed, section
from tests.projects import ARTICLE, REPORT, SEED, TYPED, Project, copy

CHART = '''
import altair as alt
from dateline.charts.own import chart, colour

@chart("by-land", by="country")
def by_land(rows, options, width):
    """Dots by country."""
    dots = alt.Chart(alt.InlineData(rows)).mark_circle(color=colour("c1"), opacity=1)
    return dots.encode(x="low:Q", y="name:N", description="words:N")
'''
BLOCK = "\n/// chart | by-land\n\nBy country.\n///\n"


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """The seed project with a chart of its own that its article shows."""
    project = copy(SEED, tmp_path / "project")
    project.write("charts/land.py", CHART)
    project.add(ARTICLE, BLOCK)
    return project


def test_a_chart_of_the_newsroom_is_a_figure_like_any_other(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert own.run() == 0, capfd.readouterr()
    page = own.page()
    assert "Iraq had the most strikes: 6" in page
    assert page.count('aria-label="Iraq: 6 strikes"') == 2
    assert own.files()["figures/a-week-by-land.csv"].decode().splitlines() == [
        "id,name,total_low,total_named,total_high",
        "iraq,Iraq,6,0,6",
        "syria,Syria,3,0,3",
    ]
    assert not list(own.root.rglob("__pycache__"))
    assert not [name for name in own.files() if name.endswith(".py")]


def test_an_edit_of_its_code_is_never_stale(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert own.run() == 0
    before = own.files()
    capfd.readouterr()
    assert own.run() == 0
    assert "Nothing changed" in capfd.readouterr().out
    own.edit("charts/land.py", 'colour("c1")', 'colour("c2")')
    assert own.run() == 0
    assert own.files()["figures/a-week-by-land.svg"] != before["figures/a-week-by-land.svg"]
    own.write("charts/_shared.py", "ROLE = 'c3'\n")
    own.edit("charts/land.py", 'colour("c2")', "colour(ROLE)")
    own.edit("charts/land.py", "import altair as alt\n", "import altair as alt\nfrom ._shared import ROLE\n")
    assert own.run() == 0
    third = own.files()["figures/a-week-by-land.svg"]
    own.edit("charts/_shared.py", "c3", "c4")
    assert own.run() == 0
    assert own.files()["figures/a-week-by-land.svg"] != third


def test_its_code_is_run_only_when_it_is_wanted(own: Project) -> None:
    assert own.run() == 0
    site = load_site(own.root)
    assert "by-land" in site.charts.charts
    assert "_collection" not in site.newsroom.__dict__
    assert site.charts.find("by-land").about == "Dots by country."
    assert "_collection" in site.newsroom.__dict__


def test_what_is_wrong_with_it_is_said_with_all_the_rest(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    own.write("charts/broken.py", "def broken(:\n")
    own.write("charts/empty.py", "NOTHING = 1\n")
    own.write("charts/folder/deep.py", "NOTHING = 1\n")
    own.add(ARTICLE, TYPED)
    own.edit(REPORT, "{strikes: 9}", "{strikes: 8}")
    assert own.run() == 1
    said = capfd.readouterr().err
    for part in (
        *(
            "charts/broken.py:1:12: error[chart-code]",
            "charts/empty.py: error[bad-chart]",
            "charts/folder/deep.py: error[bad-chart]",
        ),
        *("error[typed-figure]", f"{REPORT}:5:"),
    ):
        assert part in said
    assert "unknown-chart" not in said
    assert "Traceback" not in said


def test_a_file_that_is_no_text_is_said(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    (own.root / "charts" / "land.py").write_bytes(b"x = '\xff'\n")
    assert own.run() == 1
    assert "charts/land.py:1:6: error[not-utf8]" in capfd.readouterr().err


def test_a_drawing_that_fails_is_said_at_its_line(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    own.edit("charts/land.py", 'description="words:N"', "description=rows[0]['nothing']")
    assert own.run() == 1
    said = capfd.readouterr().err
    assert "charts/land.py:9: error[chart-code]: chart 'by-land' cannot be drawn: KeyError: 'nothing'" in said
    assert f"asked for at {ARTICLE}:" in said
    assert not own.site.exists()


def test_two_wrong_options_are_said_together(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    own.add(ARTICLE, "\n/// chart | by-land\n    tpo: 3\n    title: ''\n    country: irak\n    place: Bagdat\n\nText.\n///\n")
    assert own.run("check") == 1
    said = capfd.readouterr().err
    for part in ("no option 'tpo'", "option 'title' takes a text", "no country 'irak'", "no place 'Bagdat'"):
        assert part in said
    lines = re.findall(rf"{ARTICLE}:(\d+):", said)
    assert len(set(lines)) == 4


def test_charts_are_listed_with_options_and_pictures(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert own.run("charts") == 0
    said = capfd.readouterr().out
    for name in (*built_in().charts, "by-land"):
        assert f"/// chart | {name}" in said
    assert "by-land (charts/land.py)\n  Dots by country." in said
    assert "  top          a whole number from 1 to 50: how many places are shown by name. Default: 15." in said
    page = own.read(".cache/dateline/charts/index.html")
    assert page.count("<img src=") + page.count("No picture from this record") == len(built_in().charts) + 1
    assert page.count("<img src=") >= 3
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)


def test_one_chart_is_listed(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert own.run("charts", "by-land") == 0
    said = capfd.readouterr().out
    assert "/// chart | by-land" in said
    assert "/// chart | weekly" not in said
    assert own.run("charts", "by-lnd") == 2
    assert "did you mean 'by-land'?" in capfd.readouterr().err


def test_the_list_is_for_programs_too(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert own.run("charts", "--format", "json") == 0
    entries = json.loads(capfd.readouterr().out)
    assert [entry["name"] for entry in entries] == [*built_in().charts, "by-land"]
    assert entries[-1]["file"] == "charts/land.py"
    assert {"name", "takes", "default", "about"} == set(entries[1]["options"][0])


def test_a_chart_that_fails_is_said_by_the_list_as_well(own: Project, capfd: pytest.CaptureFixture[str]) -> None:
    own.edit("charts/land.py", '"words:N"', '"name:N"')
    assert own.run("charts", "--format", "json") == 1
    problems = json.loads(capfd.readouterr().out)
    assert {problem["code"] for problem in problems} == {"figure-mismatch"}
    assert {problem["file"] for problem in problems} == {"charts/land.py"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "5 April"), "not a date written YYYY-MM-DD"),
        (("--from", "2018-04-05", "--to", "2018-04-01"), "pictures cannot end (2018-04-01) before they start (2018-04-05)"),
        (("--write", "content/index.md"), "index.md has no place for the list"),
        (("--write", "nothing.md"), "nothing.md has no place for the list"),
    ],
)
def test_what_cannot_be_listed(own: Project, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str) -> None:
    assert own.run("charts", "by-land", *arguments) == 2
    assert message in " ".join(capfd.readouterr().err.split())


def test_the_list_is_written_between_its_marks_and_again(own: Project) -> None:
    own.write("docs/mine.md", f"Before\n\n{gallery.BEGIN}\nold\n{gallery.END}\n\nAfter\n")
    assert own.run("charts", "--write", "docs/mine.md", "--from", "2018-03-30", "--to", "2018-04-05") == 0
    text = own.read("docs/mine.md")
    assert text.startswith("Before\n")
    assert text.endswith("\n\nAfter\n")
    assert "old" not in text
    assert "| `top` | a whole number from 1 to 50 | `15` | how many places are shown by name |" in text
    assert "](pictures/charts-by-land.svg)" in text
    assert (own.root / "docs/pictures/charts-by-land.svg").read_bytes().startswith(b"<?xml")
    assert own.run("charts", "--write", "docs/mine.md", "--from", "2018-03-30", "--to", "2018-04-05") == 0
    assert own.read("docs/mine.md") == text


def test_the_documents_list_is_that_of_the_site() -> None:
    """Names, options and pictures; not how the pictures look, which changes with the record."""
    site = load_site(ROOT, cached=False)
    text = (DOCS / "charts.md").read_text("utf-8")
    written = text[text.index(gallery.BEGIN) : text.index(gallery.END)]
    entries = gallery.chart_entries(site)
    charts = [gallery.Pictured(entry, b"<svg/>") for entry in entries]
    assert written.removeprefix(gallery.BEGIN).strip() == gallery.as_markdown(site, charts), "python build.py charts --write"
    for entry in entries:
        picture = DOCS / "pictures" / f"charts-{entry.name}.svg"
        assert picture.is_file(), f"{picture.name}: python build.py charts --write docs/charts.md"


PYTHON = re.findall(r"```python\n(.*?)```", CHARTS, re.DOTALL)


def test_the_example_in_the_documents_is_the_file_in_charts() -> None:
    assert (ROOT / "charts" / "monthly.py").read_text("utf-8") in PYTHON


@pytest.mark.parametrize("text", PYTHON)
def test_the_examples_in_the_documents_are_drawn(text: str) -> None:
    code = ChartCode((("own", text),))
    (name,) = collect(code).charts
    assert drawn(code, name).problems == ()


def test_what_the_documents_say_of_rows_holds() -> None:
    row = prepared(ChartCode((("own", PYTHON[0]),)), "ranking").plot.rows[0]  # type: ignore[attr-defined]
    assert set(row) == listed(section(CHARTS, "### Rows"))
    roles = set(re.findall(r"`([a-z][a-z0-9]*)`", section(CHARTS, "### Looks")))
    assert {"r1", "r5", "c6", "rest", "hatch", "text", "muted", "axis", "grid", "ground"} <= roles & {*ROLES}
