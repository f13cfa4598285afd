"""Why something is in the graph: the sentences, the words, the rule, the link and its reasons."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.errors import QueryError
from kg.graph.iri import BASE
from kg.query.entities import resolve
from kg.query.run import run, table
from kg.store.base import Reader

_KINDS = ("claim", "event", "event-mention", "relation", "entity", "fact", "tenure", "document")

_CLAIM = """SELECT DISTINCT ?document ?published ?voice ?source ?words ?stance ?polarity ?certainty ?tense ?factual
  ?said ?cue ?within WHERE {
  $id a kg:Claim ; kg:reportedBy ?d ; kg:voice ?voice ; kg:stance ?stance ; kg:factual ?factual . ?d kg:identifier ?document .
  OPTIONAL { ?d schema:datePublished ?published }
  OPTIONAL { $id kg:source/kg:canonical ?s . GRAPH ?g { ?s kg:mentionCount ?n ; rdfs:label ?source } }
  OPTIONAL { $id kg:sourceWords/nif:anchorOf ?words } OPTIONAL { $id kg:polarity ?polarity } OPTIONAL { $id kg:certainty ?certainty }
  OPTIONAL { $id kg:tense ?tense } OPTIONAL { $id kg:saidAt/kg:edtf ?said } OPTIONAL { $id kg:cue/nif:anchorOf ?cue }
  OPTIONAL { $id kg:within ?within }
}"""
_SENTENCES = """SELECT DISTINCT ?sentence ?b ?e ?document WHERE {
  $id kg:evidence ?w . ?w nif:anchorOf ?sentence ; nif:beginIndex ?b ; nif:endIndex ?e ; nif:referenceContext ?t . ?d kg:text ?t ;
  kg:identifier ?document
} ORDER BY ?document ?b"""
_CONTENT = "SELECT DISTINCT ?words ?b WHERE { $id kg:content ?w . ?w nif:anchorOf ?words ; nif:beginIndex ?b } ORDER BY ?b"
_ABOUT = """SELECT DISTINCT ?topic ?what ?words ?rule WHERE {
  $id kg:about ?topic . ?topic nif:anchorOf ?words . { ?topic kg:eventType ?what } UNION { ?topic kg:predicate ?what }
  OPTIONAL { ?topic kg:rule ?rule }
} ORDER BY ?topic"""
_CLAIMS_ABOUT = """SELECT DISTINCT ?claim WHERE {
  { ?claim kg:about $id } UNION { $id kg:hasMention ?m . ?claim kg:about ?m } UNION { $id kg:supportedBy ?claim }
} ORDER BY ?claim"""
_ROLES = """SELECT DISTINCT ?role ?words ?name WHERE {
  VALUES (?role ?p
  ?w) { ("actor" kg:actor kg:actorWords) ("recipient" kg:recipient kg:recipientWords) ("location" kg:location kg:locationWords
  )
    ("origin" kg:origin kg:originWords) ("destination" kg:destination kg:destinationWords) ("time" kg:time kg:timeWords)
    ("instrument" kg:instrument kg:instrumentWords) ("topic" kg:topic kg:topicWords) }
  { $id ?w ?span . ?span nif:anchorOf ?words } UNION { $id kg:hasMention/?w ?span . ?span nif:anchorOf ?words }
  OPTIONAL { ?span kg:refersTo/kg:canonical ?c . GRAPH ?g { ?c kg:mentionCount ?n ; rdfs:label ?name } }
} ORDER BY ?role ?words"""
_MENTIONS = """SELECT DISTINCT ?words ?kind ?document ?b ?e ?text WHERE {
  ?x kg:canonical $id . ?m kg:refersTo ?x ; a kg:Mention ; kg:mentionKind ?kind ; nif:anchorOf ?words ; nif:beginIndex ?b ;
  nif:endIndex ?e ; nif:referenceContext ?t .
  ?t nif:isString ?text . ?d kg:text ?t ; kg:identifier ?document
} ORDER BY ?document ?b"""
_LINKS = """SELECT DISTINCT ?l ?document ?score ?reason WHERE {
  ?l a kg:Link ; kg:linkedTo $id ; kg:linkedMention/nif:referenceContext ?t . ?d kg:text ?t ; kg:identifier ?document .
  OPTIONAL { ?l kg:score ?score } OPTIONAL { ?l kg:reason ?reason }
} ORDER BY ?document DESC(?score) ?l ?reason"""
_REJECTED = """SELECT DISTINCT ?l ?other ?score ?reason WHERE {
  ?l a kg:Link ; kg:linkedTo $id ; kg:rejected ?r . ?r rdfs:label ?other .
  OPTIONAL { ?r kg:score ?score } OPTIONAL { ?r kg:reason ?reason }
} ORDER BY ?l DESC(?score) ?other ?reason"""
_IDENTITY = """SELECT DISTINCT ?label ?row ?same WHERE {
  GRAPH ?g { $id kg:mentionCount ?n ; rdfs:label ?label } OPTIONAL { $id kg:row ?row }
  OPTIONAL { $id owl:sameAs ?same FILTER(!CONTAINS(STR(?same), "/nil-")) }
} ORDER BY ?same"""
_DECISIONS = """SELECT DISTINCT ?judgement ?by ?name ?reason WHERE {
  ?x kg:canonical $id . ?decision a kg:Decision ; kg:judgement ?judgement ; kg:decidedBy ?by .
  { ?decision kg:left ?x ; kg:right ?y } UNION { ?decision kg:right ?x ; kg:left ?y } OPTIONAL { ?y rdfs:label ?name }
  OPTIONAL { ?decision kg:reason ?reason }
} ORDER BY ?name ?by ?reason"""

_AROUND = 45
"""Characters shown on either side of a mention."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an explanation: how deep it stands, and its words."""

    depth: int
    words: str


