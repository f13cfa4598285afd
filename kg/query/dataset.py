"""The store for rdflib: oxrdflib's, made exact where all graphs are read as one, sealed, and read only."""

from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from typing import Any, NoReturn

from oxrdflib import OxigraphStore
from oxrdflib._converter import from_ox, from_ox_graph_name, to_ox_quad_pattern
from pyoxigraph import NamedNode, Quad
from rdflib import XSD, Dataset, Graph, Literal

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.ask import sealed
from kg.query.run import explain, table
from kg.store.base import Reader


def dataset(reader: Reader) -> Dataset:
    """The store as an rdflib Dataset whose default graph is the union, without loading it.

    Queries are answered by pyoxigraph; one with bindings of variables that it does not give by rdflib, triple by triple. QueryError for a
    mistake in a query, with its place, for SERVICE, and for any attempt to write.
    """
    found = Dataset(store=ReadingStore(reader), default_union=True)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found


class ReadingStore(OxigraphStore):
    """A store of rdflib over a reader."""

    def __init__(self, reader: Reader) -> None:
        """Read from an open store."""
        super().__init__(store=reader.quadstore)
        self._reader = reader

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[tuple[Any, Iterator[Any]]]:
        """Triples with the graphs that they stand in, each once: pyoxigraph keeps the same triple of several graphs together.

        Only where nothing at all is known of a triple its order is that of graphs; then predicates are gone through one by one.
        """
        if context is not None or any(part is not None for part in triple_pattern):
            try:
                quads = self._inner.quads_for_pattern(*to_ox_quad_pattern(triple_pattern, context))
            except (TypeError, ValueError):  # what cannot stand in RDF, such as a literal as subject, is nowhere
                return iter(())
            return self._grouped(quads)
        return chain.from_iterable(self._grouped(self._reader.quads(predicate=predicate)) for predicate in self._predicates())

    def _predicates(self) -> Iterator[NamedNode]:
        rows = table(self._reader, "SELECT DISTINCT ?p WHERE { ?s ?p ?o }").rows
        return (p for (p,) in rows if isinstance(p, NamedNode))

    def _grouped(self, quads: Iterator[Quad]) -> Iterator[tuple[Any, Iterator[Any]]]:
        for triple, same in groupby(quads, key=lambda quad: quad.triple):
            graphs = [from_ox_graph_name(quad.graph_name, self) for quad in same]
            yield (from_ox(triple.subject), from_ox(triple.predicate), _plain(from_ox(triple.object))), iter(graphs)

    def query(self, query: Any, initNs: Mapping[str, Any], initBindings: Any, queryGraph: Any, **kwargs: Any) -> Any:  # noqa: N803 -- rdflib's names
        """Ask pyoxigraph; NotImplementedError, after which rdflib answers by itself, for what it cannot take."""
        if not isinstance(query, str):
            raise NotImplementedError("parsed queries are answered by rdflib")
        try:
            found = super().query(sealed(query), initNs, initBindings, queryGraph, **kwargs)
        except SyntaxError as error:
            raise QueryError(explain(query, str(error))) from error
        except RuntimeError as error:
            raise NotImplementedError(str(error)) from error
        if found.type == "SELECT":
            found.bindings = [{name: _plain(term) for name, term in row.items()} for row in found.bindings]
        elif found.type == "CONSTRUCT":
            graph = Graph()
            graph += ((s, p, _plain(o)) for s, p, o in found.graph or ())
            found.graph = graph
        return found

    def _refused(self, *args: Any, **kwargs: Any) -> NoReturn:
        """No writing."""
        del args, kwargs
        raise QueryError("the graph is only read here: build, remove or correct articles to change it, or copy it into another Dataset")

    def add_graph(self, graph: Graph) -> None:
        """Nothing: `Dataset.graph` calls this before a graph is read."""

    add = addN = remove = update = remove_graph = destroy = _refused  # noqa: N815 -- rdflib's names


def _plain(term: Any) -> Any:
    """A string as rdflib itself reads it, without datatype: the two are not equal there."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term
