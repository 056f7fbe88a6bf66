"""What an author may ask between braces, how it reads, and that nothing else gets through."""

from __future__ import annotations

import contextlib
import time
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.errors import QueryError
from dateline.model import Period
from dateline.query import Desk
from dateline.render import Expressions, Quoted, Typed, author_names, expressions
from tests import factories

RECORD = factories.record(factories.seed_report())
DESK = Desk(RECORD)
EXPRESSIONS = Expressions({**DESK.namespace(Period.parse(factories.WEEK)), **author_names(RECORD.sources)})


def reads(text: str) -> str:
    return EXPRESSIONS.evaluate(text).text


def refusal(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        EXPRESSIONS.evaluate(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("strikes()", "9"),
        ("strikes() | words", "nine"),
        ("strikes() | words | capitalize", "Nine"),
        ('strikes(place="bayji")', "0 to 3"),
        ('strikes(place="bayji") | words | capitalize', "Zero to three"),
        ('strikes(day="2018-04-02") | words', "zero to nine"),
        ('strikes(month="2018-04") | words', "at least zero"),
        ('strikes(end="2018-04-20", country="iraq") | words', "at least six"),
        ("strikes(country=['iraq', 'syria'])", "9"),
        ('share(strikes(country="iraq"), strikes())', "67%"),
        ('share(strikes(country="iraq"), strikes()) | words', "sixty-seven per cent"),
        ('share(strikes(country="iraq"), strikes(), 1) | percent', "66.7%"),
        ('strikes(country="iraq") + strikes(country="syria")', "9"),
        ('strikes(country="iraq") - strikes(country="syria")', "3"),
        ('(strikes(country="syria") - strikes(country="iraq")) | words', "minus three"),
        ("(strikes() / 7) | round(1)", "1.3"),
        ("(strikes() / 7) | round", "1"),
        ("strikes() / 2", "4.5"),
        ("strikes() * 1000", "9,000"),
        ("strikes() * 1000 | words", None),
        ("(strikes() * 117) | words", "one thousand and fifty-three"),
        ("-strikes()", "−9"),
        ("-strikes() | abs", "9"),
        ("(strikes() * 5) | percent", "45%"),
        ('strikes().top("place", 1)[0]', "Baghdad"),
        ('strikes().top("place", 1)[0].label | lower', "baghdad"),
        ('strikes().top("place", 1)[0].count | words', "one"),
        ("strikes().period", "30 March to 5 April 2018"),
        ("strikes().period.start", "30 March 2018"),
        ("strikes().period.start.year", "2018"),
        ('day("2018-04-05")', "5 April 2018"),
        ("strikes().in_words()", "strikes, 30 March to 5 April 2018"),
        ('quoted("304 percent", source="lwj-2018-04-06")', "304 percent"),
        ('quoted("304 percent", source="lwj-2018-04-06").number', "304"),
        ('strikes().low + quoted("1,147", source="lwj-2018-04-06").number', "1,156"),
        ('(quoted("225", source="lwj-2018-04-06").number / 74 * 100) | percent(1)', "304.1%"),
        ('typed("nine lives", why="a saying")', "nine lives"),
    ],
)
def test_an_expression_reads(text: str, reading: str | None) -> None:
    if reading is None:
        assert "texts" in refusal(text).message, "a filter binds closer than arithmetic, and says so"
    else:
        assert reads(text) == reading


