"""Who would run after the site was looked over and replaced, and so could change it with nobody looking.

MkDocs calls the handlers of an event by their priority, and those of one priority as `plugins` and then `hooks` name them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from dateline.errors import ConfigurationError, Problem
from dateline.plugin.notices import FindText

_EVENT = "post_build"


def check_last(config: MkDocsConfig, ours: Callable[..., Any], find: FindText) -> None:
    """Raise ConfigurationError for the handlers of the event `on_post_build` that come after ours, which replaces the site."""
    problems = list(_late(config, ours, find))
    if problems:
        raise ConfigurationError(problems)


def _late(config: MkDocsConfig, ours: Callable[..., Any], find: FindText) -> Iterator[Problem]:
    handlers = config.plugins.events[_EVENT]
    least = _priority(ours)
    for handler in handlers[handlers.index(ours) + 1 :]:
        name = config.plugins._event_origins.get(handler) or handler.__module__  # noqa: SLF001 - MkDocs gives no other way
        help_ = f"give it a priority above {least}: `@event_priority(0)`"
        if _priority(handler) == least and name not in config["hooks"]:
            help_ = "name it before `dateline` under `plugins`"
        message = f"'on_{_EVENT}' of {name} runs when the site is looked over and replaced already"
        yield Problem("late-handler", message, find("mkdocs.yml", name.rpartition("/")[2]), help_)


def _priority(handler: Callable[..., Any]) -> int:
    return int(getattr(handler, "mkdocs_priority", 0))
