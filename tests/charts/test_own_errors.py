"""What can be wrong with a newsroom's chart code, each said at its line in charts/, never as a traceback."""

from __future__ import annotations

import signal
import sys

import pytest

from dateline.charts import ChartCode, ChartCodeError
from dateline.charts.code import file_of
from dateline.errors import Spot
from tests.charts.own import BY_COUNTRY, DOTS, HEAD, SPOT, collected, drawn, line_of, prepared, written

PLAIN = '''
import altair as alt
from dateline.charts.own import chart, colour

@chart("plain", by="country")
def plain(rows, options, width):
    """Dots."""
    {body}
'''


def plain(body: str) -> ChartCode:
    return ChartCode((("own", PLAIN.format(body=body)),))


@pytest.mark.parametrize(
    ("code", "spot", "message"),
    [
        (ChartCode((("own", "def broken(:\n"),)), "charts/own.py:1:12", "SyntaxError: invalid syntax"),
        (ChartCode((("own", "\n\nimport nothing_of_that_name\n"),)), "charts/own.py:3", "No module named 'nothing_of_that_name'"),
        (ChartCode((("own", "from ._other import a\n"),)), "charts/own.py:1", "No module named 'charts/_other'"),
        (ChartCode((("own", "x = 1\n1 / 0\n"),)), "charts/own.py:2", "ZeroDivisionError: division by zero"),
        (ChartCode((("own", "import sys\nsys.exit('bye')\n"),)), "charts/own.py:2", "SystemExit: bye"),
        (ChartCode((("own", "import charts.other\n"),)), "charts/own.py:1", "imported as if it were a library"),
        (ChartCode((("own", "from charts import other\n"),)), "charts/own.py:1", "imported as if it were a library"),
        (ChartCode((("own", "x = 1\n"),)), "charts/own.py", "defines no chart"),
        (ChartCode((("own", "x = '\0'\n"),)), "charts/own.py", "null bytes"),
    ],
)
def test_a_file_that_cannot_be_run(code: ChartCode, spot: str, message: str) -> None:
    (problem,) = collected(code).problems
    assert str(problem.spot) == spot
    assert message in problem.message
    assert "_dateline_charts" not in problem.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"by-country"', '"By country"', "'By country' cannot be the name of a chart"),
        ('"by-country"', "3", "3 cannot be the name of a chart"),
        ("(rows, options, width)", "(rows)", "does not take what it is given"),
        ("'''Dots by country.'''", "pass", "does not say what it shows"),
        ('by="country"', 'by="country", options=dict', "are no class of options"),
        ("by-country", "weekly", "a chart named 'weekly' comes with Dateline"),
    ],
)
def test_what_cannot_be_a_chart(old: str, new: str, message: str) -> None:
    code = written(BY_COUNTRY.replace(old, new))
    (problem,) = collected(code).problems
    assert message in problem.message
    assert problem.help
    assert str(problem.spot) == f"charts/own.py:{line_of(code, '@chart')}"


def test_two_charts_cannot_have_one_name() -> None:
    code = written(BY_COUNTRY, other=HEAD + DOTS + BY_COUNTRY)
    (problem,) = collected(code).problems
    assert problem.code == "duplicate-chart"
    assert f"is already at charts/other.py:{line_of(code, '@chart', 'other')}" in problem.message


def test_all_files_are_looked_at_and_a_shared_fault_is_said_once() -> None:
    code = written(
        BY_COUNTRY,
        _shared="broken = 1 / 0\n",
        one="from ._shared import broken\n",
        two="from ._shared import broken\n",
        three="import nothing_of_that_name\n",
    )
    found = collected(code)
    assert "by-country" in found.charts
    assert sorted({str(problem.spot) for problem in found.problems}) == ["charts/_shared.py:1", "charts/three.py:1"]


def test_files_share_through_a_helper() -> None:
    shared = "WORD = 'country'\n"
    code = written(BY_COUNTRY.replace('by="country"', "by=WORD"), _shared=shared)
    files = dict(code.files)
    code = ChartCode((("_shared", shared), ("own", "from ._shared import WORD\n" + files["own"])))
    assert collected(code).problems == ()
    assert drawn(code, "by-country").problems == ()


