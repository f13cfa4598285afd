"""`kg verify`."""

from pathlib import Path

import click


@click.command(name="verify")
@click.argument("directory", default="out", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(directory: Path) -> int:
    """Re-check a finished output directory from its files alone; ends with 1 where something is wrong.

    Digests of files and texts, every offset against its words, evidence of every claim, links, shapes, no blank node, nothing dangling, and
    that the graph is the one that follows from the annotations.
    """
    from kg.graph.verify import verify

    report = verify(directory)
    for finding in report.findings:
        click.echo(str(finding))
    click.echo(f"kg: {directory}: {report.summary}", err=True)
    return 1 if report.findings else 0
