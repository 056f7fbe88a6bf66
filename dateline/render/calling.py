"""Calls and filters in an expression that do not fit what they call, told as authors write them and not as Python does."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from dateline.errors import QueryError


def check_call(function: Callable[..., Any], arguments: tuple[Any, ...], named: Mapping[str, Any], form: str) -> None:
    """Raises QueryError, with what may be written, for arguments that a function does not take. `form`: how a call begins."""
    signature = inspect.signature(function)
    try:
        signature.bind(*arguments, **named)
    except TypeError:
        takes = ", ".join(signature.parameters)
        whole = form if form.startswith("|") and not takes else f"{form}({takes})"
        raise QueryError(f"'{form.lstrip('.| ')}' is given too much, or too little, in brackets", f"write {whole}") from None


def as_filter(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The same filter, which raises QueryError for arguments that it does not take."""

    @functools.wraps(function)
    def filtered(value: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return function(value, *arguments, **named)
        except TypeError:
            check_call(functools.partial(function, value), arguments, named, f"| {name}")
            raise

    return filtered
