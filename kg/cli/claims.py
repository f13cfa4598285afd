"""`kg claims`."""

from pathlib import Path

import click

from kg.cli import opening
from kg.cli.options import directory


@click.command(name="claims")
@click.argument("id", metavar="EVENT, ENTITY or NAME")
@directory
@click.option("--all/--facts", "everything", default=True, help="All claims (default), or only those held as fact.")
def command(id: str, directory: Path, everything: bool) -> int:
    """The ledger: who says what about an event or an entity, with stance, date, words and sentence."""
    from kg.query.ledger import ledger

    with opening.reader(directory) as reader:
        count = 0
        for entry in ledger(reader, id):
            if everything or entry.factual:
                count += 1
                click.echo(entry.heading)
                click.echo(f"    “{entry.sentence}”")
                click.echo(f"    {entry.document}, characters {entry.begin}–{entry.end} · claim {entry.claim}")
    if not count:
        click.echo("kg: no claim" + ("" if everything else " is held as fact; --all shows the rest"), err=True)
    return 0
