"""The commands that describe a project to those who work on it: schema, charts."""

from __future__ import annotations

import datetime as dt

import click

from dateline import gallery
from dateline.cli.group import dateline, day, in_form, progress, root, shown
from dateline.load import load_record, schemas
from dateline.load.placing import refuse_links
from dateline.site import load_site


@dateline.command()
@in_form
def schema() -> None:
    """Write data/schemas/*.schema.json anew, which editors complete and check YAML with."""
    folder = root() / "data" / "schemas"
    written = schemas(load_record(root()))
    refuse_links(root(), [folder / name for name in written])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"Wrote data/schemas/{name}.")


@dateline.command()
@in_form
@click.argument("name", required=False)
@click.option("--from", "start", callback=day, metavar="DAY", help="First day of the pictures.")
@click.option("--to", "end", callback=day, metavar="DAY", help="Last day of the pictures.")
@click.option("--write", metavar="FILE", help="Write the list into this Markdown file, with the pictures beside it.")
def charts(name: str | None, start: dt.date | None, end: dt.date | None, write: str | None) -> None:
    """List the charts that articles may name, or one of them, with options and a page of pictures."""
    with progress("Drawing"):
        site = load_site(root())
        entries = (gallery.chart_entry(site, name),) if name else gallery.chart_entries(site)
        pictures = gallery.pictured(site, entries, gallery.days(site, start, end))
        page = gallery.write_gallery(site, pictures)
        if write:
            gallery.write_list(site, pictures, root() / write)
    if click.get_current_context().find_root().obj == "json":
        click.echo(gallery.as_json(entries))
        return
    click.echo(gallery.as_text(site, entries))
    click.echo(f"\nA picture of each: {shown(page)}")
