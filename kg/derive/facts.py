"""Facts and tenures: what claims of the default view and the tables say of two entities, and what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.derive.context import Context, string
from kg.derive.contradictions import node as contradiction
from kg.derive.documents import Local
from kg.derive.entail import Triple
from kg.derive.events import Metas, counted
from kg.derive.independence import count
from kg.derive.mentions import Canonical
from kg.derive.notes import Data, Item
from kg.graph import iri
from kg.ontology.vocab import OFFICE_PREDICATES, Class, Predicate, Property

_OFFICES = frozenset(p.value for p in OFFICE_PREDICATES)
_NOT_IN_OFFICE = frozenset({"elect", "former", "candidate"})
_SEATS = frozenset(
    p.value
    for p in (Predicate.HEAD_OF_STATE_OF, Predicate.HEAD_OF_GOVERNMENT_OF, Predicate.HEAD_OF, Predicate.MINISTER_OF, Predicate.MAYOR_OF)
)
"""Offices that one person holds at a time, so that a second holder succeeds the first or is disputed."""


def items(relations: Sequence[Data], canonical: Canonical, known: Mapping[str, Local], claims: Mapping[str, Sequence[Data]]) -> list[Item]:
    """A document's relations as items of facts and of tenures; a relation that no claim is about stands for nothing."""
    found = []
    for relation in relations:
        told = [*claims.get(relation["iri"], ())]
        s, o = canonical(relation["s"]), canonical(relation["o"])
        kinds = [known[relation[end]].kind if relation[end] in known else Class.OTHER.value for end in ("s", "o")]
        names = sorted(known[relation["s"]].names) if relation["s"] in known else []
        data = {**relation, "s": s, "o": o, "claims": told, "kinds": kinds, "names": names}
        if relation["status"] not in _NOT_IN_OFFICE:
            found.append(Item(id=f"fact|{relation['iri']}", keys=(_pair(s, o),), data={"kind": "fact", **data}))
        if relation["p"] in _OFFICES:
            found.append(Item(id=f"tenure|{relation['iri']}", keys=(f"body:{o}",), data={"kind": "tenure", **data}))
    return found


def _pair(one: str, other: str) -> str:
    """The key of all that is said of two entities, in either direction."""
    return f"pair:{'|'.join(sorted((one, other)))}"


