"""What an output directory holds, in a few lines."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.ontology.vocab import KG, KGE
from kg.query.run import table
from kg.store.base import Reader
from kg.store.oxigraph import open_reader
from kg.workspace import REJECTED, STORE, Workspace

_ENTITIES = """SELECT ?type (SUM(?new) AS ?unknown) (COUNT(*) AS ?all) WHERE {
  { SELECT DISTINCT ?c ?type (IF(EXISTS { ?c kg:nil true }, 1, 0) AS ?new) WHERE {
    GRAPH ?d { ?e a ?type . ?m kg:refersTo ?e } ?e kg:canonical ?c .
    FILTER NOT EXISTS { ?e a kg:EventMention }
  } }
} GROUP BY ?type ORDER BY DESC(?all) ?type"""
_EVENTS = "SELECT ?type (COUNT(*) AS ?all) WHERE { ?v a kg:Event ; kg:eventType ?type } GROUP BY ?type ORDER BY DESC(?all) ?type"
_CLAIMS = """SELECT ?stance ?factual (COUNT(*) AS ?all) WHERE { ?c a kg:Claim ; kg:stance ?stance ; kg:factual ?factual }
GROUP BY ?stance ?factual ORDER BY DESC(?all) ?stance"""
_REPEATED = """SELECT ?p (COUNT(DISTINCT ?d) AS ?all) WHERE { VALUES ?p { kg:alsoAt kg:copyOf kg:supersedes } ?d ?p ?other } GROUP BY ?p"""
_CONTRADICTIONS = "SELECT (COUNT(*) AS ?all) WHERE { ?c a kg:Contradiction }"


def figures(directory: Path) -> Iterator[tuple[str, str]]:
    """(name, value) lines: documents, entities by type, events by type, claims by stance, what was rejected."""
    work = Workspace(directory).require()
    with open_reader(work.path / STORE) as reader:
        yield "documents", " · ".join((str(work.run()["documents"]), *_repeated(reader)))
        yield "entities", _entities(reader)
        yield "events", _listed([(str(t).removeprefix(KGE).lower(), int(str(n))) for t, n in table(reader, _EVENTS).values()])
        yield "claims", _claims(reader)
        yield "contradictions", str(table(reader, _CONTRADICTIONS).values()[0][0])
    yield "rejected", _rejected(work.path / REJECTED)


def _repeated(reader: Reader) -> Iterator[str]:
    """How many documents came more than once: the same text, nearly the same text, a newer text at the same address."""
    counts = {str(term).removeprefix(KG): int(str(number)) for term, number in table(reader, _REPEATED).values()}
    words = {"alsoAt": "found in several places", "copyOf": "near-copies of others", "supersedes": "newer versions of others"}
    yield from (f"{counts[term]} {words[term]}" for term in words if counts.get(term))


def _listed(counts: list[tuple[str, int]]) -> str:
    total = sum(n for _, n in counts)
    return f"{total} · " + ", ".join(f"{n} {name}" for name, n in counts) if counts else "0"


def _entities(reader: Reader) -> str:
    rows = [(str(t).removeprefix(KG), int(str(new)), int(str(n))) for t, new, n in table(reader, _ENTITIES).values()]
    total, new = sum(n for _, _, n in rows), sum(k for _, k, _ in rows)
    return f"{total} ({total - new} linked, {new} new) · " + ", ".join(f"{n} {name}" for name, _, n in rows)


def _claims(reader: Reader) -> str:
    rows = [(str(stance), bool(factual), int(str(n))) for stance, factual, n in table(reader, _CLAIMS).values()]
    stances: Counter[str] = Counter()
    for stance, _, n in rows:
        stances[stance] += n
    facts = sum(n for _, factual, n in rows if factual)
    total = sum(stances.values())
    listed = ", ".join(f"{n} {stance}" for stance, n in sorted(stances.items(), key=lambda x: (-x[1], x[0])))
    return f"{total} ({facts} held as fact, {total - facts} not) · {listed}"


def _rejected(path: Path) -> str:
    kinds: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            record = json.loads(line)
            kinds[f"{record['kind']} ({record['rule']})" if "rule" in record else record["kind"]] += 1
    return _listed(sorted(kinds.items(), key=lambda x: (-x[1], x[0])))
