"""How fast events are read: data/ from YAML to the checked record, nothing taken from a cache.

Usage: python -m benchmarks.parsing PROJECT; prints JSON with `events` and `seconds`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dateline.load import load_record


def timed_reading(root: Path) -> dict[str, float]:
    """Read the record of a project once."""
    started = time.perf_counter()
    record = load_record(root)
    seconds = time.perf_counter() - started
    return {"events": sum(len(report.events) for report in record.reports.values()), "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(timed_reading(Path(sys.argv[1]))))
