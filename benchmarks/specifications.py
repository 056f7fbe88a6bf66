"""The Vega-Lite specifications of all charts of a project, in both widths, prepared for the bare script.

Usage: python -m benchmarks.specifications PROJECT TARGET.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.pages import CHARTS
from dateline.charts import WIDTHS
from dateline.site import Site, load_site


def write_specifications(site: Site, target: Path) -> None:
    """One file for each chart and width."""
    target.mkdir(parents=True, exist_ok=True)
    for article in site.articles:
        for chart in CHARTS if article.scope else ():
            drawing = site.charts.prepare(chart, {}, site.desk, article.scope)
            for name, width in WIDTHS.items():
                text = json.dumps(drawing.draw(drawing.plot, width).to_dict())
                (target / f"{Path(article.file).stem}-{chart}-{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_specifications(load_site(Path(sys.argv[1]), cached=False), Path(sys.argv[2]))
