"""A project that holds every text of the catalogue in every place that a text can come from, so that one build takes them all.

Here belongs where the texts are put. Each has a country, a place, a source, an author, a kind, an event, a correction and an
article of its own, numbered as the text is in the catalogue. Reports, actors and titles of charts hold a few each (`packs`); what
there is only one of (the dataset, the publisher, the licence) holds many at once (`SOUP`).
"""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from tests.hostile.strings.catalogue import ACCEPTED, FILE_NAMES, Hostile
from tests.projects import ROOT, Project

SOURCES = (
    *(
        "title",
        "description",
        "kicker",
        "tag",
        "title of a chart",
        "quotation",
        "author",
        "place",
        "alias",
        "source",
        "publisher",
    ),
    *("note", "discrepancy", "correction", "who noticed", "country", "actor", "kind", "effect", "dataset", "licence", "base map"),
    *("name of a file",),
)
"""Where texts come from, in words."""
NAME = "\"'><script>alert(1)</script></title>&amp;{{ x }}"
"""The name of the site, which maintainers choose: it stands on every page."""
APART = " ⁂ "
"""Stands between the texts of a soup."""
WORD = "kennwort"
"""A word that every article has, to be searched for."""
WORD_OF_PLACES = "ortskennung"
"""The governorate of every place, to be searched for."""
EFFECTS = 3
"""So many texts are names of effects: a chart of kinds asks for each of them in each of its rows."""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def soup(texts: Sequence[Hostile] = ACCEPTED, most: int = 2000) -> str:
    """As many texts as go into one value, each whole."""
    taken: list[str] = []
    for one in texts:
        if len(APART.join([*taken, one.read])) <= most:
            taken.append(one.read)
    return APART.join(taken)


SOUP = soup()
"""The first of the short texts, within the length of a value."""
SOUP_LAST = soup([one for one in ACCEPTED[::-1] if len(one.read) < 500])
"""The last of them."""


def packs(texts: Sequence[Hostile] = ACCEPTED, most: int = 400) -> dict[int, str]:
    """All texts in titles of charts, a few in each: by the number of the first text in it. A drawing costs more than a page."""
    made: dict[int, str] = {}
    first = 0
    for number, one in enumerate(texts):
        joined = APART.join((made[first], one.read)) if made else one.read
        first = first if made and len(joined) <= most else number
        made[first] = joined if first < number else one.read
    return made


PACKS = packs()
NUMBERS = range(len(ACCEPTED))


def name_of(number: int) -> str:
    """The number of a text as it stands in ids: `s007`."""
    return f"s{number:03d}"


def yaml(text: str) -> str:
    """A text as YAML: JSON is, and keeps every character as it is."""
    return json.dumps(text, ensure_ascii=False)


def in_template(text: str) -> str:
    """A text as an author writes it where expressions are understood."""
    return text.replace("{{", "\\{{")


def in_expression(text: str) -> str:
    """A text as a literal of an expression: all signs by their numbers, so that Markdown has nothing to take for its own."""
    return "".join(c if c.isalnum() or c == " " else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else c for c in text)


def write_stuffed(root: Path, texts: Sequence[Hostile] = ACCEPTED, names: Sequence[str] = FILE_NAMES) -> Project:
    """The project in an empty folder."""
    project = Project(root)
    shutil.copytree(ROOT / "tests" / "sites" / "seed", root, dirs_exist_ok=True)
    shutil.rmtree(root / "data" / "events")
    (root / "content" / "articles" / "a-week.md").unlink()
    project.write("content/index.md", "---\ntitle: Home\ntemplate: home.html\n---\nRead.\n")
    project.write("mkdocs.yml", _configuration())
    project.write("data/dataset.yml", _dataset(texts))
    project.write("data/places.yml", "".join(_places(texts)))
    project.write("data/sources.yml", "".join(_sources(texts)))
    project.write("data/corrections.yml", "".join(_corrections(texts)))
    titles = packs(texts)
    firsts = [*titles, len(texts)]
    for first, after in itertools.pairwise(firsts):
        project.write(f"data/events/{name_of(first)}.yml", _report(first, titles[first], texts[first:after]))
    project.write("data/events/repaired.yml", _repaired(texts))
    for number, one in enumerate(texts):
        project.write(f"content/articles/{name_of(number)}.md", _article(number, one, titles.get(number)))
    for name in names:
        (root / "content" / "articles" / f"{name}.png").write_bytes(PICTURE)
        project.write(f"content/articles/{name}.md", _named(name))
    project.write("content/explore.md", "---\ntitle: Explore\ntemplate: explore.html\n---\nAll events.\n")
    project.write("content/all.md", "\n".join(_gathered(texts)))
    _write_basemap(project, texts)
    return project


