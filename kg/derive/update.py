"""The front door: give the store document graphs, or take them away, and bring what is derived from them up to date."""

import json
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from kg.derive import copies, documents, entities, facts, identity, judgements, links, mentions
from kg.derive.context import Context
from kg.derive.engine import Phase
from kg.derive.events import Events
from kg.derive.notes import Data, Delta, Item
from kg.derive.tally import Counting, Tally
from kg.derive.view import View
from kg.graph import iri
from kg.graph.background import background_of
from kg.graph.literals import string
from kg.ontology.vocab import Class, Outside, Property
from kg.store.base import Changes, Writer

_CANONICAL = NamedNode(Property.CANONICAL)
_TYPE = NamedNode(Outside.TYPE)
_IS_A = f"<{Outside.TYPE}>"
_SUPERSEDES = NamedNode(Property.SUPERSEDES)


def update(writer: Writer, changes: Changes, context: Context) -> None:
    """Replace document graphs (None takes one away) and derive anew what they touch, in the store's working state; the caller commits.

    The outcome is a function of the set of document graphs, the decisions of people and the tables: neither order nor grouping of updates
    matters. Many documents at once cost less than one by one.
    """
    fresh = {doc: None if lines is None else list(lines) for doc, lines in changes.items()}
    writer.replace_later(fresh, _told_of)
    _Round(writer, context).run({doc: None if lines is None else View(lines) for doc, lines in fresh.items()})


def judge(writer: Writer, pair: tuple[str, str], judgement: str | None, by: str, context: Context) -> None:
    """Record what a person judged of two NIL entities or two event mentions ("same", "different" or "unsure") and derive anew.

    A later judgement of the same person on the same pair replaces the earlier; None takes it back.
    """
    kind = "event" if "/event-mention/" in pair[0] else "entity"
    node, graph = iri.decision(context.base, kind, pair, by), context.decisions
    old = [f"{quad} ." for quad in writer.quads(subject=NamedNode(node), graph=graph)]
    left, right = sorted(pair)
    values = (
        (Outside.TYPE, f"<{Class.DECISION}>"),
        (Property.LEFT, f"<{left}>"),
        (Property.RIGHT, f"<{right}>"),
        (Property.JUDGEMENT, string(judgement or "")),
        (Property.DECIDED_BY, string(by)),
    )
    writer.change(old, [f"<{node}> <{term}> {value} <{graph}> ." for term, value in values] if judgement else [])
    round_ = _Round(writer, context)
    round_.run({doc: round_.view(doc) for node in pair for doc in round_.documents_of(node)})


def _told_of(line: str) -> bool:
    """Whether a line of a document's graph says that it has an entity or event of its own, by which the document is found."""
    subject, predicate, _ = line.split(" ", 2)
    return predicate == _IS_A and ("/entity/nil-" in subject or "/event-mention/" in subject)


