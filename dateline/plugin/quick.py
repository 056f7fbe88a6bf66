"""Showing an edited page of a preview at once: when only the text of pages changed, those pages alone are built anew.

Here belongs when that is allowed, and the tree that it starts from. Anything else that changed (data, a headline, a template)
may show on every page, so that everything is built.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from dateline.load import load_articles
from dateline.model import Article
from dateline.sheet import reading_minutes
from dateline.site import Site

WATCHED = ("data", "templates", "charts")
"""Folders of a project that pages are made from, besides content/."""
DIRTY = "A 'dirty' build is being performed"
"""How MkDocs begins its warning of builds such as these."""
_REWRITTEN = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""What MkDocs writes in every build. It writes into files that exist, so these may not be shared with the tree on show."""
_SEARCH = "search"
_CHART = re.compile(r"^[ \t]*/// chart\b.*?^[ \t]*///[ \t]*$", re.MULTILINE | re.DOTALL)

Stamp = tuple[str, int, int, int]


@dataclass(frozen=True)
class Made:
    """What the pages on show were made from: the site, and the stamps of all files that are not pages.

    `shown` are the names of all files on show, in the folder that is served: somebody may take some of them away.
    `overrides` are settings that the server may have been started with, which come before those of mkdocs.yml.
    """

    site: Site
    stamps: tuple[Stamp, ...]
    shown: frozenset[str]
    overrides: dict[str, Any]


def made_of(site: Site, stamps: tuple[Stamp, ...], config: MkDocsConfig) -> Made:
    """Remember what a build was made from. `stamps` were taken before it began: an edit meanwhile is then seen as one."""
    overrides = {"strict": config.strict, "use_directory_urls": config.use_directory_urls}
    return Made(site, stamps, names_in(Path(config.site_dir)), overrides)


def names_in(tree: Path) -> frozenset[str]:
    """The names of all files in a tree."""
    return frozenset(str(path) for path in _files(tree))


def stamps_of(root: Path) -> tuple[Stamp, ...]:
    """Path, time, size and rights of every file but pages that a site is made from, sorted."""
    paths = [root / "mkdocs.yml", *_files(root / "content", but=".md")]
    for name in WATCHED:
        paths += _files(root / name)
    return tuple(sorted(_stamp(path) for path in paths))


def _files(folder: Path, but: str | None = None) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names if but is None or not name.endswith(but))


def _stamp(path: Path) -> Stamp:
    try:
        status = path.lstat()  # a link is refused, even to a file that looks the same
    except OSError:
        return (str(path), 0, -1, 0)
    return (str(path), status.st_mtime_ns, status.st_size, status.st_mode)


def edited(made: Made) -> Site | None:
    """The site with the edited texts, if nothing but texts of pages changed since `made`; None if anything else did.

    Raises ContentError for front matter that cannot be read.
    """
    if stamps_of(made.site.root) != made.stamps:
        return None
    articles = load_articles(made.site.root, made.site.record.dataset)
    if [_face(article) for article in articles] != [_face(article) for article in made.site.articles]:
        return None
    return made.site.with_articles(articles)


def changed(made: Made, site: Site) -> set[str]:
    """The pages, by their names in content/, whose text is not the one on show."""
    pairs = zip(made.site.articles, site.articles, strict=True)  # of an edited site: see `edited`
    return {new.file.removeprefix("content/") for old, new in pairs if old.body != new.body}


def _face(article: Article) -> tuple[Article, int, str]:
    """All of an article that other pages show: what stands in its head, how long it takes to read, its first chart."""
    lead = _CHART.search(article.body)
    return msgspec.structs.replace(article, body="", body_line=0), reading_minutes(article.body), lead[0] if lead else ""


def build_edited(made: Made, server: LiveReloadServer) -> None:
    """Build the pages that are not in the tree it begins with. The plugin's events run as ever."""
    config = load_config(str(made.site.root / "mkdocs.yml"), site_dir=server.root, **made.overrides)
    config.site_url = server.url
    build(config, serve_url=server.url, dirty=True)


def spread(target: Path, staging: Path) -> None:
    """Put the tree on show under `staging` for MkDocs to renew, sharing the files that it will not write. Raises OSError."""

    def put(source: str, destination: str) -> None:
        if os.path.basename(source) in _REWRITTEN:  # noqa: PTH119 - see _put_all
            shutil.copy2(source, destination)
        else:
            try:
                os.link(source, destination)
            except OSError:  # not every file system can share files
                shutil.copy2(source, destination)

    _put_all(target, staging, put, but=_SEARCH)


def _put_all(source: Path, target: Path, put: Callable[[str, str], object], but: str = "") -> None:
    """Put each file of a tree into another. Raises the first OSError: shutil would gather thousands, as texts."""
    for parent, folders, names in os.walk(source, onerror=_raise):
        there = os.path.join(target, os.path.relpath(parent, source))  # noqa: PTH118 - thousands of paths: texts are faster
        os.makedirs(there, exist_ok=True)  # noqa: PTH103
        if parent == str(source) and but in folders:
            folders.remove(but)
        for name in names:
            put(f"{parent}/{name}", f"{there}/{name}")


def _raise(error: OSError) -> None:
    raise error


def renew(files: Files, names: set[str]) -> None:
    """Take the pages of these names from under staging, and whatever else MkDocs will write.

    It goes by times, which a clock or a backup may have put back, and writes into files that the tree on show may share.
    """
    for file in files:
        if file.src_uri in names or file.is_modified():
            Path(file.abs_dest_path).unlink(missing_ok=True)


def release(path: Path) -> None:
    """Part a page under staging from the one on show, before it is written. It stays as old as it was."""
    if path.exists() and path.stat().st_nlink > 1:
        copy = path.with_name(f"{path.name}.new")
        shutil.copy2(path, copy)
        copy.replace(path)


def keep_search(target: Path, staging: Path) -> None:
    """Search finds what the last whole build found: an index of the edited pages alone would find nothing else."""
    if (target / _SEARCH).is_dir():
        shutil.rmtree(staging / _SEARCH, ignore_errors=True)
        _put_all(target / _SEARCH, staging / _SEARCH, shutil.copy2)
