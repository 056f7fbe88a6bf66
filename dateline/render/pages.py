"""The environment for the newsroom's own templates: trusted, strict about names, escaping everything they print."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline.policy import hash_of
from dateline.render.compiled import CompiledOnce

_PACKAGE = Path(__file__).resolve().parents[1]
_COMPILED = CompiledOnce()
"""Of all environments of this module: they are alike in all that a template is compiled by."""


def template_directories(root: Path) -> list[Path]:
    """Where templates are looked up, first match wins: the project's own, then those that come with Dateline.

    An installed wheel carries them as `dateline/_templates`; a checkout has them beside the package.
    """
    shipped = _PACKAGE / "_templates"
    if not shipped.is_dir():
        shipped = _PACKAGE.parent / "templates"
    own = root / "templates"
    return list(dict.fromkeys(path for path in (own, shipped) if path.is_dir()))


def page_environment(directories: list[Path]) -> Environment:
    """A Jinja environment over `directories`: autoescape on, an unknown name is an error, block lines leave no blanks.

    Pages that stand alone name their styles in their policy with the filter `hash_of`.
    """
    environment = Environment(
        loader=FileSystemLoader([str(path) for path in directories]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )
    environment.filters["hash_of"] = hash_of
    return environment
