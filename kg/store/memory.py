"""The in-memory twin of the store on disk."""

from pyoxigraph import Store

from kg.store.base import Quadstore


def open_memory() -> Quadstore:
    """An empty store that is gone when nobody holds it: for tests, for one query over a file, for small graphs."""
    return Quadstore(Store(), Store())
