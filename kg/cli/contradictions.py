"""`kg contradictions`."""

from pathlib import Path

import click

from kg.cli import opening
from kg.cli.options import directory


@click.command(name="contradictions")
@directory
@click.option("--kind", type=click.Choice(["disputed", "refined", "succeeded", "same"]), help="Only this kind.")
def command(directory: Path, kind: str | None) -> int:
    """Pairs of claims about one thing that do not agree, with both sentences. That a source would not confirm is no contradiction.

    Ends with 1 where something is disputed.
    """
    from kg.query.ledger import contradictions

    kinds = set()
    with opening.reader(directory) as reader:
        for found in contradictions(reader, kind):
            kinds.add(found.kind)
            click.echo(f"{found.kind}: {found.reason}")
            for claim, sentence in zip(found.claims, found.sentences, strict=True):
                click.echo(f"    “{sentence}” · claim {claim}")
    if not kinds:
        click.echo("no contradictions", err=True)
    return 1 if "disputed" in kinds else 0
