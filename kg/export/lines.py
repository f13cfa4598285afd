"""Statements of a store as sorted lines, in little memory whatever their number."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

from pyoxigraph import NamedNode, RdfFormat

from kg.store.base import Reader

_CHUNK = 1 << 26
"""Bytes of lines that are sorted in memory at a time."""


def quad_lines(reader: Reader) -> Iterator[bytes]:
    """Every quad as a line of canonical N-Quads with its newline, sorted by bytes, each once."""
    with tempfile.TemporaryFile() as dumped:
        reader.quadstore.dump(dumped, RdfFormat.N_QUADS)
        dumped.seek(0)
        yield from sort(dumped)


def triple_lines(reader: Reader, graph: str | None = None) -> Iterator[bytes]:
    """Every triple of a graph, or of the union of all graphs, as a line of N-Triples, sorted by bytes, each once."""
    with tempfile.TemporaryFile() as dumped:
        if graph is not None:
            reader.quadstore.dump(dumped, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
        else:
            reader.quadstore.dump(dumped, RdfFormat.N_QUADS)
        dumped.seek(0)
        yield from sort(dumped if graph is not None else map(as_triple, dumped))


def sort(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines in the order of their bytes, each once; beyond a chunk through temporary files."""
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        chunk: list[bytes] = []
        size = 0
        for line in lines:
            chunk.append(line)
            size += len(line)
            if size > _CHUNK:
                runs.append(_spill(chunk, stack))
                chunk, size = [], 0
        chunk.sort()
        last = b""
        for line in heapq.merge(*runs, chunk) if runs else chunk:
            if line != last:
                yield line
            last = line


def _spill(chunk: list[bytes], stack: ExitStack) -> IO[bytes]:
    chunk.sort()
    run = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 -- the stack closes it
    run.writelines(chunk)
    run.seek(0)
    return run


def as_triple(line: bytes) -> bytes:
    """A line of N-Quads without its graph; IRIs hold no space, so the graph is the last word but one, where there is one."""
    statement, graph, _ = line.rsplit(b" ", 2)
    return statement + b" .\n" if graph.startswith(b"<") and statement.count(b" ") >= 2 else line
