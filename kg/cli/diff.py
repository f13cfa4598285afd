"""`kg diff`."""

from pathlib import Path
from typing import Literal

import click

from kg.cli import opening

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command(name="diff")
@click.argument("before", metavar="A", type=_FOLDER)
@click.argument("after", metavar="B", type=_FOLDER)
@click.option("--format", "form", type=click.Choice(["text", "turtle", "html"]), default="text", show_default=True)
def command(before: Path, after: Path, form: Literal["text", "turtle", "html"]) -> int:
    """What two builds differ in: documents, entities, events and claims, with their sentences.

    A and B are output directories. Text marks with - what only A has, with + what only B has, with ~ what changed. Turtle is a patch: a
    SPARQL Update that makes the graph of A that of B. Ends with 1 where they differ.
    """
    from kg.query.diff import compare
    from kg.query.diff_patch import patch
    from kg.query.diff_show import html, text

    with opening.reader(before) as old, opening.reader(after) as new:
        parts = compare(old, new)
        lines = {"text": lambda: text(parts), "html": lambda: html(parts, f"{before} → {after}"), "turtle": lambda: patch(old, new)}
        differ = any(not part.empty for part in parts)
        for line in lines[form]() if differ or form != "text" else ():
            click.echo(line)
        if differ:
            return 1
        if all(line.startswith("PREFIX") for line in patch(old, new)):
            click.echo("kg: no difference", err=True)
            return 0
    click.echo("kg: these are alike, but other statements differ; --format turtle shows them", err=True)
    return 1
