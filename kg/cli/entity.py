"""`kg entity`."""

import getpass
from pathlib import Path

import click

from kg.cli.options import directory, tables


@click.command(name="entity")
@click.argument("judgement", type=click.Choice(["same", "different", "unsure", "forget"]))
@click.argument("pair", nargs=2, metavar="A B")
@directory
@tables
@click.option("--by", default=None, help="Who says so (default: the name of the user).")
@click.option("--no-export", "export", flag_value=False, default=True, help="Leave the graph files and the page out until the next build.")
def command(judgement: str, pair: tuple[str, str], directory: Path, ontologies: Path | None, by: str | None, export: bool) -> int:
    """Say that two entities are the same, different, or that it is unsure; forget takes a judgement back.

    A and B are names or IRIs. What a person says outranks every score, is kept in decisions.jsonl, and can be taken back.
    """
    from kg.config import Config
    from kg.flow import decide

    decided = decide(judgement, pair, directory, Config(ontologies=ontologies), by=by or getpass.getuser(), export=export)
    click.echo(f"{decided.left} {decided.judgement} {decided.right} (by {decided.by})")
    return 0
