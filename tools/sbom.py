"""What a site is built with and what it ships, as a CycloneDX list: `python tools/sbom.py` writes sbom.cdx.json anew.

It is made from the lock of Python packages and the list of vendored files alone, so that it is the same wherever it is made;
`make lock` makes it, and a test compares. `--npm-lock FOLDER` writes a package.json of the vendored packages, for npm to audit.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "site.txt"
VENDORED = ROOT / "templates" / "assets" / "vendor" / "vendor.json"
TARGET = ROOT / "sbom.cdx.json"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_ROOT_NAME = "dateline"


@dataclass(frozen=True)
class Locked:
    """A package of the lock: the SHA-256 of its files, and the names of the packages that ask for it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...]


def locked(text: str) -> Iterator[Locked]:
    """The packages of a lock that `uv pip compile --generate-hashes` wrote."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        found = _PINNED.match(block)
        if found:
            _, _, via = block.partition("# via")
            asked = [line.strip(" #") for line in via.splitlines()]
            by = tuple(_ROOT_NAME if name.startswith(f"{_ROOT_NAME} (") else name for name in asked if name)
            yield Locked(found[1], found[2], tuple(_HASH.findall(block)), by)


def bill(lock: str, vendored: dict[str, Any], version: str) -> Bom:
    """The list of everything: Python packages with what asks for them, and the packages whose files the site ships."""
    bom = Bom()
    own = Component(name=_ROOT_NAME, version=version, type=ComponentType.APPLICATION, bom_ref=_ROOT_NAME)
    bom.metadata.component = own
    packages = {package.name: package for package in locked(lock)}
    components = {name: _python(package) for name, package in packages.items()} | {_ROOT_NAME: own}
    shipped = [_npm(package) for package in vendored["packages"]]
    for component in (*components.values(), *shipped):
        if component is not own:
            bom.components.add(component)
        needs = [components[name] for name, other in packages.items() if component.name in other.asked_by]
        bom.register_dependency(component, [*needs, *shipped] if component is own else needs)
    return bom


def _python(package: Locked) -> Component:
    purl = PackageURL("pypi", name=package.name.lower(), version=package.version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"https://pypi.org/project/{package.name}/{package.version}/"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in package.hashes],
    )
    return Component(
        name=package.name,
        version=package.version,
        purl=purl,
        bom_ref=str(purl),
        scope=ComponentScope.REQUIRED,
        external_references=[files],
    )


def _npm(package: dict[str, Any]) -> Component:
    scope, _, name = package["name"].rpartition("/")
    purl = PackageURL("npm", namespace=scope or None, name=name, version=package["version"])
    files = [
        Component(
            name=entry["to"],
            type=ComponentType.FILE,
            bom_ref=f"{purl}#{entry['from']}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=entry["sha256"])],
        )
        for entry in package["files"]
    ]
    return Component(
        name=name,
        group=scope or None,
        version=package["version"],
        purl=purl,
        bom_ref=str(purl),
        scope=ComponentScope.REQUIRED,
        licenses=[DisjunctiveLicense(id=package["licence"])],
        components=files,
    )


def written(bom: Bom) -> str:
    """The list as JSON, the same for the same contents: its serial number is made of them, and no clock is asked."""
    bom.serial_number = uuid.UUID(int=0)
    bom.metadata.timestamp = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    del content["metadata"]["timestamp"]
    content["metadata"].pop("tools", None)
    del content["serialNumber"]
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    content["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def version() -> str:
    """The version of Dateline, from its own file: nothing has to be installed."""
    found = re.search(r'^__version__ = "([^"]+)"', (ROOT / "dateline" / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError("dateline/__init__.py gives no version")
    return found[1]


def made() -> str:
    """The list of this checkout."""
    return written(bill(LOCK.read_text(encoding="utf-8"), _vendored(), version()))


def npm_package(vendored: dict[str, Any]) -> dict[str, Any]:
    """A package.json that depends on what is vendored, exactly."""
    packages = {package["name"]: package["version"] for package in vendored["packages"]}
    return {"name": "vendored", "version": "1.0.0", "private": True, "dependencies": packages}


def _vendored() -> dict[str, Any]:
    return dict(json.loads(VENDORED.read_text(encoding="utf-8")))


def main() -> None:
    """Write the list, or what npm audits."""
    parser = argparse.ArgumentParser(prog="python tools/sbom.py", description="List what a site is built with and what it ships.")
    parser.add_argument("--npm-lock", type=Path, metavar="FOLDER", help="write a package.json of the vendored packages there")
    folder = parser.parse_args().npm_lock
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text(json.dumps(npm_package(_vendored()), indent=1) + "\n", encoding="utf-8")
        return
    TARGET.write_text(made(), encoding="utf-8")
    print(f"Wrote {TARGET.name}.")


if __name__ == "__main__":
    main()
