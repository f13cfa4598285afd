"""Rows in an order that does not depend on the store, in little memory whatever their number."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from kg.export.lines import sort
from kg.query.network import Edge, Node, edges, nodes
from kg.store.base import Reader


def ordered(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Rows of plain values, each once, by the bytes of their first cells."""
    lines = (json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n" for row in rows)
    return (json.loads(line) for line in sort(lines))


def all_nodes(reader: Reader, *, facts: bool) -> Iterator[Node]:
    """Nodes by IRI, each once."""
    return (Node(*next(same)) for _, same in groupby(ordered(nodes(reader, everything=not facts)), key=lambda row: row[0]))


def all_edges(reader: Reader, *, facts: bool) -> Iterator[Edge]:
    """Edges by IRI of their ends and label."""
    return (Edge(*row) for row in ordered(edges(reader, everything=not facts)))


def subjects(iris: Iterable[str]) -> Iterator[str]:
    """IRIs in their order, each once."""
    return (line.decode()[:-1] for line in sort(f"{iri}\n".encode() for iri in iris))
