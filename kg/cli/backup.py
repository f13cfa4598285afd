"""`kg backup`."""

from pathlib import Path

import click

from kg.cli.options import directory


@click.command(name="backup")
@click.argument("target", type=click.Path(path_type=Path))
@directory
def command(target: Path, directory: Path) -> int:
    """Copy a finished output directory to TARGET, which must be new; the copy is a directory of its own, and the original may be in use."""
    from kg.workspace import Workspace

    Workspace(directory).require().copy(target)
    click.echo(f"kg: copied {directory} to {target}", err=True)
    return 0
