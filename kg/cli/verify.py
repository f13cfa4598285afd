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
    for problem in report.problems:
        click.echo(str(problem))
    counts = (("document", report.documents), ("span", report.spans), ("claim", report.claims), ("quad", report.quads))
    checked = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts)
    click.echo(f"kg: {directory}: {checked}: {'all holds' if report.ok else f'{len(report.problems)} problems'}", err=True)
    return 0 if report.ok else 1