@pytest.mark.parametrize(
    ("text", "message", "way_out"),
    [
        ("strkes()", "no name 'strkes'", "did you mean 'strikes'?"),
        ("strikes() | wrods", "no filter 'wrods'", "did you mean 'words'?"),
        ("strikes().cuont", "no attribute 'cuont' in an answer", "did you mean 'count'?"),
        ('strikes(county="iraq")', "no filter 'county'", "did you mean 'country'?"),
        ('strikes(country="irak")', "no country 'irak'", "did you mean 'iraq'?"),
        ('strikes("iraq")', "strikes() cannot be asked like this", "filters are given by name"),
        ('quoted("x", source="lwj-2018-04-07")', "no source 'lwj-2018-04-07'", "did you mean 'lwj-2018-04-06'?"),
        ('quoted("x")', "quoted() needs the source", "source="),
        ('quoted("", source="lwj-2018-04-06")', "needs the words themselves", ""),
        ('quoted("about nine", source="lwj-2018-04-06").number', "do not begin with a number", "quote the number first"),
        ('typed("x")', "typed() needs a reason", "why="),
        ('typed("x", why="  ")', "typed() needs a reason", "why="),
        ("strikes", "a name without its brackets", ""),
        ('strikes().by("week")', "a table", ".count"),
        ('strikes().top("place", 1)[7]', "there is no [7]", ""),
        ("strikes() / 7", "too many decimals", "round(1)"),
        ("strikes() / 0", "division by zero", ""),
        ('strikes(place="bayji") * 2', "exact numbers", ".low"),
        ('strikes(place="bayji") | round', "one exact number", ""),
        ("strikes() | round(99)", "from 0 to 6", ""),
        ("strikes() + engagements()", "different measures", ""),
        ("strikes() + strikes()", "twice", ""),
        ('quoted("304 percent", source="lwj-2018-04-06") | words', "puts a number into words", "leave out"),
        ('strikes(country="iraq", country="syria")', "'country' is given twice", "a list"),
        ("strikes() | round(digits=1, digits=2)", "'digits' is given twice", ""),
        ('strikes(country="iraq", \uff43ountry="syria")', "U+FF43 (fullwidth latin small letter c)", "letters a to z"),
        ("strikes() | round(\uff44igits=1, digits=2)", "U+FF44", "letters a to z"),
        ("strikes(place=None)", "'none' stands for nothing", "leave out"),
        ('strikes(place=["bayji", none])', "'none' stands for nothing", "leave out"),
        ("strikes(start=none)", "'none' stands for nothing", "leave out"),
        ('strikes(place=targets(target="tactical-unit").high)', "place= is given nothing", "leave place= out"),
        ('strikes().by("week", "country")', "'by' is given too much, or too little, in brackets", "write .by(dimension)"),
        ("strikes().by()", "'by' is given too much, or too little", "write .by(dimension)"),
        ('strikes().top("week", n=1)', "'top' is given", "write .top(dimension, number)"),
        ("strikes().low()", "a number takes no brackets", "strikes().low,"),
        ("strikes() | words(1, 2)", "'words' is given too much", "write | words"),
        ("strikes() | round(1, 2)", "'round' is given too much", "write | round(digits)"),
        ("strikes(", "cannot be read", ""),
        ("strikes() strikes()", "does not end where it should", ""),
        ("strikes(country=“iraq”)", "cannot be read", "straight quotation marks"),
        ("", "empty", "strikes()"),
        ("9", "asks nothing", "typed("),
        ('"nine" | capitalize', "asks nothing", "typed("),
    ],
)
def test_what_is_wrong_is_said_with_a_way_out(text: str, message: str, way_out: str) -> None:
    error = refusal(text)
    assert message in error.message
    assert way_out in (error.help or "")


ATTACKS = [
    "'x' * 10**9",
    "'x' * 1000000000",
    "strikes().in_words() * 1000000000",
    "[strikes()] * 1000000000",
    "10 ** 10 ** 10 + strikes()",
    "strikes() * 1e308 * 1e308",
    "strikes() * 999999999999999 * 999999999999999",
    "9" * 1999 + " + strikes()",
    "'%1000000000d' % strikes()",
    "strikes() ~ strikes() ~ strikes()",
    "range(999999999)",
    "lipsum()",
    "cycler(1)",
    "joiner()",
    "namespace()",
    "dict()",
    "self",
    "strikes.__globals__",
    "strikes().__class__.__mro__",
    "strikes()._x",
    "strikes()['__class__']",
    "strikes()|attr('__class__')",
    "strikes().period.start.__reduce__()",
    "strikes().period.start.strftime('%999999999d')",
    "strikes().in_words().format(strikes())",
    "strikes().in_words().center(999999999)",
    "strikes().desk.record.sources.clear()",
    "strikes().desk.record.places.update(x=1)",
    "strikes().desk._ledgers",
    "strikes(*[1, 2])",
    "strikes(**{'a': 1})",
    "strikes() if strikes() else 0",
    "strikes() == 9",
    "not strikes()",
    "strikes() is defined",
    "strikes() in [9]",
    "{'a': strikes()}",
    "strikes().top('place', 3)[0:2]",
    "strikes() and 0",
    "(" * 900 + "strikes()" + ")" * 900,
    "-" * 1900 + "strikes()",
    "strikes()" + ".period" * 200,
    "strikes()" + " + strikes()" * 150,
    "x" * 3000,
    "strikes() }} {{ 7*7",
    "strikes() %} {% for x in y %}",
    "strikes() #}",
    'quoted("\\x02wzxhzdk:0\\x03", source="lwj-2018-04-06")',
    'quoted("\\u202e", source="lwj-2018-04-06")',
    'typed("a" "b", why="x"',
    "strikes().desk.ask.__func__",
]


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_nothing_else_gets_through_and_none_of_it_costs(text: str) -> None:
    tracemalloc.start()
    start = time.perf_counter()
    refusal(text)
    taken = time.perf_counter() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 2
    assert peak < 20_000_000


