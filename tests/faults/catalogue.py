"""Every fault that must be survived, by the name that its test notes: what docs/reliability.md has to list."""

from __future__ import annotations

from tests.faults import test_changed, test_killed, test_machine, test_moved, test_served
from tests.faults.points import BETWEEN_RENAMES, POINTS

PERMISSIONS = (
    "the new site, while pages are written",
    "the new site, all of it",
    "the folder beside site/",
    "the project's folder",
    ".cache/",
    "a file of data/",
)
FOREIGN = ("a file", "a link", "a dead link", "a folder of others", "a mount point")

CATALOGUE = (
    *(f"kill -9: {point}" for point in (*POINTS, BETWEEN_RENAMES)),
    *(f"kill -9: after {share:.0%} of the time" for share in test_killed.SHARES),
    "kill -9: four times in a row",
    "kill -9: drawing, a chart that never ends",
    *(f"{name}: {point}" for name, (_, points) in test_killed.SIGNALS.items() for point in points),
    "SIGHUP under nohup",
    *(f"disk full {moment}" for moment in test_machine.FREE),
    *(f"permission taken from {what}" for what in PERMISSIONS),
    "read-only site/",
    "read-only file system",
    *(f"site/ that is not ours: {kind}" for kind in FOREIGN),
    *(f"in the place of {before} meanwhile: {what}" for before in test_moved.BEFORE for what in test_moved.PUT),
    *(f"the project {what}: {when}" for what in test_moved.GONE for when in test_moved.WHEN),
    *(f"the folder beside site/ deleted: {when}" for when in test_moved.WHEN[1:]),
    "clock at 1970",
    "clock at 2099",
    *test_machine.BARE,
    *(f"a working folder {what}" for what in test_machine.NAMES),
    "a working folder by way of a link",
    "a working folder that is gone",
    *(f"closed: {what}" for what in ("standard output", "standard error", "all three standard streams")),
    "output that nobody reads",
    "problems that nobody reads",
    "output to a full disk",
    "two builds at once",
    "two builds at once: between swap and seal",
    "three builds at once",
    "stopped and continued",
    *(f"a file that changes: {what}" for what in test_changed.CHANGES),
    "a file that changes: an edit between two stages",
    "a file that changes: after the swap, before the seal",
    "1 GB of address space, figures to draw",
    "1 GB of address space, figures drawn before",
    "memory used up",
    *(f"preview: {fault}" for fault in test_served.FAULTS),
)
