"""The last look at a built tree before it becomes the site.

Nothing unfinished, nothing from elsewhere, nothing that runs unknown, no dead link, no number that was changed on its way.
Pure functions over files; what is wrong comes back as problems that name the page and the place in it. A browser's own rules
are applied to pages (`document`), so that nothing is hidden from the gate that a browser would see.
"""

from dateline.gate.files import SLOT, UNFINISHED
from dateline.gate.promises import Drawn, Part, Promise, Region, Said
from dateline.gate.verdict import verify

__all__ = ["SLOT", "UNFINISHED", "Drawn", "Part", "Promise", "Region", "Said", "verify"]
