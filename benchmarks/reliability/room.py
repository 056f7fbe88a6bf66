"""How much room a build needs: addresses for the renderer's engine, and memory for all its processes."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.measuring import environment, python, run
from benchmarks.pages import REPOSITORY
from benchmarks.reliability.facts import Facts

_GB = 1 << 30
_MOST = 256
_WARM = """
from dateline.figure.renderer import warm
warm()
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")][0])
"""


def room() -> Facts:
    """The least whole gigabytes of address space that a process can draw in, what it then uses, and what a whole build holds."""
    low, high = 0, _MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _resident(middle) else (middle, high)
    with tempfile.TemporaryDirectory(prefix="dateline-room-") as folder:
        project = Path(folder) / "project"
        shutil.copytree(REPOSITORY / "tests" / "sites" / "seed", project)
        built = run(python(REPOSITORY / "build.py"), project, memory=True)
    return {"least_gb": high, "resident_mb": round(_resident(high) / 1000), "build_mb": round((built.memory or 0) / 1e6)}


def _resident(gigabytes: int) -> int:
    """The most kB that a process held which drew within so many gigabytes of address space; 0 if it could not."""
    done = subprocess.run(
        python("-c", _WARM),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (gigabytes * _GB, gigabytes * _GB)),
    )
    return int(done.stdout) if done.returncode == 0 else 0
