"""`kg view`."""

import webbrowser
from pathlib import Path

import click

from kg.cli import opening
from kg.cli.options import directory


@click.command(name="view")
@directory
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write the page to this file.")
@click.option("--title", help="Title of the page (default: the headline, or how many articles from which years).")
@click.option("--open/--no-open", "show", default=True, help="Open the page in the browser.")
def command(directory: Path, target: Path | None, title: str | None, show: bool) -> int:
    """The graph as one page that works from disk, with its evidence; opened in the browser."""
    from kg.outputs import PAGE

    path = target or directory / PAGE
    if target is not None or title is not None or not path.exists():
        from kg.visualise.page import page
        from kg.visualise.read import scene

        with opening.reader(directory) as reader:
            path.write_text(page(scene(reader), title), encoding="utf-8", newline="\n")
    else:
        opening.reader(directory).close()
    click.echo(str(path))
    if show:
        webbrowser.open(path.resolve().as_uri())
    return 0
