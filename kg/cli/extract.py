"""`kg extract`."""

from typing import Any

import click

from kg.cli.options import extraction


@click.command(name="extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "form", type=click.Choice(["jsonl", "nq"]), default="jsonl", show_default=True, help="Records, or N-Quads.")
@extraction
def command(paths: tuple[str, ...], form: str, **options: Any) -> int:
    """Annotations of articles on standard output, one line a document, in the order given.

    PATH is a text file, an HTML page, a JSONL file of {"id", "text", "title", "published"}, a feed, a web archive, any of these
    compressed, a folder or a glob of these, or - for standard input.
    """
    from kg.cluster import extract
    from kg.config import Config
    from kg.ingest.failure import Failure
    from kg.ingest.read import read

    failed = False
    for item in extract(read(paths, options["fields"]), Config(**options)):
        if isinstance(item, Failure):
            failed = True
            click.echo(f"kg: {item.reason}", err=True)
        else:
            click.echo(item.line if form == "jsonl" else item.quads, nl=form == "jsonl")
    return 1 if failed else 0
