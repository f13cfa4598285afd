"""What a store offers to those who read it and to the one who writes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import IO, Protocol, Self, runtime_checkable

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import StoreError

Term = NamedNode | BlankNode | Literal | Triple
Subject = NamedNode | BlankNode | Triple

Changes = Mapping[str, Iterable[str] | None]
"""New content of named graphs by IRI, as N-Quads lines without line ends; None takes the graph away."""


@runtime_checkable
class Reader(Protocol):
    """A consistent view of the quads; nothing that a writer does later is seen through it."""

    @property
    def quadstore(self) -> Store:
        """The pyoxigraph store underneath, for SPARQL and for serialisers."""

    def __len__(self) -> int:
        """Count the quads."""

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""

    def has(self, graph: str) -> bool:
        """Whether there is a graph of that IRI."""

    def quads(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, object: Term | None = None, graph: str | None = None
    ) -> Iterator[Quad]:
        """Quads that fit the pattern (None fits all), in no particular order."""

    def lines(self, graph: str) -> list[str]:
        """The quads of a graph as canonical lines of N-Quads without line ends, in no particular order."""

    def note(self, id: str) -> str | None:
        """Read the text that was noted under that IRI."""

    def notes(self, key: str) -> tuple[str, ...]:
        """IRIs of the notes that carry the key, sorted."""

    def close(self) -> None:
        """Let go of files and locks; a second call does nothing."""


@runtime_checkable
class Writer(Reader, Protocol):
    """The one that may change a store; what it changes is seen by others after `commit`, all of it or nothing."""

    def replace(self, changes: Changes) -> None:
        """Give named graphs new content."""

    def replace_later(self, changes: Changes, at_once: Callable[[str], bool]) -> None:
        """The same, but before the commit only `lines` and `has` see all of it, `quads` sees the lines for which `at_once` holds."""

    def load(self, stream: IO[bytes]) -> None:
        """Put N-Quads beside what is there, the quickest way for many graphs at once."""

    def change(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """Take single quads out and put others in, as N-Quads lines without line ends."""

    def change_later(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """The same, but before the commit nobody need see it."""

    def set_note(self, id: str, text: str, keys: Iterable[str]) -> None:
        """Note a text under an IRI with the keys by which it is to be found; an older note of that IRI goes."""

    def drop_note(self, id: str) -> None:
        """Forget a note; an unknown IRI is no error."""

    def settle(self) -> None:
        """Put what is still in memory on disk and let go of caches, which grow with what was written; nothing is committed."""

    def commit(self) -> None:
        """Make everything written so far the state that readers open."""


_TEXT = NamedNode("urn:kg:note:text")
_KEY = NamedNode("urn:kg:note:key")
_BULK = 20_000
"""Quads above which the bulk loader is faster than a transaction."""
_MANY = 5_000
"""Notes above which it is."""
_TOO_MANY = 10_000
"""Notes that are not kept in memory any longer."""


class Quadstore:
    """Reader and Writer over two pyoxigraph stores: the quads, and beside them the notes, which no query and no export sees.

    The notes are a memory of what was derived from what, so that a change touches only what depends on it. They follow from the quads
    and may be thrown away.
    """

    def __init__(self, quads: Store, notes: Store) -> None:
        """Take over two open stores."""
        self._quads = quads
        self._notes = notes
        self._pending: dict[str, tuple[str, frozenset[str]] | None] = {}
        self._pending_keys: dict[str, set[str]] = {}

    def __enter__(self) -> Self:
        """For `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close, whatever happened; what was not committed is lost."""
        self.close()

    def __len__(self) -> int:
        """Count the quads."""
        return len(self._quads)

    @property
    def quadstore(self) -> Store:
        """The pyoxigraph store underneath, for SPARQL and for serialisers."""
        return self._quads

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""
        return tuple(sorted(name.value for name in self._quads.named_graphs()))

    def has(self, graph: str) -> bool:
        """Whether there is a graph of that IRI."""
        return self._quads.contains_named_graph(NamedNode(graph))

    def quads(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, object: Term | None = None, graph: str | None = None
    ) -> Iterator[Quad]:
        """Quads that fit the pattern (None fits all), in no particular order."""
        name: NamedNode | DefaultGraph | None = NamedNode(graph) if graph is not None else None
        return self._quads.quads_for_pattern(subject, predicate, object, name)

    def lines(self, graph: str) -> list[str]:
        """The quads of a graph as canonical lines of N-Quads without line ends, in no particular order."""
        return [f"{quad} ." for quad in self.quads(graph=graph)]

    def note(self, id: str) -> str | None:
        """Read the text that was noted under that IRI."""
        if id in self._pending:
            found = self._pending[id]
            return found[0] if found else None
        for quad in self._notes.quads_for_pattern(NamedNode(id), _TEXT, None, None):
            if isinstance(quad.object, Literal):
                return quad.object.value
        return None

    def notes(self, key: str) -> tuple[str, ...]:
        """IRIs of the notes that carry the key, sorted."""
        subjects = (quad.subject for quad in self._notes.quads_for_pattern(None, _KEY, Literal(key), None))
        kept = {subject.value for subject in subjects if isinstance(subject, NamedNode) and subject.value not in self._pending}
        return tuple(sorted(kept | self._pending_keys.get(key, set())))

    def replace(self, changes: Changes) -> None:
        """Give named graphs new content, as N-Quads lines without line ends; StoreError where a line is none."""
        fresh: list[str] = []
        for graph, lines in changes.items():
            name = NamedNode(graph)
            if self._quads.contains_named_graph(name):
                self._quads.remove_graph(name)
            if lines is not None:
                fresh.extend(lines)
        self._load(fresh)

    def replace_later(self, changes: Changes, at_once: Callable[[str], bool]) -> None:
        """In memory nothing is gained by waiting."""
        del at_once
        self.replace(changes)

    def load(self, stream: IO[bytes]) -> None:
        """Put N-Quads beside what is there, the quickest way for many graphs at once; StoreError where a line is none."""
        try:
            self._quads.bulk_load(stream, RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise StoreError(f"no N-Quads: {error}") from error

    def change(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """Take single quads out and put others in; a named graph that is left empty is no more."""
        touched = set()
        for quad in parse("\n".join(removed), format=RdfFormat.N_QUADS):
            self._quads.remove(quad)
            touched.add(quad.graph_name)
        self._load(list(added))
        for name in touched:
            if isinstance(name, NamedNode) and next(self._quads.quads_for_pattern(None, None, None, name), None) is None:
                self._quads.remove_graph(name)

    def change_later(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """In memory nothing is gained by waiting."""
        self.change(removed, added)

    def set_note(self, id: str, text: str, keys: Iterable[str]) -> None:
        """Note a text under an IRI with the keys by which it is to be found; an older note of that IRI goes."""
        self._forget(id)
        known = frozenset(keys)
        self._pending[id] = (text, known)
        for key in known:
            self._pending_keys.setdefault(key, set()).add(id)
        if len(self._pending) > _TOO_MANY:
            self._write_notes()

    def drop_note(self, id: str) -> None:
        """Forget a note; an unknown IRI is no error."""
        self._forget(id)
        self._pending[id] = None

    def settle(self) -> None:
        """Nothing to do: a store in memory has no other place."""

    def commit(self) -> None:
        """Make everything written so far the state that readers open; in memory there are no others."""
        self._write_notes()

    def _forget(self, id: str) -> None:
        """Take a pending note back."""
        found = self._pending.pop(id, None)
        for key in found[1] if found else ():
            self._pending_keys[key].discard(id)

    def _write_notes(self) -> None:
        """Put pending notes into their store: together, for one by one they cost more than all the rest."""
        for id in self._pending:
            for quad in list(self._notes.quads_for_pattern(NamedNode(id), None, None, None)):
                self._notes.remove(quad)
        quads = self.pending()
        self._notes.bulk_extend(quads) if len(self._pending) > _MANY else self._notes.extend(quads)
        self._pending.clear()
        self._pending_keys.clear()

    def pending(self) -> Iterator[Quad]:
        """What is to be written of notes."""
        for id, found in self._pending.items():
            if found:
                node = NamedNode(id)
                yield Quad(node, _TEXT, Literal(found[0]))
                yield from (Quad(node, _KEY, Literal(key)) for key in found[1])

    def close(self) -> None:
        """Let go of files and locks; a second call does nothing."""

    def _load(self, lines: list[str]) -> None:
        """Load lines in one transaction, very many by the bulk loader; IRIs are our own, so they are not taken apart once more."""
        if not lines:
            return
        load = self._quads.load if len(lines) < _BULK else self._quads.bulk_load
        try:
            load("\n".join(lines).encode("utf-8"), RdfFormat.N_QUADS, lenient=True)
        except SyntaxError as error:
            raise StoreError(f"not a line of N-Quads: {lines[(error.lineno or 1) - 1][:200]!r}") from error
