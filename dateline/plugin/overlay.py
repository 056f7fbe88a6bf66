"""What a preview adds to the pages that it serves: the script that reloads them, and the problems of an edit on top of them.

The policy of a page knows nothing of either: it is widened by their hashes, so that an author's browser is as strict as a
reader's.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from dateline.errors import Problem
from dateline.policy import allowing, hash_of

_STYLE = """
#dateline-problems { position: fixed; inset: 0 0 auto; z-index: 9999; max-height: 60vh; overflow: auto; padding: 12px 20px;
  background: #fff4f2; color: #5c1004; border-bottom: 3px solid #c8351c; font: 14px/1.5 system-ui, sans-serif; }
#dateline-problems pre { margin: 8px 0 0; white-space: pre-wrap; font: 13px/1.45 ui-monospace, monospace; }
"""


def notice(problems: Iterable[Problem], text: str) -> bytes:
    """The box that covers the top of a page, as HTML."""
    number = len(list(problems))
    head = "The build failed" if not number else f"{number} problem{'' if number == 1 else 's'} in this edit"
    return (
        f'<style>{_STYLE}</style><div id="dateline-problems" role="alert">'
        f"<strong>{escape(head)}: you see the last good page.</strong><pre>{escape(text)}</pre></div>"
    ).encode()


def with_notice(body: bytes, box: bytes) -> bytes:
    """A page with the box as the last thing in it."""
    end = body.rfind(b"</body>")
    return allowing(body[:end] + box + body[end:] if end >= 0 else body + box, styles=[hash_of(_STYLE)])


def with_reload(before: bytes, after: bytes) -> bytes:
    """A page that a server put its script into: `before` and `after` it did, at the end of the body."""
    end = before.rfind(b"</body>")
    start = end if end >= 0 else len(before)
    script = after[start : start + len(after) - len(before)].removeprefix(b"<script>").removesuffix(b"</script>")
    return allowing(after, scripts=[hash_of(script.decode())])
