"""What the pages of resources show, read from the store; templates escape every word of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from kg.ontology.vocab import KG
from kg.query.ledger import Entry, describe, pairs
from kg.query.run import table
from kg.serve import questions
from kg.serve.missing import MissingError
from kg.serve.text import Span, passages, pieces
from kg.store.base import Reader

MOST = 100
"""Rows of a list on one page."""

Page = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page of a list: its name in addresses, the rows, the number of the page from 1, and whether more rows follow."""

    name: str
    rows: list[Any]
    page: int = 1
    more: bool = False

    @property
    def first(self) -> int:
        """How many rows stand on earlier pages."""
        return (self.page - 1) * MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A resource whose page is made: the store, its IRI, the base of such IRIs, and which page of which list is asked for."""

    reader: Reader
    iri: str
    base: str
    pages: Mapping[str, int]

    def rows(self, sparql: str) -> list[Row]:
        """All rows of a query about the resource."""
        filled = sparql.replace("$derived", f"<{self.base}derived>").replace("$id", f"<{self.iri}>")
        return list(table(self.reader, filled).dicts())

    def part(self, name: str, sparql: str) -> Part:
        """One page of the rows of a query."""
        page = self.pages.get(name, 1)
        rows = self.rows(f"{sparql} LIMIT {MOST + 1} OFFSET {(page - 1) * MOST}")
        return Part(name=name, rows=rows[:MOST], page=page, more=len(rows) > MOST)

    def claims(self) -> Part:
        """One page of the ledger, in runs of claims with the same sentence."""
        page = self.pages.get("claims", 1)
        every = pairs(self.reader, self.iri)
        entries = describe(self.reader, every[(page - 1) * MOST : page * MOST])
        runs = [list(run) for _, run in groupby(entries, key=_sentence)]
        return Part(name="claims", rows=runs, page=page, more=len(every) > page * MOST)


def _sentence(entry: Entry) -> str:
    return entry.place


def resource(reader: Reader, base: str, path: str, pages: Mapping[str, int]) -> tuple[str, Page]:
    """The template and the content of the page of a resource, by the part of its IRI behind the base; MissingError where there is none.

    `pages` says which page of which list is shown, the first unless told.
    """
    view = View(reader=reader, iri=base + path, base=base, pages=pages)
    everything, used = view.part("triples", questions.EVERYTHING), view.part("uses", questions.USED)
    if not view.rows("SELECT ?p WHERE { { $id ?p ?x } UNION { ?x ?p $id } } LIMIT 1"):
        raise MissingError(f"nothing in the graph has the IRI {view.iri}")
    kind = path.split("/", maxsplit=1)[0]
    read = _KINDS.get(kind)
    page = (read(view) if read else None) or {"title": f"{kind} {short(path)}"}
    template = f"{kind}.html" if len(page) > 1 else "other.html"
    return template, {**page, "iri": view.iri, "everything": everything, "used": used, "path": path}


def home(reader: Reader, base: str) -> Page:
    """The content of the first page: counts, the entities that are mentioned most, and the latest documents."""
    view = View(reader=reader, iri=base, base=base, pages={})
    # In two steps: by two keys the store would compare the IRIs of all nodes.
    least = min((row["n"] for row in view.rows(questions.MENTIONED)), default=0)
    top = view.rows(questions.TOP.replace("$least", str(least)))
    counts = [(kind, view.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?x a <{KG}{kind}> }}")[0]["n"]) for kind in _COUNTED]
    return {
        "counts": counts,
        "entities": top,
        "called": _called(view, (row["node"] for row in top)),
        "documents": view.rows(questions.DOCUMENTS),
    }


_COUNTED = ("Document", "Event", "Claim", "Fact", "Contradiction")


def _entity(view: View) -> Page:
    label, tenures, facts = view.rows(questions.LABEL), view.part("offices", questions.TENURES), view.part("facts", questions.FACTS)
    people = [row[name] for row in tenures.rows for name in ("holder", "body")]
    return {
        "title": label[0]["label"] if label else local(view.iri),
        "types": [local(row["type"]) for row in view.rows(questions.TYPES)],
        "canonical": [row["node"] for row in view.rows(questions.CANONICAL)],
        "names": [row["name"] for row in view.rows(questions.NAMES)],
        "same": [row["same"] for row in view.rows(questions.SAME)],
        "tenures": replace(tenures, rows=_once(tenures.rows)),
        "facts": facts,
        "called": _called(view, [*people, *(row["other"] for row in facts.rows)]),
        "events": view.part("events", questions.EVENTS),
        "claims": view.claims(),
    }


def _once(tenures: list[Row]) -> list[Row]:
    """Tenures without those that say less than another of the same holder, office and body."""

    def key(row: Row) -> tuple[str, ...]:
        return str(row["office"]).casefold(), row["holder"], row["body"]

    full = {key(row) for row in tenures if row["from"] or row["until"] or row["status"]}
    return [row for row in tenures if row["from"] or row["until"] or row["status"] or key(row) not in full]


def _called(view: View, nodes: Iterable[str | None]) -> dict[str, str]:
    """Names of nodes by IRI."""
    some = " ".join(f"<{node}>" for node in sorted({node for node in nodes if node}))
    return {row["x"]: row["label"] for row in reversed(view.rows(questions.NAMED.replace("$all", some)))}


def _event(view: View) -> Page | None:
    rows = view.rows(questions.EVENT)
    if not rows:
        return None
    triggers = [" ".join(row["words"].split()) for row in view.rows(questions.TRIGGERS)]
    roles = view.rows(questions.ROLES)
    return {
        "title": f"{local(rows[0]['type'])} “{'”, “'.join(triggers)}”",
        "about": rows[0],
        "whole": [row["event"] for row in view.rows(questions.WHOLE)],
        "roles": roles,
        "called": _called(view, (row["node"] for row in roles)),
        "disputes": view.part("disputes", questions.DISPUTES),
        "claims": view.claims(),
    }


def _document(view: View) -> Page | None:
    rows = view.rows(questions.DOCUMENT)
    if not rows:
        return None
    row = rows[0]
    cited = (Span(one["b"], one["e"]) for one in view.rows(questions.CITED))
    mentions = (Span(one["b"], one["e"], one["node"]) for one in view.rows(questions.MENTIONS))
    return {
        "title": row["title"] or beginning(row["text"]),
        "about": row,
        "passages": list(passages(row["text"], cited, mentions)),
        "claims": view.claims(),
    }


def _claim(view: View) -> Page | None:
    about = view.rows(questions.ABOUT)
    entries = list(describe(view.reader, [(f"<{view.iri}>", f"<{row['topic']}>") for row in about] or [(f"<{view.iri}>",) * 2]))
    if not entries:
        return None
    marks = view.rows(questions.MARKED)
    sentences = [(row["w"], _marked(row["words"], row["b"], marks)) for row in view.rows(questions.EVIDENCE)]
    return {
        "title": f"{entries[0].speaker} – {entries[0].stance}",
        "entries": entries,
        "rules": sorted({row["rule"] for row in about if row["rule"]}),
        "sentences": sentences,
        "within": view.rows(questions.WITHIN),
        "disputes": view.part("disputes", questions.DISPUTES),
    }


def _case(view: View) -> Page | None:
    """A fact, a relation or a contradiction, with the claims behind it."""
    rows = view.rows(questions.CASE)
    if not rows:
        return None
    row = rows[0]
    called = _called(view, (row["s"], row["o"]))
    title = (
        f"{row['kind']}: {row['reason']}"
        if row["kind"]
        else " · ".join((_name(called, row["s"]), local(row["p"]), _name(called, row["o"])))
    )
    return {"title": title, "ends": [(row[end], _name(called, row[end])) for end in ("s", "o") if row[end]], "claims": view.claims()}


def _name(called: Mapping[str, str], node: str) -> str:
    return called.get(node) or short(node)


def _marked(words: str, begin: int, marks: list[Row]) -> list[tuple[str, str | None]]:
    """A sentence in pieces, each with what it is in the claim: who speaks, the word of saying, what is said."""
    return list(pieces(words, 0, len(words), [Span(row["b"] - begin, row["e"] - begin, row["kind"]) for row in marks]))


_KINDS: Mapping[str, Callable[[View], Page | None]] = {
    "entity": _entity,
    "event": _event,
    "event-mention": _event,
    "document": _document,
    "claim": _claim,
    "contradiction": _case,
    "fact": _case,
    "relation": _case,
}


def local(iri: object) -> str:
    """The last part of an IRI."""
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def short(iri: object) -> str:
    """The last part of an IRI, of a long one the beginning."""
    found = local(iri)
    return found if len(found) <= _LONG else f"{found[:_SHOWN]}…"


_LONG, _SHOWN = 20, 8


def beginning(text: str) -> str:
    """The first line of a text, cut at a word where it is long."""
    line = next((line for line in text.splitlines() if line.strip()), "").strip()
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rsplit(' ', 1)[0]}…"


_TITLE = 90
