"""Opening what a build has left."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store.oxigraph import DiskReader


def reader(directory: Path) -> "DiskReader":
    """The store of a finished output directory, for `with`."""
    from kg.store.oxigraph import open_reader
    from kg.workspace import STORE, Workspace

    return open_reader(Workspace(directory).require().path / STORE)
