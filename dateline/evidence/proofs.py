"""The numbers and charts of a page as evidence: each in its sentence, with what was asked and what answers it.

Here belongs going through what a conversion found (`dateline.markdown.mentions`) in its order. What an answer rests on is said in
`told`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dateline import addresses
from dateline.evidence.quotes import Quote, quote_of
from dateline.evidence.told import Teller, Told
from dateline.markdown.mentions import Entry, Mention, Shown
from dateline.markdown.numbers import of_days, question, said
from dateline.query import Answer
from dateline.query.remembered import key_of
from dateline.render import Typed
from dateline.render.wording import behind

_WHERE = {
    "title": "Headline",
    "standfirst": "Standfirst",
    "chart": "Words of a chart",
    "text": "",
    "heading": "Heading",
    "caption": "Caption of a chart",
    "cell": "Table",
    "footnote": "Footnote",
    "attribute": "Description of an image, or of a link",
}


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart of the page: what it says of itself."""

    id: str
    title: str
    subtitle: str
    summary: str
    spot: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer below a number. `told` None: another entry, `first` in words (`number 3`), whose anchor is `at`, has told it."""

    question: str
    result: str
    told: Told | None
    first: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A number (or a chart) of a page with its evidence.

    `kind` is what it is; `before`, `printed` and `after` are its sentence; `back` is the anchor in the page; `spot` the place in
    the source, `raw` the expression as written there; `said` the same in words. `quotes` are quotations printed or calculated
    with; `typed` is the reason of a figure that was typed on purpose.
    """

    number: int
    id: str
    kind: str
    where: str
    before: str
    printed: str
    after: str
    back: str
    spot: str
    raw: str
    said: str
    answers: tuple[Answered, ...]
    tolds: tuple[Told, ...]
    quotes: tuple[Quote, ...] = ()
    typed: str = ""
    chart: Charted | None = None


class _Seen:
    """Which entry of a page told an answer first."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._first: dict[object, tuple[int, str]] = {}

    def answered(self, answers: Iterable[Answer], number: int, anchor: str) -> tuple[Answered, ...]:
        return tuple(self._answered(answer, number, anchor) for answer in answers)

    def _answered(self, answer: Answer, number: int, anchor: str) -> Answered:
        told = self._teller.told(answer)
        first, at = self._first.setdefault(key_of(answer), (number, anchor))
        return Answered(told.question, told.result, told if first == number else None, f"number {first}", at)


def proofs_of(entries: Iterable[Entry], charted: Callable[[str], tuple[Charted, Answer]], teller: Teller) -> tuple[Proof, ...]:
    """The entries of a page as evidence, in their order; names and days that rest on nothing counted are left out."""
    seen, proofs = _Seen(teller), list[Proof]()
    for entry in entries:
        number = len(proofs) + 1
        if isinstance(entry, Shown):
            proofs.append(_chart(*charted(entry.figure), number, seen, teller))
        elif _counts(entry):
            proofs.append(_number(entry, number, seen, teller))
    return tuple(proofs)


def _counts(mention: Mention) -> bool:
    """Whether a result rests on counting, or on somebody's word. The days that a question asked about rest on neither."""
    found = mention.evaluated
    days = [day for answer in found.answers for day in (answer.period, answer.period.start, answer.period.end)]
    return found.is_number or found.quotation is not None or (bool(days) and behind(found.value) not in days)


def _said(mention: Mention) -> str:
    """What was asked, where it is more than the one question that stands below."""
    found, kind = mention.evaluated, _kind(mention)
    if kind in ("Counted", "Quoted", "Typed on purpose"):
        return ""
    besides = "It calculates with what is quoted below." if found.quotes else ""
    words = "" if not found.answers else said(found) if found.is_number else f"Found by counting {question(found.answers[0])}."
    return " ".join(filter(None, (words, besides)))


def _number(mention: Mention, number: int, seen: _Seen, teller: Teller) -> Proof:
    found = mention.evaluated
    answers = () if of_days(found) else found.answers  # what was counted on the days proves nothing of their number
    back = mention.anchor if mention.in_page else mention.figure or "top"
    return Proof(
        number,
        mention.anchor,
        _kind(mention),
        ": ".join(filter(None, (_WHERE[mention.where], mention.label))),
        mention.before,
        found.text,
        mention.after,
        back,
        str(mention.spot),
        " ".join(mention.raw.split()),
        _said(mention),
        seen.answered(answers, number, mention.anchor),
        tuple(map(teller.told, answers)),
        tuple(dict.fromkeys(quote_of(q, teller.record, printed=found.quotation is not None) for q in found.quotes)),
        found.quotation.why if isinstance(found.quotation, Typed) else "",
    )


def _kind(mention: Mention) -> str:
    found = mention.evaluated
    if isinstance(found.quotation, Typed):
        return "Typed on purpose"
    if found.quotation is not None:
        return "Quoted"
    if not found.is_number:
        return "Name or day, found by counting"
    if len(found.answers) == 1 and found.shows(found.answers[0]):
        return "Counted"
    return "Calculated"


def _chart(chart: Charted, total: Answer, number: int, seen: _Seen, teller: Teller) -> Proof:
    anchor = f"f-{chart.id}"
    told = teller.told(total)
    return Proof(
        number,
        anchor,
        "Chart",
        "",
        "",
        chart.title,
        "",
        chart.id,
        chart.spot,
        "",
        chart.summary,
        seen.answered((total,), number, anchor),
        (told,),
        chart=chart,
    )


def figure_data(figure: str) -> str:
    """Where the rows of a chart lie."""
    return addresses.figure_file(figure, "csv")
