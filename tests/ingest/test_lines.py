"""Lines nobody wrote by hand: each is drawn from a grammar of releases, and read right; or spoilt, and then right or flagged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from benchmarks.releases import Case
from dateline.ingest.numbers import WORDS
from tests.ingest.reader import LEAD, PUBLISHED, drafted, judge

WORD_OF = {number: word for word, number in WORDS.items() if word.isalpha() and number < 20}
PLACES = {
    "Mosul": "iraq",
    "Tal Afar": "iraq",
    "Al Qa’im": "iraq",
    "Ar-Rutbah": "iraq",
    "Sultan Abdallah": "iraq",
    "Al Huwayjah": "iraq",
    "Abu Kamal": "syria",
    "Dayr az Zawr": "syria",
    "Ar Raqqah": "syria",
    "Al-Shaddadi": "syria",
    "Hajin": "syria",
    "Mar'a": "syria",
}
KINDS = [
    "tactical unit",
    "fighting position",
    "supply route",
    "VBIED",
    "weapons cache",
    "command and control node",
    "oil barrel",
    "heavy machine gun",
]


@dataclass(frozen=True)
class Line:
    text: str
    places: tuple[str, ...]
    country: str
    strikes: int

    @property
    def case(self) -> Case:
        return Case(self.text, self.places, self.country, self.strikes)


def number_words(number: int) -> list[str]:
    words = [f"{number:,}"]
    if number in WORD_OF:
        words.append(WORD_OF[number])
    if number == 1:
        words += ["a"]
    return words


@st.composite
def target_lists(draw: st.DrawFn) -> str:
    items = []
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(1, 30))
        kind = draw(st.sampled_from(KINDS))
        prefix = draw(st.sampled_from(["ISIS ", "ISIL ", "ISIS-held ", ""]))
        counted = draw(st.sampled_from(number_words(number)))
        counted = "an" if counted == "a" and (prefix[:1] or kind[:1]) in {"I", "o"} else counted
        items.append(f"{counted} {prefix}{kind}{'' if number == 1 else 's'}")
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + draw(st.sampled_from([" and ", ", and "])) + items[-1]


@st.composite
def done(draw: st.DrawFn) -> str:
    verbs = draw(
        st.lists(
            st.sampled_from(["engaged", "destroyed", "damaged", "suppressed", "struck"]), min_size=1, max_size=3, unique=True
        )
    )
    parts = [f"{verb} {draw(target_lists())}" for verb in verbs]
    return (
        parts[0]
        if len(parts) == 1
        else draw(st.sampled_from(["; ", ", "])).join(parts[:-1])
        + draw(st.sampled_from(["; and ", " and ", ", and "]))
        + parts[-1]
    )


@st.composite
def lines(draw: st.DrawFn) -> Line:
    country = draw(st.sampled_from(["iraq", "syria"]))
    names = [name for name, where in PLACES.items() if where == country]
    places = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    number = draw(st.integers(1, 1200))
    count = draw(st.sampled_from(number_words(number)))
    strikes = draw(st.sampled_from(["strike", "airstrike"])) + ("" if number == 1 else "s")
    where = " and ".join(places) + draw(st.sampled_from(["", f", {country.title()}"]))
    day = draw(st.sampled_from(["Aug. 29", "Sept. 1", "Aug. 29-30", "August 31"]))
    more = number + draw(st.integers(0, 9))
    of = draw(st.sampled_from(["", f" consisting of {more} engagement{'' if more == 1 else 's'}"]))
    acts = draw(done())
    bullet = draw(st.sampled_from(["-- ", "* ", "*", "• ", "- ", ""]))
    end = draw(st.sampled_from([".", "", ";"]))
    doing = acts.replace("destroyed", "destroying", 1)
    text = draw(
        st.sampled_from(
            [
                f"Near {where}, {count} {strikes}{of} {acts}",
                f"On {day}, near {where}, {count} {strikes} {acts}",
                f"On {day} near {where}, coalition military forces conducted {count} {strikes}{of}, {doing}",
                f"{count.capitalize()} {strikes} near {where}{',' if ',' in where else ''} {acts}",
                f"{count.capitalize()} {strikes} took place near {where}",
                f"On {day}, coalition military forces conducted {count} {strikes}{of} against ISIS targets near {where}",
                f"Near {where}, on {day} {count} {strikes} {acts}",
                f"Near {where} {count} {strikes} {acts}",
            ]
        )
    )
    return Line(bullet + text + end, tuple(places), country, number)


def verdict(line: Line, text: str) -> str:
    case = Case(text.strip(), line.places, line.country, line.strikes)
    return judge().release("drawn", f"published: {PUBLISHED}\n{LEAD}{text}\n", [case])[0].verdict


@settings(max_examples=300, deadline=None)
@given(lines())
@example(Line("Near Hajin, 1,147 strikes destroyed an oil barrel.", ("Hajin",), "syria", 1147))
def test_a_line_of_the_grammar_is_read_right(line: Line) -> None:
    outcome = judge().release("drawn", f"published: {PUBLISHED}\n{LEAD}{line.text}\n", [line.case])[0]
    assert outcome.verdict == "right", outcome
    assert not outcome.also_unread, outcome


SPOILS = (
    "drop word",
    "double word",
    "break line",
    "break page",
    "drop letter",
    "swap letters",
    "stray number",
    "stray word",
    "drop mark",
    "cut",
)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Line, str, str]:
    line = draw(lines())
    how = draw(st.sampled_from(SPOILS))
    words = line.text.split(" ")
    at = draw(st.integers(0, len(words) - 1))
    word = words[at]
    if how == "drop word":
        del words[at]
    elif how == "double word":
        words.insert(at, word)
    elif how in {"break line", "break page"}:
        words[at] = word + ("\n" if how == "break line" else "\n\n3\n\n\f")
    elif how == "drop letter":
        cut = draw(st.integers(0, max(0, len(word) - 1)))
        words[at] = word[:cut] + word[cut + 1 :]
    elif how == "swap letters":
        cut = draw(st.integers(0, max(0, len(word) - 2)))
        words[at] = word[:cut] + word[cut : cut + 2][::-1] + word[cut + 2 :]
    elif how == "stray number":
        words.insert(at, str(draw(st.integers(0, 99))))
    elif how == "stray word":
        words.insert(
            at, draw(st.sampled_from(["respectively", "not", "previously", "updated", "approximately", "of", "no", "xqz", "�"]))
        )
    elif how == "drop mark":
        words[at] = word.strip(",;.")
    else:
        words = words[: at + 1]
    return line, " ".join(words), how


def harmless(line: Line, text: str) -> bool:
    """Whether spoiling made another good line, which no reader can tell from what was meant."""
    numbers = {f"{line.strikes:,}", WORD_OF.get(line.strikes, "")}
    kept = any(number and number in text for number in numbers) or line.strikes == 1
    return kept and all(place in text for place in line.places)


@settings(max_examples=600, deadline=None)
@given(spoilt())
def test_a_spoilt_line_is_right_or_flagged(drawn: tuple[Line, str, str]) -> None:
    line, text, _ = drawn
    assume(text.strip(" -*•.;,"))
    assume(harmless(line, text))
    assert verdict(line, text) in {"right", "flagged"}, text


@pytest.mark.parametrize(
    "line",
    [
        "Near Mosul, approximately six strikes destroyed a vehicle.",
        "Near Mosul, at least six strikes destroyed a vehicle.",
        "Near Mosul, between six and eight strikes destroyed a vehicle.",
        "Near Mosul, six or seven strikes destroyed a vehicle.",
        "Near Mosul, two of six strikes destroyed a vehicle.",
        "Near Mosul, 1 6 strikes destroyed a vehicle.",
        "Near Mosul, strikes destroyed a vehicle.",
        "Near Mosul, a strikes destroyed a vehicle.",
        "Near Mosul, several strikes destroyed a vehicle.",
        "Near Mosul, one strike, previously reported as two, destroyed a vehicle.",
        "Near Mosul and Tal Afar, three and two strikes, respectively, destroyed a vehicle.",
        "Near Mosul, two strikes near Tal Afar destroyed a vehicle.",
        "Near Mosul, two strikes destroyed a vehicle and three strikes destroyed a tunnel.",
        "Near Mosul, Syria, two strikes destroyed a vehicle.",
        "Near Mosul and Hajin, two strikes destroyed a vehicle.",
        "Near Mosul, two strikes were not conducted.",
        "Near Mosul, no strikes were conducted.",
        "The Iraqi air force conducted five airstrikes near Mosul.",
        "Russian forces conducted five airstrikes near Palmyra.",
        "Coalition forces have conducted 2,500 strikes in Iraq.",
        "To date, coalition forces conducted 198 airstrikes across Iraq.",
        "Since Aug. 8, coalition forces conducted 110 strikes in Iraq.",
        "The total number of strikes near Mosul is now 154.",
        "The assessment of two strikes near Mosul was updated.",
        "Near the Syrian border, one strike destroyed a vehicle.",
        "Near Mosul, on Aug. 29 and Sept. 45, two strikes destroyed a vehicle.",
        "On Feb. 30, near Mosul, two strikes destroyed a vehicle.",
        "On Oct. 30, near Mosul, two strikes destroyed a vehicle.",
        "Two strikes destroyed a vehicle.",
        "The strikes destroyed a vehicle.",
        "On Aug. 30, two strikes destroyed a vehicle.",
        "Near Mosul, two str1kes destroyed a vehicle.",
        "Near Mosul, 1�6 strikes destroyed a vehicle.",
        "Near Mosul, two strikes consisting of three strikes destroyed a vehicle.",
        "near mosul, two strikes destroyed a vehicle.",
        "Near Mosul and two strikes destroyed a vehicle.",
        "Near Mosul, 06 strikes destroyed a vehicle.",
        "Near Mosul, an airstrike consisting of",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read(line: str) -> None:
    draft = drafted(line)
    assert (draft.events, draft.stated) == ((), ())
    assert draft.unread == (line.replace("�", "□"),)


def test_what_follows_a_line_that_was_not_read_takes_nothing_over_from_above_it() -> None:
    draft = drafted(
        "Near Hajin, two strikes engaged a tactical unit.\n\nNear Mosul, some strikes took place.\n\n"
        "On Aug. 30, two strikes destroyed a vehicle."
    )
    assert [item.entry["place"] for item in draft.events] == ["hajin"]
    assert len(draft.unread) == 2


def test_days_are_reckoned_from_the_release() -> None:
    text = "On Dec. 31, near Hajin, two strikes destroyed a vehicle."
    draft = drafted(text, lead="", published=dt.date(2019, 1, 2))
    assert draft.events[0].entry["on"] == "2018-12-31"
