"""Coreference of names: same name, same table row, surname, acronym, part of a longer name."""

from collections.abc import Iterable, Sequence

from kg.annotate.chains import NAMED, Cast, Chain
from kg.annotate.name import without_article
from kg.knowledge.tables import Knowledge
from kg.model.entity import BODIES, PLACES, EntityType

SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "a", "de", "la", "du", "des", "der", "und", "-", "&", "'s"})
JUNIOR = frozenset({"jr", "sr", "ii", "iii"})
PARTICLES = frozenset(
    {"van", "von", "de", "del", "der", "den", "da", "di", "al", "el", "bin", "ibn", "ben", "bint", "abu", "-", "du", "la", "le"}
)


class NameChains:
    """Builds the chains of named mentions; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the rules read."""
        self.gazetteer = knowledge.gazetteer
        self.words = knowledge.words

    def build(self, cast: Cast) -> None:
        """Put every named mention into a chain."""
        people = [m for m, f in enumerate(cast.mentions) if f.mention.kind in NAMED and f.type is EntityType.PERSON]
        full = self._full(cast, people)
        by_key: dict[str, Chain] = {}
        by_name: dict[str, Chain] = {}
        others: dict[str, Chain] = {}
        for m, found in enumerate(cast.mentions):
            if cast.chain[m] is not None or (found.mention.kind not in NAMED and not found.hints):
                continue
            if found.type is EntityType.PERSON:
                self._person(cast, m, full, by_name)
                continue
            key = found.hints[0] if found.hints else None
            name = _plain(found.mention.text)
            same = by_name if found.type in PLACES else others
            chain = cast.add(m, by_key.get(key) if key else same.get(name))
            if key:
                by_key.setdefault(key, chain)
            same.setdefault(name, chain)
        self._acronyms(cast)
        self._parts(cast)

    def _full(self, cast: Cast, people: Iterable[int]) -> dict[str, list[tuple[list[str], Chain]]]:
        """Names of persons of two words or more with their chains, by surname, by surname with particles and by first name."""
        full: dict[str, list[tuple[list[str], Chain]]] = {}
        by_key: dict[str, Chain] = {}
        for m in people:
            found = cast.mentions[m]
            parts = _parts(found.mention.text)
            if len(parts) < 2:
                continue
            chain = by_key.get(found.hints[0]) if found.hints else None
            chain = chain or next((c for known, c in full.get(parts[-1], ()) if _same_person(known, parts)), None)
            chain = cast.add(m, chain)
            if found.hints:
                by_key.setdefault(found.hints[0], chain)
            for key in dict.fromkeys((parts[-1], _tail(parts), f"{parts[0]} ")):
                known_names = full.setdefault(key, [])
                if all(known != parts or c is not chain for known, c in known_names):
                    known_names.append((parts, chain))
        return full

    def _person(self, cast: Cast, m: int, full: dict[str, list[tuple[list[str], Chain]]], by_name: dict[str, Chain]) -> None:
        """A name of one word: the person whose surname, else first name, it is; the last one named before, else the first after."""
        parts = _parts(cast.mentions[m].mention.text)
        first = cast.mentions[m].first
        gender = self.words.honorifics.get(cast.tokens[first - 1].lower) if first else None
        name = " ".join(parts) if parts else cast.mentions[m].mention.text.lower()
        for key in (name, f"{name} "):
            chains = [
                (known, c)
                for known, c in full.get(key, ())
                if gender is None or self.words.given.get(known[0].capitalize()) in (None, "u", gender)
            ]
            if chains:
                self._surname(cast, m, chains)
                return
        chain = cast.add(m, by_name.get(name))
        by_name.setdefault(name, chain)

    def _surname(self, cast: Cast, m: int, chains: Sequence[tuple[list[str], Chain]]) -> None:
        """A surname alone: who is known by it in the tables, else the last one named before, else the first after.

        What the tables know of the surname does not hold for another of the family: Sara Duterte is not Rodrigo Duterte.
        """
        hints = set(cast.mentions[m].hints)
        told = [(known, c) for known, c in chains if hints & set(c.hints)] or chains
        before = [(known, c) for known, c in told if c.members[0] < m]
        known, pick = max(before, key=lambda pair: cast.last_before(pair[1], m) or -1) if before else told[0]
        held = pick.hints
        cast.add(m, pick)
        if not any(_same_person(_parts(self.gazetteer.rows[key].name), known) for key in hints):
            pick.hints = held

    def _acronyms(self, cast: Cast) -> None:
        """Names in brackets ("African Union (AU)"), and initials of a name elsewhere in the document."""
        chains = [c for c in cast.chains if c.named and (c.type in BODIES or not c.hints)]
        longs: dict[str, Chain] = {}
        for chain in chains:
            for m in chain.members:
                for initials in _initials(cast.mentions[m].mention.text):
                    longs.setdefault(initials, chain)
        for chain in list(chains):
            text = cast.mentions[chain.members[0]].mention.text.replace(".", "")
            if not (text.isupper() and 2 <= len(text) <= 8) or not chain.members:
                continue
            target = self._bracketed(cast, chain) or longs.get(text)
            if target is not None and target is not chain and target.members and not _clash(target, chain):
                cast.merge(target, chain)

    def _bracketed(self, cast: Cast, chain: Chain) -> Chain | None:
        """The chain of the name right before "(" and the chain's first mention."""
        found = cast.mentions[chain.members[0]]
        if found.first < 2 or cast.tokens[found.first - 1].text != "(":
            return None
        other = cast.at_token.get(found.first - 2)
        if other is None or cast.mentions[other].type in PLACES or cast.mentions[other].type is EntityType.PERSON:
            return None
        return cast.chain[other]

    def _parts(self, cast: Cast) -> None:
        """A shorter name of a body that is the end or beginning of exactly one longer name before it ("Interior Ministry")."""
        chains = [c for c in cast.chains if c.named and c.type in BODIES]
        names = [(c, _plain(cast.mentions[c.members[0]].mention.text)) for c in chains]
        longer: dict[str, dict[int, Chain]] = {}
        for chain, name in names:
            words = name.split(" ")
            for size in range(1, len(words)):
                for part in (" ".join(words[:size]), " ".join(words[-size:])):
                    longer.setdefault(part, {})[id(chain)] = chain
        for chain, name in names:
            whole = [c for c in longer.get(name, {}).values() if c.members and c is not chain]
            if not chain.hints and chain.members and len(whole) == 1:
                cast.merge(whole[0], chain)


