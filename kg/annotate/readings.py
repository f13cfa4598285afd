"""Which row of the gazetteer an ambiguous name means, by what else the article names."""

from collections.abc import Mapping, Sequence

from kg.annotate.name import Name
from kg.annotate.parse import Token
from kg.knowledge.context import BESIDE, Context, gather, lies_in, weigh
from kg.knowledge.gazetteer import Gazetteer, Reading
from kg.model.entity import PLACES, EntityType

NUDGE = 0.5
"""A governor, senator or county, or another region, beside the name."""
SEAT = 1.0
"""A small town that bears the name of a state's capital: writers say which one they mean, where it is not the capital."""
SMALL = 100_000
"""Inhabitants of a small town; Tripoli in Lebanon has more."""
ELSEWHERE = "elsewhere"
"""Said of a name followed by a region in which none of its readings lies."""
SUBNATIONAL = frozenset(
    {"governor", "gov.", "senator", "sen.", "county", "legislature", "congressman", "congresswoman", "rep."}
) | frozenset({"region", "province", "oblast", "governorate", "prefecture"})
"""Words right before or behind a name that make it a part of a state."""


def order(names: list[Name], tokens: Sequence[Token], gazetteer: Gazetteer, published: str | None) -> Context:
    """Put the readings of each ambiguous name best first and set its type; gives back the context that decided."""
    sure: list[str] = []
    unsure: list[Name] = []
    for name in names:
        keys = {r.key for r in name.readings if r.kind != "metonym"} or {r.key for r in name.readings}
        if len(keys) == 1:
            sure.extend(keys)
        elif keys:
            unsure.append(name)
        if name.phrase:
            sure.extend(r.key for r in name.phrase[:1])
    begins = {name.first: name for name in names}
    ends = {name.last: name for name in names}
    beside = {name.first: lying_in(name, begins, tokens, gazetteer) for name in names if name.readings}
    for name in names:
        if beside.get(name.first) == ELSEWHERE:
            name.readings, name.type, name.kind = (), EntityType.SETTLEMENT, "name"
    unsure = [name for name in unsure if name.readings]
    sure.extend(key for key in beside.values() if key not in (None, ELSEWHERE))
    context = gather(sure, gazetteer, published)
    known: dict[str, tuple[Reading, ...]] = {}
    for name in unsure:
        if gazetteer.rows[name.readings[0].key].type not in PLACES:
            continue
        place = beside[name.first]
        part = place is None and (_subnational(name, tokens) or _among_regions(name, ends, begins, tokens, gazetteer))
        local = place is not None or part
        readings = known.get(name.text) if not local else None
        if readings is None:
            readings = _ranked(name, context, gazetteer, place, part)
            if not local:
                known[name.text] = readings
        name.readings = readings
        name.type = gazetteer.rows[readings[0].key].type
        name.kind = readings[0].kind
    return context


def shortened(
    names: list[Name], tokens: Sequence[Token], context: Context, short: Mapping[str, tuple[str, str]], gazetteer: Gazetteer
) -> list[Name]:
    """The names with short ones such as "the North" where the article names the thing, or its counterpart, in full."""
    wanted = {
        name: key for name, (key, beside) in short.items() if key in gazetteer.rows and (context.keys.get(key) or context.keys.get(beside))
    }
    if not wanted:
        return names
    at = {(n.first, n.last): n for n in names}
    taken = {i for n in names for i in range(n.first, n.last + 1)}
    firsts = {words.split(" ")[0]: words for words in wanted}
    found = list(names)
    for token in tokens:
        words = firsts.get(token.text)
        if words is None or not token.i or tokens[token.i - 1].lower != "the":
            continue
        last = token.i + words.count(" ")
        if " ".join(t.text for t in tokens[token.i : last + 1]) != words or _leads(tokens[last], tokens):
            continue
        name = at.get((token.i, last))
        if name is None and not taken & set(range(token.i, last + 1)):
            name = Name(token.i, last, words, "", ())
            found.append(name)
        if name is not None:
            key = wanted[words]
            name.readings, name.type, name.kind = (Reading(key, "name"),), gazetteer.rows[key].type, "name"
    return sorted(found, key=lambda n: (n.first, -n.last))