ATOMS = st.sampled_from(
    """strikes() / strikes(place="bayji") / targets() / share(strikes(country="iraq"), strikes()) / strikes / 9 / 0.1
    1e999 / "text"
    strikes().period / strikes().top("place", 2) / strikes().by("week") / quoted("x", source="lwj-2018-04-06")
    nope / True / none
    strikes().count / [] / day("2018-04-05") / 10000000000000000000000 / change""".replace("\n", " / ").split(" / ")
)
SIGNS = st.sampled_from("+ - * / // ** % ~ == < and or in | .".split())
FILTERS = st.sampled_from("words number round(1) percent abs capitalize lower x".split())
ATTRIBUTES = st.sampled_from("low high label rows start __class__ items() desk".split())
TREES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, SIGNS, inner),
        st.builds("{} | {}".format, inner, FILTERS),
        st.builds("({}).{}".format, inner, ATTRIBUTES),
        st.builds("{}[{}]".format, inner, inner),
        st.builds("-{}".format, inner),
        st.builds("share({}, {})".format, inner, inner),
        st.builds("strikes(country={})".format, inner),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.one_of(TREES, st.text(max_size=60)))
@example("strikes()}}")
@example("\x00")
def test_whatever_is_written_gives_text_or_a_query_error(text: str) -> None:
    with contextlib.suppress(QueryError):
        result = EXPRESSIONS.evaluate(text)
        assert isinstance(result.text, str)
        assert len(result.text) <= 2000


@pytest.mark.parametrize("name", ["می‌خواهم", "no break　wide", "soft­hyphen", "a	b", "👩‍👧", "\u200bx"])
def test_whatever_the_record_may_hold_may_be_printed(name: str) -> None:
    assert reads(f'quoted("{name}", source="lwj-2018-04-06")') == name


@pytest.mark.parametrize("sign", ["\\u202e", "\\u0000", "\\u0007", "\\u2028", "\\ufffe", "\\x02"])
def test_what_no_file_may_hold_is_not_printed(sign: str) -> None:
    assert "control characters" in refusal(f'quoted("a{sign}b", source="lwj-2018-04-06")').message


def test_neither_an_expression_nor_what_it_prints_is_longer_than_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reads("strikes()" + " " * 1_991) == "9"
    assert "is longer than 2,000 characters" in refusal("strikes()" + " " * 1_992).message
    assert len(reads("strikes().period")) == 24
    monkeypatch.setattr(expressions, "LONGEST", 23)
    assert "prints more than 23 characters" in refusal("strikes().period").message


def test_the_answers_asked_are_noted() -> None:
    result = EXPRESSIONS.evaluate('share(strikes(country="iraq"), strikes())')
    assert [answer.in_words() for answer in result.used] == [
        "strikes, Iraq, 30 March to 5 April 2018",
        "strikes, 30 March to 5 April 2018",
    ]


def test_a_number_stays_one_through_its_filters() -> None:
    assert EXPRESSIONS.evaluate("strikes() | words | capitalize").number == 9
    assert EXPRESSIONS.evaluate("(strikes() / 7) | round(1)").number == Decimal("1.3")
    assert EXPRESSIONS.evaluate('share(strikes(country="iraq"), strikes()) | words').number == 67
    assert EXPRESSIONS.evaluate('strikes(place="bayji") | words').number is None
    assert EXPRESSIONS.evaluate('strikes(place="bayji") | words').is_number
    assert not EXPRESSIONS.evaluate("strikes().period").is_number


def test_quotations_keep_their_source_and_typed_text_its_reason() -> None:
    assert EXPRESSIONS.evaluate('quoted("304 percent", source="lwj-2018-04-06")').quotation == Quoted(
        "304 percent", "lwj-2018-04-06"
    )
    assert EXPRESSIONS.evaluate('typed("nine lives", why="a saying")').quotation == Typed("nine lives", "a saying")
    assert EXPRESSIONS.evaluate("strikes()").quotation is None
