"""`kg extract`."""

from pathlib import Path

import click

from kg.cli.options import extraction


@click.command(name="extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "form", type=click.Choice(["jsonl", "nq"]), default="jsonl", show_default=True, help="JSON lines, or N-Quads of the document graphs.")
@extraction
def command(paths: tuple[str, ...], form: str, model: str | None, ontologies: Path | None, workers: int, batch: int, fields: dict[str, str]) -> int:
    """Annotations of articles on standard output, one line a document, in the order given.

    PATH is a text file, an HTML page, a JSONL file of {"id", "text", "title", "published"}, a feed, a web archive, any of these compressed, a
    folder or a glob of these, or - for standard input.
    """
    from kg.config import Config
    from kg.ingest.read import Failure, read
    from kg.workers import extract

    failed = False
    for item in extract(read(paths, fields), Config(model=model, ontologies=ontologies, workers=workers, batch=batch, fields=fields)):
        if isinstance(item, Failure):
            failed = True
            click.echo(f"kg: {item.reason}", err=True)
        else:
            click.echo(item.line if form == "jsonl" else item.quads, nl=form == "jsonl")
    return 1 if failed else 0
