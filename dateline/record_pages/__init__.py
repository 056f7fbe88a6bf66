"""Pages made from the record: one for each week, place, report and author, the lists of them, and what search knows of them.

archive: what the pages need from the record, looked up once. wording, lines: events and counts in words. nearby: which places lie
near a place. weeks, places, reports, lists, corrections, downloads, sources: what each kind of page says. edition: all pages
of one record, rendered and kept, and those of authors. shell: the frame that the host gives. entries, found, index: what search
knows. Nothing here knows the host, or counts by itself.
"""

from dateline.record_pages.corrections import Touched
from dateline.record_pages.edition import Edition, Outward, Page, Renderer, Story
from dateline.record_pages.shell import Finished, Shell, tokens

__all__ = ["Edition", "Finished", "Outward", "Page", "Renderer", "Shell", "Story", "Touched", "tokens"]