def identify(reader: Reader, given: str) -> str:
    """The IRI that an IRI, its end (with or without its kind), or the name of an entity means; QueryError where there is none."""
    given = given.strip()
    if any(c in given for c in ' <>"{}|\\^`') or not given:
        return resolve(reader, given)
    for iri in (given, BASE + given, *(f"{BASE}{kind}/{given}" for kind in _KINDS)):
        if "://" in iri and run(reader, f"ASK {{ <{iri}> ?p ?o }}"):
            return iri
    return resolve(reader, given)


def explain(reader: Reader, given: str) -> Iterator[Line]:
    """The explanation of a claim, an event, a relation, a fact or an entity."""
    iri = identify(reader, given)
    if _rows(reader, _CLAIM, iri):
        yield from claim(reader, iri)
    elif _rows(reader, _MENTIONS, iri):
        yield from _entity(reader, iri)
    elif claims := _rows(reader, _CLAIMS_ABOUT, iri):
        yield Line(0, iri)
        for role, words, name in _rows(reader, _ROLES, iri):
            yield Line(1, f"{role}: {words}" + (f" = {name}" if name and name != words else ""))
        for (found,) in claims:
            yield from (Line(line.depth + 1, line.words) for line in claim(reader, str(found)))
    else:
        raise QueryError(f"{iri}: nothing to explain; give a claim, an event, a relation, a fact or an entity")


def claim(reader: Reader, iri: str) -> Iterator[Line]:
    """Who says what, how, in which words and sentence, and by which rule it was found."""
    row = _rows(reader, _CLAIM, iri)[0]
    document, published, voice, source, words, stance, polarity, certainty, tense, factual, said, cue, within = row
    speaker = source or words or ("the article" if voice == "article" else "somebody who is not named")
    yield Line(0, f"claim {str(iri).rsplit('/', 1)[1]}: {speaker} – {stance}" + (f', in the word "{cue}"' if cue else ""))
    yield Line(1, f"in {document}" + (f", published {published}" if published else "") + (f"; said {said}" if said else ""))
    held = [str(v) for v in (polarity, certainty, tense) if v]
    yield Line(1, (", ".join(held) if held else "neither support nor denial") + (" → held as fact" if factual else " → not held as fact"))
    for sentence, begin, end, where in _rows(reader, _SENTENCES, iri):
        yield Line(1, f"“{_flat(sentence)}” ({where}, characters {begin}–{end})")
    for content, _ in _rows(reader, _CONTENT, iri):
        yield Line(1, f"what is said: {_flat(content)}")
    for _, what, trigger, rule in _rows(reader, _ABOUT, iri):
        kind = str(what).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        yield Line(1, f"about: {kind}, from “{_flat(trigger)}”" + (f" by {rule}" if rule else ""))
    if within:
        yield Line(1, f"reported within claim {str(within).rsplit('/', 1)[1]}")


def _entity(reader: Reader, iri: str) -> Iterator[Line]:
    labels = _rows(reader, _IDENTITY, iri)
    yield Line(0, f"{labels[0][0] if labels else iri}  <{iri}>")
    for row in dict.fromkeys(r[1] for r in labels if r[1]):
        yield Line(1, f"known from {row}")
    for same in dict.fromkeys(r[2] for r in labels if r[2]):
        yield Line(1, f"the same as {same}")
    for line, others in _links(reader, iri):
        yield Line(1, line)
        yield from (Line(2, other) for other in others)
    for judgement, by, name, reason in _rows(reader, _DECISIONS, iri):
        yield Line(1, f"{judgement} as {name}, decided by {by}" + (f": {reason}" if reason else ""))
    for words, kind, document, begin, end, text in _rows(reader, _MENTIONS, iri):
        first, last, whole = int(str(begin)), int(str(end)), str(text)
        around = f"…{whole[max(0, first - _AROUND) : first]}[{words}]{whole[last : last + _AROUND]}…"
        yield Line(1, f"{kind} at {document} {begin}–{end}: {_flat(around)}")


def _links(reader: Reader, iri: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each way in which the entity was linked, in words, with those of what else was thought of; alike ones of an article once."""
    others: dict[object, list[str]] = defaultdict(list)
    for (link, other, score), reasons in _reasons(_rows(reader, _REJECTED, iri)):
        others[link].append(f"not {other}" + (f" ({score})" if score is not None else "") + (f": {reasons}" if reasons else ""))
    links = _reasons(_rows(reader, _LINKS, iri))
    return dict.fromkeys(
        (
            f"linked in {document}" + (f" with score {score}" if score is not None else "") + (f" because {reasons}" if reasons else ""),
            tuple(others[link]),
        )
        for (link, document, score), reasons in links
    )


def _reasons(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[tuple[object, ...], str]]:
    """Rows that differ in their last cell alone, as one, with these cells one behind another."""
    for head, same in groupby(rows, key=lambda row: row[:-1]):
        yield head, "; ".join(str(row[-1]) for row in same if row[-1])


def _rows(reader: Reader, sparql: str, iri: str) -> list[tuple[object, ...]]:
    return list(table(reader, sparql.replace("$id", f"<{iri}>")).values())


def _flat(text: object) -> str:
    return " ".join(str(text).split())
