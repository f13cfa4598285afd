"""News articles in, an evidence-backed knowledge graph out.

`kg.build("seeds/")` gives a `Graph` that answers SPARQL and named queries, explains itself, and opens in networkx, rdflib and pandas.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, extract, open

__all__ = ["Graph", "build", "extract", "open"]


def __getattr__(name: str) -> Any:
    """The public names, imported when they are asked for: `kg --help` loads no model and no library of graphs."""
    if name in __all__:
        return getattr(importlib.import_module("kg.api"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
