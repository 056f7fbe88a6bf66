"""What a cold build is held to: a bare script that only draws prepared charts, on all cores, as anybody would write it.

Usage: python -m benchmarks.bare_draw SPECIFICATIONS PICTURES. It reads Vega-Lite specifications (*.json) from one folder, and
writes their SVG into another. None of Dateline's own ways to be fast are used here.
"""

from __future__ import annotations

import json
import os
import sys
from multiprocessing import Pool
from pathlib import Path

import vl_convert


def draw(paths: tuple[Path, Path]) -> None:
    """Draw one chart."""
    specification, picture = paths
    spec = json.loads(specification.read_text(encoding="utf-8"))
    picture.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")


def main(source: Path, target: Path) -> None:
    """Draw all charts."""
    target.mkdir(parents=True, exist_ok=True)
    paths = [(path, target / f"{path.stem}.svg") for path in sorted(source.glob("*.json"))]
    with Pool(os.cpu_count()) as pool:
        pool.map(draw, paths)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
