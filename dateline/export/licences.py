"""Licences by their address: the id that SPDX gives them, where it is one of those that data come under.

Here belongs what machines call a licence. Its name for readers is the newsroom's own.
"""

from __future__ import annotations

import re

from dateline.model import Licence

_SPDX = (
    (r"creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/([1-4]\.[05])", "CC-{0}-{1}"),
    (r"creativecommons\.org/publicdomain/(zero)/(1\.0)", "CC0-{1}"),
    (r"opendatacommons\.org/licenses/(odbl|pddl|by)(?:/|$)()", "{0}"),
    (r"opensource\.org/licenses?/(mit|isc|zlib)(?:/|$)()", "{0}"),
)
_NAMES = {"ODBL": "ODbL-1.0", "PDDL": "PDDL-1.0", "BY": "ODC-By-1.0", "MIT": "MIT", "ISC": "ISC", "ZLIB": "Zlib"}


def spdx(licence: Licence) -> str | None:
    """The SPDX id of a licence, known by its address; None for one that is not among them."""
    for pattern, form in _SPDX:
        found = re.search(pattern, licence.url.lower())
        if found:
            name = form.format(found[1].upper(), found[2])
            return _NAMES.get(name, name)
    return None
