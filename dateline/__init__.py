"""Dateline: a static-site generator for data journalism whose numbers cannot be wrong in silence."""

__version__ = "0.1.0"