def _plain(text: str) -> str:
    words = text.replace("’", "'").replace(".", "").split()
    if words and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words)


def _parts(text: str) -> list[str]:
    """Words of a person's name in lower case, without dots and articles; a "Jr" goes with the first name: father and son are two."""
    letters = text.lower().replace(".", "").replace(",", "").replace("’", "'")
    words = [without_article(word) for word in letters.split()]
    while len(words) > 1 and words[-1] in JUNIOR:
        words[0] = f"{words[0]} {words.pop()}"
    return words


def _tail(parts: list[str]) -> str:
    """The surname with its particles ("bin laden", "van der bellen")."""
    k = len(parts) - 1
    while k > 0 and parts[k - 1] in PARTICLES:
        k -= 1
    return " ".join(parts[k:])


def _same_person(one: list[str], other: list[str]) -> bool:
    """Two full names of one person: same surname, and the same first name or its initial."""
    if one == other:
        return True
    if one[-1] != other[-1]:
        return False
    a, b = one[0], other[0]
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _initials(text: str) -> set[str]:
    """Acronyms that a name of two words or more can have."""
    words = text.replace("-", " ").split()
    if len(words) < 2:
        return set()
    every = "".join(w[0] for w in words).upper()
    big = "".join(w[0] for w in words if w[0].isupper())
    return {every, big} if len(big) > 1 else set()


def _clash(one: Chain, other: Chain) -> bool:
    """Whether the tables know both as different things."""
    return bool(one.hints and other.hints and one.hints[0] != other.hints[0])
