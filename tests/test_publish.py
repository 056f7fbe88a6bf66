"""A site is replaced in one step or not at all: two at once, a refusing disk, a kill at any moment."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline import publish
from dateline.errors import EXIT_ENVIRONMENT, EnvironmentProblem
from dateline.folders import clear, exchange
from dateline.publish import MARKER, Workplace, disk_problem, forget, open_workplace
from tests.projects import ARTICLE, BUILD, Project, difference, leftovers, surroundings, tree


def target_in(folder: Path, text: str | None = "old") -> Path:
    """The place of a site, with a site of ours in it unless `text` is None."""
    target = folder / "site"
    if text is not None:
        target.mkdir()
        (target / "index.html").write_text(text, encoding="utf-8")
        (target / MARKER).write_text("", encoding="utf-8")
    return target


def staged(target: Path) -> Workplace:
    """A workplace with a new site in it."""
    workplace = open_workplace(target)
    (workplace.staging / "index.html").write_text("new", encoding="utf-8")
    return workplace


def shown(target: Path) -> str:
    return (target / "index.html").read_text(encoding="utf-8")


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in (target.parent / f".{target.name}.dateline").iterdir())


def problem(target: Path) -> str:
    """What is said against a build into `target`."""
    with pytest.raises(EnvironmentProblem) as raised:
        open_workplace(target)
    assert raised.value.exit_code == EXIT_ENVIRONMENT
    (found,) = raised.value.problems
    return f"{found.code}: {found.message}"


@pytest.fixture(params=["in one step", "in two renames"])
def however(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the swap that Linux has, and as other systems do it."""
    if request.param == "in two renames":
        monkeypatch.setattr(publish, "exchange", lambda *_: False)


@pytest.mark.usefixtures("however")
def test_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    workplace = staged(target)
    assert shown(target) == "old"
    workplace.publish()
    assert shown(target) == "new"
    workplace.close()
    assert beside(target) == ["lock"]
    assert (target / MARKER).is_file()


@pytest.mark.usefixtures("however")
@pytest.mark.parametrize("before", ["nothing", "an empty folder"])
def test_the_first_site(tmp_path: Path, before: str) -> None:
    target = target_in(tmp_path, None)
    if before == "an empty folder":
        target.mkdir()
    with contextlib.closing(staged(target)) as workplace:
        workplace.publish()
    assert shown(target) == "new"


@pytest.mark.usefixtures("however")
def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    with contextlib.closing(staged(tmp_path / "a" / "b")) as workplace:
        workplace.publish()
    assert shown(tmp_path / "a" / "b") == "new"