def test_two_projects_in_one_process_do_not_mix() -> None:
    one, two = written(BY_COUNTRY), written(BY_COUNTRY.replace("Dots by", "Points by"))
    assert collected(one).charts["by-country"].about == "Dots by country."
    assert collected(two).charts["by-country"].about == "Points by country."
    assert collected(one).charts["by-country"].about == "Dots by country."
    assert one.package != two.package
    assert not [name for name in sys.modules if name == "own" or name.startswith("charts.own")]


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("return rows[0]['nothing']", "chart-code", "chart 'plain' cannot be drawn: KeyError: 'nothing'"),
        ("return alt.Chart(alt.InlineData(rows)).mark_bar(colour='red')", "chart-code", "SchemaValidationError"),
        ("import sys; sys.exit(3)", "chart-code", "SystemExit: 3"),
        ("raise KeyboardInterrupt", "chart-code", "cannot be drawn: KeyboardInterrupt"),
        ("raise GeneratorExit", "chart-code", "cannot be drawn: GeneratorExit"),
        ("raise StopIteration", "chart-code", "cannot be drawn: StopIteration"),
        ("raise BaseExceptionGroup('x', [KeyboardInterrupt()])", "chart-code", "BaseExceptionGroup: x (1 sub-exception)"),
        ("raise type('Ours', (BaseException,), {})('x')", "chart-code", "cannot be drawn: Ours: x"),
        ("raise type('Ours', (Exception,), {'__str__': lambda _: 1 / 0})", "chart-code", "cannot be drawn: Ours"),
        ("return rows", "bad-chart", "its function gives list, not an Altair chart"),
        ("pass", "bad-chart", "its function gives NoneType, not an Altair chart"),
    ],
)
def test_a_function_that_fails(body: str, code: str, message: str, workers: int) -> None:
    chart = plain(body)
    problem = drawn(chart, "plain", workers=workers).only
    assert problem.code == code
    assert message in problem.message
    assert f"asked for at {SPOT}" in problem.message
    assert problem.spot is not None
    assert problem.spot.file == "charts/own.py"
    at = line_of(chart, body) if code == "chart-code" and "Schema" not in message else line_of(chart, "@chart")
    assert problem.spot.line in (at, line_of(chart, body))


@pytest.mark.parametrize(
    "body",
    [
        "import os; os.kill(os.getpid(), 2)",
        "import os\n    try: os.kill(os.getpid(), 2)\n    except BaseException: pass",
        "import os\n    try: os.kill(os.getpid(), 2)\n    except BaseException: raise ValueError",
    ],
)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_is_a_persons_whatever_the_code_makes_of_it(body: str, number: signal.Signals) -> None:
    before = signal.signal(number, signal.default_int_handler)  # as a command of ours has it
    try:
        with pytest.raises(KeyboardInterrupt):
            drawn(plain(body.replace("2)", f"{number:d})")), "plain")
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize("raised", ["KeyboardInterrupt", "GeneratorExit", "type('Ours', (BaseException,), {})"])
def test_a_file_that_raises_what_would_end_a_process_is_named(raised: str) -> None:
    (problem,) = collected(ChartCode((("own", f"x = 1\nraise {raised}\n"),))).problems
    assert (problem.code, str(problem.spot)) == ("chart-code", "charts/own.py:2")


DRAWN = "return alt.Chart(alt.InlineData(rows)).mark_circle(opacity=1{mark}).encode(x='low:Q', y='name:N'{channels})"
THEMED = ", color=colour('c1')"


