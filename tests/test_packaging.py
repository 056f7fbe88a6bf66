"""What is declared, what is locked and what is imported are the same; the wheel carries all that it needs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dateline import __version__
from tests.test_layers import imported, modules

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in ("build", "site", "test", "lock")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = {
    "site": PROJECT["project"]["dependencies"],
    "test": PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["test"],
    "build": PROJECT["dependency-groups"]["build"] + PROJECT["build-system"]["requires"],
    "lock": PROJECT["dependency-groups"]["lock"],
}
MODULES = {
    "bs4": "beautifulsoup4",
    "charset_normalizer": "charset-normalizer",
    "python_calamine": "python-calamine",
    "yaml": "pyyaml",
    "pymdownx": "pymdown-extensions",
    "vl_convert": "vl-convert-python",
}
"""Libraries that are imported under another name than they are installed by."""
NOT_IMPORTED = {"mkdocs-material"}
"""A theme: mkdocs.yml names it."""


def pins(lock: str) -> dict[str, set[str]]:
    """Package -> the versions that a lock allows; more than one where platforms or Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def unmet(wanted: list[str], lock: str) -> list[str]:
    """The requirements that a lock does not hold, or holds in a version that does not fit."""
    held = pins(lock)
    requirements = [Requirement(text) for text in wanted]
    return [
        str(requirement)
        for requirement in requirements
        if not (versions := held.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in versions)
    ]


def strays(lock: str) -> list[str]:
    """Lines of a lock that name an address or a folder of some machine."""
    return [line for line in lock.splitlines() if re.search(r"://|--index|--find-links|(^|[\s@])[./~]*/", line)]


def hashless(lock: str) -> list[str]:
    """Packages of a lock without a hash."""
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    return [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_is_declared_and_nothing_of_a_machine(name: str) -> None:
    assert unmet(WANTED[name], LOCKS[name]) == [], "run `make lock`"
    assert strays(LOCKS[name]) == []
    assert hashless(LOCKS[name]) == []


def test_what_builds_is_what_was_tested() -> None:
    tested = pins(LOCKS["test"])
    assert {name: tested.get(name) for name in pins(LOCKS["site"])} == pins(LOCKS["site"])
    shared = pins(LOCKS["build"]).keys() & tested.keys()
    assert {name: pins(LOCKS["build"])[name] for name in shared} == {name: tested[name] for name in shared}


def test_a_bad_lock_is_seen() -> None:
    lock = "click==8.2.0 \\\n    --hash=sha256:00\nrich==15.0 ; python_version < '4'\n"
    assert unmet(["click>=9", "Rich", "altair"], lock) == ["click>=9", "altair"]
    assert hashless(lock) == ["rich"]
    assert len(strays("--index-url https://example.org/simple\ndateline @ ../dateline\nclick==8 # via -r /home/a/b.txt")) == 3


def test_every_import_is_declared_and_every_dependency_imported() -> None:
    names = {name.partition(".")[0] for module, source in modules() for name in imported(module, source)}
    libraries = {MODULES.get(name, name) for name in names - sys.stdlib_module_names - {"dateline"}}
    optional = {Requirement(text).name for text in PROJECT["project"]["optional-dependencies"]["places"]}
    assert libraries == {Requirement(text).name for text in WANTED["site"]} - NOT_IMPORTED | optional


def test_the_wheel_carries_the_package_and_its_templates(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob(f"dateline-{__version__}-*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" not in name}
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "dateline").rglob("*.py")}
    templates = {f"dateline/_templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in shipped_templates()}
    assert templates
    maps = {path.relative_to(ROOT).as_posix() for path in (ROOT / "dateline/tables/shipped").glob("*.yml")}
    assert maps
    assert code | templates | maps <= names


def shipped_templates() -> list[Path]:
    return [path for path in (ROOT / "templates").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
