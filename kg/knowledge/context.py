"""What else an article names: the evidence by which one reading of a name is preferred to another.

All figures are weights of evidence on one scale, set by hand on news usage: a state's name alone counts about as much as a region's name
in an article that is
all about the region's country.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.knowledge.gazetteer import Gazetteer, Row
from kg.model.entity import EntityType

STATE = 0.55
PLACE = 0.1
WEIGHT = 0.035
"""Per decimal power of inhabitants."""
NAMED = 0.6
"""The article names the same thing by an unmistakable name."""
COUNTRY = 0.3
"""All states that the article names are the reading's own."""
INNER = 0.15
"""Each thing of the reading's country that the article names besides, up to three."""
NEIGHBOUR = 0.06
PARENT = 0.3
BESIDE = 1.0
"""The name is followed by a comma and what the place lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an article names unmistakably: counts by key, of states and of other things by country code; `published` is ISO 8601 or None."""

    keys: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)
    inner: Mapping[str, int] = field(default_factory=dict)
    published: str | None = None


def gather(keys: Iterable[str], gazetteer: Gazetteer, published: str | None = None) -> Context:
    """The context that unmistakable mentions make; one key a mention."""
    counts = Counter(keys)
    states: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    for key, count in counts.items():
        row = gazetteer.rows[key]
        if row.country is not None:
            (states if row.type is EntityType.STATE else inner)[row.country] += count if row.type is EntityType.STATE else 1
    return Context(keys=counts, states=states, inner=inner, published=published)


def weigh(row: Row, context: Context, gazetteer: Gazetteer) -> tuple[float, tuple[str, ...]]:
    """How well a place's row fits the article, with reasons in plain words; above about 1 the fit is good."""
    reasons: list[str] = []
    if row.type is EntityType.STATE:
        score = STATE if row.until is None else STATE / 2
        reasons.append("a state" if row.until is None else "a state of the past")
    else:
        score = PLACE
    if row.weight:
        score += WEIGHT * math.log10(row.weight + 1)
        reasons.append(f"{row.weight:,} inhabitants")
    if context.keys.get(row.key):
        score += NAMED
        reasons.append("named unmistakably elsewhere in the article")
    if row.country is None:
        return score, tuple(reasons)
    return score + _surroundings(row, context, gazetteer, reasons), tuple(reasons)


def _surroundings(row: Row, context: Context, gazetteer: Gazetteer, reasons: list[str]) -> float:
    """Evidence from the country's other places, people and bodies, and from neighbours."""
    score = 0.0
    country = row.country or ""
    total = sum(context.states.values())
    named = context.states.get(country, 0)
    if named and row.type is not EntityType.STATE:
        score += COUNTRY * named / total
        reasons.append(f"the article names {_name(gazetteer, country)}")
    inner = context.inner.get(country, 0) - (1 if row.type is not EntityType.STATE and context.keys.get(row.key) else 0)
    if inner > 0:
        score += INNER * min(inner, 3)
        reasons.append(f"the article names {inner} more of {_name(gazetteer, country)}")
    if row.parent and context.keys.get(row.parent) and gazetteer.rows[row.parent].type is not EntityType.STATE:
        score += PARENT
        reasons.append(f"the article names {gazetteer.rows[row.parent].name}")
    if row.type is EntityType.STATE:
        borders = sum(
            1
            for f in gazetteer.facts_of.get(row.key, ())
            if f.predicate == "borders" and context.keys.get(f.object if f.subject == row.key else f.subject)
        )
        if borders:
            score += NEIGHBOUR * min(borders, 3)
            reasons.append("the article names its neighbours")
    return score


def _name(gazetteer: Gazetteer, code: str) -> str:
    row = gazetteer.state(code)
    return row.name if row is not None else code


def lies_in(row: Row, outer: str, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in the row with the key `outer`, by its parents or its country."""
    above = row.parent
    for _ in range(5):
        if above is None:
            break
        if above == outer:
            return True
        above = gazetteer.rows[above].parent if above in gazetteer.rows else None
    return row.country is not None and gazetteer.codes.get(row.country) == outer and row.key != outer
