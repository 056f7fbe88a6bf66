"""What a preview is told of: edits, and files and folders that come and go."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from dateline.plugin.watching import Lookout


class Told(FileSystemEventHandler):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.heard = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.paths.append(str(event.src_path))
        self.heard.set()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.yml").write_text("a", encoding="utf-8")
    return folder


def watching(path: Path) -> tuple[Lookout, Told]:
    lookout, told = Lookout(60), Told()
    lookout.schedule(told, str(path))
    return lookout, told


def test_nothing_is_told_of_nothing(folder: Path) -> None:
    lookout, told = watching(folder)
    lookout.look()
    assert told.paths == []


def test_an_edit_is_told_once(folder: Path) -> None:
    lookout, told = watching(folder)
    (folder / "inner" / "a.yml").write_text("longer", encoding="utf-8")
    lookout.look()
    lookout.look()
    assert told.paths == [str(folder)]


def test_a_link_and_the_file_that_takes_its_place_are_told(folder: Path, tmp_path: Path) -> None:
    file, outside = folder / "inner" / "a.yml", tmp_path / "outside"
    file.rename(outside)
    file.symlink_to(outside)
    lookout, told = watching(folder)
    outside.write_text("longer", encoding="utf-8")
    lookout.look()
    assert told.paths == [str(folder)]
    outside.replace(file)  # with its times, its size and its number
    lookout.look()
    assert told.paths == [str(folder)] * 2


def test_the_lock_of_an_editor_is_no_edit(folder: Path) -> None:
    lookout, told = watching(folder)
    (folder / "inner" / ".#a.yml").symlink_to("somebody@somewhere.1234:5678")
    lookout.look()
    assert told.paths == []


def test_a_right_that_is_taken_away_is_told(folder: Path) -> None:
    """It does not change the file, and what is built of it."""
    lookout, told = watching(folder)
    (folder / "inner" / "a.yml").chmod(0)
    lookout.look()
    assert told.paths == [str(folder)]


def test_a_folder_that_goes_and_comes_back_is_still_watched(folder: Path) -> None:
    """MkDocs' own observer would have given up."""
    lookout, told = watching(folder)
    folder.rename(folder.with_name("away"))
    lookout.look()
    lookout.look()
    assert len(told.paths) == 1
    folder.with_name("away").rename(folder)
    lookout.look()
    assert len(told.paths) == 2
    (folder / "inner" / "b.yml").write_text("b", encoding="utf-8")
    lookout.look()
    assert len(told.paths) == 3


def test_what_is_not_there_yet_is_watched(tmp_path: Path) -> None:
    lookout, told = watching(tmp_path / "templates")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "home.html").write_text("", encoding="utf-8")
    lookout.look()
    assert told.paths == [str(tmp_path / "templates")]


def test_a_file_that_is_deleted_and_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("a", encoding="utf-8")
    lookout, told = watching(path)
    path.unlink()
    lookout.look()
    path.write_text("b", encoding="utf-8")
    lookout.look()
    assert len(told.paths) == 2


def test_what_is_watched_no_longer_is_not_told(folder: Path) -> None:
    lookout, told = watching(folder)
    lookout.unschedule(str(folder))
    shutil.rmtree(folder)
    lookout.look()
    assert told.paths == []


def test_it_looks_by_itself_until_it_is_stopped(folder: Path) -> None:
    lookout, told = Lookout(0.01), Told()
    lookout.schedule(told, str(folder))
    lookout.start()
    (folder / "inner" / "a.yml").write_text("longer", encoding="utf-8")
    assert told.heard.wait(20)
    lookout.stop()
    lookout.join(20)
    assert not lookout.is_alive()


def test_a_file_that_may_be_read_again_is_told(folder: Path) -> None:
    """Neither its time nor its size says so."""
    (folder / "inner" / "a.yml").chmod(0o200)
    lookout, told = watching(folder)
    (folder / "inner" / "a.yml").chmod(0o600)
    lookout.look()
    assert told.paths == [str(folder)]


def test_something_else_that_is_amiss_is_told(folder: Path) -> None:
    amiss = [False, True, False]
    lookout, told = Lookout(60, lambda: amiss.pop(0)), Told()
    lookout.schedule(told, str(folder))
    for _ in range(3):
        lookout.look()
    assert told.paths == [str(folder)]


def test_it_looks_again_after_the_memory_was_used_up(folder: Path) -> None:
    looks: list[None] = []

    def amiss() -> bool:
        looks.append(None)
        if len(looks) == 1:
            raise MemoryError
        return True

    lookout, told = Lookout(0.01, amiss), Told()
    lookout.schedule(told, str(folder))
    lookout.start()
    assert told.heard.wait(20)
    lookout.stop()
    lookout.join(20)
