"""Machines that refuse: full disks, permissions, read-only places, odd folders, clocks, closed output, too little memory."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import EXIT_ENVIRONMENT
from tests.faults.bench import Bench, Ended, disk, give_writing, take_writing, used, within, without, without_privilege
from tests.projects import BUILD, Project, difference, surroundings, tree

FREE = {"at once": 50_000, "among the assets": 900_000, "among the pages": 3_600_000}
"""Bytes that a disk has left, and when they are used up."""
GIGABYTE = 1 << 30


def refused(ended: Ended, code: str) -> None:
    """The build ended with an error of the environment, and said that nothing was changed."""
    assert ended.code == EXIT_ENVIRONMENT, ended
    assert f"error[{code}]" in ended.err
    assert "Nothing was changed." in ended.err


@pytest.mark.parametrize("moment", FREE)
def test_a_full_disk(bench: Bench, tmp_path: Path, moment: str) -> None:
    """A disk of its own where we may mount one; elsewhere a bound on the size of files, refused in the same calls."""
    with disk(tmp_path / "disk", 100_000_000) as change:
        small = Bench(_moved(bench, tmp_path / "disk" / "project") if change else bench.project, bench.old, bench.new)
        if change:
            change(used(tmp_path / "disk") + FREE[moment], False)  # noqa: FBT003 - see disk
            ended = small.build("build", "--anew")
            change(100_000_000, False)  # noqa: FBT003
        else:
            most = FREE[moment] // 20
            ended = small.build("build", "--anew", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
        refused(ended, "disk")
        small.survived(f"disk full {moment}", "old", ended)


def _moved(bench: Bench, to: Path) -> Project:
    shutil.copytree(bench.project.root, to)
    return Project(to)


def test_a_read_only_file_system(bench: Bench, tmp_path: Path) -> None:
    """Where we may not mount one: a project in which nothing may be written."""
    with disk(tmp_path / "disk", 100_000_000) as change:
        shut = Bench(_moved(bench, tmp_path / "disk" / "project") if change else bench.project, bench.old, bench.new)
        if change:
            change(100_000_000, True)  # noqa: FBT003
        else:
            take_writing(shut.project.root)
        ended = shut.build("build", "--anew", before=without_privilege)
        checked = shut.build("check", before=without_privilege)
        if change:
            change(100_000_000, False)  # noqa: FBT003
        else:
            give_writing(shut.project.root)
        refused(ended, "disk")
        assert checked.code == 0
        shut.survived("read-only file system", "old", ended)


def test_a_read_only_site(bench: Bench) -> None:
    take_writing(bench.project.site)
    ended = bench.build(before=without_privilege)
    refused(ended, "disk")
    give_writing(bench.project.site)
    bench.survived("read-only site/", "old", ended)


@pytest.mark.parametrize(
    ("what", "folder", "mended"),
    [
        ("the new site, while pages are written", ".site.dateline/new", False),
        ("the new site, all of it", ".site.dateline/new/assets", False),
        ("the folder beside site/", ".site.dateline", True),
        ("the project's folder", ".", True),
    ],
)
def test_permission_taken_away(bench: Bench, what: str, folder: str, mended: bool) -> None:  # noqa: FBT001 - a case's value
    """In the middle of a build, which runs without the rights of root. `mended`: somebody gives the permission back."""
    closed = bench.project.root / folder
    with bench.held("pages, third to be written", before=without_privilege) as held:
        for path in (closed, *closed.rglob("*")) if "all" in what else (closed,):
            path.chmod(path.stat().st_mode & ~0o222)
        ended = held.go()
    if mended:
        closed.chmod(0o755)
    if ended.code == 0:  # what was closed was not written to any more
        assert what == "the new site, all of it"
    else:
        refused(ended, "disk")
    again = bench.build(before=without_privilege)
    assert (again.code, again.err) == (0, "")
    assert difference(bench.project.files(), bench.new) == []
    bench.survived(f"permission taken from {what}", "new", ended)


def test_permission_taken_from_what_is_kept(bench: Bench) -> None:
    """A folder of kept things that cannot be written makes a build slow, not wrong."""
    take_writing(bench.project.root / ".cache")
    ended = bench.build(before=without_privilege)
    assert ended.code == 0, ended
    give_writing(bench.project.root / ".cache")
    bench.survived("permission taken from .cache/", "new", ended)


def test_permission_taken_from_a_file(bench: Bench) -> None:
    report = bench.project.root / "data" / "places.yml"
    with bench.held("loading, nothing read", before=without_privilege) as held:
        report.chmod(0)
        ended = held.go()
    assert ended.code == 1
    assert "data/places.yml: error[unreadable-file]" in ended.err
    report.chmod(0o644)
    bench.survived("permission taken from a file of data/", "old", ended)


@pytest.mark.parametrize("kind", ["a file", "a link", "a dead link", "a folder of others", "a mount point"])
def test_a_site_that_is_not_ours(bench: Bench, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site, ours = bench.project.site, tmp_path / "ours"
    site.rename(ours)
    if kind == "a file":
        site.write_bytes(b"mine")
    elif kind.endswith("link"):
        site.symlink_to(ours if kind == "a link" else tmp_path / "nowhere")
    elif kind == "a folder of others":
        site.mkdir()
        (site / "thesis.txt").write_bytes(b"mine")
    else:
        with disk(site, 10_000_000) as change:
            if not change:  # the question alone is asked of the system, since we may not mount anything
                monkeypatch.setattr(Path, "is_mount", lambda path: path == site)
            before = tree(site)
            ended = _in_process(bench)
            assert difference(tree(site), before) == []
            monkeypatch.undo()
        refused(ended, "disk")
        assert "mounted on site/" in ended.err
    if kind != "a mount point":
        ended = bench.build()
        refused(ended, "foreign-site")
        assert difference(tree(ours), bench.old) == []
        assert kind != "a file" or site.read_bytes() == b"mine"
        assert kind != "a folder of others" or (site / "thesis.txt").read_bytes() == b"mine"
    shutil.rmtree(site) if site.is_dir() and not site.is_symlink() else site.unlink()
    ours.rename(site)
    bench.survived(f"site/ that is not ours: {kind}", "old", ended)


def _in_process(bench: Bench) -> Ended:
    with contextlib.redirect_stderr(io.StringIO()) as err, contextlib.redirect_stdout(io.StringIO()) as out:
        code = bench.project.run()
    return Ended(code, out.getvalue(), err.getvalue())


YEARS = {1970: 86_400, 2099: 4_070_908_800}
CLOCK = """
import ctypes, datetime, gc, sys, time
now = {now}
real = time.gmtime, time.localtime, time.strftime
time.time = lambda: float(now)
time.time_ns = lambda: now * 10**9
time.gmtime = lambda s=None: real[0](now if s is None else s)
time.localtime = lambda s=None: real[1](now if s is None else s)
time.strftime = lambda f, t=None: real[2](f, t or real[1](now))
def exchange(kind, **methods):  # in the type itself: dates of another type than Python's own could not be kept
    gc.get_referents(kind.__dict__)[0].update((name, classmethod(method)) for name, method in methods.items())
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
exchange(datetime.date, today=lambda cls: cls.fromtimestamp(now))
exchange(
    datetime.datetime,
    now=lambda cls, tz=None: cls.fromtimestamp(now, tz),
    utcnow=lambda cls: cls.fromtimestamp(now, datetime.timezone.utc).replace(tzinfo=None),
)
assert datetime.date.today().year == datetime.datetime.now(datetime.timezone.utc).year == time.gmtime().tm_year == {year}
sys.argv = {line}
from dateline.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize(("year", "now"), YEARS.items())
def test_a_clock_that_is_wrong(cold_bench: Bench, year: int, now: int) -> None:
    """Of every process, with libfaketime where it is installed; of Python alone elsewhere. Everything is drawn."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library:
        environment = surroundings(LD_PRELOAD=str(library), FAKETIME=f"@{year}-01-02 00:00:00", DONT_FAKE_MONOTONIC="1")
        ended = cold_bench.build("build", "--anew", environment=environment)
    else:
        ended = cold_bench.build(
            command=(sys.executable, "-c", CLOCK.format(now=now, year=year, line=["build.py", "build", "--anew"]))
        )
    assert (ended.code, ended.err) == (0, "")
    cold_bench.survived(f"clock at {year}", "new", ended)


BARE: dict[str, dict[str, str | None]] = {
    "no home": {"HOME": None},
    "a home that cannot be written": {"HOME": "/proc/none", "XDG_CACHE_HOME": "/proc/none", "XDG_CONFIG_HOME": "/proc/none"},
    "no git, nothing in PATH": {"PATH": "/nonexistent"},
    "no folder for temporary files": {"TMPDIR": "/nonexistent"},
}


@pytest.mark.parametrize("what", BARE)
def test_a_bare_environment(bench: Bench, what: str) -> None:
    environment = surroundings() | {name: value for name, value in BARE[what].items() if value}
    for name in [name for name, value in BARE[what].items() if not value]:
        environment.pop(name, None)
    ended = bench.build(environment=environment)
    assert (ended.code, ended.err) == (0, "")
    bench.survived(what, "new", ended)


NAMES = {
    "with spaces": b"a folder  of ours",
    "with a line feed": b"two\nlines",
    "in other scripts": "ünïcödé 🧨 العربية 東京".encode(),
    "of 255 bytes": b"x" * 255,
    "with signs of shells and addresses": b"a%20#?&\"<'>;$(x)[!]",
    "that is no UTF-8": b"\xff\xfe latin",
}


@pytest.mark.parametrize("what", NAMES)
def test_an_odd_folder(bench: Bench, tmp_path: Path, what: str) -> None:
    odd = tmp_path / os.fsdecode(NAMES[what])
    bench.project.root.rename(odd)
    there = Bench(Project(odd), bench.old, bench.new)
    ended = there.build()
    assert (ended.code, ended.err) == (0, "")
    there.survived(f"a working folder {what}", "new", ended)


def test_a_folder_by_way_of_a_link(bench: Bench, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(bench.project.root)
    ended = bench.build(folder=link, environment=surroundings(PWD=str(link)))
    assert ended.code == 0
    assert link.is_symlink()
    bench.survived("a working folder by way of a link", "new", ended)


def test_a_folder_that_is_gone(bench: Bench, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()

    def vanish() -> None:
        gone.rmdir()

    ended = bench.build(folder=gone, before=vanish)
    refused(ended, "no-folder")
    bench.survived("a working folder that is gone", "old", ended)


@pytest.mark.parametrize(
    ("what", "numbers"), [("standard output", (1,)), ("standard error", (2,)), ("all three standard streams", (0, 1, 2))]
)
def test_closed_output(bench: Bench, what: str, numbers: tuple[int, ...]) -> None:
    """Also while it draws: what libraries print must not end up in a file that got the number of a closed stream."""
    if what == "all three standard streams":
        bench.forget_all()
    ended = bench.build(before=without(*numbers))
    assert ended.code == 0
    bench.survived(f"closed: {what}", "new", ended)


def test_output_that_nobody_reads(bench: Bench) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = bench.build(stdout=writer)
    os.close(writer)
    assert (ended.code, ended.err) == (0, "")
    bench.survived("output that nobody reads", "new", ended)


def test_problems_that_nobody_reads(bench: Bench) -> None:
    """The exit code still says that there are some."""
    bench.project.write("content/articles/bad.md", "no front matter")
    reader, writer = os.pipe()
    os.close(reader)
    assert bench.build("--format", "json", stdout=writer).code == 1
    assert bench.build(stdout=subprocess.DEVNULL, stderr=writer).code == 1
    os.close(writer)
    (bench.project.root / "content/articles/bad.md").unlink()
    bench.survived("problems that nobody reads", "old", None)


def test_output_to_a_full_disk(bench: Bench) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = bench.build(stdout=full)
    assert ended.code == EXIT_ENVIRONMENT
    assert "error[output]: all went well, but standard output cannot be written" in ended.err
    assert "Nothing was changed" not in ended.err
    bench.survived("output to a full disk", "new", ended)


def test_a_gigabyte_of_address_space_is_too_little_to_draw(cold_bench: Bench) -> None:
    ended = cold_bench.build(before=within(GIGABYTE))
    refused(ended, "renderer")
    assert ended.err.count("\n") < 8, "what the engine prints when it dies is nobody's business"
    cold_bench.survived("1 GB of address space, figures to draw", "old", ended)


def test_a_gigabyte_of_address_space_is_enough_for_all_else(bench: Bench) -> None:
    ended = bench.build("build", "--anew", before=within(GIGABYTE))
    assert (ended.code, ended.err) == (0, "")
    bench.survived("1 GB of address space, figures drawn before", "new", ended)


def test_no_memory_at_all(bench: Bench) -> None:
    """Python itself runs out of it: an error of the machine, not of ours."""
    ended = bench.build(
        command=(sys.executable, "-c", f"import sys; sys.argv = {['build.py']!r}\n{SHORT}"),
    )
    refused(ended, "memory")
    bench.survived("memory used up", "old", ended)


SHORT = """
import dateline.site
from dateline.cli import main
def load_project(*_):
    bytes(1 << 60)
dateline.site.load_project = load_project
sys.exit(main())
"""


def test_two_builds_at_once(bench: Bench) -> None:
    with bench.held("gate, all looked over") as held:
        second = bench.build()
        refused(second, "locked")
        ended = held.go()
    assert ended.code == 0
    bench.survived("two builds at once", "new", second)


def test_many_builds_at_once(bench: Bench) -> None:
    """Whoever comes first builds; the others say that they are too late, or find that there is nothing to do."""
    processes = [
        subprocess.Popen(BUILD, cwd=bench.project.root, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=90)[1].decode() for process in processes]
    codes = [process.returncode for process in processes]
    assert set(codes) <= {0, EXIT_ENVIRONMENT}
    assert 0 in codes
    assert [text for text, code in zip(said, codes, strict=True) if code and "error[locked]" not in text] == []
    bench.survived("three builds at once", "new", None)


def test_it_goes_on_after_being_stopped(bench: Bench) -> None:
    with bench.held("gate, not yet looked") as held:
        held.process.send_signal(signal.SIGSTOP)
        held.process.send_signal(signal.SIGCONT)
        ended = held.go()
    assert ended.code == 0
    bench.survived("stopped and continued", "new", ended)