@pytest.mark.parametrize(
    ("mark", "channels", "code", "message"),
    [
        ("", "", "figure-mismatch", "no mark says 'Iraq: at least 10 strikes', 'Syria: at least 3 strikes'"),
        ("", ", description='name:N'", "figure-mismatch", "marks say what no row does: 'Iraq', 'Syria'"),
        (", color='steelblue'", ", description='words:N'", "unfit-chart", "a colour that is none of the site's (steelblue)"),
    ],
)
def test_a_drawing_that_is_not_true_or_not_fit(mark: str, channels: str, code: str, message: str) -> None:
    chart = plain(DRAWN.format(mark=mark or THEMED, channels=channels))
    outcome = drawn(chart, "plain")
    problem = outcome.only if code != "figure-mismatch" else outcome.problems[0]
    assert problem.code == code
    assert message in " ".join(problem.message for problem in outcome.problems)
    assert problem.spot == Spot("charts/own.py", line_of(chart, "@chart"))


def test_two_layers_may_not_both_speak() -> None:
    body = DRAWN.format(mark=THEMED, channels=", description='words:N'").removeprefix("return ")
    chart = plain(f"dots = {body}\n    return dots + dots")
    problems = drawn(chart, "plain").problems
    assert any("several marks say 'Iraq: at least 10 strikes'" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("dots.mark_text(color=colour('text'), fontSize=9).encode(text='count:N')", "it has text of 9 px"),
        ("dots.mark_circle(color=colour('c1'), opacity=1).properties(width=900)", "px wide where there are 340 (narrow)"),
        (
            "dots.mark_circle() + alt.Chart(alt.InlineData([{'a': 'word ' * 40}])).mark_text().encode(text='a:N')",
            "its edge cuts off 'word word",
        ),
    ],
)
def test_a_drawing_that_cannot_be_read(body: str, message: str) -> None:
    chart = plain(f"dots = alt.Chart(alt.InlineData(rows)).encode(y='name:N', description='words:N')\n    return {body}")
    problems = drawn(chart, "plain").problems
    assert any(message in problem.message and problem.code == "unfit-chart" for problem in problems), problems


def test_values_that_are_no_number_are_refused_at_the_chart() -> None:
    chart = plain(
        "rows[0]['share'] = rows[1]['share'] = float('nan')\n"
        "    return alt.Chart(alt.InlineData(rows)).mark_circle().encode(x='share:Q', y='name:N', description='words:N')"
    )
    problem = drawn(chart, "plain").only
    assert "is not a number" in problem.message
    assert problem.spot is not None
    assert problem.spot.file == "charts/own.py"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("title=lambda story: 3", "the title of chart 'by-country' is 3, not a text"),
        ("summary=lambda story: ' '", "the summary of chart 'by-country' is ' ', not a text"),
        ("subtitle=lambda story: story.nothing", "cannot be prepared: AttributeError"),
        ("key=lambda story: 1", "cannot be prepared: TypeError"),
    ],
)
def test_words_that_fail(more: str, message: str) -> None:
    code = written(BY_COUNTRY.replace('by="country"', f'by="country", {more}'))
    with pytest.raises(ChartCodeError) as caught:
        prepared(code, "by-country")
    problem = caught.value.at(SPOT)
    assert message in problem.message
    assert problem.spot is not None
    assert problem.spot.file == file_of("own")


def test_options_that_are_not_plain_data_are_refused() -> None:
    text = """
class Odd:
    pass

def read(value, name):
    return Odd()

@dataclass(frozen=True, kw_only=True)
class Mine(Options):
    odd: object = __import__("dataclasses").field(default=None, metadata={"read": read, "about": "odd", "name": None})
"""
    code = written(text, BY_COUNTRY.replace('by="country"', 'by="country", options=Mine'))
    with pytest.raises(ChartCodeError, match="option 'odd' of chart 'by-country'"):
        prepared(code, "by-country", {"odd": "x"})


def test_old_versions_are_let_go() -> None:
    """A preview meets a new version with every edit of charts/."""
    for number in range(12):
        assert number == ChartCode((("own", f"NUMBER = {number}\n"), ("_other", ""))).module("own").NUMBER
    packages = [name for name in sys.modules if name.startswith("_dateline_charts_") and "." not in name]
    assert len(packages) <= 4
    assert ChartCode((("own", "NUMBER = 0\n"), ("_other", ""))).module("own").NUMBER == 0
