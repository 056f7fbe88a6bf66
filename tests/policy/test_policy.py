"""What a page may do, and that a hostile text gains nothing by standing in it."""

from __future__ import annotations

from dateline.policy import GAP, Policy, allowing, hash_of, policy_text

KNOWN = Policy({"known()": hash_of("known()"), "other()": hash_of("other()")}, {"p {}": hash_of("p {}")})


def directives(text: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in text.split("; "))}


def test_nothing_is_allowed_but_what_is_ours() -> None:
    found = directives(policy_text())
    assert found["default-src"] == found["base-uri"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["form-action"] == ["'self'"]
    sources = {source for values in found.values() for source in values}
    assert sources == {"'none'", "'self'", "data:"}
    assert [name for name, values in found.items() if "data:" in values] == ["img-src"]


def test_a_page_allows_the_code_that_it_holds_and_no_other() -> None:
    page = f'<meta content="{GAP}"><script>known()</script><style>p {{}}</style><script>injected()</script>'
    filled = KNOWN.put_into(page)
    found = directives(filled.split('"')[1])
    assert found["script-src"] == ["'self'", f"'{hash_of('known()')}'"]
    assert found["style-src"] == ["'self'", f"'{hash_of('p {}')}'"]
    assert hash_of("injected()") not in filled


def test_a_policy_can_stand_in_an_attribute_as_it_is() -> None:
    assert not set(KNOWN.text_for("known() p {}")) & set('"<>&\n')


def test_a_page_without_a_gap_stays_as_it_is() -> None:
    assert KNOWN.put_into("<p>known()</p>") == "<p>known()</p>"


def test_a_preview_widens_the_policy_of_a_page_once() -> None:
    page = f'<meta http-equiv="Content-Security-Policy" content="{policy_text()}">'.encode()
    text = allowing(page + page, scripts=["sha256-a"], styles=["sha256-b"]).decode()
    assert text.count("script-src 'self' 'sha256-a'") == text.count("style-src 'self' 'sha256-b'") == 1
    assert text.endswith(page.decode())
