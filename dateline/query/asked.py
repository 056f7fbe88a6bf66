"""A value that somebody gave a question, as a message quotes it."""

from __future__ import annotations

_MOST = 60


def quoted_value(value: object) -> str:
    """Texts, numbers and lists of them as they were written, cut short; of anything else, what it is.

    The whole of it is never said: an answer holds the record.
    """
    if value is None or isinstance(value, str | int | float):
        said = repr(value)
    elif isinstance(value, list | tuple):
        said = f"[{', '.join(map(quoted_value, value[:_MOST]))}]"
    elif isinstance(value, dict):
        said = f"{{{', '.join(f'{quoted_value(key)}: {quoted_value(one)}' for key, one in value.items())}}}"
    else:
        kind = type(value).__name__.lower()
        said = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    return said if len(said) <= _MOST else f"{said[: _MOST - 1]}…"
