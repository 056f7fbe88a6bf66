"""Chart code that reaches out, never ends or kills its process is named, with its line, and the build goes on."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from dateline.charts import ChartCodeError, probe, speaking
from dateline.charts.confined import PATIENCE, SECONDS, ReachedOutError, TooSlowError, confined
from dateline.charts.probe import _run_all, survived
from dateline.figure import artist
from dateline.figure.renderer import DrawingError, render
from dateline.kept import Kept
from dateline.newsroom import Newsroom
from tests.charts.own import BY_COUNTRY, collected, drawn, line_of, prepared, written
from tests.charts.test_own_errors import plain

BODY = "return dots(rows)"
REACHES = {
    "reads '/etc/passwd'": "open('/etc/passwd').read()",
    "reads 'data/events.csv'": "open('data/events.csv')",
    "writes 'out.txt'": "open('out.txt', 'w')",
    "reads 'x.json'": "import pathlib; pathlib.Path('x.json').read_text()",
    "lists the folder '/etc'": "import os; os.listdir('/etc')",
    "deletes 'x'": "import os; os.remove('x')",
    "uses the network": "import socket; socket.socket()",
    "asks the network for 'https://example.org/'": "import urllib.request; urllib.request.urlopen('https://example.org/')",
    "runs the command": "import os; os.system('true')",
    "starts the program": "import subprocess; subprocess.run(['true'])",
    "starts a process": "import os; os.fork()",
    "opens the database": "import sqlite3; sqlite3.connect('x.db')",
}


@pytest.mark.parametrize("said", REACHES)
def test_a_chart_that_reaches_out_is_refused_at_its_line(said: str) -> None:
    chart = plain(f"{REACHES[said]}\n    {BODY}")
    problem = drawn(chart, "plain").only
    assert problem.code == "chart-reaches-out"
    assert said in problem.message
    assert problem.spot is not None
    assert (problem.spot.file, problem.spot.line) == ("charts/own.py", line_of(chart, REACHES[said]))


def test_a_chart_that_hides_that_it_was_refused_is_refused_all_the_same() -> None:
    chart = plain(f"try:\n        open('/etc/passwd')\n    except Exception:\n        pass\n    {BODY}")
    assert drawn(chart, "plain").only.code == "chart-reaches-out"


def test_code_that_reaches_out_when_it_is_imported_is_refused() -> None:
    code = written("TABLE = open('table.csv').read()\n", BY_COUNTRY)
    (problem,) = collected(code).problems
    assert problem.code == "chart-reaches-out"
    assert str(problem.spot) == f"charts/own.py:{line_of(code, 'TABLE')}"


def test_words_that_reach_out_are_refused() -> None:
    code = written(BY_COUNTRY.replace('by="country"', """by="country", title=lambda story: open('title.txt').read()"""))
    with pytest.raises(ChartCodeError) as caught:
        prepared(code, "by-country")
    assert caught.value.code == "chart-reaches-out"


def test_words_that_swallow_their_limit_are_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "PATIENCE", 2)
    swallow = "    while True:\n        try:\n            time.sleep(60)\n        except BaseException:\n            pass\n"
    code = written(
        f"import time\ndef forever(story):\n{swallow}", BY_COUNTRY.replace('by="country"', 'by="country", title=forever')
    )
    began = time.monotonic()
    with pytest.raises(ChartCodeError, match="does not end within 2 seconds"):
        prepared(code, "by-country")
    assert time.monotonic() - began < PATIENCE


@pytest.mark.parametrize("how", ["title=lambda story: os._exit(7)", "key=lambda story: os.abort()"])
def test_words_that_end_their_process_are_named_and_the_next_are_said(how: str) -> None:
    said = """title=lambda story: f'In {story.by}'"""
    deadly, well = (written(BY_COUNTRY.replace('by="country"', f'by="country", {words}')) for words in (f"{how}", said))
    deadly = written("import os\n" + dict(deadly.files)["own"])
    with pytest.raises(ChartCodeError, match=r"ends the process that runs it \((exit code 7|signal 6)\)") as caught:
        prepared(deadly, "by-country")
    assert caught.value.spot is not None
    assert caught.value.spot.file == "charts/own.py"
    assert prepared(well, "by-country").title == "In country"


def test_words_of_dateline_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.charts.own.speaker", None)
    assert prepared(written(BY_COUNTRY), "by-country").title


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_threads_are_watched_too() -> None:
    chart = plain("import threading; t = threading.Thread(target=open, args=('/etc/passwd',)); t.start(); t.join()")
    problem = drawn(chart, "plain").only
    assert problem.code == "chart-reaches-out"
    assert "reads '/etc/passwd'" in problem.message


@pytest.mark.parametrize(
    "body",
    [
        "import decimal, statistics, json, zoneinfo; zoneinfo.ZoneInfo('UTC')",
        "import datetime, locale, random, hashlib; random.seed(1)",
        "import altair.vegalite.v6.schema",
        "print('drawing')",
    ],
)
def test_what_is_installed_may_be_imported(body: str) -> None:
    assert drawn(written(BY_COUNTRY.replace(BODY, f"{body}\n    {BODY}")), "by-country").problems == ()


def test_afterwards_and_elsewhere_everything_is_as_before(tmp_path: Path) -> None:
    path = tmp_path / "a"
    read: list[str] = []
    go = threading.Event()

    def other() -> None:
        go.wait()
        path.write_text("x")
        read.append(path.read_text())

    thread = threading.Thread(target=other)
    thread.start()
    with confined(frozenset()) as confinement:
        go.set()
        with pytest.raises(ReachedOutError):
            path.open("w")
        thread.join()
    assert read == ["x"]
    assert len(confinement.tried) == 1
    assert path.read_text() == "x"
    assert not sys.dont_write_bytecode or os.environ.get("PYTHONDONTWRITEBYTECODE")


def test_what_does_not_end_is_ended() -> None:
    def endless() -> None:
        given_up = time.monotonic() + 20
        with confined(frozenset(), seconds=0.1):
            while time.monotonic() < given_up:
                pass

    with pytest.raises(TooSlowError):
        endless()


def test_what_only_waits_is_told_before_its_process_is_ended() -> None:
    with pytest.raises(TooSlowError), confined(frozenset(), seconds=0.1):
        time.sleep(60)
    assert 2 * SECONDS < PATIENCE <= artist.SECONDS


@pytest.mark.parametrize("wait", ["while True: pass", "import time; time.sleep(600)"])
def test_a_chart_that_swallows_its_limit_is_waited_for_once(wait: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artist, "SECONDS", 2)
    monkeypatch.setattr(artist.Crew, "_again", None)
    chart = plain(f"while True:\n        try:\n            {wait}\n        except BaseException:\n            pass")
    problem = drawn(chart, "plain", workers=1).only
    assert problem.spot is not None
    assert problem.spot.file == "charts/own.py"
    assert "was not drawn within" in problem.message


NOISE = (
    "__import__('os').write(1, b'by number')",
    "__import__('ctypes').CDLL(None).printf(b'by a library')",
    "print('by python')",
    "__import__('sys').__stdout__.write('by its first stream')",
)


@pytest.mark.parametrize("workers", [0, 1])
def test_standard_output_is_for_what_a_command_answers(workers: int, capfd: pytest.CaptureFixture[str]) -> None:
    """Wherever chart code runs: when it is tried, when it is read, for its words, and for drawing."""
    noise = ", ".join(NOISE)
    told = BY_COUNTRY.replace('by="country"', f"by='country', title=lambda story: ({noise}) and 'Title'")
    code = written(f"{noise}\n", told.replace(BODY, f"{noise}\n    {BODY}"))
    assert survived(code) is None
    assert drawn(code, "by-country", workers=workers).problems == ()
    assert prepared(code, "by-country").title == "Title"
    printed = capfd.readouterr()
    assert printed.out == ""
    assert all(text in printed.err for text in ("by number", "by python"))


@pytest.mark.parametrize("loop", ["while True: pass", "while True:\n        try: 1 / 0\n        except Exception: pass"])
@pytest.mark.parametrize("workers", [0, 1])
def test_a_chart_that_does_not_end_is_named(loop: str, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = plain(loop)
    assert collected(chart).problems == ()  # run before the time is made short
    monkeypatch.setattr("dateline.charts.code.confined", lambda files: confined(files, 0.5))
    if workers:
        monkeypatch.setattr(artist, "SECONDS", 2)
    problem = drawn(chart, "plain", workers=workers).only
    assert problem.spot is not None
    assert problem.spot.file == "charts/own.py"
    assert "does not end within" in problem.message or "was not drawn within" in problem.message


def test_a_file_that_does_not_end_when_it_is_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.charts.code.confined", lambda files: confined(files, 0.5))
    code = written("while True: pass\n", BY_COUNTRY)
    (problem,) = collected(code).problems
    assert "does not end" in problem.message
    assert str(problem.spot) == f"charts/own.py:{line_of(code, 'while True')}"


@pytest.mark.parametrize("deadly", ["os._exit(3)", "os.kill(os.getpid(), 9)", "os.abort()"])
def test_a_chart_that_kills_its_process_is_named_and_the_others_are_drawn(deadly: str) -> None:
    chart = plain(f"import os; {deadly}")
    outcome = drawn(chart, "plain", workers=1)
    assert outcome.only.code == "figure-failed"
    assert outcome.only.spot is not None
    assert outcome.only.spot.file == "charts/own.py"
    assert drawn(written(BY_COUNTRY), "by-country", workers=1).problems == ()


@pytest.mark.parametrize(
    ("text", "said"), [("import os; os.kill(os.getpid(), 9)", "signal 9"), ("import os; os._exit(0)", "exit code 0")]
)
def test_a_file_that_kills_its_process_when_it_is_imported_is_named(text: str, said: str) -> None:
    """Were it run here, the first would take the tests with it; the second would end them as if all were well."""
    code = written(BY_COUNTRY, zz=f"{text}\n")
    (problem,) = Newsroom(code, Kept(None)).problems
    assert problem.code == "chart-code"
    assert said in problem.message
    assert str(problem.spot) == "charts/zz.py"


def test_a_file_that_keeps_its_process_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "PATIENCE", 2)
    code = written(BY_COUNTRY, zz="import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(60)\n")
    problem = survived(code)
    assert problem is not None
    assert str(problem.spot) == "charts/zz.py"


def test_a_file_that_does_not_end_when_it_is_tried_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor are the others run first: it is said at once."""
    monkeypatch.setattr(probe, "stand_aside", lambda: None)
    monkeypatch.setattr("dateline.charts.code.confined", lambda files: confined(files, 0.5))
    code = written("while True: pass\n")
    here, there = multiprocessing.Pipe(duplex=False)
    with here, there:
        _run_all(code, there)
        assert here.recv() == "own"
        problem = here.recv()
    assert str(problem.spot) == f"charts/own.py:{line_of(code, 'while True')}"
    assert "does not end within" in problem.message


def test_good_code_lets_its_process_live() -> None:
    assert survived(written(BY_COUNTRY)) is None


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"data": {"url": "data/events.csv"}, "mark": "bar", "encoding": {}}, "are to be read from 'data/events.csv'"),
        ({"data": {"url": "https://example.org/x.json"}, "mark": "bar", "encoding": {}}, "https://example.org/x.json"),
        (
            {
                "data": {"values": [{"a": 1}]},
                "transform": [{"lookup": "a", "from": {"data": {"url": "x.csv"}, "key": "a", "fields": ["b"]}}],
                "mark": "bar",
                "encoding": {},
            },
            "'x.csv'",
        ),
        ({"data": {"values": [{"u": "x.png"}]}, "mark": "image", "encoding": {"url": {"field": "u"}}}, "mark 'image'"),
        ({"layer": [{"data": {"values": [{"u": "x.png"}]}, "mark": {"type": "image"}, "encoding": {}}]}, "mark 'image'"),
    ],
)
def test_nothing_is_fetched_while_drawing(spec: dict[str, object], message: str) -> None:
    with pytest.raises(DrawingError, match=message.replace("(", r"\(")):
        render(spec)
