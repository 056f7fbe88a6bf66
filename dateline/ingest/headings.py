"""Headings of a release: of countries, and of days other than those that it is about."""

from __future__ import annotations

import re

from dateline.ingest.phrases import Language
from dateline.ingest.sentences import Sentence

DAYS_HEADING = re.compile(
    r"(?:(?P<days>[A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:-[0-9]{1,2})?)|Earlier|(?:Other )?Recent|Other|Additional|Previous) Strikes"
    r"|Strikes (?:in|on|from) Previous Days"
)


def country_heading(sentence: Sentence, language: Language) -> tuple[str, ...] | None:
    """`Strikes in Syria`, `In Iraq:`: the country that it names."""
    bare = sentence.text.strip("*_#: ")
    for key, identifier in language.countries.items():
        if re.fullmatch(rf"(?:(?:(?:air)?strikes\s+(?:conducted\s+)?)?in\s+)?{key}", bare, re.IGNORECASE):
            return (identifier,)
    return None