def _leads(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a longer name or a direction goes on behind the word ("the North Sea", "the south of")."""
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    return after is not None and (after.text[0].isupper() or after.text in ("of", "-"))


def _ranked(name: Name, context: Context, gazetteer: Gazetteer, place: str | None, part: bool) -> tuple[Reading, ...]:
    scored = []
    seat = any(gazetteer.capital_of(r.key) for r in name.readings)
    for rank, reading in enumerate(name.readings):
        row = gazetteer.rows[reading.key]
        score = weigh(row, context, gazetteer)[0] - 0.02 * rank
        if reading.key == place:
            score += BESIDE
        if part and row.type is EntityType.REGION:
            score += NUDGE
        if seat and row.type is EntityType.SETTLEMENT and row.weight < SMALL and not gazetteer.capital_of(reading.key):
            score -= SEAT
        if reading.kind == "metonym" and any(gazetteer.capital_of(r.key) == reading.key for r in name.readings):
            score = -1.0
        scored.append((score, -rank, reading))
    scored.sort(key=lambda s: (-s[0], -s[1]))
    return tuple(reading for _, _, reading in scored)


def lying_in(name: Name, begins: Mapping[int, Name], tokens: Sequence[Token], gazetteer: Gazetteer) -> str | None:
    """The reading that lies in the place behind a comma ("Lebanon, Pennsylvania"); ELSEWHERE where none lies in the region there."""
    after = name.last + 1
    if after + 1 >= len(tokens) or tokens[after].text not in (",", "("):
        return None
    other = begins.get(after + 1)
    if other is None or not other.readings or gazetteer.rows[name.readings[0].key].type not in PLACES:
        return None
    outer = [r.key for r in other.readings if r.kind == "name"]
    for reading in name.readings:
        if reading.kind == "name" and any(lies_in(gazetteer.rows[reading.key], key, gazetteer) for key in outer):
            return reading.key
    alone = len(outer) == 1 and gazetteer.rows[outer[0]].type is EntityType.REGION
    closed = other.last + 1 < len(tokens) and tokens[other.last + 1].text in (",", ".", ")", ";")
    first = gazetteer.rows[name.readings[0].key]
    listed = first.type is EntityType.REGION or tokens[min(other.last + 2, len(tokens) - 1)].text == "and" or name.kind == "demonym"
    return ELSEWHERE if alone and closed and not listed and not _conjoined(name, tokens) else None


def _conjoined(name: Name, tokens: Sequence[Token]) -> bool:
    """Whether the name stands in a list ("Texas, Georgia, Florida and Ohio")."""
    return any(c.dep == "conj" for c in tokens[name.last].children) or tokens[name.last].dep == "conj"


def _among_regions(name: Name, ends: Mapping[int, Name], begins: Mapping[int, Name], tokens: Sequence[Token], gazetteer: Gazetteer) -> bool:
    """Whether the name is listed beside a region of the country in which one of its own readings is a region ("Georgia and Alabama")."""
    mine = {gazetteer.rows[r.key].country for r in name.readings if gazetteer.rows[r.key].type is EntityType.REGION}
    at = name.last + 1
    while at < len(tokens) and tokens[at].text in (",", "and", "or"):
        at += 1
    other = begins.get(at) if at > name.last + 1 else None
    before = name.first - 1
    while before >= 0 and tokens[before].text in (",", "and", "or"):
        before -= 1
    others = [other] if other else []
    if before < name.first - 1 and before in ends:
        others.append(ends[before])
    for near in others:
        if near.readings and len({r.key for r in near.readings}) == 1:
            row = gazetteer.rows[near.readings[0].key]
            if row.type is EntityType.REGION and row.country in mine:
                return True
    return False


def _subnational(name: Name, tokens: Sequence[Token]) -> bool:
    before = tokens[name.first - 1].lower if name.first else ""
    after = tokens[name.last + 1].lower if name.last + 1 < len(tokens) else ""
    if before == "of" and name.first > 1:
        before = tokens[name.first - 2].lower
    return before in SUBNATIONAL or after in SUBNATIONAL
