"""Statements of a store as sorted lines, in little memory whatever their number."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

from pyoxigraph import NamedNode, RdfFormat

from kg.store.base import Reader

_CHUNK = 1 << 23
"""Bytes of lines that are sorted in memory at a time."""
_RUNS = 64
"""Sorted runs in files above which they are merged into one, so that there are never many files open."""


def quad_lines(reader: Reader) -> Iterator[bytes]:
    """Every quad as a line of N-Quads with its newline, in the order of the store."""
    with tempfile.TemporaryFile() as dumped:
        reader.quadstore.dump(dumped, RdfFormat.N_QUADS)
        dumped.seek(0)
        yield from dumped


def triple_lines(reader: Reader, graph: str) -> Iterator[bytes]:
    """Every triple of a graph as a line of N-Triples, sorted by bytes, each once."""
    with tempfile.TemporaryFile() as dumped:
        reader.quadstore.dump(dumped, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
        dumped.seek(0)
        yield from sort(dumped)


def sort(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines in the order of their bytes, each once; beyond a chunk through temporary files."""
    with ExitStack() as stack:
        levels: list[list[IO[bytes]]] = [[]]
        chunk: list[bytes] = []
        size = 0
        for line in lines:
            chunk.append(line)
            size += len(line)
            if size > _CHUNK:
                chunk.sort()
                _keep(chunk, levels, stack)
                chunk, size = [], 0
        chunk.sort()
        runs = [run for level in levels for run in level]
        last = b""
        for line in heapq.merge(*runs, chunk) if runs else chunk:
            if line != last:
                yield line
            last = line


def _keep(chunk: Iterable[bytes], levels: list[list[IO[bytes]]], stack: ExitStack) -> None:
    """Write sorted lines to a file; where a level is full, merge its files into one of the next level."""
    for level in levels:
        run = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 -- the stack closes it
        run.writelines(chunk)
        run.seek(0)
        level.append(run)
        if len(level) < _RUNS:
            return
        if level is levels[-1]:
            levels.append([])
        chunk = _emptied(level)


def _emptied(level: list[IO[bytes]]) -> Iterator[bytes]:
    """The lines of a level in order; its files are closed at the end."""
    yield from heapq.merge(*level)
    for run in level:
        run.close()
    level.clear()


def as_triple(line: bytes) -> bytes:
    """A line of N-Quads without its graph; IRIs hold no space, so the graph is the last word but one, where there is one."""
    statement, graph, _ = line.rsplit(b" ", 2)
    return statement + b" .\n" if graph.startswith(b"<") and statement.count(b" ") >= 2 else line
