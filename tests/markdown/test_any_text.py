"""Whatever is typed, an article gives HTML or problems: no exception, and nothing of our own marks in the page."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.markdown import PageContext, render_page
from dateline.markdown.source import without_code, without_expressions, without_options, without_quotations
from dateline.query import Desk
from tests.markdown.pages import BODY_LINE, FILE, article, record

RECORD = record()
DESK = Desk(RECORD)
PIECES = st.sampled_from(
    """{{ |}} |{{ strikes() }}|{{ strikes() / words }}|{{ strkes() }}
    {{ quoted("<b>&amp;", source="lwj-2018-04-06") }}|nine strikes|45 %
    `|```|~~~|    |\t|> |- |1. |# |---|***|_|\\|\n|\n\n|\n\n|[|](|)|![|<div>|</div>|<b title="|">|<!-- | -->|&amp;|<script>|///
    /// chart / weekly|    from: 2018-03-30|    title: "|]: |[^1]|: |!!! note|"|“|”|'|text |\x02|\x03|\u202e|é|\r\n""".replace(
        "\n    ", "|"
    ).split("|")
).map(lambda piece: piece.replace(" / ", " | "))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map("".join))
def test_an_article_gives_html_or_problems(body: str) -> None:
    rendered = render_page(PageContext(article(body), RECORD, DESK, "fuzz"))
    assert not re.search("dlvalue|dlpipe", rendered.html)
    for problem in rendered.problems:
        assert problem.message
        assert problem.spot is not None
        assert problem.spot.file == FILE
        assert BODY_LINE <= problem.spot.line <= BODY_LINE + len(re.findall("\r\n|\r|\n", body))


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map("".join))
def test_blanking_out_moves_nothing(text: str) -> None:
    for blank in (without_code, without_expressions, without_options, without_quotations):
        blanked = blank(text)
        assert len(blanked) == len(text)
        assert [at for at, character in enumerate(blanked) if character == "\n"] == [at for at, c in enumerate(text) if c == "\n"]
