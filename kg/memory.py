"""How a process of ours keeps its memory small: seldom a look for garbage, one heap, and freed memory given back."""

import contextlib
import ctypes
import gc

_LOOKS = (100_000, 20, 50)
"""Thresholds of Python's collector: imports and parses make many small objects that stay or die together, and the usual 700 between two
looks for garbage costs a twentieth of a run."""
_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's mallopt(3)."""


def spare() -> None:
    """Set up a process that is ours alone, as a command or a worker is; a library's host keeps its own settings.

    glibc gives each thread a heap of its own, and what RocksDB's threads leave in theirs is of no use to others: over 6,000 articles a
    build grew by 140 MiB that way, with one heap by 10.
    """
    gc.set_threshold(*_LOOKS)
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Collect garbage and give freed memory back to the system, where the C library knows how (glibc)."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
