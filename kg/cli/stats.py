"""`kg stats`."""

from pathlib import Path

import click

from kg.cli.options import directory


@click.command(name="stats")
@directory
def command(directory: Path) -> int:
    """What the directory holds: documents, entities, events and claims, quads, bytes on disk."""
    from kg.cli.figures import figures
    from kg.cli.tables import show
    from kg.store.oxigraph import stats
    from kg.workspace import STORE

    rows = list(figures(directory))
    store = stats(directory / STORE)
    rows += [("quads", f"{store.quads}"), ("graphs", f"{store.graphs}"), ("store", f"{store.bytes / 1e6:.1f} MB on disk")]
    show(("what", "how many"), rows)
    return 0
