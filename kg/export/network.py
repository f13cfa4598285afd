"""GraphML and GEXF for Gephi, Cytoscape and yEd."""

import io
import re
from typing import IO

import networkx as nx

from kg.query.project import graph
from kg.store.base import Reader

_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def graphml(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> None:
    """Write GraphML: canonical entities and events as nodes, facts and roles as edges; `facts` keeps the default view only."""
    nx.write_graphml_xml(graph(reader, everything=not facts), stream, named_key_ids=True)


def gexf(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> None:
    """Write GEXF 1.2 of the same graph, without the date of today that networkx puts in."""
    buffer = io.BytesIO()
    nx.write_gexf(graph(reader, everything=not facts), buffer)
    stream.write(_DATE.sub("", buffer.getvalue().decode("utf-8"), count=1).encode("utf-8"))
