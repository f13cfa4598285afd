"""`kg validate`."""

from pathlib import Path

import click

from kg.cli.options import directory


@click.command(name="validate")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@directory
def command(file: Path | None, directory: Path) -> int:
    """Check a graph file (default: the build's graph.nq) against the shapes; ends with 1 where something breaks them."""
    from kg.graph.shapes import validate
    from kg.workspace import Workspace

    path = file or Workspace(directory).require().path / "graph.nq"
    findings = validate(path)
    for finding in findings:
        click.echo(str(finding))
    click.echo(f"kg: {path}: {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}", err=True)
    return 1 if findings else 0