def _configuration() -> str:
    return rf"""site_name: {yaml(NAME)}
site_description: {yaml(SOUP)}
site_author: {yaml(SOUP)}
copyright: The desk
site_url: https://example.org/repo/
docs_dir: content
theme:
  name: material
  font: false
  features: [search.highlight]
  palette:
    - {{scheme: default, toggle: {{icon: material/weather-sunny, name: Dark}}}}
    - {{scheme: slate, toggle: {{icon: material/weather-night, name: Light}}}}
plugins:
  - search: {{separator: '[\s\-–,:/()\[\]"“”]+'}}
  - dateline
markdown_extensions: [abbr, attr_list, footnotes, tables, md_in_html, toc, dateline]
nav: [index.md, articles/index.md, explore.md, all.md]
not_in_nav: /articles/*
"""


def _named_words(texts: Sequence[Hostile], letter: str) -> str:
    return "{" + ", ".join(f"{letter}-{name_of(i)}: {yaml(one.text)}" for i, one in enumerate(texts)) + "}"


def _packed_words(texts: Sequence[Hostile]) -> str:
    words = [f"a-{name_of(first)}: {yaml(text)}" for first, text in packs(texts).items()]
    return "{" + ", ".join(words) + "}"


def _dataset(texts: Sequence[Hostile]) -> str:
    kinds = (
        "{"
        + ", ".join(
            f"k-{name_of(i)}: {{name: {yaml(one.text)}, many: {yaml(one.text)}, definition: {yaml(one.text)}}}"
            for i, one in enumerate(texts)
        )
        + "}"
    )
    authors = (
        "{"
        + ", ".join(f"w-{name_of(i)}: {{name: {yaml(one.text)}, description: {yaml(one.text)}}}" for i, one in enumerate(texts))
        + "}"
    )
    return f"""id: stuffed
title: {yaml(SOUP)}
description: {yaml(APART.join(one.read for one in texts if len(one.read) < 500))}
publisher: {{name: {yaml(SOUP)}, contact: {yaml(SOUP_LAST)}}}
licence: {{name: {yaml(SOUP_LAST)}, url: https://example.org/terms}}
measures:
  strikes: {{one: strike, many: strikes, definition: {yaml(SOUP)}}}
countries: {_named_words(texts, "c")}
actors: {_packed_words(texts)}
weeks:
  - {{from: 2014-08-08, starts: friday, note: {yaml(SOUP)}}}
categories:
  target:
    key: targets
    one: target
    many: targets
    definition: {yaml(SOUP_LAST)}
    kinds: {kinds}
    effect: effect
    effects: {_named_words(texts[:EFFECTS], "e")}
authors: {authors}
"""


def _places(texts: Sequence[Hostile]) -> Iterator[str]:
    for number, one in enumerate(texts):
        text, at = yaml(one.text), f"[{32 + number % 12 * 0.35:.2f}, {40 + number // 12 * 0.35:.2f}]"
        alias = yaml(f"{one.read[:1990]} also")
        yield (
            f"p-{name_of(number)}:\n  name: {text}\n  country: c-{name_of(number)}\n  admin1: {WORD_OF_PLACES}\n"
            f"  aliases: [{alias}]\n  at: {at}\n  at_source: {text}\n  note: {text}\n"
        )


def _sources(texts: Sequence[Hostile]) -> Iterator[str]:
    for number, one in enumerate(texts):
        text = yaml(one.text)
        yield (
            f"d-{name_of(number)}:\n  title: {text}\n  publisher: {text}\n"
            f"  url: https://example.org/{name_of(number)}\n  published: 2018-04-06\n  note: {text}\n"
        )


def _report(first: int, pack: str, members: Sequence[Hostile]) -> str:
    """A report on the countries of some texts, with an event for each."""
    name, quoted = name_of(first), yaml(pack)
    countries = ", ".join(f"c-{name_of(first + i)}" for i in range(len(members)))
    events = "".join(
        f"""  - id: {name_of(first + i)}
    place: p-{name_of(first + i)}
    source: d-{name_of(first + i)}
    strikes: 1
    targets: {{e-{name_of((first + i) % EFFECTS)}: {{k-{name_of(first + i)}: 1}}}}
    note: {yaml(one.text)}
"""
        for i, one in enumerate(members)
    )
    return f"""source: d-{name}
actor: a-{name}
period: 2018-03-30/2018-04-05
covers: [{countries}]
discrepancy: {quoted}
note: {quoted}
stated:
  - {{strikes: {len(members) + 1}, note: {quoted}}}
events:
{events}"""


def _repaired(texts: Sequence[Hostile]) -> str:
    """A report of an earlier week, with an event for each text that corrections change."""
    events = "".join(
        f"  - {{id: was-{name_of(i)}, place: p-{name_of(i)}, strikes: 1, note: {yaml(one.text)}}}\n"
        for i, one in enumerate(texts)
    )
    return f"source: d-s000\nactor: a-s000\nperiod: 2018-03-23/2018-03-29\nevents:\n{events}"


