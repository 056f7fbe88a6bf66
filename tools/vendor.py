"""Third-party files that the site serves, fetched from npm: `python tools/vendor.py` fetches them, `--update` records hashes.

`templates/assets/vendor/vendor.json` lists every package with its exact version and licence, and of each the files that are kept,
with their SHA-256. Files are kept as npm has them, byte for byte. An entry with `edits` (pairs of a text that must occur once and
what takes its place) is the exception: its SHA-256 is that of the edited file. Nothing here runs at build time.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "templates" / "assets" / "vendor"
MANIFEST = "vendor.json"

Fetched = dict[str, bytes]
"""The files of a package by their paths in it."""


class VendorError(Exception):
    """What is wrong with a package, in a sentence."""


def manifest(folder: Path = VENDOR) -> dict[str, Any]:
    """The list of what is vendored."""
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def digest(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fetch(name: str, version: str) -> Fetched:
    """Everything that npm has of one version of a package."""
    npm = shutil.which("npm")
    if npm is None:
        raise VendorError("npm is not installed")
    with tempfile.TemporaryDirectory(prefix="dateline-vendor-") as folder:
        command = [npm, "pack", f"{name}@{version}", "--silent", "--pack-destination", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=folder)
        packed = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(packed) != 1:
            raise VendorError(f"npm cannot pack {name}@{version}: {done.stderr.strip()}")
        return unpacked(packed[0].read_bytes())


def unpacked(packed: bytes) -> Fetched:
    """The files of a package as npm packs it, without the folder that it puts all of them in."""
    found: Fetched = {}
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None:
                found[member.name.partition("/")[2]] = content.read()
    return found


def wanted(entry: dict[str, Any], fetched: Fetched, package: str) -> bytes:
    """A file of a package as it is kept. Raises VendorError if it is not there, or an edit does not fit."""
    name = entry["from"]
    if name not in fetched:
        raise VendorError(f"{package} has no file {name}")
    content = fetched[name]
    for old, new in entry.get("edits", ()):
        if content.count(old.encode()) != 1:
            raise VendorError(f"{package}: {name} holds {content.count(old.encode())} times, not once: {old}")
        content = content.replace(old.encode(), new.encode())
    return content


def gathered(listed: dict[str, Any], *, update: bool) -> Fetched:
    """The files of all packages by where they are kept. With `update`, their hashes are recorded; else they must agree."""
    kept: Fetched = {}
    for package in listed["packages"]:
        name = f"{package['name']}@{package['version']}"
        fetched = fetch(package["name"], package["version"])
        declared = json.loads(fetched["package.json"]).get("license")
        if declared != package["licence"]:
            raise VendorError(f"{name} is under {declared}, not {package['licence']}")
        for entry in package["files"]:
            content = wanted(entry, fetched, name)
            if update:
                entry["sha256"] = digest(content)
            if entry.get("sha256") != digest(content):
                raise VendorError(f"{name}: {entry['from']} is not what was recorded (run with --update to record it)")
            kept[entry["to"]] = content
    return kept


def put(kept: Fetched, folder: Path) -> None:
    """Make the folder hold these files and the list, and nothing else."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path.relative_to(folder).as_posix() not in {MANIFEST, *kept}:
            path.unlink()
    for name, content in kept.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main() -> int:
    """Fetch, check and put in place; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python tools/vendor.py", description="Fetch the third-party files that the site serves."
    )
    parser.add_argument("--update", action="store_true", help="record the hashes of what npm has, after a change of versions")
    options = parser.parse_args()
    listed = manifest()
    try:
        kept = gathered(listed, update=options.update)
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1
    put(kept, VENDOR)
    if options.update:
        (VENDOR / MANIFEST).write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(kept)} files of {len(listed['packages'])} packages are in place")
    return 0


if __name__ == "__main__":
    sys.exit(main())
