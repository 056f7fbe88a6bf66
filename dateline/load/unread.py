"""Files in data/ that nothing reads: a report or a correction under another name would be left out without a word.

Names are looked at, no file is read. What else may lie there: tables and documents, also a README beside reports; maps of
imports; what editors and systems leave. Whether a name is good on every system is asked in `names`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dateline.errors import Problem, Spot
from dateline.load import basemap, corrections, dataset, gazetteer, reports
from dateline.load.files import list_files, relative_name
from dateline.load.names import is_left_behind, name_fault

FOLDER = "data"
_FILES = (dataset.FILE, gazetteer.PLACES, gazetteer.SOURCES, corrections.FILE)
_FOLDERS = (reports.FOLDER, basemap.FOLDER)
_KNOWN = {PurePosixPath(name).stem: name for name in (*_FILES, *(f"{folder}/" for folder in _FOLDERS))}
_YAML = re.compile(r"\.ya?ml(?=\.|$)", re.IGNORECASE)
_BY_MISTAKE = frozenset({"", ".json", ".txt"})
"""What a file of the record may end in by mistake; places.csv or sources.pdf is called so on purpose."""
_ABOUT = re.compile(r"(?:readme|licen[cs]e)(?:\.|$)", re.IGNORECASE)
_MAP = re.compile(r"(?:.*-)?map\.ya?ml")
"""The maps of imports are called so."""


def check_unread(root: Path) -> Iterator[Problem]:
    """An error for each file in data/ that is not read, though it looks like one of the record; of a folder once."""
    told: set[str] = set()
    for path in list_files(root, FOLDER, "")[0]:
        name = relative_name(root, path)
        problem = None if is_left_behind(path.name) or name in (*_FILES, *basemap.FILES) else _problem(PurePosixPath(name))
        # Links, pipes and hostile names are refused anyway.
        if problem and str(problem.spot) not in told and path.is_file() and not path.is_symlink() and not name_fault(path.name):
            told.add(str(problem.spot))
            yield problem


def _problem(path: PurePosixPath) -> Problem | None:
    if PurePosixPath(reports.FOLDER) in path.parents:
        return _of_report(path)
    top = PurePosixPath(*path.parts[:2])
    within = top != path
    meant = None if within and str(top) in _FOLDERS else _meant(top, folder=within)
    if meant:
        help_ = f"did you mean {meant}? If not, call it something else"
        return Problem("unread-file", f"nothing reads this {'folder' if within else 'file'}", Spot(str(top)), help_)
    if _YAML.search(path.name) and not _MAP.fullmatch(path.name):
        help_ = f"reports lie in {reports.FOLDER}/; the map of an import ends in -map.yml"
        return Problem("unread-file", "nothing reads this file", Spot(str(path)), help_)
    return None


def _of_report(path: PurePosixPath) -> Problem | None:
    """What is wrong with a name below data/events, where all files are reports."""
    if path.suffix == ".yml" or _ABOUT.match(path.name):
        return None
    yaml = _YAML.search(path.name)
    renamed = f"rename it to {path.name[: yaml.start()]}.yml" if yaml else ""
    help_ = renamed or f"give it that end, or keep it outside of {reports.FOLDER}/"
    return Problem("wrong-suffix", "a report's file ends in .yml", Spot(str(path)), help_)


def _meant(path: PurePosixPath, *, folder: bool) -> str | None:
    """The file or folder of the record that was probably meant by what lies directly in data/."""
    stem, _, _ = path.name.partition(".")
    if not (folder or path.suffix.lower() in _BY_MISTAKE or _YAML.search(path.name)):
        return None
    known = [one for one in _KNOWN if not folder or _KNOWN[one].endswith("/")]
    near = difflib.get_close_matches(stem.casefold(), known, n=1, cutoff=0.8)
    return _KNOWN[near[0]] if near else None
