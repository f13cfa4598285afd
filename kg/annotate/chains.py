"""Chains: mentions of one document taken to name one thing, while coreference is at work."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotate.parse import Parse, Token
from kg.annotate.stage import Found
from kg.model.entity import EntityType, MentionKind

NAMED = frozenset({MentionKind.NAME, MentionKind.DEMONYM, MentionKind.METONYM})


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions that corefer, with what the words tell of the thing.

    `gender` is m, f or None; `titles` are offices in lower case, `nations` keys of states its noun phrases name, `group` the class of an
    unnamed group ("force", "fighter"), `owners` the chains of the names inside its noun phrases ("the Tesco spokesman"), `body` the table
    row of the pattern by which the thing is a body of its state ("the foreign ministry"), `heads` lemmas of its nominal heads.
    """

    type: EntityType
    members: list[int] = field(default_factory=list)
    hints: tuple[str, ...] = ()
    gender: str | None = None
    plural: bool = False
    titles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    owners: set[int] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    group: str | None = None
    body: str | None = None
    named: bool = False


class Cast:
    """All mentions of a document in text order and the chain of each."""

    def __init__(self, parse: Parse, mentions: Sequence[Found]) -> None:
        """Mentions without chains."""
        self.parse = parse
        self.tokens = parse.tokens
        self.mentions = mentions
        self.chain: list[Chain | None] = [None] * len(mentions)
        self.chains: list[Chain] = []
        self.phrases: dict[tuple[str, int], Chain] = {}
        self.titled: dict[int, Chain] = {}
        """The chain of the person by each token of the title before the name."""
        self.by_lemma: dict[str, list[Chain]] = {}
        self.groups: dict[tuple[str, frozenset[str]], Chain] = {}
        self.at_head: dict[int, int] = {}
        self.at_token: dict[int, int] = {}
        for m, found in enumerate(mentions):
            other = self.at_head.get(found.mention.head)
            if other is None or found.last - found.first > mentions[other].last - mentions[other].first:
                self.at_head[found.mention.head] = m
            if found.mention.kind in NAMED:
                for i in range(found.first, found.last + 1):
                    self.at_token[i] = m

    def head(self, m: int) -> Token:
        """The head token of a mention."""
        return self.tokens[self.mentions[m].mention.head]

    def add(self, m: int, chain: Chain | None = None) -> Chain:
        """Put a mention into a chain, or into a new one of its own type."""
        found = self.mentions[m]
        if chain is None:
            chain = Chain(type=found.type, hints=found.hints, named=found.mention.kind in NAMED)
            self.chains.append(chain)
        elif found.hints:
            chain.hints = tuple(dict.fromkeys((*chain.hints, *found.hints)))
        chain.members.append(m)
        self.chain[m] = chain
        return chain

    def merge(self, into: Chain, other: Chain) -> Chain:
        """Make two chains one; type and name evidence of the first win."""
        if into is other:
            return into
        for m in other.members:
            self.chain[m] = into
        into.members = sorted({*into.members, *other.members})
        into.hints = tuple(dict.fromkeys((*into.hints, *other.hints)))
        into.gender = into.gender or other.gender
        into.plural = into.plural or other.plural
        into.titles |= other.titles
        into.nations |= other.nations
        into.owners |= other.owners
        into.heads |= other.heads
        into.group = into.group or other.group
        into.body = into.body or other.body
        into.named = into.named or other.named
        other.members = []
        self.chains.remove(other)
        return into

    def inside(self, m: int) -> list[int]:
        """Named mentions within a mention's span, apart from itself."""
        found = self.mentions[m]
        seen = dict.fromkeys(self.at_token[i] for i in range(found.first, found.last + 1) if i in self.at_token)
        return [n for n in seen if n != m]

    def last_before(self, chain: Chain, m: int) -> int | None:
        """The chain's last mention before mention `m`."""
        return next((n for n in reversed(chain.members) if n < m), None)
