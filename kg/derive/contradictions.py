"""Claims about one event that do not say the same: refined numbers and dates, and what cannot both hold.

To decline is neither support nor denial. Hopes, fears, promises and predictions contradict nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.derive.context import Context, string
from kg.derive.notes import Data, Item
from kg.graph import iri
from kg.ontology.vocab import Class, Property

_HELD = frozenset({"assert", "confirm", "deny"})
_OPEN = float("inf")

Found = tuple[str, str]
"""Kind and reason."""


def among(context: Context, event: str, items: Sequence[Item]) -> list[str]:
    """Lines of the contradictions among the claims about one event."""
    held: dict[str, tuple[Data, list[Data]]] = {}
    for item in items:
        mentions = {m["iri"]: m for m in item.data["mentions"]}
        told = {c["iri"]: c for c in item.data["claims"]}
        for mention, claims in item.data["of"].items():
            for claim in claims:
                if told[claim]["stance"] in _HELD:
                    held.setdefault(claim, (told[claim], []))[1].append(mentions[mention])
    lines = []
    for (one, ones), (other, others) in combinations([held[name] for name in sorted(held)], 2):
        if _holder(one) == _holder(other):
            continue
        for kind, reason in sorted({*_compare(one, other), *_differ(ones, others)}):
            lines += node(context, kind, (one["iri"], other["iri"]), reason, event)
    return lines


def node(context: Context, kind: str, claims: tuple[str, str], reason: str, event: str | None = None) -> list[str]:
    """Lines of one contradiction."""
    name = iri.contradiction(context.base, kind, *claims)
    return [
        context.arc(name, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", Class.CONTRADICTION),
        *(context.arc(name, Property.BETWEEN, claim) for claim in claims),
        *([context.arc(name, Property.ABOUT_EVENT, event)] if event else []),
        context.line(name, Property.CONTRADICTION_KIND, string(kind)),
        context.line(name, Property.REASON, string(reason)),
    ]


def _holder(claim: Data) -> tuple[str, str, str | None]:
    """Who speaks in which article: one speaker who says a thing twice in one article does not contradict himself."""
    return claim["doc"], claim["voice"], claim["source"]


def _compare(one: Data, other: Data) -> Iterator[Found]:
    """Whether one speaker holds so what another denies; a future content may still change, so both must speak of past or present."""
    polarities = {one["polarity"], other["polarity"]}
    settled = all(claim["tense"] in ("past", "present") and claim["certainty"] != "possible" for claim in (one, other))
    if polarities == {"positive", "negative"} and settled:
        yield "disputed", "one holds it to be so, the other not"


def _differ(ones: Sequence[Data], others: Sequence[Data]) -> Iterator[Found]:
    """Numbers and dates that two claims give for mentions of one event."""
    for a in ones:
        for b in others:
            if a is b or a["iri"] == b["iri"]:
                continue
            for p in a["quantities"]:
                for q in b["quantities"]:
                    if p["of"] == q["of"] and p["unit"] == q["unit"]:
                        yield from _numbers(p, q)
            yield from _dates(a["times"], b["times"])


def _numbers(p: Data, q: Data) -> Iterator[Found]:
    bounds = [(_OPEN * -1 if x["low"] is None else x["low"], _OPEN if x["high"] is None else x["high"]) for x in (p, q)]
    words = " and ".join(sorted((f'"{p["words"]}"', f'"{q["words"]}"')))
    relation = _relation(*bounds)
    if relation is not None and (relation != "same" or p["words"] != q["words"]):
        yield relation, f"numbers of {p['of'] or p['unit'] or 'the same'}: {words}"


def _relation(one: tuple[float, float], other: tuple[float, float]) -> str | None:
    """How two intervals stand to each other; None where they merely overlap."""
    if one == other:
        return "same"
    if one[1] < other[0] or other[1] < one[0]:
        return "disputed"
    inside = (one[0] >= other[0] and one[1] <= other[1]) or (other[0] >= one[0] and other[1] <= one[1])
    return "refined" if inside else None


def _dates(ones: Iterable[Sequence[str]], others: Iterable[Sequence[str]]) -> Iterator[Found]:
    a, b = {value for value, _ in ones if value}, {value for value, _ in others if value}
    if len(a) != 1 or len(b) != 1:
        return
    (x,), (y,) = a, b
    if x == y or any(mark in x + y for mark in "/~?%XTP"):
        return
    words = " and ".join(sorted((x, y)))
    nested = x.startswith(y) or y.startswith(x)
    yield ("refined" if nested else "disputed"), f"dates: {words}"
