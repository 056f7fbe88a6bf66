"""The faults of the machine against a running preview: the last good page is whole all the while, and the next edit is shown."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from dateline.errors import EXIT_INTERRUPTED
from tests.faults.bench import POINTED, disk, give_writing, take_writing, used, within, without, without_privilege
from tests.faults.points import HELD
from tests.faults.served import Served, started
from tests.faults.test_machine import BARE, CLOCK, GIGABYTE, NAMES, YEARS
from tests.projects import ARTICLE, BUILD, Project, copy, surroundings

ROOMY = 100_000_000
"""Bytes of a disk on which there is room for everything."""
Resize = Callable[[int, bool], None] | None

CLOSED = {"standard output": (1,), "standard error": (2,), "all three standard streams": (0, 1, 2)}
ENDS = {"Ctrl-C": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}
INTERRUPTED = ("while it starts", "in its first build", "in the middle of a rebuild")
FAULTS = (
    *("disk full, every page to be built", "disk full, one page to be built", "disk of the project full"),
    *(
        f"permission taken from {what}"
        for what in ("a file of data/", "a page of content/", "the folder beside what is served", "what is served", ".cache/")
    ),
    *("what is served taken away", "what is served taken away, and the folder beside it", "some of what is served taken away"),
    "what is served replaced by a folder of others",
    *(".cache/ taken away", ".cache/ damaged"),
    *("other builds at once", "a second preview at once", "lock held by somebody else"),
    *("a file that changes all the time", "an edit that is a year older than its page"),
    *(f"clock at {year}" for year in YEARS),
    *BARE,
    *(f"a working folder {what}" for what in NAMES),
    "a working folder by way of a link",
    *(f"closed: {what}" for what in CLOSED),
    *("output that nobody reads", "output to a full disk"),
    *("1 GB of address space, figures drawn before", "1 GB of address space, a figure to draw"),
    *ENDS,
    *(f"Ctrl-C {when}" for when in INTERRUPTED),
    "kill -9 in the middle of a rebuild",
)
"""What is noted here, for the catalogue."""


@dataclass
class Stand:
    """A preview that faults leave as it was; its project and what is temporary lie on disks of their own, where we may mount."""

    served: Served
    resize_project: Resize
    resize_temporary: Resize

    @contextlib.contextmanager
    def full(self, free: int) -> Iterator[None]:
        """So many bytes are left for what is temporary. Where we may not mount: files may not be larger than a part of that."""
        if self.resize_temporary:
            self.resize_temporary(used(self.served.temporary) + free, False)  # noqa: FBT003 - see disk
            yield
            self.resize_temporary(ROOMY, False)  # noqa: FBT003
        else:
            _, most = resource.prlimit(self.served.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(self.served.process.pid, resource.RLIMIT_FSIZE, (free // 20, most))
            yield
            resource.prlimit(self.served.process.pid, resource.RLIMIT_FSIZE, (most, most))


@pytest.fixture(scope="module")
def stand(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    folder = tmp_path_factory.mktemp("served")
    with disk(folder / "disk", ROOMY) as resize_project, disk(folder / "tmp", ROOMY) as resize_temporary:
        project = copy(warm_seed, folder / "disk" / "project")
        with started(project, folder / "tmp", before=without_privilege) as served:
            served.until_edited()
            yield Stand(served, resize_project, resize_temporary)
            assert served.ended(signal.SIGTERM) == 0
            assert served.litter() == []


@pytest.fixture
def preview(stand: Stand) -> Served:
    return stand.served


@pytest.fixture
def project(warm_seed: Path, tmp_path: Path) -> Project:
    """A project for a preview of its own."""
    return copy(warm_seed, tmp_path / "project")


@pytest.mark.parametrize(("what", "whole", "free"), [("every page", True, 900_000), ("one page", False, 0)])
def test_a_full_disk(stand: Stand, what: str, whole: bool, free: int) -> None:  # noqa: FBT001 - a case's value
    preview = stand.served
    with preview.looked_at():
        with stand.full(free):
            preview.edit(whole=whole)
            said = preview.until_told("error[disk]")
        preview.edit()
        preview.until_edited()
    preview.survived(f"disk full, {what} to be built", "good", said)


def test_a_full_disk_of_the_project(stand: Stand) -> None:
    """It goes on without keeping. Where we may not mount a disk: nothing may be written where things are kept."""
    preview, cache = stand.served, stand.served.project.root / ".cache"
    shutil.rmtree(cache)
    with preview.looked_at():
        if stand.resize_project:
            stand.resize_project(used(preview.project.root) + 8192, False)  # noqa: FBT003 - an edit of a few bytes, nothing more
        else:
            cache.write_bytes(b"")
        preview.edit(whole=True)
        preview.until_edited()
        if stand.resize_project:
            stand.resize_project(ROOMY, False)  # noqa: FBT003
        else:
            cache.unlink()
        preview.edit(whole=True)
        preview.until_edited()
    assert any(path.is_file() for path in cache.rglob("*"))
    preview.survived("disk of the project full", "edit")


def test_permission_taken_from_a_file_of_data(preview: Served) -> None:
    """It is given back by the system's own command, which changes neither the file's text nor its time."""
    report = preview.project.root / "data" / "sources.yml"
    with preview.looked_at():
        report.chmod(0)
        preview.edit(whole=True)
        said = preview.until_told("data/sources.yml: error[unreadable-file]")
        report.chmod(0o644)
        preview.until_edited()
    preview.survived("permission taken from a file of data/", "good", said)


def test_permission_taken_from_a_page_of_content(preview: Served) -> None:
    home = preview.project.root / "content" / "index.md"
    with preview.looked_at():
        home.chmod(0)
        preview.edit()
        said = preview.until_told("content/index.md: error[unreadable-file]")
        home.chmod(0o644)
        preview.until_edited()
    preview.survived("permission taken from a page of content/", "good", said)


@pytest.mark.parametrize("what", ["the folder beside what is served", "what is served"])
@pytest.mark.parametrize("whole", [False, True])
def test_permission_taken_from_what_is_served(preview: Served, what: str, whole: bool) -> None:  # noqa: FBT001 - a case's value
    folder = preview.tree if what == "what is served" else preview.room
    with preview.looked_at():
        take_writing(folder)
        preview.edit(whole=whole)
        said = preview.until_told("error[disk]")
        give_writing(folder)
        preview.edit(whole=whole)
        preview.until_edited()
    preview.survived(f"permission taken from {what}", "good", said)


def test_permission_taken_from_what_is_kept(preview: Served) -> None:
    with preview.looked_at():
        take_writing(preview.project.root / ".cache")
        preview.edit(whole=True)
        preview.until_edited()
        give_writing(preview.project.root / ".cache")
    preview.survived("permission taken from .cache/", "edit")


@pytest.mark.parametrize("beside", [False, True])
def test_what_is_served_is_taken_away(preview: Served, beside: bool) -> None:  # noqa: FBT001 - a case's value
    """By a cleaner of temporary folders. It is gone until the next look, which makes every page anew without an edit."""
    pages = preview.pages()
    gone = [preview.tree, preview.room] if beside else [preview.tree]
    for folder in gone:
        shutil.rmtree(folder)
    preview.until_edited()
    assert preview.pages() == pages
    preview.edit()
    preview.until_edited()
    preview.survived("what is served taken away" + (", and the folder beside it" if beside else ""), "back")


def test_some_of_what_is_served_is_taken_away(preview: Served) -> None:
    """A cleaner that takes what nobody read for days. The next edit of whatever page brings all of it back."""
    pages = preview.pages()
    shutil.rmtree(preview.tree / "assets")
    (preview.tree / "weeks" / "2018-03-30" / "index.html").unlink()
    preview.edit()
    preview.until_edited()
    assert preview.pages() == pages
    preview.survived("some of what is served taken away", "back")


def test_what_is_served_is_replaced_by_a_folder_of_others(preview: Served) -> None:
    """Theirs is left alone, and it is said what stands in the way. Once it is moved away, the next look brings all pages back."""
    pages, tree = preview.pages(), preview.tree
    shutil.rmtree(tree)
    tree.mkdir()
    (tree / "thesis.txt").write_bytes(b"mine")
    said = preview.until_told("error[foreign-site]")
    preview.edit()
    assert (tree / "thesis.txt").read_bytes() == b"mine"
    tree.rename(tree.with_name("theirs"))
    preview.until_edited()
    assert preview.pages() == pages
    shutil.rmtree(tree.with_name("theirs"))
    preview.survived("what is served replaced by a folder of others", "back", said)


@pytest.mark.parametrize("what", ["taken away", "damaged"])
def test_what_is_kept(preview: Served, what: str) -> None:
    cache = preview.project.root / ".cache"
    with preview.looked_at():
        for path in [path for path in cache.rglob("*") if path.is_file()]:
            path.write_bytes(path.read_bytes()[:-9] + b"!")
        if what == "taken away":
            shutil.rmtree(cache)
        preview.edit(whole=True)
        preview.until_edited()
        preview.edit()
        preview.until_edited()
    preview.survived(f".cache/ {what}", "edit")


def test_other_builds_at_once(preview: Served) -> None:
    """Of the same project, one after another, while it is edited: each builds, and neither disturbs the other."""
    with preview.looked_at():
        for whole in (True, False):
            build = subprocess.Popen((*BUILD, "build", "--anew"), cwd=preview.project.root, env=surroundings())
            while build.poll() is None:
                preview.edit(whole=whole)
                preview.until_edited()
            assert build.returncode in {0, 3}, "3 for an edit in the middle of it"
    assert subprocess.run(BUILD, cwd=preview.project.root, env=surroundings(), check=False, capture_output=True).returncode == 0
    assert preview.words in preview.project.page()
    preview.survived("other builds at once", "edit")


def test_a_second_preview_at_once(preview: Served, tmp_path: Path) -> None:
    with preview.looked_at(), started(preview.project, tmp_path / "tmp") as second:
        second.until_edited()
        for whole in (False, True):
            preview.edit(whole=whole)
            second.said_ever.append(preview.words)
            second.until_edited()
            preview.until_edited()
        assert second.ended(signal.SIGTERM) == 0
    preview.survived("a second preview at once", "edit")


def test_a_lock_that_somebody_else_holds(preview: Served) -> None:
    with preview.looked_at():
        with FileLock(preview.room / "lock"):
            preview.edit()
            said = preview.until_told("error[locked]")
        preview.until_edited()
        preview.edit()
        preview.until_edited()
    preview.survived("lock held by somebody else", "good", said)


def test_a_file_that_changes_all_the_time(preview: Served) -> None:
    """Written anew every 20 ms, and found half written now and then; once it is left alone, its last text is shown."""
    with preview.looked_at():
        end = time.monotonic() + 2.5
        while time.monotonic() < end:
            preview.edit()
            time.sleep(0.02)
        preview.until_edited()
    preview.survived("a file that changes all the time", "good")


def test_an_edit_older_than_its_page(preview: Served) -> None:
    """Saved by a clock that was put back by a year, or brought back with its time by a backup or another branch."""
    article = preview.project.root / ARTICLE
    year_ago = time.time() - 365 * 86400
    with preview.looked_at():
        preview.edit()
        os.utime(article, (year_ago, year_ago))
        preview.until_edited()
        preview.edit()
        preview.until_edited()
    preview.survived("an edit that is a year older than its page", "edit")


def lives_on(preview: Served, fault: str) -> None:
    """A preview under a fault from its start on: its pages are whole, it shows an edit, and ends without leaving anything."""
    preview.until_edited()
    with preview.looked_at():
        preview.edit()
        preview.until_edited()
    preview.survived(fault, "edit")
    assert "Traceback" not in preview.said()
    assert preview.ended(signal.SIGINT) == 0
    assert preview.litter() == []


@pytest.mark.parametrize(("year", "now"), YEARS.items())
def test_a_clock_that_is_wrong(project: Project, tmp_path: Path, year: int, now: int) -> None:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    fake = {"LD_PRELOAD": str(library), "FAKETIME": f"@{year}-01-02 00:00:00", "DONT_FAKE_MONOTONIC": "1"} if library else {}
    script = (sys.executable, "-c", CLOCK.format(now=now, year=year, line="['build.py', *sys.argv[1:]]"))
    with started(project, tmp_path / "tmp", command=BUILD if library else script, environment=fake) as preview:
        lives_on(preview, f"clock at {year}")


@pytest.mark.parametrize("what", BARE)
def test_a_bare_environment(project: Project, tmp_path: Path, what: str) -> None:
    with started(project, tmp_path / "tmp", environment=BARE[what]) as preview:
        lives_on(preview, what)


@pytest.mark.parametrize("what", NAMES)
def test_an_odd_folder(project: Project, tmp_path: Path, what: str) -> None:
    odd = tmp_path / os.fsdecode(NAMES[what])
    project.root.rename(odd)
    with started(Project(odd), tmp_path / "tmp") as preview:
        lives_on(preview, f"a working folder {what}")


def test_a_folder_by_way_of_a_link(project: Project, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(project.root)
    with started(project, tmp_path / "tmp", folder=link, environment={"PWD": str(link)}) as preview:
        lives_on(preview, "a working folder by way of a link")


@pytest.mark.parametrize("what", CLOSED)
def test_closed_output(project: Project, tmp_path: Path, what: str) -> None:
    with started(project, tmp_path / "tmp", before=without(*CLOSED[what])) as preview:
        mistaken(preview)
        lives_on(preview, f"closed: {what}")


def test_output_that_nobody_reads(project: Project, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with started(project, tmp_path / "tmp", stdout=writer, stderr=writer) as preview:
        os.close(writer)
        mistaken(preview)
        lives_on(preview, "output that nobody reads")


def test_output_to_a_full_disk(project: Project, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full, started(project, tmp_path / "tmp", stdout=full, stderr=full) as preview:
        mistaken(preview)
        lives_on(preview, "output to a full disk")


def mistaken(preview: Served) -> None:
    """Make a mistake, and mend it: problems go to the terminal, too, where there is one."""
    preview.until_edited()
    right = preview.project.read(ARTICLE)
    preview.project.write(ARTICLE, right.replace("title:", "titel:"))
    preview.until_told("error[unknown-key]")
    preview.project.write(ARTICLE, right)


def test_a_gigabyte_of_address_space(project: Project, tmp_path: Path) -> None:
    """Figures that were drawn before are shown; one that is to be drawn is a problem, until it is taken back."""
    with started(project, tmp_path / "tmp", before=within(GIGABYTE)) as preview:
        preview.until_edited()
        with preview.looked_at():
            preview.edit()
            preview.until_edited()
            preview.survived("1 GB of address space, figures drawn before", "edit")
            drawn = preview.project.read(ARTICLE)
            preview.project.add(ARTICLE, "/// chart | weekly\n    id: another\n    country: iraq\n\nA new one.\n///\n")
            said = preview.until_told("error[renderer]")
            preview.project.write(ARTICLE, drawn)
            preview.until_edited()
        preview.survived("1 GB of address space, a figure to draw", "good", said)
        assert preview.ended(signal.SIGINT) == 0
        assert preview.litter() == []


@pytest.mark.parametrize("name", ENDS)
def test_it_ends_when_it_is_asked_to(project: Project, tmp_path: Path, name: str) -> None:
    with started(project, tmp_path / "tmp") as preview:
        preview.until_edited()
        asked = time.monotonic()
        code = preview.ended(ENDS[name])
        assert time.monotonic() - asked < 5
        assert (code, preview.said(), preview.litter()) == (0, "", [])
        preview.survived(name, "over", code=code)


@contextlib.contextmanager
def held(project: Project, temporary: Path, when: str) -> Iterator[Served]:
    """A preview that waits at a point."""
    reader, writer = os.pipe()
    try:
        with started(
            project,
            temporary,
            command=(*POINTED, when),
            environment={HELD: str(writer)},
            stdin=subprocess.PIPE,
            pass_fds=[writer],
        ) as preview:
            os.close(writer)
            if "rebuild" in when:
                preview.until_edited()
                preview.edit(whole=True)
            assert os.read(reader, 1), preview.said()
            yield preview
            with contextlib.suppress(BrokenPipeError):
                preview.process.communicate()
    finally:
        os.close(reader)


@pytest.mark.parametrize("when", INTERRUPTED)
def test_it_is_interrupted(project: Project, tmp_path: Path, when: str) -> None:
    """Also with a reader who waits for a page that is being built."""
    with held(project, tmp_path / "tmp", when) as preview:
        asked = time.monotonic()
        code = preview.ended(signal.SIGINT)
        assert time.monotonic() - asked < 5
        assert (code, preview.litter()) == (0 if "rebuild" in when else EXIT_INTERRUPTED, [])
        assert preview.said().strip() == ""
        preview.survived(f"Ctrl-C {when}", "over", code=code)


def test_it_is_killed(project: Project, tmp_path: Path) -> None:
    """Nobody can clean up then, but what is left is no more than there was, and in nobody's way."""
    with held(project, tmp_path / "tmp", "in the middle of a rebuild") as preview:
        had = preview.litter()
        assert preview.ended(signal.SIGKILL) == -signal.SIGKILL
        assert preview.litter() == had
    assert project.call(*BUILD).returncode == 0
    assert preview.words in project.page()
    with started(project, tmp_path / "tmp") as following:
        following.until_edited()
        following.edit()
        following.until_edited()
        assert following.ended(signal.SIGTERM) == 0
        assert following.litter() == had
    preview.survived("kill -9 in the middle of a rebuild", "over")
