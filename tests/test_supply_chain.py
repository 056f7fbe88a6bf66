"""What we depend on and ship: locked with hashes, above the versions with known weaknesses, and listed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft7Validator
from packaging.requirements import Requirement
from packaging.version import Version
from rfc3986_validator import validate_rfc3986

from tests.tool_files import tool

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
FLOORS = {"jinja2": "3.1.6", "pymdown-extensions": "11.0.1", "mkdocs-material": "9.7.7"}
"""The first versions without a known weakness that would reach a reader."""


SBOM = tool("sbom")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_package_is_locked_with_hashes(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = list(SBOM.locked(text))
    assert len(packages) == sum(1 for line in text.splitlines() if "==" in line and line[0].isalnum())
    assert packages
    assert all(package.hashes for package in packages)


@pytest.mark.parametrize("name", FLOORS)
def test_no_version_with_a_known_weakness_may_be_installed(name: str) -> None:
    declared = SBOM.ROOT / "pyproject.toml"
    line = next(line for line in declared.read_text(encoding="utf-8").splitlines() if line.strip().startswith(f'"{name}>'))
    asked = Requirement(line.split('"')[1])
    assert not asked.specifier.contains("0.0.1")
    assert min(Version(entry.version) for entry in asked.specifier if entry.operator == ">=") >= Version(FLOORS[name])
    locked = {package.name: package.version for package in SBOM.locked(SBOM.LOCK.read_text(encoding="utf-8"))}
    assert Version(locked[name]) >= Version(FLOORS[name])


def test_the_list_is_that_of_the_locks_and_the_vendored_files() -> None:
    assert SBOM.TARGET.read_text(encoding="utf-8") == SBOM.made(), "write it with: make lock"


def test_every_lock_but_that_of_the_audit_itself_is_audited() -> None:
    """What only audits is installed nowhere else, and is gone afterwards."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"pip-audit .*\$\(foreach lock,([a-z ]+),-r requirements/\$\(lock\)\.txt\)", text)
    assert listed
    assert {*listed[1].split(), "audit"} == {lock.stem for lock in LOCKS}


def _is_address(value: object) -> bool:
    """Ours are plain ASCII, for which the rules of addresses are those of IRIs; jsonschema's own check takes 2 s to import."""
    return not isinstance(value, str) or bool(validate_rfc3986(value, rule="URI_reference"))


Draft7Validator.FORMAT_CHECKER.checks("iri-reference")(_is_address)


@pytest.mark.parametrize(
    ("good", "bad"), [("https://pypi.org/project/altair/", "https://pypi.org/a b/"), ('"name": "altair"', '"nom": "altair"')]
)
def test_what_does_not_hold_to_the_schema_is_seen(good: str, bad: str) -> None:
    text = SBOM.made()
    assert good in text
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.replace(good, bad)) is not None


def test_the_list_holds_to_its_schema_and_names_everything() -> None:
    text = SBOM.made()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    listed = json.loads(text)
    names = {component["name"] for component in listed["components"]}
    assert {"jinja2", "mkdocs-material", "vl-convert-python", "vega", "source-serif-4"} <= names
    vendored = json.loads(SBOM.VENDORED.read_text(encoding="utf-8"))["packages"]
    hashes = {
        part["name"]: part["hashes"][0]["content"]
        for component in listed["components"]
        for part in component.get("components", ())
    }
    assert hashes == {entry["to"]: entry["sha256"] for package in vendored for entry in package["files"]}
    assert "timestamp" not in listed["metadata"]


def test_the_list_changes_with_what_it_lists_and_with_nothing_else() -> None:
    vendored = json.loads(SBOM.VENDORED.read_text(encoding="utf-8"))
    lock = SBOM.LOCK.read_text(encoding="utf-8")

    def made(lock: str, version: str) -> str:
        return str(SBOM.written(SBOM.bill(lock, vendored, version)))

    assert made(lock, "1.0.0") == made(lock, "1.0.0")
    assert made(lock, "1.0.0") != made(lock, "1.0.1")
    other = lock.replace("\njinja2==", "\njinja2==9", 1)
    assert other != lock
    assert made(other, "1.0.0") != made(lock, "1.0.0")


def test_what_npm_audits_is_what_is_vendored() -> None:
    vendored = json.loads(SBOM.VENDORED.read_text(encoding="utf-8"))
    package = SBOM.npm_package(vendored)
    assert package["dependencies"] == {entry["name"]: entry["version"] for entry in vendored["packages"]}
