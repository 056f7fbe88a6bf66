"""The MkDocs adapter, and the only package that imports mkdocs: each event is a call of what works without it.

plugin: the events. pages: what templates and metadata are given. guard: what a browser may do on them. build_date: when a site
counts as built. notices: MkDocs' own warnings as problems. late: who would change a site that was looked over. stopping: how a
build ends with problems. preview: what `mkdocs serve` does besides, overlay: what it adds to
pages. host: building and serving from our own command line.
"""

from dateline.plugin.plugin import DatelinePlugin

__all__ = ["DatelinePlugin"]
