"""How well releases are read: `python -m benchmarks.releases [FOLDER] [--gazetteer data/places.yml]`.

A folder holds pairs NAME.txt (the release; a first line `published: YYYY-MM-DD` may say when it was published) and NAME.json, a
list of `{"line": ..., "places": [...], "country": ..., "strikes": ...}`: a piece of the text that stands in it word for word,
and what it says. Without a folder the project's own are read (tests/ingest/releases). Each line is one of:

right     place, country and count are those of the case (a place that the gazetteer does not have is listed by its name)
flagged   it stands under `unread`, or its event carries a doubt that stops the build or asks the editor
wrong     something else was made of it, and nobody is told
missing   nothing was made of it, and nobody is told
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline.errors import ConfigurationError
from dateline.ingest import Draft, ReleaseReader, Wanted
from dateline.ingest.claims import Claim, Sort
from dateline.ingest.names import name_key
from dateline.load import readable_record
from dateline.model import Record

HERE = Path(__file__).resolve().parents[1]
OWN = HERE / "tests" / "ingest" / "releases"
Verdict = Literal["right", "flagged", "wrong", "missing"]
_PUBLISHED = re.compile(r"published:\s*([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*\r?\n")


@dataclass(frozen=True)
class Case:
    """One strike line and what it says. Without places: a total of a country."""

    line: str
    places: tuple[str, ...]
    country: str | None
    strikes: int


@dataclass(frozen=True)
class Outcome:
    """What became of one case; `got`: what was read instead."""

    name: str
    case: Case
    verdict: Verdict
    got: str
    also_unread: bool = False


@dataclass(frozen=True)
class Judge:
    """Compares drafts with cases, with the gazetteer of one record."""

    record: Record
    reader: ReleaseReader

    @classmethod
    def of(cls, record: Record) -> Judge:
        return cls(record, ReleaseReader(record))

    def release(self, name: str, text: str, cases: list[Case]) -> list[Outcome]:
        """The verdict on every case of one release."""
        header = _PUBLISHED.match(text)
        published = dt.date.fromisoformat(header[1]) if header else None
        body = text[header.end() :] if header else text
        try:
            draft = self.reader.read(body, Wanted(name, published=published))
        except ConfigurationError as refused:
            return [Outcome(name, case, "flagged", str(refused)) for case in cases]
        met: Counter[str] = Counter()
        found = []
        for case in cases:
            place = _find(body, case.line, met[case.line])
            met[case.line] += 1
            found.append(
                self._verdict(name, case, place, draft) if place else Outcome(name, case, "missing", "no such line in the text")
            )
        return found

    def _verdict(self, name: str, case: Case, place: tuple[int, int], draft: Draft) -> Outcome:
        start, end = place
        made = [claim for claim in draft.reading.claims if any(s.start < end and start < s.end for s in claim.sentences)]
        unread = [u for u in draft.reading.unread if u.sentence.start < end and start < u.sentence.end]
        got = "; ".join(
            f"{claim.strikes} at {' or '.join(p.name for p in claim.places) or '-'} in {claim.countries}" for claim in made
        )
        fits = [claim for claim in made if self._fits(claim, case)]
        verdict: Verdict
        if fits:
            verdict = "right"
        elif unread or any(self._told(claim) for claim in made):
            verdict = "flagged"
        else:
            verdict = "wrong" if made else "missing"
        return Outcome(name, case, verdict, got or "; ".join(u.why for u in unread), bool(unread))

    def _fits(self, claim: Claim, case: Case) -> bool:
        if claim.strikes != case.strikes or (case.country and claim.countries != (case.country,)):
            return False
        if not case.places:
            return claim.sort is not Sort.EVENT or not claim.places
        wanted = {self._place(place) for place in case.places}
        return wanted == {frozenset(place.ids or [name_key([place.name])]) for place in claim.places}

    def _place(self, name: str) -> frozenset[str]:
        found = self.reader.names.find(name)
        return frozenset(found or [name_key([name])])

    def _told(self, claim: Claim) -> bool:
        """Whether the draft makes an editor look at a claim: a doubt, or a place that stops the build."""
        return bool(claim.doubts) or any(not place.ids for place in claim.places)


def _find(text: str, line: str, before: int) -> tuple[int, int] | None:
    """Where a line stands in a text, however it is broken there; `before` of the same kind are passed over if there are more."""
    places = [found.span() for found in re.finditer(r"\s+".join(map(re.escape, line.split())), text)]
    return places[min(before, len(places) - 1)] if places else None


def cases_of(path: Path) -> list[Case]:
    """The cases of one NAME.json."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Case(row["line"], tuple(row["places"]), row["country"], row["strikes"]) for row in rows]


def judged(folder: Path, record: Record) -> list[Outcome]:
    """Every case of every pair in a folder."""
    judge = Judge.of(record)
    found: list[Outcome] = []
    for path in sorted(folder.rglob("*.json")):
        text = path.with_suffix(".txt")
        if text.is_file():
            found += judge.release(path.stem, text.read_text(encoding="utf-8"), cases_of(path))
    return found


def report(outcomes: list[Outcome], seconds: float, *, verbose: bool) -> str:
    """The figures, and every line that is not right."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    total = len(outcomes) or 1
    told = {"wrong", "missing", *(["flagged"] if verbose else [])}
    lines = [_shown(outcome) for outcome in outcomes if outcome.verdict in told]
    lines += [f"{name:18} {counts[verdict]:6} {counts[verdict] / total:8.2%}" for name, verdict in NAMES.items()]
    both = sum(outcome.also_unread for outcome in outcomes if outcome.verdict == "right")
    lines.append(f"{'right, and unread':18} {both:6} (the count was kept, the rest is left to the editor)")
    lines.append(f"{len(outcomes)} lines of {len({outcome.name for outcome in outcomes})} releases in {seconds:.2f} s")
    return "\n".join(lines)


def _shown(outcome: Outcome) -> str:
    case = outcome.case
    wanted = f"{case.strikes} at {' or '.join(case.places) or '-'} in {case.country}"
    return f"{outcome.verdict:8} {outcome.name}: {case.line}\n         wanted {wanted}; got: {outcome.got}"


NAMES: dict[str, Verdict] = {"right": "right", "flagged": "flagged", "wrong in silence": "wrong", "missing": "missing"}


def main() -> int:
    """Measure and print; the exit code is 1 where anything was wrong or missing in silence."""
    parser = argparse.ArgumentParser(description="How well strike releases are read.")
    parser.add_argument("folder", nargs="?", type=Path, default=OWN)
    parser.add_argument(
        "--gazetteer", type=Path, default=HERE / "data" / "places.yml", help="the places.yml of the project to read with"
    )
    parser.add_argument("--verbose", action="store_true", help="list what was flagged, too")
    options = parser.parse_args()
    record = readable_record(options.gazetteer.resolve().parents[1])
    started = time.perf_counter()
    outcomes = judged(options.folder, record)
    print(report(outcomes, time.perf_counter() - started, verbose=options.verbose))
    return 1 if any(outcome.verdict in {"wrong", "missing"} for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
