"""How property tests run: the same examples every time, so that a run in CI can be repeated; `--hypothesis-profile=search` looks for new ones."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile("repeatable")