def test_what_is_closed_unpublished_changes_nothing(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    staged(target).close()
    assert shown(target) == "old"
    assert beside(target) == ["lock"]


def test_linux_swaps_in_one_step(tmp_path: Path) -> None:
    one, two = target_in(tmp_path), tmp_path / "two"
    two.mkdir()
    swapped = exchange(one, two)
    assert swapped == sys.platform.startswith("linux")
    assert (two / "index.html").is_file() == swapped


def test_a_second_build_is_refused_while_one_works(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    first = staged(target)
    assert problem(target) == "locked: another build is writing site/"
    first.publish()
    first.close()
    assert shown(target) == "new"
    open_workplace(target).close()


def test_closing_twice_leaves_the_work_of_others_alone(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    first = staged(target)
    first.close()
    second = staged(target)
    first.close()
    assert (second.staging / "index.html").is_file()
    second.publish()
    second.close()
    assert shown(target) == "new"


def put_mine(path: Path, kind: str, elsewhere: Path) -> None:
    """Put something of somebody's where a site of ours may stand or not; a folder of somebody's lies elsewhere."""
    clear(path)
    if kind == "a file":
        path.write_text("mine", encoding="utf-8")
    elif kind == "a folder of somebody's":
        path.mkdir()
        (path / "thesis.txt").write_text("mine", encoding="utf-8")
    else:
        path.symlink_to(elsewhere if kind == "a link" else elsewhere / "nowhere")


def seen(path: Path) -> tuple[str, dict[str, bytes]]:
    """What stands somewhere, links as links."""
    if path.is_symlink():
        return (str(path.readlink()), {})
    return ("", {"": path.read_bytes()} if path.is_file() else tree(path))


@pytest.mark.parametrize("kind", ["a file", "a link", "a dead link", "a folder of somebody's"])
def test_what_is_not_ours_is_not_replaced(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "site"
    (tmp_path / "elsewhere").mkdir()
    other = target_in(tmp_path / "elsewhere")
    put_mine(target, kind, other)
    before = seen(target)
    assert problem(target).startswith("foreign-site: ")
    assert seen(target) == before
    assert shown(other) == "old"


KINDS = ("a file", "a link", "a dead link", "a folder of somebody's")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder outside, with folders in it that are named as those of a workplace."""
    for name in ("new", "old"):
        (tmp_path / "elsewhere" / name).mkdir(parents=True)
        (tmp_path / "elsewhere" / name / "precious.txt").write_text("precious", encoding="utf-8")
    return tmp_path / "elsewhere"


@pytest.mark.usefixtures("however")
@pytest.mark.parametrize("before", [None, "old"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_while_a_build_works_is_not_replaced(tmp_path: Path, elsewhere: Path, kind: str, before: str | None) -> None:
    target = target_in(tmp_path, before)
    outside = seen(elsewhere)
    workplace = staged(target)
    put_mine(target, kind, elsewhere)
    mine = seen(target)
    with pytest.raises(EnvironmentProblem) as raised:
        workplace.publish()
    workplace.close()
    assert [one.code for one in raised.value.problems] == ["foreign-site"]
    assert (seen(target), seen(elsewhere)) == (mine, outside)
    assert beside(target) == ["lock"]


@pytest.mark.usefixtures("however")
@pytest.mark.parametrize("before", [None, "old"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_in_the_last_moment_comes_back(tmp_path: Path, elsewhere: Path, kind: str, before: str | None) -> None:
    """After the last look, right before what replaces: what comes out of the site's place is looked at, too."""
    target = target_in(tmp_path, before)
    outside = seen(elsewhere)
    workplace = staged(target)
    swap: Callable[[Path, Path], bool] = vars(publish)["exchange"]

    def late(one: Path, two: Path) -> bool:
        patched.undo()
        put_mine(target, kind, elsewhere)
        return swap(one, two)

    def late_rename(self: Path, to: Path) -> None:
        patched.undo()
        put_mine(target, kind, elsewhere)
        self.replace(to)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(publish, "exchange", late)
        if before is None:
            patched.setattr(Path, "replace", late_rename)
        with pytest.raises(EnvironmentProblem) as raised:
            workplace.publish()
    workplace.close()
    assert [one.code for one in raised.value.problems] == ["foreign-site"]
    put_mine(tmp_path / "like", kind, elsewhere)
    assert (seen(target), seen(elsewhere)) == (seen(tmp_path / "like"), outside)
    assert beside(target) == ["lock"]


@pytest.mark.parametrize("name", ["new", "old"])
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_left_in_the_workplace_is_no_hindrance(tmp_path: Path, elsewhere: Path, kind: str, name: str) -> None:
    target = target_in(tmp_path)
    outside = seen(elsewhere)
    (tmp_path / ".site.dateline").mkdir()
    put_mine(tmp_path / ".site.dateline" / name, kind, elsewhere)
    with contextlib.closing(staged(target)) as workplace:
        workplace.publish()
    assert shown(target) == "new"
    assert seen(elsewhere) == outside
    assert beside(target) == ["lock"]


@pytest.mark.parametrize("kind", ["a file", "a link", "a dead link"])
def test_a_workplace_that_is_no_folder(tmp_path: Path, elsewhere: Path, kind: str) -> None:
    target = target_in(tmp_path)
    outside = seen(elsewhere)
    put_mine(tmp_path / ".site.dateline", kind, elsewhere)
    assert problem(target) == "foreign-site: .site.dateline is not a folder"
    assert (shown(target), seen(elsewhere)) == ("old", outside)


@pytest.mark.parametrize("end", ["published", "closed"])
def test_a_workplace_that_is_exchanged_for_a_link(tmp_path: Path, elsewhere: Path, end: str) -> None:
    target = target_in(tmp_path)
    outside = seen(elsewhere)
    workplace = staged(target)
    workplace.room.rename(tmp_path / "gone")
    workplace.room.symlink_to(elsewhere)
    if end == "published":
        with pytest.raises(EnvironmentProblem, match="moved or taken away"):
            workplace.publish()
    workplace.close()
    assert (shown(target), seen(elsewhere)) == ("old", outside)


def test_a_workplace_that_was_taken_away_and_is_another_build_s_now(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    first = staged(target)
    shutil.rmtree(first.room)
    second = staged(target)
    with pytest.raises(EnvironmentProblem, match="moved or taken away"):
        first.publish()
    first.close()
    second.publish()
    second.close()
    assert shown(target) == "new"


def test_what_is_made_anew_where_a_workplace_was_taken_away_goes(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    workplace = staged(target)
    shutil.rmtree(workplace.room)
    (workplace.staging / "assets").mkdir(parents=True)
    workplace.close()
    assert not workplace.room.exists()
    assert shown(target) == "old"


def test_a_refusal_does_not_keep_the_lock(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.write_text("mine", encoding="utf-8")
    assert problem(target).startswith("foreign-site")
    target.unlink()
    open_workplace(target).close()


def test_a_parent_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert problem(tmp_path / "file" / "site").startswith("disk: cannot write site/: ")


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = target_in(tmp_path)
    monkeypatch.setattr(Path, "mkdir", refuse(errno.EROFS))
    assert problem(target) == "disk: cannot write site/: Read-only file system"
    assert shown(target) == "old"


def refuse(code: int) -> Callable[..., None]:
    """A function that the system refuses."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), "x")

    return refused


@pytest.mark.parametrize("number", [0, 1])
def test_a_rename_that_is_refused_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    target = target_in(tmp_path)
    monkeypatch.setattr(publish, "exchange", lambda *_: False)
    workplace = staged(target)
    with monkeypatch.context() as patched:
        calls = []

        def replace(self: Path, to: Path) -> None:
            calls.append(self)
            if len(calls) == number + 1:  # the one that puts the old site back is not refused
                raise PermissionError(errno.EACCES, "Permission denied")
            self.rename(to)

        patched.setattr(Path, "replace", replace)
        with pytest.raises(EnvironmentProblem, match="Permission denied"):
            workplace.publish()
    assert shown(target) == "old"
    workplace.close()
    assert shown(target) == "old"
    assert beside(target) == ["lock"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, OSError])
def test_stopped_between_two_renames_the_old_site_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    """Even when it cannot be put back at once: closing must not sweep away the only site there is."""
    target = target_in(tmp_path)
    monkeypatch.setattr(publish, "exchange", lambda *_: False)
    workplace = staged(target)
    with monkeypatch.context() as patched:
        calls = []

        def replace(self: Path, to: Path) -> None:
            calls.append(self)
            if len(calls) > 1:
                raise stop
            self.rename(to)

        patched.setattr(Path, "replace", replace)
        with pytest.raises((stop, EnvironmentProblem)):
            workplace.publish()
        assert not target.exists()
    workplace.close()
    assert shown(target) == "old"
    assert beside(target) == ["lock"]


def test_killed_between_two_renames_the_next_build_puts_the_old_site_back(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    room = tmp_path / ".site.dateline"
    room.mkdir()
    target.rename(room / "old")
    (room / "new").mkdir()
    workplace = open_workplace(target)
    assert shown(target) == "old"
    assert list(workplace.staging.iterdir()) == []
    workplace.close()
    assert shown(target) == "old"


def test_a_full_disk_at_the_last_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = target_in(tmp_path)
    workplace = staged(target)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", refuse(errno.ENOSPC))
        with pytest.raises(EnvironmentProblem, match="No space left"):
            workplace.publish()
    workplace.close()
    assert shown(target) == "old"


def test_what_is_the_machine_s_and_what_may_be_a_bug() -> None:
    said = disk_problem(OSError(errno.ENOSPC, "No space left on device", "/x"))
    assert said is not None
    assert said.message == "the system refuses: No space left on device (/x)"
    assert disk_problem(FileNotFoundError(errno.ENOENT, "No such file")) is None
    assert disk_problem(ValueError("x")) is None


def test_forgetting_takes_the_room_and_leaves_the_site(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    open_workplace(target).close()
    forget(target)
    assert not (tmp_path / ".site.dateline").exists()
    assert shown(target) == "old"


@contextlib.contextmanager
def building(project: Project) -> Iterator[subprocess.Popen[str]]:
    """A build of our own under way, in a session of its own."""
    process = subprocess.Popen(
        BUILD,
        cwd=project.root,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(what: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Until `what` holds, closely watched; the process must not end before."""
    deadline = time.monotonic() + 60
    while not what():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.002)


def moments(project: Project) -> dict[str, Callable[[], bool]]:
    """Moments of a build, told by what is in its staging folder."""
    new = project.root / ".site.dateline" / "new"
    return {
        "nothing written": new.is_dir,
        "assets copied": (new / "assets").is_dir,
        "pages written": (new / "articles" / "index.html").is_file,
        "feeds written": (new / "feed_rss_created.xml").is_file,
    }


MOMENTS = ("nothing written", "assets copied", "pages written", "feeds written")


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_site_is_whole(seed: Project, moment: str) -> None:
    before = seed.files()
    with building(seed) as process:
        wait_for(moments(seed)[moment], process)
        process.kill()
        process.wait(10)
    # The last step may have been made in the moment before the kill: then the site is the new one, which is the same.
    assert difference(seed.files(), before) == []
    seed.edit(ARTICLE, "Near Bayji", "Around Bayji")
    assert seed.run() == 0
    assert "Around Bayji" in seed.page()
    assert leftovers(seed) == []


def test_interrupted_it_says_so_and_cleans_up(seed: Project) -> None:
    before = seed.files()
    with building(seed) as process:
        wait_for(moments(seed)["nothing written"], process)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert difference(seed.files(), before) == []
    assert leftovers(seed) == []


def test_two_builds_at_once(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    before = seed.files()
    with building(seed) as process:
        wait_for(moments(seed)["nothing written"], process)
        process.send_signal(signal.SIGSTOP)
        assert seed.run() == EXIT_ENVIRONMENT
        assert "error[locked]: another build is writing site/" in capfd.readouterr().err
        process.send_signal(signal.SIGCONT)
        assert process.wait(60) == 0
    assert difference(seed.files(), before) == []
    assert tree(seed.root / ".site.dateline").keys() <= {"lock"}


@pytest.mark.parametrize(
    ("name", "code"), [("dateline.plugin.plugin.write", errno.ENOSPC), ("mkdocs.utils.write_file", errno.EROFS)]
)
def test_a_disk_that_refuses_in_the_middle_is_said_without_a_traceback(
    seed: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str, code: int
) -> None:
    before = seed.files()
    monkeypatch.setattr(name, refuse(code))
    assert seed.run() == EXIT_ENVIRONMENT
    err = capfd.readouterr().err
    assert f"error[disk]: the system refuses: {os.strerror(code)}" in err
    assert "Traceback" not in err
    assert difference(seed.files(), before) == []
    assert leftovers(seed) == []


def children(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a process has started, as Linux tells them."""
    return [int(name) for name in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()]


def is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def undrawn(seed: Project) -> Project:
    """The seed project with every figure still to be drawn, by processes beside the build."""
    shutil.rmtree(seed.root / ".cache")
    return seed


def test_a_killed_build_leaves_no_process_behind(undrawn: Project) -> None:
    with building(undrawn) as process:
        wait_for(lambda: len(children(process)) >= 2, process)
        helpers = children(process)
        process.kill()
        process.wait(10)
    deadline = time.monotonic() + 60
    while any(map(is_running, helpers)):
        assert time.monotonic() < deadline, helpers
        time.sleep(0.05)


def test_interrupted_while_it_draws_nobody_complains(undrawn: Project) -> None:
    """Ctrl-C reaches every process of a terminal, also those that have just begun."""
    before = undrawn.files()
    with building(undrawn) as process:
        wait_for(lambda: len(children(process)) >= 2, process)
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, "")
    assert difference(undrawn.files(), before) == []
    assert leftovers(undrawn) == []
