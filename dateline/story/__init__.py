"""What stands around the stories: numbers at a glance, what the record covers, what a page rests on, what to read next.

Here belongs what page templates show besides an article's own text, as frozen data. Everything is counted from the record or
taken from the articles; nothing is HTML, and nothing knows the host.
"""

from dateline.story.glance import Covered, Fact, Glance, glance_of
from dateline.story.related import Related, Subject, related_to, subject_of
from dateline.story.sources import Behind, PublisherSources, behind, by_publisher, sources_behind
from dateline.story.usage import Gatherer, Usage, Used

__all__ = [
    "Behind",
    "Covered",
    "Fact",
    "Gatherer",
    "Glance",
    "PublisherSources",
    "Related",
    "Subject",
    "Usage",
    "Used",
    "behind",
    "by_publisher",
    "glance_of",
    "related_to",
    "sources_behind",
    "subject_of",
]
