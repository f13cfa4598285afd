"""`kg remove`."""

from pathlib import Path

import click

from kg.cli.options import directory, tables


@click.command(name="remove")
@click.argument("names", nargs=-1, required=True, metavar="ARTICLE or OUTLET…")
@directory
@tables
@click.option("--no-export", "export", flag_value=False, default=True, help="Leave the graph files and the page out until the next build.")
def command(names: tuple[str, ...], directory: Path, ontologies: Path | None, export: bool) -> int:
    """Take articles out, with everything that follows from them.

    An article is named by id, source, URL or digest; the name of an outlet takes all of its articles.
    """
    from kg.config import Config
    from kg.flow import remove

    for entry in remove(names, directory, Config(ontologies=ontologies), export=export):
        click.echo(f"removed {entry.id} ({entry.source})")
    return 0
