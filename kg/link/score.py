"""How well a candidate fits: type, name, context, and for persons the office that table and text give on the day of the article."""

from kg.knowledge.context import Context, weigh
from kg.knowledge.gazetteer import Fact, Row
from kg.knowledge.tables import Knowledge
from kg.link.background import before
from kg.link.names import Found
from kg.model.entity import PLACES, Candidate, Entity, EntityType

FULL = 1.5
"""Weight of evidence at which a place's score is 1."""
BASE = {"exact": 0.75, "spelling": 0.6, "surname": 0.3}
"""Score of a person by the way the name was met."""
BODY = {True: 0.75, False: 0.6}
"""Score of a body by whether its name has several words."""
COUNTRY = 0.1
TITLE = 0.25
OFFICE = 0.15
RIVAL = 0.1
THRESHOLD = 0.5
"""Below it an entity stays NIL."""
MARGIN = 0.04
"""A lead over the next candidate below which an entity stays NIL."""


def score(found: Found, entity: Entity, context: Context, knowledge: Knowledge, titles: frozenset[str]) -> Candidate:
    """The candidate with a score in 0..1 and the reasons in plain words."""
    row = knowledge.gazetteer.rows[found.key]
    if row.type in PLACES:
        value, reasons = weigh(row, context, knowledge.gazetteer)
        return Candidate(key=row.key, name=row.name, score=min(1.0, max(0.0, value / FULL)), reasons=(f"named {found.name}", *reasons))
    if row.type is EntityType.PERSON:
        return _person(found, row, context, knowledge, titles)
    if row.type is EntityType.NAMED_EVENT and context.published and before(context.published[:10], row.since):
        return Candidate(key=row.key, name=row.name, score=0.0, reasons=(f"began after the article ({row.since})",))
    country = _country(row, context, knowledge)
    if row.type is EntityType.PARTY and row.country and context.states and not country:  # most states have "Social Democrats"
        state = knowledge.gazetteer.state(row.country)
        return Candidate(key=row.key, name=row.name, score=0.0, reasons=(f"no party of {state.name if state else row.country} is meant",))
    if row.type is EntityType.GOVERNMENT_BODY and found.name in knowledge.gazetteer.ambiguous and _elsewhere(row, context):
        return Candidate(key=row.key, name=row.name, score=0.0, reasons=("the article speaks more of another state",))
    several = " " in found.name
    value = BODY[several] + (0.02 if entity.type is row.type else 0.0)
    reasons = (f"named {found.name}", *country)
    if country and _leads(found, row, context, knowledge):
        value, reasons = value + RIVAL, (*reasons, "of those of the name it is of the state that the article speaks of most")
    return Candidate(key=row.key, name=row.name, score=min(1.0, value + COUNTRY * bool(country)), reasons=reasons)


def _leads(found: Found, row: Row, context: Context, knowledge: Knowledge) -> bool:
    """Whether bodies of several states have the name, and the article names the row's state more often than theirs."""
    states = {knowledge.gazetteer.rows[reading.key].country for reading in knowledge.gazetteer.readings(found.name)} - {row.country, None}
    own = context.states.get(row.country or "", 0)
    return bool(states) and all(context.states.get(state or "", 0) < own for state in states)


def _elsewhere(row: Row, context: Context) -> bool:
    """Whether the article names another state more often than the row's own."""
    return max(context.states.values(), default=0) > context.states.get(row.country or "", 0)


def _country(row: Row, context: Context, knowledge: Knowledge) -> tuple[str, ...]:
    """A reason where the article names the row's state."""
    if row.country is None or not (context.states.get(row.country) or context.inner.get(row.country, 0) > 1):
        return ()
    state = knowledge.gazetteer.state(row.country)
    return (f"the article names {state.name if state else row.country}",)


def _person(found: Found, row: Row, context: Context, knowledge: Knowledge, titles: frozenset[str]) -> Candidate:
    reasons = [f"{'named' if found.how == 'exact' else 'surname' if found.how == 'surname' else 'spelled'} {found.name}"]
    value = BASE[found.how]
    country = _country(row, context, knowledge)
    if country:
        value += COUNTRY
        reasons.extend(country)
    offices = [f for f in knowledge.gazetteer.facts_of.get(row.key, ()) if f.subject == row.key and f.office]
    told = next((f for f in offices if _same(f.office or "", titles)), None)
    if told is not None:
        value += TITLE
        reasons.append(f"the text calls the person {told.office}, as {told.place} does")
    held = next((f for f in offices if _held(f, context.published)), None)
    if held is not None:
        value += OFFICE
        reasons.append(f"held the office of {held.office} when the article was published ({held.place})")
    return Candidate(key=row.key, name=row.name, score=min(1.0, value), reasons=tuple(reasons))


def _same(office: str, titles: frozenset[str]) -> bool:
    """Whether a title of the text is the office, or its head word is ("chancellor" and "Federal Chancellor")."""
    name = office.lower()
    return any(t == name or name.endswith(" " + t) or t.endswith(" " + name) for t in titles)


def _held(fact: Fact, published: str | None) -> bool:
    """Whether the office was held on the day of publication; a bound given to the month or year holds for all of it."""
    if published is None or not fact.since:
        return False
    day = published[:10]
    return fact.since <= day and (fact.until is None or day[: len(fact.until)] <= fact.until)