def background_items(row: str, facts: Iterable[Data]) -> list[Item]:
    """Items of the facts that the tables hold of a row: offices become tenures, the rest facts while they last."""
    found = []
    for fact in facts:
        data = {**fact, "claims": [], "premise": fact["iri"]}
        if fact["p"] in _OFFICES:
            found.append(Item(id=f"tenure|{fact['iri']}|{row}", keys=(f"body:{fact['o']}",), data={"kind": "tenure", **data}))
        elif fact["until"] is None:
            found.append(Item(id=f"fact|{fact['iri']}|{row}", keys=(_pair(fact["s"], fact["o"]),), data={"kind": "fact", **data}))
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """The reduction of units of facts and tenures."""

    context: Context
    metas: Metas

    def reduce(self, unit: Sequence[Item]) -> list[str]:
        """Lines of a pair of entities, or of the offices of a body."""
        return self._facts(unit) if unit[0].data["kind"] == "fact" else self._tenures(unit)

    def _facts(self, unit: Sequence[Item]) -> list[str]:
        """Facts that are supported, then those that follow from them."""
        supported: dict[Triple, list[Data]] = {}
        for item in unit:
            data = item.data
            if "premise" in data or any(claim["factual"] for claim in data["claims"]):
                supported.setdefault((data["s"], data["p"], data["o"]), []).append(data)
        premises: dict[Triple, set[Triple]] = {}
        for triple, told in supported.items():
            for data in told:
                for entailed in self.context.entailment.relations(triple, (data["kinds"][0], data["kinds"][1])):
                    if entailed != triple:
                        premises.setdefault(entailed, set()).add(triple)
        lines = []
        for triple in sorted(supported.keys() | premises.keys()):
            lines += self._fact(triple, supported, premises.get(triple, set()))
        return lines

    def _fact(self, triple: Triple, supported: Mapping[Triple, Sequence[Data]], below: Iterable[Triple]) -> list[str]:
        """A fact with its claims and premises; an entailed one is counted by the claims of its premises."""
        context, (s, p, o) = self.context, triple
        name = iri.fact(context.base, s, p, o)
        own = supported.get(triple, ())
        claims = {c["iri"]: c for lower in (triple, *below) for data in supported.get(lower, ()) for c in data["claims"] if c["factual"]}
        premises = {data["premise"] for data in own if "premise" in data} | {iri.fact(context.base, *lower) for lower in below}
        return [
            context.arc(s, p, o),
            *context.typed(name, Class.FACT),
            context.arc(name, Property.SUBJECT, s),
            context.arc(name, Property.PREDICATE, p),
            context.arc(name, Property.OBJECT, o),
            *(context.arc(name, Property.SUPPORTED_BY, c["iri"]) for data in own for c in data["claims"] if c["factual"]),
            *(context.arc(name, Property.PREMISE, premise) for premise in sorted(premises)),
            *counted(context, name, count([claims[key] for key in sorted(claims)], self.metas)),
        ]

    def _tenures(self, unit: Sequence[Item]) -> list[str]:
        """Holdings of the offices of one body: statements of one holder, office, status and dates are one tenure."""
        held: dict[tuple[str, ...], list[Data]] = {}
        for item in unit:
            data = item.data
            if "premise" in data or any(claim["factual"] for claim in data["claims"]):
                key = tuple(data[part] or "" for part in ("s", "office", "p", "status", "from", "until"))
                held.setdefault(key, []).append(data)
        lines = []
        for key in sorted(held):
            lines += self._tenure(key, held[key])
        return lines + self._successions(held)

    def _tenure(self, key: tuple[str, ...], told: Sequence[Data]) -> list[str]:
        holder, office, predicate, status, since, until = key
        context, body = self.context, told[0]["o"]
        name = iri.tenure(context.base, holder, office or None, body, predicate, status, since, until)
        words = ((Property.OFFICE, office), (Property.STATUS, status), (Property.FROM, since), (Property.UNTIL, until))
        return [
            *context.typed(name, Class.TENURE),
            context.arc(name, Property.HOLDER, holder),
            context.arc(name, Property.BODY, body),
            context.arc(name, Property.PREDICATE, predicate),
            *(context.line(name, term, string(value)) for term, value in words if value),
            *(context.arc(name, Property.SUPPORTED_BY, c["iri"]) for data in told for c in data["claims"] if c["factual"]),
            *(context.arc(name, Property.PREMISE, data["premise"]) for data in told if "premise" in data),
        ]

    def _successions(self, held: Mapping[tuple[str, ...], Sequence[Data]]) -> list[str]:
        """Two named people said in two articles to hold one office: the later article names the successor; of one day, it is disputed."""
        seats: dict[tuple[str, str], dict[str, list[Data]]] = {}
        for (holder, office, predicate, status, _, until), told in held.items():
            if office and predicate in _SEATS and not until and status not in (*_NOT_IN_OFFICE, "acting"):
                found = [{**c, "names": data["names"]} for data in told for c in data["claims"] if c["factual"] and data["names"]]
                seats.setdefault((office.lower(), predicate), {}).setdefault(holder, []).extend(found)
        lines = []
        for (office, _), holders in sorted(seats.items()):
            firsts = [min(claims, key=lambda c: (self._day(c), c["iri"])) for claims in holders.values() if claims]
            for one, other in pairwise(sorted(firsts, key=lambda c: (self._day(c), c["iri"]))):
                if one["doc"] != other["doc"] and not _words(one) & _words(other):
                    kind = "succeeded" if self._day(one) != self._day(other) else "disputed"
                    lines += contradiction(self.context, kind, (one["iri"], other["iri"]), f"holder of the office: {office}")
        return lines

    def _day(self, claim: Data) -> str:
        return str(self.metas[claim["doc"]]["published"] or "")[:10]


def _words(claim: Data) -> set[str]:
    """The words of a holder's names: who shares one with another may be the same person."""
    return {word for name in claim["names"] for word in name.lower().split()}
