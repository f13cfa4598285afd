"""The graph for other libraries: networkx, pandas."""

import importlib
from typing import Any

import networkx as nx

from kg.errors import QueryError
from kg.query.network import edges, nodes
from kg.query.run import Table
from kg.store.base import Reader


def graph(reader: Reader, *, everything: bool = False) -> "nx.MultiDiGraph[str]":
    """Canonical entities and events as a networkx graph.

    Nodes are IRIs with `kind` (entity or event), `type`, `label`, counts, and for events `factual` and `time`; edges go from subject to
    object of a fact and from an event to what fills its roles, with `label`, and their keys are those labels. Only the default view, unless
    `everything`.
    """
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(nodes(reader, everything=everything), key=lambda node: (node.kind, node.iri)):
        drawn.add_node(node.iri, **_told(node._asdict(), "iri"))
    for edge in sorted(edges(reader, everything=everything), key=lambda edge: edge[:3]):
        drawn.add_edge(edge.source, edge.target, key=edge.label, **_told(edge._asdict(), "source", "target"))
    return drawn


def _told(record: dict[str, Any], *left_out: str) -> dict[str, Any]:
    """What is known of a node or an edge, without these fields."""
    return {name: value for name, value in record.items() if value is not None and name not in left_out}


def frame(found: Table) -> Any:
    """The rows as a pandas DataFrame; QueryError where pandas is not installed."""
    try:
        pd = importlib.import_module("pandas")
    except ImportError as error:
        raise QueryError("pandas is not installed: pip install pandas") from error
    return pd.DataFrame(found.values(), columns=list(found.columns))
