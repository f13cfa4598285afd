"""The claim ledger of an event or an entity."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.query.explain import identify
from kg.query.run import table
from kg.store.base import Reader

_PAIRS = """SELECT DISTINCT ?claim ?topic WHERE {
  { $id kg:hasMention? ?topic . ?claim kg:about ?topic }
  UNION { ?x kg:canonical $id . ?topic ?role ?x . ?claim kg:about ?topic }
  UNION { ?x kg:canonical $id . ?claim kg:source ?x OPTIONAL { ?claim kg:about ?topic } }
  UNION { ?claim kg:reportedBy $id OPTIONAL { ?claim kg:about ?topic } }
  UNION { { $id kg:supportedBy ?claim } UNION { $id kg:between ?claim } ?claim a kg:Claim OPTIONAL { ?claim kg:about ?topic } }
} ORDER BY ?claim ?topic"""
_PLACES = """SELECT ?claim ?document ?b WHERE {
  VALUES ?claim { $claims } ?claim kg:reportedBy ?d ; kg:evidence ?w . ?d kg:identifier ?document . ?w nif:beginIndex ?b
} ORDER BY DESC(?document) DESC(?b)"""
_LEDGER = """SELECT DISTINCT ?claim ?voice ?source ?words ?stance ?polarity ?certainty ?tense ?factual ?said
  ?document ?published ?w ?sentence ?b ?e ?what ?trigger ?s ?happening WHERE {
  VALUES (?claim ?topic) { $pairs }
  ?claim kg:voice ?voice ; kg:stance ?stance ; kg:factual ?factual ; kg:reportedBy ?d ; kg:evidence ?w .
  ?d kg:identifier ?document . ?w nif:anchorOf ?sentence ; nif:beginIndex ?b ; nif:endIndex ?e .
  OPTIONAL { ?topic nif:anchorOf ?trigger } OPTIONAL { ?topic kg:eventType ?type } OPTIONAL { ?topic kg:predicate ?property }
  BIND(COALESCE(?type, ?property) AS ?what)
  OPTIONAL { ?event kg:hasMention ?topic } BIND(COALESCE(?event, ?topic) AS ?happening)
  OPTIONAL { ?d schema:datePublished ?published }
  OPTIONAL { ?claim kg:source ?who OPTIONAL { ?who kg:canonical ?s OPTIONAL { GRAPH ?g { ?s kg:mentionCount ?n ; rdfs:label ?source } } } }
  OPTIONAL { ?claim kg:sourceWords ?span OPTIONAL { ?span nif:anchorOf ?words } } OPTIONAL { ?claim kg:polarity ?polarity }
  OPTIONAL { ?claim kg:certainty ?certainty } OPTIONAL { ?claim kg:tense ?tense }
  OPTIONAL { ?claim kg:saidAt ?at OPTIONAL { ?at kg:edtf ?said } }
} ORDER BY ?document ?b ?claim ?what"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: who, how, about what, when, and the sentence with its offsets in the document.

    `place` is the IRI of the sentence; `source` and `topic` are those of who speaks and of the event or relation, if there is one.
    """

    claim: str
    speaker: str
    stance: str
    held: str
    factual: bool
    what: str
    when: str
    sentence: str
    document: str
    begin: int
    end: int
    place: str
    source: str | None
    topic: str | None

    @property
    def heading(self) -> str:
        """The entry in one line, without the sentence."""
        view = "fact" if self.factual else "not a fact"
        return f"{self.speaker} · {self.stance} · {self.what} · {self.held} · {self.when} · {view}"


Pair = tuple[str, str]
"""A claim and what it is about, as terms of SPARQL; a claim about nothing is its own topic, for an unbound one would match every node."""


def ledger(reader: Reader, given: str) -> Iterator[Entry]:
    """Every claim about an event, about or by an entity, in a document, or behind a fact or a contradiction.

    Each once, in the order of documents and sentences.
    """
    # Found first and then described: joined in one query, every claim of the store would be described.
    return describe(reader, pairs(reader, identify(reader, given)))


def pairs(reader: Reader, iri: str) -> list[Pair]:
    """The claims of a ledger with what they are about, in its order."""
    found = [(str(claim), str(topic or claim)) for claim, topic in table(reader, _PAIRS.replace("$id", f"<{iri}>")).rows]
    claims = " ".join(dict.fromkeys(claim for claim, _ in found))
    rows = table(reader, _PLACES.replace("$claims", claims))
    place = {str(term): (str(row[1]), int(str(row[2]))) for (term, *_), row in zip(rows.rows, rows.values(), strict=True)}
    return sorted((pair for pair in found if pair[0] in place), key=lambda pair: (place[pair[0]], pair))


def describe(reader: Reader, some: Iterable[Pair]) -> Iterator[Entry]:
    """The entries of some claims, in the order of documents and sentences."""
    found = " ".join(f"({claim} {topic})" for claim, topic in some)
    seen = set()
    for row in table(reader, _LEDGER.replace("$pairs", found)).dicts():
        if (row["claim"], row["what"]) in seen:
            continue
        seen.add((row["claim"], row["what"]))
        held = [str(row[name]) for name in ("polarity", "certainty", "tense") if row[name]]
        what = str(row["what"] or "").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        yield Entry(
            claim=str(row["claim"]).rsplit("/", 1)[1],
            speaker=str(row["source"] or row["words"] or ("the article" if row["voice"] == "article" else "not named")),
            stance=str(row["stance"]),
            held=", ".join(held) or "neither support nor denial",
            factual=bool(row["factual"]),
            what=f"{what} “{' '.join(str(row['trigger']).split())}”" if what else "what the codebook does not cover",
            when=f"said {row['said']}" if row["said"] else f"published {str(row['published'])[:10]}" if row["published"] else "undated",
            sentence=" ".join(str(row["sentence"]).split()),
            document=str(row["document"]),
            begin=int(str(row["b"])),
            end=int(str(row["e"])),
            place=str(row["w"]),
            source=str(row["s"]) if row["s"] else None,
            topic=str(row["happening"]) if row["what"] and row["happening"] else None,
        )


_CONTRADICTIONS = """SELECT DISTINCT ?id ?kind ?reason ?claim ?sentence WHERE {
  ?id a kg:Contradiction ; kg:contradictionKind ?kind ; kg:reason ?reason ; kg:between ?claim . ?claim kg:evidence/nif:anchorOf ?sentence
} ORDER BY ?kind ?id ?claim ?sentence"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims that do not agree: the kind, the reason in words, the claims and their sentences."""

    kind: str
    reason: str
    claims: tuple[str, ...]
    sentences: tuple[str, ...]


def contradictions(reader: Reader, kind: str | None = None) -> list[Contradiction]:
    """The contradictions of a store, of one kind where it is named, disputed ones first by the order of their names."""
    found: dict[str, tuple[str, str, dict[str, str]]] = {}
    for row in table(reader, _CONTRADICTIONS).dicts():
        if kind in (None, row["kind"]):
            claims = found.setdefault(str(row["id"]), (str(row["kind"]), str(row["reason"]), {}))[2]
            claims.setdefault(str(row["claim"]).rsplit("/", 1)[1], " ".join(str(row["sentence"]).split()))
    return [Contradiction(kind=k, reason=why, claims=tuple(claims), sentences=tuple(claims.values())) for k, why, claims in found.values()]
