"""Merges across documents as recorded decisions: same, different or unsure, of a human or of the program, in a file of JSON lines.

A human decision outranks every automatic one, and the last word of the same rank wins by its `when`, never by its place in the file: the
order of lines
does not matter. A decision is undone by removing it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path

from kg.errors import InputError
from kg.knowledge.persons import sound
from kg.model.entity import BODIES, EntityType

AUTOMATIC = "kg"
"""Who decided, for decisions of the program."""
SHARED_PERSON, SHARED = 2, 3
"""Things besides the name that two entities have to share: persons by full name, everything else."""
MOST_KEYS = 12
"""Context keys of one entity that are looked at."""
MERGED = frozenset({EntityType.PERSON, EntityType.NAMED_EVENT, EntityType.LAW}) | BODIES
"""Types whose unlinked entities may be merged; unnamed groups and places that no table knows never are."""


class Judgement(StrEnum):
    """What is decided of two entities."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One judgement about two entities by IRI, `one` the lesser; `when` is ISO 8601, empty for automatic ones."""

    one: str
    other: str
    judgement: Judgement
    who: str = AUTOMATIC
    when: str = ""
    reason: str = ""

    @property
    def human(self) -> bool:
        """Whether a person decided."""
        return self.who != AUTOMATIC


@dataclass(frozen=True, slots=True, kw_only=True)
class NilEntity:
    """An entity of one document without a link; `context_keys` are keys, or names, of what its sentences also name."""

    iri: str
    type: EntityType
    name: str
    document: str
    aliases: tuple[str, ...] = ()
    context_keys: frozenset[str] = frozenset()


def decide(one: str, other: str, judgement: Judgement, *, who: str = AUTOMATIC, when: str = "", reason: str = "") -> Decision:
    """A decision with its two IRIs in order. Raises ValueError where both are the same."""
    if one == other:
        raise ValueError(f"{one} cannot be compared with itself")
    first, second = sorted((one, other))
    return Decision(one=first, other=second, judgement=judgement, who=who, when=when, reason=reason)


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, in canonical order; none where there is no file.

    Raises InputError, naming the line, for anything else than a decision.
    """
    if not path.exists():
        return ()
    found: list[Decision] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            found.append(_parse(line, f"{path.name}:{number}"))
    return ordered(found)


def _parse(line: str, place: str) -> Decision:
    try:
        record = json.loads(line)
        return decide(
            record["one"],
            record["other"],
            Judgement(record["judgement"]),
            who=record.get("who", AUTOMATIC),
            when=record.get("when", ""),
            reason=record.get("reason", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{place}: no decision ({error}): write one, other and judgement (same, different, unsure)") from error


def lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """The decisions as JSON lines without newline, in canonical order, each once."""
    for decision in ordered(decisions):
        yield json.dumps({key: value for key, value in asdict(decision).items() if value}, ensure_ascii=False, separators=(",", ":"))


def write(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the file anew, the same bytes whatever the order given."""
    path.write_text("".join(f"{line}\n" for line in lines(decisions)), encoding="utf-8", newline="\n")


def ordered(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Sorted by the pair, then rank, date and the rest; repetitions left out."""
    return tuple(sorted(set(decisions), key=lambda d: (d.one, d.other, d.human, d.when, d.who, d.judgement.value, d.reason)))


def in_force(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The decision that holds for each pair: human before automatic, then the latest; of equals the more cautious."""
    caution = {Judgement.SAME: 0, Judgement.UNSURE: 1, Judgement.DIFFERENT: 2}
    best: dict[tuple[str, str], Decision] = {}
    for decision in ordered(decisions):
        pair = (decision.one, decision.other)
        rank = (decision.human, decision.when, caution[decision.judgement])
        if pair not in best or rank >= (best[pair].human, best[pair].when, caution[best[pair].judgement]):
            best[pair] = decision
    return best


def propose(entities: Iterable[NilEntity]) -> tuple[Decision, ...]:
    """Automatic decisions `same` between unlinked entities of different documents.

    Two entities are the same when type and full name agree (persons also by spelling of the same sounds, bodies by acronym and long
    form) and their sentences
    share at least two further things, for bodies three; never on the name alone, nor on type and name alone. Depends on the set of
    entities only; the work grows
    with their number, not with its square.
    """
    buckets: dict[tuple[str, str, tuple[str, ...]], list[NilEntity]] = defaultdict(list)
    for entity in sorted(set(entities), key=lambda e: e.iri):
        if entity.type in MERGED:
            shared = SHARED_PERSON if entity.type is EntityType.PERSON else SHARED
            for name in sorted(_keys(entity)):
                for things in combinations(sorted(entity.context_keys)[:MOST_KEYS], shared):
                    buckets[_family(entity), name, things].append(entity)
    found: dict[tuple[str, str], Decision] = {}
    for (_, name, things), group in sorted(buckets.items()):
        first = group[0]
        for other in group[1:]:
            if other.document != first.document:
                reason = f"both are called {name} and are named with {', '.join(things)}"
                found.setdefault((first.iri, other.iri), decide(first.iri, other.iri, Judgement.SAME, reason=reason))
    return ordered(found.values())


def _family(entity: NilEntity) -> str:
    """Types that may name one thing: all bodies, or the type itself."""
    return "body" if entity.type in BODIES else entity.type.value


def _keys(entity: NilEntity) -> set[str]:
    """Names by which an entity may be found again: of persons full names by their sound, of the rest every name as written."""
    names = {entity.name, *entity.aliases}
    if entity.type is EntityType.PERSON:
        return {sound(name) for name in names if " " in name.strip()}
    return {" ".join(name.replace(".", "").casefold().split()) for name in names if len(name) > 1}


def merge(nil_entities: Iterable[NilEntity], human: Iterable[Decision] = ()) -> dict[str, str]:
    """The canonical IRI of every entity: the least IRI of its cluster, its own where it stands alone.

    Automatic decisions are made anew from the set given, so removal of a document gives what would have been built without it. Human
    decisions about IRIs that
    are not in the set are kept on file and have no effect here. A pair that a human calls different or unsure is never in one cluster:
    merges are made in canonical
    order, human ones first, and one that would join such a pair is left out.
    """
    entities = sorted(set(nil_entities), key=lambda e: e.iri)
    known = {e.iri for e in entities}
    force = in_force((*propose(entities), *human))
    here = {pair: d for pair, d in force.items() if pair[0] in known and pair[1] in known}
    return _clusters(sorted(known), here)


def _clusters(iris: list[str], force: Mapping[tuple[str, str], Decision]) -> dict[str, str]:
    members: dict[str, set[str]] = {iri: {iri} for iri in iris}
    apart: dict[str, set[str]] = defaultdict(set)
    for (one, other), decision in sorted(force.items()):
        if decision.judgement is not Judgement.SAME:
            apart[one].add(other)
            apart[other].add(one)
    same = [d for _, d in sorted(force.items()) if d.judgement is Judgement.SAME]
    for decision in sorted(same, key=lambda d: (not d.human, d.one, d.other)):
        left, right = members[decision.one], members[decision.other]
        if left is right or any(apart[iri] & right for iri in left):
            continue
        left |= right
        for iri in right:
            members[iri] = left
    return {iri: min(members[iri]) for iri in iris}
