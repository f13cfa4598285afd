"""The in-memory twin of the store on disk."""

from pyoxigraph import Store

from kg.store.base import Quadstore


class Memory(Quadstore):
    """A store that is gone when nobody holds it."""

    def _write_notes(self) -> None:
        """Nothing to do: notes stay pending until `DiskWriter.take` writes them to disk."""


def open_memory() -> Memory:
    """An empty store in memory: for tests, for one query over a file, for small graphs."""
    return Memory(Store(), Store())