class _Metas(Mapping[str, Data]):
    """What is noted of documents, read when it is asked for."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._known: dict[str, Data] = {}

    def __getitem__(self, doc: str) -> Data:
        if doc not in self._known:
            self._known[doc] = json.loads(self._writer.note(doc) or "{}")
        return self._known[doc]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Round:
    """One update: identity first, then what depends on it, then the links between events."""

    def __init__(self, writer: Writer, context: Context) -> None:
        self._writer = writer
        self._context = context
        self._judgements = judgements.read(writer, context.decisions)
        self._metas = _Metas(writer)
        self._known: dict[str, dict[str, documents.Local]] = {}

    def run(self, views: Mapping[str, View | None]) -> None:
        """Bring everything up to date that depends on these documents (None: gone)."""
        changed: dict[str, View | None] = dict(views)
        rows, delta = self._identity(changed)
        changed |= {doc: self.view(doc) for doc in self._touched(delta) - changed.keys()}
        events = self._second(changed, rows)
        changed |= {doc: self.view(doc) for doc in self._rehomed(events) - changed.keys()}
        last = Phase("link", links.Links(self._context, self._writer).reduce, shared=True)
        last.run(self._writer, {doc: links.items(doc, view) if view else [] for doc, view in changed.items()})

    def view(self, doc: str) -> View:
        """A document graph of the store."""
        return View(self._writer.lines(doc))

    def documents_of(self, node: str) -> list[str]:
        """The documents whose graphs describe a node."""
        quads = self._writer.quads(subject=NamedNode(node), predicate=_TYPE)
        names = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
        return sorted(name for name in names if name.startswith(f"{self._context.base}document/"))

    def _identity(self, views: Mapping[str, View | None]) -> tuple[Delta, Delta]:
        """Table rows that occur; versions and merges. Returns what changed of each."""
        found: dict[str, list[Item]] = {doc: [] for doc in views}
        rows: dict[str, dict[str, Tally]] = {doc: {} for doc in views}
        before = {doc: json.loads(self._writer.note(doc) or "{}") for doc in views}
        for doc, view in views.items():
            if view is None:
                self._writer.drop_note(doc)
                continue
            meta, known = documents.meta(view, doc, self._context.gazetteer), self._entities(doc, view).values()
            self._writer.set_note(doc, json.dumps(meta, ensure_ascii=False), copies.keys(meta))
            rows[doc] = identity.rows(known)
            company = documents.company(view, self._entities(doc, view), mentions.ROLES)
            around = identity.Around(relations=documents.relations(view), company=company)
            found[doc] = identity.items(doc, meta, known, around, self._judgements)
        alike = copies.Copies(self._context, self._judgements, self._writer, before, self._metas)
        Phase(copies.PHASE, alike.reduce).run(self._writer, alike.items())
        reduction = identity.Identity(self._context, self._judgements)
        delta = Counting("row", reduction.row, shared=True, presence=True).run(self._writer, rows)
        return delta, Phase("identity", reduction.reduce).run(self._writer, found)

    def _touched(self, delta: Delta) -> set[str]:
        """Unchanged documents with an entity that has become another's, or that are no longer (or again) the current version."""
        found: set[str] = set()
        for line in delta.touched:
            subject, predicate, rest = line.split(" ", 2)
            if predicate == f"<{Property.CANONICAL}>" and "/entity/nil-" in subject:
                found.update(self.documents_of(subject[1:-1]))
            elif predicate == f"<{Property.SUPERSEDES}>":
                old = rest[1 : rest.index(">")]
                if self._writer.has(old):
                    found.add(old)
        return found

    def _second(self, views: Mapping[str, View | None], rows: Delta) -> Delta:
        """Entities, facts and events; returns what changed of events."""
        counts: dict[str, dict[str, Tally]] = {doc: {} for doc in views}
        said: dict[str, list[Item]] = {**self._rows(rows), **{doc: [] for doc in views}}
        told: dict[str, list[Item]] = {doc: [] for doc in views}
        for doc, view in views.items():
            if view is not None:
                counts[doc], said[doc], told[doc] = self._items(doc, view)
        Counting("entity", entities.Entities(self._context).describe).run(self._writer, counts)
        Phase("fact", facts.Facts(self._context, self._metas).reduce).run(self._writer, said)
        return Phase("event", Events(self._context, self._judgements, self._metas).reduce).run(self._writer, told)

    def _items(self, doc: str, view: View) -> tuple[dict[str, Tally], list[Item], list[Item]]:
        known = self._entities(doc, view)
        nodes = {local.iri: self._canonical(local) for local in known.values()}

        def canonical(entity: str) -> str:
            return nodes.get(entity, entity)

        relations = documents.relations(view)
        current = next(self._writer.quads(None, _SUPERSEDES, NamedNode(doc), self._context.derived), None) is None
        claims = documents.claims(view, doc, canonical, known, current=current)
        return (
            entities.tallies(known.values(), canonical),
            facts.items(relations, canonical, known, claims),
            mentions.items(
                view,
                mentions.Around(canonical=canonical, known=known, relations=relations, claims=claims, judgements=self._judgements),
            ),
        )

    def _entities(self, doc: str, view: View) -> dict[str, documents.Local]:
        """The entities of a document, read once."""
        if doc not in self._known:
            self._known[doc] = documents.entities(view)
        return self._known[doc]

    def _canonical(self, local: documents.Local) -> str:
        if not local.nil:
            return local.iri
        quads = self._writer.quads(NamedNode(local.iri), _CANONICAL, None, self._context.derived)
        return next((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), local.iri)

    def _rows(self, delta: Delta) -> dict[str, list[Item]]:
        """Background facts of the rows that occur for the first time; none for rows that occur no more."""
        found: dict[str, list[Item]] = {}
        for lines, here in ((delta.removed, False), (delta.added, True)):
            for line in sorted(lines):
                subject, predicate, _ = line.split(" ", 2)
                if predicate == f"<{Property.CANONICAL}>" and "/entity/nil-" not in subject:
                    found[subject] = self._row_items(subject[1:-1]) if here else []
        return found

    def _row_items(self, entity: str) -> list[Item]:
        key = identity.key_of(entity, self._context.base)
        view = View(background_of(key, self._context.gazetteer, self._context.base))
        told = [_background_fact(view, node) for node in view.of_class(Class.BACKGROUND_FACT)]
        return facts.background_items(entity, told)

    def _rehomed(self, delta: Delta) -> set[str]:
        """Documents with a mention that has come to another event."""
        found: set[str] = set()
        for line in delta.touched:
            _, predicate, rest = line.split(" ", 2)
            if predicate == f"<{Property.HAS_MENTION}>":
                found.update(self.documents_of(rest[1 : rest.index(">")]))
        return found


def _background_fact(view: View, node: str) -> Data:
    parts = {
        "s": Property.SUBJECT,
        "p": Property.PREDICATE,
        "o": Property.OBJECT,
        "office": Property.OFFICE,
        "from": Property.FROM,
        "until": Property.UNTIL,
    }
    found = {name: view.one(node, term) for name, term in parts.items()}
    kinds = [view.one(found[end] or "", Outside.TYPE) or Class.OTHER.value for end in ("s", "o")]
    return {"iri": node, "status": None, "kinds": kinds, **found}


def remove(writer: Writer, documents_: Iterable[str], context: Context) -> None:
    """Take documents away by IRI with everything derived from them."""
    update(writer, dict.fromkeys(documents_), context)
