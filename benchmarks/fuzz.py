"""Throws inputs made by chance at everything that reads what others wrote, for some minutes: `python -m benchmarks.fuzz`.

What it throws, and what must hold, is in tests/hostile/fuzzing.py. Each target has the same share of the time, with new seeds in
every round; the first input that breaks something is shrunk and printed, and the exit code is 1. A bug that it finds gets a
test of its own before it is mended.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
import traceback

from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.reliability.facts import record
from tests.hostile.fuzzing import TARGETS
from tests.hostile.throwing import Target

EXAMPLES = 200
"""Inputs of a round."""


def main() -> int:
    """Parse the command line, throw, and say how much was thrown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long, all targets together")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only these; several are possible")
    parser.add_argument("--seed", type=int, default=None, help="begin with this seed instead of one by chance")
    parser.add_argument("--record", action="store_true", help="keep the figures for docs/reliability.md")
    given_ = parser.parse_args()
    names = given_.target or list(TARGETS)
    number = random.randrange(2**31) if given_.seed is None else given_.seed  # noqa: S311 - nothing secret
    until = time.monotonic() + 60 * given_.minutes
    thrown, broken = dict.fromkeys(names, 0), 0
    while time.monotonic() < until and not broken:
        for name in names:
            number += 1
            count = round_of(name, TARGETS[name], number)
            thrown[name] += count or 0
            broken += count is None
    for name, count in thrown.items():
        print(f"{name:<14}{count:>9,} inputs")
    if given_.record and not broken:
        record("fuzz", {"minutes": given_.minutes, "inputs": thrown})
    print("nothing broke" if not broken else f"{broken} of the targets broke; see above")
    return 1 if broken else 0


def round_of(name: str, target: Target, number: int) -> int | None:
    """One round of a target with one seed: how many inputs were thrown.

    None if something broke, which is printed with the smallest input that does it.
    """
    thrown = itertools.count()

    @seed(number)
    @settings(
        deadline=None,
        max_examples=EXAMPLES,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(target.inputs)
    def holds(given_: object) -> None:
        next(thrown)
        target.check(given_)

    try:
        holds()
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        print(f"--- {name}, seed {number}", file=sys.stderr)
        traceback.print_exc()
        return None
    return next(thrown)


if __name__ == "__main__":
    sys.exit(main())
