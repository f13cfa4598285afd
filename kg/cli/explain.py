"""`kg explain`."""

from pathlib import Path

import click

from kg.cli import opening
from kg.cli.options import directory


@click.command(name="explain")
@click.argument("id", metavar="ID or NAME")
@directory
def command(id: str, directory: Path) -> int:
    """Why a claim, an event, a relation, a fact or an entity is in the graph.

    Prints the sentence with its place, the words that were read, the rule that fired; for an entity its mentions, and the link with
    its reasons.
    """
    from kg.query.explain import explain

    with opening.reader(directory) as reader:
        for line in explain(reader, id):
            click.echo(f"{'  ' * line.depth}{line.words}")
    return 0
