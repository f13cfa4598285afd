"""GraphML and GEXF for Gephi, Cytoscape and yEd, written node by node and edge by edge: the graph is never held in memory."""

from collections.abc import Callable, Iterator
from typing import IO

from kg.export.ordered import all_edges, all_nodes
from kg.export.xmltext import Words
from kg.query.network import Edge, Node
from kg.store.base import Reader

_NODE = {
    **dict.fromkeys(("kind", "type", "label", "time"), "string"),
    **dict.fromkeys(("documents", "mentions", "sources"), "int"),
    "factual": "boolean",
}
_EDGE = {"label": "string", "documents": "int", "sources": "int", "iri": "string"}
"""Attributes of nodes and edges with their types."""

_GEXF_TYPES = {"int": "integer"}


def graphml(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> int:
    """Write GraphML: canonical entities and events as nodes, facts and roles as edges; `facts` keeps the default view only.

    Every edge has an id of its own, for readers drop edges of which two have the same. The number of characters that XML has no room for.
    """
    return _write(_graphml, reader, stream, facts=facts)


def gexf(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> int:
    """Write GEXF 1.2 of the same graph, without a date. The number of characters that XML has no room for."""
    return _write(_gexf, reader, stream, facts=facts)


def _write(form: Callable[..., Iterator[str]], reader: Reader, stream: IO[bytes], *, facts: bool) -> int:
    words = Words()
    for chunk in form(all_nodes(reader, facts=facts), all_edges(reader, facts=facts), words):
        stream.write(chunk.encode("utf-8"))
    return words.pictured


def _graphml(nodes: Iterator[Node], edges: Iterator[Edge], words: Words) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in attributes.items():
            yield f'  <key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in nodes:
        yield f'    <node id="{words.write(node.iri)}">{_data("node", _NODE, node, words)}</node>\n'
    for number, edge in enumerate(edges):
        ends = f'source="{words.write(edge.source)}" target="{words.write(edge.target)}"'
        yield f'    <edge id="e{number}" {ends}>{_data("edge", _EDGE, edge, words)}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def _data(kind: str, attributes: dict[str, str], found: Node | Edge, words: Words) -> str:
    return "".join(f'<data key="{kind}-{name}">{value}</data>' for name, value in _values(attributes, found, words))


def _gexf(nodes: Iterator[Node], edges: Iterator[Edge], words: Words) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield '  <graph defaultedgetype="directed" mode="static">\n'
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        declared = (
            f'<attribute id="{kind}-{name}" title="{name}" type="{_GEXF_TYPES.get(type_, type_)}"/>'
            for name, type_ in attributes.items()
            if name != "label"
        )
        yield f'    <attributes class="{kind}" mode="static">{"".join(declared)}</attributes>\n'
    yield "    <nodes>\n"
    for node in nodes:
        name = f'id="{words.write(node.iri)}" label="{words.write(node.label)}"'
        yield f"      <node {name}>{_attributes('node', _NODE, node, words)}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for number, edge in enumerate(edges):
        ends = f'source="{words.write(edge.source)}" target="{words.write(edge.target)}" label="{words.write(edge.label)}"'
        yield f'      <edge id="e{number}" {ends}>{_attributes("edge", _EDGE, edge, words)}</edge>\n'
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _attributes(kind: str, attributes: dict[str, str], found: Node | Edge, words: Words) -> str:
    values = ((name, value) for name, value in _values(attributes, found, words) if name != "label")
    written = "".join(f'<attvalue for="{kind}-{name}" value="{value}"/>' for name, value in values)
    return f"<attvalues>{written}</attvalues>"


def _values(attributes: dict[str, str], found: Node | Edge, words: Words) -> Iterator[tuple[str, str]]:
    for name in attributes:
        value = getattr(found, name)
        if value is not None:
            yield name, str(value).lower() if isinstance(value, bool) else words.write(value)
