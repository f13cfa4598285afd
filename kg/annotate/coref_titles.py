"""Titles of the persons a document names: from the words before the name, and from the dated table of offices."""

from kg.annotate.chains import Cast, Chain
from kg.knowledge.gazetteer import Fact
from kg.knowledge.tables import Knowledge
from kg.model.entity import EntityType

ELECT_MONTHS = 4
"""Months before taking office in which somebody may be called elect."""


class Titles:
    """Teaches chains of persons their titles and nations; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the rules read."""
        self.gazetteer = knowledge.gazetteer
        self.offices = knowledge.offices

    def learn(self, cast: Cast, published: str | None) -> None:
        """Set `titles`, `nations` and `gender` of the chains of persons."""
        for m, found in enumerate(cast.mentions):
            chain = cast.chain[m]
            if chain is not None and found.type is EntityType.PERSON:
                self._before(cast, m, chain)
        for chain in cast.chains:
            if chain.type is EntityType.PERSON and len(chain.hints) == 1 and published:
                for fact in self.gazetteer.facts_of.get(chain.hints[0], ()):
                    self._office(chain, fact, published)

    def _before(self, cast: Cast, m: int, chain: Chain) -> None:
        """The title right before the name, and the nation named before it."""
        found = cast.mentions[m]
        sentence = cast.tokens[found.first].sentence.tokens
        at = found.first - sentence[0].i
        words = [t.text for t in sentence[max(0, at - 8) : at]]
        title = self.offices.ending(words, len(words)) if words else None
        if title is None:
            return
        chain.titles.add(title.office.title)
        cast.titled.update(dict.fromkeys(range(found.first - (len(words) - title.begin), found.first), chain))
        chain.gender = chain.gender or title.office.gender
        before = found.first - (len(words) - title.begin) - 1
        while before >= sentence[0].i and cast.tokens[before].lower in ("'s", "-", "former", "then"):
            before -= 1
        other = cast.at_token.get(before)
        if other is not None and cast.mentions[other].type is EntityType.STATE:
            chain.nations.update(cast.mentions[other].hints[:1])

    def _office(self, chain: Chain, fact: Fact, published: str) -> None:
        """An office of the table, if held, or about to be held, on the day of publication."""
        if fact.subject != chain.hints[0] or not fact.office:
            return
        title = fact.office.lower()
        day = published[:10]
        since, until = fact.since or "", fact.until
        if since <= day and (until is None or day[: len(until)] <= until):
            chain.titles.add(title)
            chain.nations.add(fact.object)
        elif day < since and _months(day, since) <= ELECT_MONTHS:
            chain.titles.add(f"{title}-elect")
            chain.nations.add(fact.object)


def _months(early: str, late: str) -> int:
    """Months between two ISO dates, of which the day may be missing; a bare year counts as its January."""
    years = int(late[:4]) - int(early[:4])
    return years * 12 + int(late[5:7] or 1) - int(early[5:7] or 1)
