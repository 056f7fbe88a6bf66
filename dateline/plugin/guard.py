"""What keeps the pages of a build safe in a browser, from what MkDocs knows: their policy, and headers for hosts."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from dateline.policy import Policy, headers_file
from dateline.press import write

HEADERS = "_headers"


def policy_of(config: MkDocsConfig) -> Policy:
    """The policy of pages made with the theme's templates and the newsroom's own."""
    return Policy.of([Path(folder) for folder in config.theme.dirs])


def add_headers(tree: Path) -> None:
    """Write the headers for hosts into a built tree, unless the newsroom has written some of its own."""
    if not (tree / HEADERS).exists():
        pages = (page.relative_to(tree).as_posix() for page in tree.rglob("*.html"))
        write([(HEADERS, headers_file(pages).encode())], tree)
