"""`kg compact`."""

from pathlib import Path

import click

from kg.cli.options import directory


@click.command(name="compact")
@directory
def command(directory: Path) -> int:
    """Rewrite the store without the room that removed articles still take."""
    from kg.store.oxigraph import compact, stats
    from kg.workspace import STORE, Workspace

    work = Workspace(directory).require()
    with work.writing():
        before = stats(work.path / STORE).bytes
        compact(work.path / STORE)
        after = stats(work.path / STORE).bytes
    click.echo(f"kg: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now", err=True)
    return 0
