"""Somebody's table to events, through a map that an editor has looked over: the front door.

Here belongs everything between a file of cells and the YAML of reports, and what is wrong with rows. Nothing is counted anew, and
nothing is written here. Owns python_calamine and charset_normalizer.
"""

from __future__ import annotations

from dateline.tables.maps import ImportMap, read_map, shipped_maps, shipped_text
from dateline.tables.taking import MAX_BYTES, Taking, take

__all__ = ["MAX_BYTES", "ImportMap", "Taking", "read_map", "shipped_maps", "shipped_text", "take"]
