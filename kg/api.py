"""The library: the same verbs as the command line, on Python values."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.config import Config
from kg.query import named, run
from kg.store.oxigraph import open_reader
from kg.workspace import STORE, Workspace

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.model.annotations import Annotations
    from kg.query.ledger import Entry

Place = str | os.PathLike[str]


def build(
    paths: Place | Sequence[Place], directory: Place = "out", *, workers: int = 1, model: str | None = None, ontologies: Place | None = None
) -> "Graph":
    """Build articles into a directory, beside what it holds already, and open the graph.

    What could not be read is in `Graph.failures`; `KgError` where the directory cannot be written.
    """
    from kg.flow import build as run_build

    config = Config(workers=workers, model=model, ontologies=Path(ontologies) if ontologies else None)
    progress = run_build([paths] if isinstance(paths, str | os.PathLike) else paths, directory, config)
    return Graph(directory, failures=tuple(f.reason for f in progress.failures))


def extract(paths: Place | Sequence[Place], *, model: str | None = None, ontologies: Place | None = None) -> "Iterator[Annotations]":
    """The checked annotations of each article, in order; `InputError` for the first that cannot be read."""
    from kg.errors import InputError
    from kg.extractor import Extractor
    from kg.ingest.failure import Failure
    from kg.ingest.read import read
    from kg.model.document import Document

    extractor = Extractor.load(Config(model=model, ontologies=Path(ontologies) if ontologies else None))
    for item in read([str(paths)] if isinstance(paths, str | os.PathLike) else map(str, paths)):
        if isinstance(item, Failure):
            raise InputError(item.reason)
        yield extractor.check(extractor.extract(item) if isinstance(item, Document) else item)[0]


def open(directory: Place = "out") -> "Graph":
    """The graph of a finished output directory; `StoreError` where there is none."""
    return Graph(directory)


class Graph:
    """A finished output directory, open for reading; a later build is seen by opening it again."""

    def __init__(self, directory: Place, *, failures: tuple[str, ...] = ()) -> None:
        """Open the directory; `failures` are reasons of what the build could not read."""
        self.path = Path(directory)
        self.failures = failures
        self._reader = open_reader(Workspace(self.path).require().path / STORE)

    def __enter__(self) -> Self:
        """For `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._reader.close()

    def query(self, query: str, *, limit: int | None = None, timeout: float | None = None, **arguments: str) -> list[dict[str, run.Value]]:
        """Rows of a SELECT, or of a named query with its arguments, as dictionaries of Python values.

        `QueryError` says what is wrong and where.
        """
        known = named.load()
        sparql = named.fill(self._reader, known[query], arguments, limit=limit) if query in known else query
        return run.table(self._reader, sparql, limit=limit, timeout=timeout).dicts()

    def claims(self, entity_or_event: str) -> "list[Entry]":
        """The ledger: every claim about an event, or about or by an entity, by name or IRI."""
        from kg.query.ledger import ledger

        return list(ledger(self._reader, entity_or_event))

    def explain(self, id: str) -> str:
        """Why a claim, an event, a relation, a fact or an entity is in the graph, as lines of text."""
        from kg.query.explain import explain

        return "\n".join(f"{'  ' * line.depth}{line.words}" for line in explain(self._reader, id))

    def networkx(self, *, everything: bool = False) -> "nx.MultiDiGraph[str]":
        """Entities and events as a networkx graph; only what is held as fact, unless `everything`."""
        from kg.query.project import graph

        return graph(self._reader, everything=everything)

    def rdflib(self) -> "Dataset":
        """The store as an rdflib Dataset to read from, without loading it."""
        from kg.query.dataset import dataset

        return dataset(self._reader)

    def frame(self, query: str, **arguments: str) -> Any:
        """The rows of a query as a pandas frame; `QueryError` where pandas is not installed."""
        from kg.query.project import frame

        known = named.load()
        sparql = named.fill(self._reader, known[query], arguments) if query in known else query
        return frame(run.table(self._reader, sparql))

    def html(self, title: str | None = None) -> str:
        """The page that shows the graph; without a title it is called after its articles."""
        from kg.visualise.page import page
        from kg.visualise.read import scene

        return page(scene(self._reader), title)
