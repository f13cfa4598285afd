"""`kg build`."""

import gc
from pathlib import Path
from typing import Any

import click

from kg.cli.options import directory, extraction


@click.command(name="build")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@directory
@extraction
@click.option("--no-export", "export", flag_value=False, default=True, help="Leave the graph files and the page out until the next build.")
@click.option("--quiet", is_flag=True, help="No progress and no summary; only what went wrong.")
def command(paths: tuple[str, ...], directory: Path, export: bool, quiet: bool, **options: Any) -> int:
    """Articles, or a corrected annotations file, into a graph.

    PATH is a text file, an HTML page, a JSONL file of {"id", "text", "title", "published"}, a feed, a web archive, an annotations file,
    any of these compressed, a folder or a glob of these, or - for standard input. What the output directory holds already stays;
    unchanged articles are skipped. Ends with 1 where an article failed.
    """
    from kg.cli.progress import Report
    from kg.config import Config
    from kg.flow import build

    with Report(quiet=quiet) as report:
        progress = build(paths, directory, Config(**options), report.tell, export=export)
    for failure in progress.failures:
        click.echo(f"kg: {failure.reason}", err=True)
    if not quiet:
        report.summary(directory, progress)
    gc.freeze()  # the process ends here: looking through all it holds once more, as Python does at the end, costs half a second
    nothing = progress.failures and not progress.done and not progress.unchanged
    return 2 if nothing else 1 if progress.failures else 0
