"""`kg export`."""

from pathlib import Path

import click

from kg.cli import opening
from kg.cli.options import directory


@click.command(name="export")
@click.argument("form", metavar="FORMAT", required=False)
@directory
@click.option("--to", "target", type=click.Path(path_type=Path), help="File, or folder for neo4j (default: standard output).")
@click.option("--facts", is_flag=True, help="Only what is held as fact.")
@click.option("--list", "listed", is_flag=True, help="List the formats.")
def command(form: str | None, directory: Path, target: Path | None, facts: bool, listed: bool) -> int:
    """The graph in another format; kg export --list names them."""
    from kg.export.write import FORMATS, write

    if listed or form is None:
        for name, what in FORMATS.items():
            click.echo(f"{name:14} {what}")
        return 0
    with opening.reader(directory) as reader:
        pictured = write(reader, form, target, facts=facts)
    if pictured:
        click.echo(f"kg: control characters shown as their pictures (such as ␌), for XML has no room for them: {pictured}", err=True)
    if target:
        click.echo(f"kg: wrote {target}", err=True)
    return 0
