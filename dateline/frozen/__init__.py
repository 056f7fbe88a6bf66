"""Editions of a site that are kept as they were, and open from a folder: their manifest, and links that need no server.

Nothing here knows what an edition says, or how it is built.
"""

from dateline.frozen.links import standing_alone
from dateline.frozen.manifest import (
    FOLDER,
    MANIFEST,
    DamagedError,
    Facts,
    KeptEdition,
    digest_of_editions,
    kept_editions,
    write_manifest,
)

__all__ = [
    "FOLDER",
    "MANIFEST",
    "DamagedError",
    "Facts",
    "KeptEdition",
    "digest_of_editions",
    "kept_editions",
    "standing_alone",
    "write_manifest",
]
