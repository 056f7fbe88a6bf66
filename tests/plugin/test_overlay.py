"""What a preview adds to a page is allowed by the page's policy, and nothing besides."""

from __future__ import annotations

import re

from dateline.errors import Problem
from dateline.plugin.overlay import notice, with_notice, with_reload
from dateline.policy import hash_of, policy_text

PAGE = f'<meta http-equiv="Content-Security-Policy" content="{policy_text()}"><body><p>A story</p></body>'.encode()


def policy_of(page: bytes) -> str:
    found = re.search(r'content="([^"]*)"', page.decode())
    assert found
    return found[1]


def test_the_script_that_reloads_is_allowed_alone() -> None:
    after = PAGE.replace(b"</body>", b"<script>reload(1)</script></body>")
    served = with_reload(PAGE, after)
    assert policy_of(served) == policy_text(scripts=[hash_of("reload(1)")])
    assert served.count(b"<script>reload(1)</script></body>") == 1


def test_the_style_of_the_notice_is_allowed_alone_and_what_it_says_is_text() -> None:
    box = notice([Problem("x", "x")], "<script>alert(1)</script>")
    served = with_notice(PAGE, box)
    (style,) = re.findall(r"<style>(.*?)</style>", served.decode(), re.DOTALL)
    assert policy_of(served) == policy_text(styles=[hash_of(style)])
    assert b"<script" not in served
    assert served.endswith(b"</div></body>")


def test_a_page_without_an_end_gets_them_too() -> None:
    cut = PAGE.removesuffix(b"</body>")
    assert with_notice(cut, notice([], "x")).endswith(b"</div>")
    assert policy_of(with_reload(cut, cut + b"<script>a</script>")) == policy_text(scripts=[hash_of("a")])
