"""Made-up edits of a project, good and bad, the same for the same seed: what hours of work do to a preview.

Here belongs what is edited and what must be seen afterwards. Who serves and who looks is not known here.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import environment, python
from benchmarks.pages import REPOSITORY
from dateline.site import CACHE

ARTICLE = "content/articles/a-week.md"
REPORT = "data/events/2018/2018-04-06-cjtf-oir.yml"
PLACES = "data/places.yml"
CONFIG = "mkdocs.yml"
HOME = "content/index.md"
NOTES = "templates/partials/figure-notes.html"
CHART = "charts/own.py"
NUMBERS = "nine ten eleven twelve thirteen fourteen fifteen".split()
LEAST = 9
"""Strikes of the week, of which six are in Iraq: the rest is in Syria, and what an edit of the data changes."""
_PLOT = """
import altair as alt
from dateline.charts.own import chart, colour

@chart("own", by="country", title=lambda story: "{title}")
def own(rows, options, width):
    'Dots.'
    dots = alt.Chart(alt.InlineData(rows)).mark_circle(color=colour("{colour}"), opacity=1)
    return dots.encode(x="low:Q", y="name:N", description="words:N")
"""


MOST_EXTRA = 4
"""So many articles there are at most besides the one that is looked at."""


@dataclass(frozen=True)
class Edit:
    """What was done: its kind, and whether it was meant to be right."""

    kind: str
    good: bool


@dataclass
class Desk:
    """A project under edit: `right` is what each file should hold, `wrong` which of them do not, each with a way back."""

    root: Path
    random: random.Random
    right: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, Callable[[], None]] = field(default_factory=dict)
    _word: str = "begun"
    _strikes: int = LEAST
    _title: str = "First words"
    _notes: str = "begun"
    _colour: str = "c1"
    _extra: list[str] = field(default_factory=list)
    _number: int = 0

    @classmethod
    def at(cls, root: Path, seed: int) -> Desk:
        """A desk over a copy of the seed project, with a chart and a template of its own."""
        desk = cls(root, random.Random(seed))  # noqa: S311 - edits are to be the same again, not secret
        desk.right = {name: (root / name).read_text(encoding="utf-8") for name in (ARTICLE, REPORT, PLACES, CONFIG, HOME)}
        desk._article()
        desk._put(NOTES, "<p>Notes: begun.</p>\n")
        desk._put(CHART, _PLOT.format(title=desk._title, colour=desk._colour))
        return desk

    @property
    def broken(self) -> bool:
        """Whether anything is wrong now."""
        return bool(self.wrong)

    def expected(self) -> tuple[str, ...]:
        """What the article's page says when all is well."""
        number = NUMBERS[self._strikes - LEAST]
        return (f"Near Bayji, {self._word},", f">{number}</a>", f"<p>Notes: {self._notes}.</p>", self._title, "</html>")

    def edit(self) -> Edit:
        """One edit. What is wrong is mended sooner or later, at the latest when three things are."""
        self._number += 1
        away = any(name.endswith("/") for name in self.wrong)
        if self.wrong and (away or len(self.wrong) > 2 or self.random.random() < 0.55):
            return self.mend()
        good = self.random.random() < 0.55
        kinds = _GOOD if good else _BAD
        kind = self.random.choice(sorted(kinds))
        kinds[kind](self)
        return Edit(kind, good)

    def mend(self) -> Edit:
        """Put right one thing that is wrong."""
        name = self.random.choice(sorted(self.wrong))
        self.wrong.pop(name)()
        return Edit("mend", good=True)

    def _new_word(self) -> str:
        return "".join(self.random.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(12))

    def _put(self, name: str, text: str) -> None:
        """What a file should hold from now on. If it was wrong, it is right again."""
        self.right[name] = text
        self.wrong.pop(name, None)
        _write(self.root / name, text.encode())

    def _spoil(self, name: str, content: bytes | None) -> None:
        """Make a file wrong; None takes it away."""
        self.wrong[name] = lambda: _write(self.root / name, self.right[name].encode())
        if content is None:
            (self.root / name).unlink(missing_ok=True)
        else:
            _write(self.root / name, content)

    def _article(self) -> None:
        text = self.right[ARTICLE]
        if "/// chart | own" not in text:
            text = text.replace("Near Bayji it", "Near Bayji, begun, it") + "\n/// chart | own\n\nBy country.\n///\n"
        self._put(ARTICLE, text)

    # What is right -----------------------------------------------------------------------------------------------------

    def text(self) -> None:
        old, self._word = self._word, self._new_word()
        self._put(ARTICLE, self.right[ARTICLE].replace(f"Bayji, {old},", f"Bayji, {self._word},"))

    def headline(self) -> None:
        article = self.right[ARTICLE]
        old, new = ("in a week", "in seven days") if "strikes in a week" in article else ("in seven days", "in a week")
        self._put(ARTICLE, article.replace(f"strikes {old}", f"strikes {new}"))

    def number(self) -> None:
        old, self._strikes = self._strikes, self.random.randrange(LEAST, LEAST + len(NUMBERS))
        text = self.right[REPORT].replace(f"{{strikes: {old}}}", f"{{strikes: {self._strikes}}}")
        syria, now = old - 6, self._strikes - 6
        text = text.replace(f"{{strikes: {syria}, country: syria", f"{{strikes: {now}, country: syria")
        self._put(REPORT, text.replace(f"abu-kamal], strikes: {syria}}}", f"abu-kamal], strikes: {now}}}"))

    def template(self) -> None:
        self._notes = self._new_word()
        self._put(NOTES, f"<p>Notes: {self._notes}.</p>\n")

    def chart(self) -> None:
        self._title, self._colour = f"Words {self._new_word()}", self.random.choice(["c1", "c2", "c3"])
        self._put(CHART, _PLOT.format(title=self._title, colour=self._colour))

    def new_article(self) -> None:
        if len(self._extra) == MOST_EXTRA:  # a project that grows would take more memory, and no leak were seen
            self.gone_article()
        name = f"content/articles/{self._new_word()}.md"
        self._extra.append(name)
        head = f"title: Another {self._new_word()}\ndescription: Words.\ndate: 2018-04-07\nauthors: [desk]"
        self._put(name, f"---\n{head}\n---\nNothing to count.\n")

    def gone_article(self) -> None:
        if not self._extra:
            self.text()
            return
        name = self._extra.pop(self.random.randrange(len(self._extra)))
        self.right.pop(name)
        (self.root / name).unlink()

    def renamed_article(self) -> None:
        if not self._extra:
            self.new_article()
        old = self._extra.pop()
        new = f"content/articles/{self._new_word()}.md"
        self._extra.append(new)
        self.right[new] = self.right.pop(old)
        (self.root / old).rename(self.root / new)

    def saved_aside(self) -> None:
        """As editors do that write a new file and rename it over the old."""
        aside = self.root / f"{ARTICLE}.tmp"
        self.text()
        aside.write_text(self.right[ARTICLE], encoding="utf-8")
        aside.replace(self.root / ARTICLE)

    # What happens to the machine ---------------------------------------------------------------------------------------

    def cache_gone(self) -> None:
        """All that is kept between builds is taken away."""
        shutil.rmtree(self.root / CACHE, ignore_errors=True)
        self.text()

    def cache_damaged(self) -> None:
        """What is kept between builds holds something else."""
        for path in sorted(path for path in (self.root / CACHE).rglob("*") if path.is_file()):
            if self.random.random() < 0.5:
                path.write_bytes(path.read_bytes()[: self.random.randrange(40)] + b"damaged")
        self.text()

    def other_build(self) -> None:
        """Somebody builds the project at the same time."""
        self.text()
        command = python(REPOSITORY / "build.py", "build")
        subprocess.run(command, cwd=self.root, env=environment(), check=not self.wrong, capture_output=True, timeout=120)

    # What is wrong -----------------------------------------------------------------------------------------------------

    def bad_yaml(self) -> None:
        self._spoil(REPORT, self.right[REPORT].replace("events:", "events: [").encode())

    def bad_total(self) -> None:
        self._spoil(REPORT, self.right[REPORT].replace(f"{{strikes: {self._strikes}}}", "{strikes: 1}").encode())

    def bad_place(self) -> None:
        self._spoil(REPORT, self.right[REPORT].replace("qayyarah]", f"{self._new_word()}]").encode())

    def half_written(self) -> None:
        name = self.random.choice([ARTICLE, REPORT, PLACES])
        whole = self.right[name].encode()
        self._spoil(name, whole[:30] if name == ARTICLE else whole[: len(whole) // 2] + b"\n  - {half: [")

    def not_utf8(self) -> None:
        self._spoil(self.random.choice([ARTICLE, REPORT]), b"\xff\xfe\x00broken\xff")

    def empty(self) -> None:
        self._spoil(self.random.choice([PLACES, CONFIG]), b"")

    def typed_figure(self) -> None:
        self._spoil(ARTICLE, (self.right[ARTICLE] + "\nThen 7 strikes hit.\n").encode())

    def bad_front_matter(self) -> None:
        self._spoil(ARTICLE, self.right[ARTICLE].replace("title:", "titel: [", 1).encode())

    def bad_expression(self) -> None:
        self._spoil(ARTICLE, self.right[ARTICLE].replace("strikes()", "strkes(", 1).encode())

    def bad_template(self) -> None:
        self._spoil(NOTES, self.random.choice(["{% if %}", "{{ nobody.home }}", "{{ 1 + 'a' }}"]).encode())

    def bad_chart(self) -> None:
        self._spoil(CHART, self.random.choice(["def (:\n", "raise SystemExit\n", "1 / 0\n"]).encode())

    def bad_configuration(self) -> None:
        self._spoil(CONFIG, self.right[CONFIG].replace("[search, dateline]", "[search, dateline").encode())

    def dead_link(self) -> None:
        self._spoil(ARTICLE, (self.right[ARTICLE] + f"\n[gone](../{self._new_word()}.md)\n").encode())

    def taken_away(self) -> None:
        self._spoil(self.random.choice([PLACES, CONFIG, HOME]), None)

    def closed(self) -> None:
        """The right to read a file is taken away, and given back when it is mended."""
        names = [name for name in (ARTICLE, REPORT, PLACES) if name not in self.wrong and (self.root / name).exists()]
        if not names:
            self.bad_template()
            return
        name = self.random.choice(names)
        self.wrong[name] = lambda: _write(self.root / name, self.right[name].encode())
        (self.root / name).chmod(0)

    def folder_away(self) -> None:
        """A folder is moved away and, when it is mended, back: as a change of branches does it."""
        name = self.random.choice(["data", "content"])
        away = self.root / f"{name}.away"
        if away.exists() or any(file.startswith(f"{name}/") for file in self.wrong):
            self.typed_figure() if ARTICLE not in self.wrong else self.bad_template()
            return
        (self.root / name).rename(away)
        self.wrong[f"{name}/"] = lambda: _return(away, self.root / name, self.right)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.chmod(0o644)
    path.write_bytes(content)


def _return(away: Path, folder: Path, right: dict[str, str]) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    away.rename(folder)
    for name, text in right.items():
        if name.startswith(f"{folder.name}/"):
            _write(folder.parent / name, text.encode())


_GOOD: dict[str, Callable[[Desk], None]] = {
    "text": Desk.text,
    "headline": Desk.headline,
    "number": Desk.number,
    "template": Desk.template,
    "chart": Desk.chart,
    "new article": Desk.new_article,
    "article deleted": Desk.gone_article,
    "article renamed": Desk.renamed_article,
    "saved aside and renamed": Desk.saved_aside,
    "cache taken away": Desk.cache_gone,
    "cache damaged": Desk.cache_damaged,
    "another build at once": Desk.other_build,
}
_BAD: dict[str, Callable[[Desk], None]] = {
    "broken YAML": Desk.bad_yaml,
    "a total that does not add up": Desk.bad_total,
    "unknown place": Desk.bad_place,
    "half-written file": Desk.half_written,
    "not UTF-8": Desk.not_utf8,
    "empty file": Desk.empty,
    "figure typed by hand": Desk.typed_figure,
    "broken front matter": Desk.bad_front_matter,
    "broken expression": Desk.bad_expression,
    "broken template": Desk.bad_template,
    "broken chart": Desk.bad_chart,
    "broken configuration": Desk.bad_configuration,
    "dead link": Desk.dead_link,
    "file taken away": Desk.taken_away,
    "folder moved away": Desk.folder_away,
    "permission taken away": Desk.closed,
}
KINDS = (*_GOOD, *_BAD)