def _corrections(texts: Sequence[Hostile]) -> Iterator[str]:
    """One for each text, and one for each pack that changes a number and so is told on the pages of its place and week.

    All are of one report and day: what lies between such was never published, and every page that they change names them all.
    """
    for number, one in enumerate(texts):
        name, text = name_of(number), yaml(one.text)
        event = f"  on: 2018-04-09\n  event: was-{name}\n"
        now = yaml(f"{one.read[:1990]} now")
        yield f"words-{name}:\n{event}  key: note\n  was: {text}\n  now: {now}\n  why: {text}\n  noticed_by: {text}\n"
    for number, pack in packs(texts).items():
        name, text = name_of(number), yaml(pack)
        event = f"  on: 2018-04-09\n  event: was-{name}\n"
        yield f"number-{name}:\n{event}  key: strikes\n  was: 1\n  now: 2\n  why: {text}\n  noticed_by: {text}\n"


def _article(number: int, one: Hostile, chart: str | None) -> str:
    name, text, quoted = name_of(number), one.text, yaml(in_template(one.text))
    place = f'strikes(place="p-{name}").by("place").rows[0]'
    said = f'quoted("{in_expression(one.read[:80])}", source="d-{name}")'
    return f"""---
title: {quoted}
description: {quoted}
date: 2018-04-07
authors: [w-{name}]
kicker: {yaml(text)}
tags: [{yaml(text)}]
dateline: {{from: 2018-03-30, to: 2018-04-05}}
---
{WORD}: {{{{ strikes(place="p-{name}") }}}} at {{{{ {place} }}}}.

## Near {{{{ {place} }}}}

Said {{{{ {said} }}}}, [to the list](index.md "To {{{{ {place} }}}}").

![Near {{{{ {place} }}}}](it's.png)

| where | many |
|---|---|
| {{{{ {place} }}}} | {{{{ strikes(place="p-{name}") }}}} |

{_chart(name, chart) if chart else ""}"""


def _chart(name: str, title: str) -> str:
    return f"""/// chart | places
    id: f-{name}
    place: p-{name}
    title: {yaml(in_template(title))}

Caption: {{{{ strikes(place="p-{name}").by("place").rows[0] }}}}.
///
"""


def _named(name: str) -> str:
    link = quote(name)
    return f"""---
title: A page with a name
description: Its file is called oddly.
date: 2018-03-01
authors: [w-s000]
---
![A picture]({link}.png)

[This page]({link}.md), {{{{ quoted("x", source="d-s000") }}}}.
"""


def _gathered(texts: Sequence[Hostile]) -> Iterator[str]:
    """A page with charts that show all texts as names of places and kinds."""
    yield "---\ntitle: All of them\ndateline: {from: 2018-03-30, to: 2018-04-05}\n---\n"
    for first in range(0, len(texts), 50):
        places = ", ".join(f"p-{name_of(i)}" for i in range(first, min(first + 50, len(texts))))
        yield f"/// chart | places\n    id: places-{first}\n    top: 50\n    place: [{places}]\n\nPlaces.\n///\n"
    for first in range(0, len(texts), 40):
        kinds = ", ".join(f"k-{name_of(i)}" for i in range(first, min(first + 40, len(texts))))
        yield f"/// chart | categories\n    id: kinds-{first}\n    top: 40\n    target: [{kinds}]\n\nKinds.\n///\n"
    yield "/// chart | weekly\n    id: weeks\n    colour: country\n    explore: true\n\nWeeks.\n///\n"
    yield "/// chart | map\n    id: map\n    top: 50\n\nA map.\n///\n"


def _write_basemap(project: Project, texts: Sequence[Hostile]) -> None:
    """Towns, and land, of hostile names."""
    towns = "".join(
        f"  - {{name: {yaml(one.text)}, at: [{33 + i % 9 * 0.4:.2f}, {41 + i // 9 * 0.3:.2f}], at_source: {yaml(one.text)}}}\n"
        for i, one in enumerate(texts)
    )
    project.write("data/basemap/basemap.yml", f"credit: {yaml(SOUP)}\ntowns:\n{towns}")
    land = [
        {"type": "Feature", "properties": {"name": one.read}, "geometry": {"type": "Polygon", "coordinates": [_ring(i)]}}
        for i, one in enumerate(texts)
    ]
    project.write("data/basemap/countries.geojson", json.dumps({"type": "FeatureCollection", "features": land}))
    line = {"type": "LineString", "coordinates": [[40, 32], [44, 36]]}
    river = {"type": "Feature", "properties": {"name": SOUP}, "geometry": line}
    project.write("data/basemap/rivers.geojson", json.dumps({"type": "FeatureCollection", "features": [river]}))
    project.write(
        "data/basemap/borders.geojson", json.dumps({"type": "FeatureCollection", "features": [{**river, "properties": {}}]})
    )


def _ring(number: int) -> list[list[float]]:
    if number == 0:
        return [[36, 28], [52, 28], [52, 38], [36, 38], [36, 28]]
    west, south = 36 + number % 16, 28 + number // 16
    return [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
