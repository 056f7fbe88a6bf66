"""What is vendored is what npm has: every file listed, every hash right, licences beside them, nothing else in the folder."""

from __future__ import annotations

import base64
import copy
import io
import json
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.tool_files import tool

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "templates" / "assets" / "vendor"
SCRIPTS = ROOT / "templates" / "assets" / "javascripts"
LISTED: dict[str, Any] = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
PACKAGES = {package["name"]: package for package in LISTED["packages"]}
FREE = {"MIT", "BSD-3-Clause", "ISC", "Apache-2.0", "OFL-1.1"}


TOOL = tool("vendor")


def packed(files: dict[str, bytes]) -> bytes:
    """A package as npm packs it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


@pytest.mark.parametrize("entry", [entry for package in LISTED["packages"] for entry in package["files"]], ids=lambda e: e["to"])
def test_a_file_is_what_was_recorded(entry: dict[str, Any]) -> None:
    assert TOOL.digest((VENDOR / entry["to"]).read_bytes()) == entry["sha256"]


def test_nothing_else_lies_in_the_folder() -> None:
    listed = {entry["to"] for package in LISTED["packages"] for entry in package["files"]}
    there = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert there == listed | {"vendor.json"}


def test_every_package_has_a_free_licence_beside_it_and_a_folder_of_its_version() -> None:
    for package in LISTED["packages"]:
        folder = f"{package['name'].rpartition('/')[2]}-{package['version']}/"
        names = [entry["to"] for entry in package["files"]]
        assert package["licence"] in FREE
        assert any(Path(name).name.upper().startswith(("LICENSE", "LICENCE", "OFL")) for name in names), package["name"]
        assert all(name.startswith(folder) for name in names), package["name"]


def test_vega_is_one_whose_interpreter_is_safe() -> None:
    assert tuple(map(int, PACKAGES["vega"]["version"].split("."))) >= (6, 4)


def test_scripts_load_what_is_listed_and_check_its_hash() -> None:
    text = (SCRIPTS / "libraries.js").read_text(encoding="utf-8")
    loaded = dict(re.findall(r'\["([^"]+)", "([A-Za-z0-9+/=]{44})"\]', text))
    hashes = {entry["to"]: entry["sha256"] for package in LISTED["packages"] for entry in package["files"]}
    assert loaded == {name: base64.b64encode(bytes.fromhex(hashes[name])).decode() for name in loaded}
    assert len(loaded) == 3


def test_a_changed_file_a_wrong_licence_and_a_missing_file_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"package.json": b'{"license": "MIT"}', "a.js": b"one"}
    monkeypatch.setattr(TOOL, "fetch", lambda *_: TOOL.unpacked(packed(files)))
    entry = {"from": "a.js", "to": "a-1/a.js", "sha256": TOOL.digest(b"one")}
    listed: dict[str, Any] = {"packages": [{"name": "a", "version": "1", "licence": "MIT", "files": [entry]}]}
    assert TOOL.gathered(listed, update=False) == {"a-1/a.js": b"one"}
    changes: tuple[tuple[dict[str, Any], str], ...] = (
        ({"sha256": TOOL.digest(b"two")}, "is not what was recorded"),
        ({"from": "b.js"}, "has no file b.js"),
        ({"edits": [["three", "four"]]}, "holds 0 times, not once: three"),
    )
    for change, message in changes:
        other = copy.deepcopy(listed)
        other["packages"][0]["files"][0].update(change)
        with pytest.raises(TOOL.VendorError, match=message):
            TOOL.gathered(other, update=False)
    other = copy.deepcopy(listed)
    other["packages"][0]["licence"] = "ISC"
    with pytest.raises(TOOL.VendorError, match="is under MIT, not ISC"):
        TOOL.gathered(other, update=False)


def test_an_update_records_hashes_of_edited_files(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"package.json": b'{"license": "MIT"}', "a.js": b"import b from 'b';"}
    monkeypatch.setattr(TOOL, "fetch", lambda *_: TOOL.unpacked(packed(files)))
    entry: dict[str, Any] = {"from": "a.js", "to": "a-1/a.js", "edits": [["import b from 'b';", "const b = 1;"]]}
    listed = {"packages": [{"name": "a", "version": "1", "licence": "MIT", "files": [entry]}]}
    assert TOOL.gathered(listed, update=True) == {"a-1/a.js": b"const b = 1;"}
    assert entry["sha256"] == TOOL.digest(b"const b = 1;")


def test_what_is_put_in_place_is_all_that_stays(tmp_path: Path) -> None:
    (tmp_path / "old-1").mkdir()
    (tmp_path / "old-1" / "old.js").write_text("old", encoding="utf-8")
    (tmp_path / "vendor.json").write_text("{}", encoding="utf-8")
    TOOL.put({"new-1/new.js": b"new"}, tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "new-1",
        "new-1/new.js",
        "vendor.json",
    ]
