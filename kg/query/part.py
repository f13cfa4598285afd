"""A part of a store, in memory: some documents, and what is derived and known of what they speak of."""

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.ontology.vocab import Outside, Property
from kg.query.run import table
from kg.store.base import Reader
from kg.store.memory import Memory, open_memory

_CANONICAL, _REFERS_TO, _HAS_MENTION, _HOLDER, _BODY, _SUBJECT = (
    NamedNode(p) for p in (Property.CANONICAL, Property.REFERS_TO, Property.HAS_MENTION, Property.HOLDER, Property.BODY, Property.SUBJECT)
)
_TYPE = NamedNode(Outside.TYPE)
_EVENT_MENTION = "/event-mention/"

_ARTICLES = """SELECT ?d ?published ?claims WHERE {
  { SELECT ?d (COUNT(*) AS ?claims) WHERE { ?claim kg:reportedBy ?d } GROUP BY ?d }
  OPTIONAL { ?d schema:datePublished ?published }
}"""


def newest(reader: Reader) -> list[tuple[str, int]]:
    """IRIs of the articles that make claims, the latest first, with their number of claims."""
    found = {
        article.value: (date.value if isinstance(date, Literal) else "", int(count.value))
        for article, date, count in table(reader, _ARTICLES).rows
        if isinstance(article, NamedNode) and isinstance(count, Literal)
    }
    ordered = sorted(sorted(found), key=lambda article: found[article][0], reverse=True)
    return [(article, found[article][1]) for article in ordered]


def part(reader: Reader, documents: Iterable[str], terms: Collection[str]) -> Memory:
    """The documents' graphs, and what other graphs say of their entities and events; all as far as it uses the terms.

    Terms are IRIs of properties, and of classes for what says that a node is of a class. What other graphs say is what is derived and known
    of these, the offices of these entities, and facts of the tables about them.
    """
    derived, background = (next((g for g in reader.graphs() if g.endswith(f"/{name}")), None) for name in ("derived", "background"))
    known = [graph for graph in (derived, background) if graph is not None]
    found = open_memory()
    told: set[NamedNode] = set()

    def tell(nodes: Iterable[NamedNode]) -> None:
        for node in nodes:
            if node not in told:
                told.add(node)
                found.quadstore.extend(quad for graph in known for quad in reader.quads(node, graph=graph) if _told(quad) in terms)

    for document in documents:
        quads = [quad for quad in reader.quads(graph=document) if _told(quad) in terms]
        found.quadstore.extend(quads)
        entities = {quad.object for quad in quads if quad.predicate == _REFERS_TO and isinstance(quad.object, NamedNode)}
        mentions = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode) and _EVENT_MENTION in quad.subject.value}
        nodes = {node for entity in entities for node in _objects(reader.quads(entity, _CANONICAL, None, derived))}
        tell([*entities, *(event for mention in mentions for event in _subjects(reader.quads(None, _HAS_MENTION, mention, derived)))])
        for node in nodes - told:
            offices = _subjects(reader.quads(None, _HOLDER, node, derived))
            tell([*offices, *(body for office in offices for body in _objects(reader.quads(office, _BODY, None, derived)))])
            tell(_subjects(reader.quads(None, _SUBJECT, node, background)))
        tell(nodes)
    return found


def _told(quad: Quad) -> str:
    """The property of a quad, or the class that it says of a node."""
    named = quad.object if quad.predicate == _TYPE else quad.predicate
    return named.value if isinstance(named, NamedNode) else ""


def _subjects(quads: Iterator[Quad]) -> list[NamedNode]:
    return [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]


def _objects(quads: Iterator[Quad]) -> Iterator[NamedNode]:
    return (quad.object for quad in quads if isinstance(quad.object, NamedNode))
