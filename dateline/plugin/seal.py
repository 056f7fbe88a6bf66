"""Whether a site is already what a build would give: everything that it is made from, and every byte of it, as they were.

A seal holds only for projects whose pages depend on nothing else: another plugin, a hook or an extension may read other files,
a clock or a network.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from dateline.kept import Kept, code_digest, digest_of, digest_of_files
from dateline.load import state_of_published
from dateline.newsroom import Newsroom
from dateline.plugin.build_date import VARIABLE, last_commit, print_it
from dateline.plugin.steady import FOLDERS
from dateline.site import CACHE
from dateline.sums import entries

KNOWN_PLUGINS = frozenset({"material/search", "search", "dateline"})
PACKAGES = (
    *("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "markupsafe", "pyyaml"),
    *("altair", "vl-convert-python", "msgspec", "num2words"),
)
KNOWN_EXTENSIONS = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br"
    " sane_lists smarty tables toc wikilinks dateline".split()
)
_READS_FILES = "pymdownx.snippets"
_FROM_ENVIRONMENT = re.compile(r"!ENV\s+(?:\[([^\]]*)\]|(\S+))")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Seal:
    """The seal of one project: `site` is its site_dir."""

    root: Path
    site: Path
    sealable: bool

    @classmethod
    def of(cls, config: MkDocsConfig) -> Seal:
        """The seal of the project that `config` describes."""
        root = Path(config.config_file_path).parent
        known = set(config.plugins) <= KNOWN_PLUGINS and not config.hooks
        known = known and all(_is_known(name) for name in config.markdown_extensions)
        known = known and config.theme.custom_dir in (None, str(root / "templates"))
        return cls(root, Path(config.site_dir), known and b"INHERIT" not in (root / "mkdocs.yml").read_bytes())

    def holds(self) -> bool:
        """Whether the site is what a build would give now."""
        if not self.sealable or self.site.is_symlink() or not self.site.is_dir():
            return False
        try:
            contents = self._contents()
            return contents is not None and self._kept.read(self._key()) == contents
        except OSError:
            return False

    def key(self) -> str | None:
        """What the project is made from now; None if that cannot be said. Taken before a build, whose result it seals."""
        try:
            return self._key() if self.sealable else None
        except OSError:
            return None

    def set(self, key: str | None) -> None:
        """Seal the site that was built from `key`, unless an edit came in the meantime."""
        if key is not None and key == self.key() and (contents := self._contents()) is not None:
            self._kept.write(key, contents)
            self._kept.prune(12)

    @property
    def _kept(self) -> Kept:
        return Kept(self.root / CACHE / "sealed")

    def _contents(self) -> bytes | None:
        """What stands for every byte of the site; None if a link is in it, or anything else that no build makes."""
        found = entries(self.site)
        return None if found.strange else digest_of_files((self.site / name for name in found.files), self.site).encode()

    def _templates(self) -> Iterator[bytes]:
        return (path.read_bytes() for path in _own_files(self.root / "templates"))

    def _key(self) -> str:
        configuration = (self.root / "mkdocs.yml").read_bytes()
        sources = (path for folder in FOLDERS for path in _own_files(self.root / folder))
        beneath = Newsroom.of(self.root, Kept(None)).code.beneath
        around = [
            *_versions(),
            *_environment(configuration.decode("utf-8", "replace")),
            str(self.site),
            beneath,
            state_of_published(self.root)[0],
            last_commit(self.root) if print_it(self._templates()) else None,
        ]
        parts = (configuration, digest_of_files(sources, self.root).encode(), code_digest().encode(), repr(around).encode())
        return digest_of(*parts)


def _own_files(folder: Path) -> Iterator[Path]:
    """The files in a folder that are no links: nothing is read through one, and a file that became one breaks the seal."""
    if not folder.is_symlink():
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _is_known(extension: str) -> bool:
    """Whether a Markdown extension reads nothing but the page."""
    name = extension.removeprefix("markdown.extensions.")
    return name in KNOWN_EXTENSIONS or (name.startswith("pymdownx.") and name != _READS_FILES)


def _versions() -> Iterator[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} is missing"


def _environment(configuration: str) -> Iterator[str]:
    """The variables that the configuration reads, and the one that builds read."""
    names = {VARIABLE}
    for listed, single in _FROM_ENVIRONMENT.findall(configuration):
        names |= set(_NAME.findall(listed or single))
    yield from (f"{name}={os.environ.get(name)!r}" for name in sorted(names))
