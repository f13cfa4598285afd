"""Coreference over the whole document: chains of mentions become entities.

Order: names; appositions and predicates; role nouns and groups; pronouns; seats that act for their state. A wrong merge costs more than
a missed one.
"""

from dataclasses import replace

from kg.annotate.chains import NAMED, Cast, Chain
from kg.annotate.coref_names import NameChains
from kg.annotate.coref_nominals import NominalChains
from kg.annotate.coref_pronouns import PronounChains
from kg.annotate.coref_titles import Titles
from kg.annotate.stage import Draft, Stage
from kg.knowledge.tables import Knowledge
from kg.model.entity import Entity, MentionKind


class Coreference:
    """The stage's work with its tables."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the rules read."""
        self.names = NameChains(knowledge)
        self.titles = Titles(knowledge)
        self.nominals = NominalChains(knowledge)
        self.pronouns = PronounChains(knowledge)

    def join(self, draft: Draft) -> Draft:
        """The draft with entities."""
        cast = Cast(draft.parse, draft.mentions)
        self.names.build(cast)
        self.titles.learn(cast, draft.document.published)
        self.nominals.tie(cast)
        speakers = self.pronouns.begin(cast)
        for m in sorted(range(len(cast.mentions)), key=lambda m: (cast.mentions[m].last, -cast.mentions[m].first)):
            if cast.chain[m] is None:
                if cast.mentions[m].mention.kind is MentionKind.PRONOUN:
                    self.pronouns.place(cast, m, speakers)
                else:
                    self.nominals.place(cast, m)
        self.nominals.recall(cast)
        ordered = sorted(cast.chains, key=lambda c: min(c.members))
        return replace(draft, entities=tuple(_entity(i, chain, cast) for i, chain in enumerate(ordered, 1)))


def _entity(i: int, chain: Chain, cast: Cast) -> Entity:
    found = [cast.mentions[m] for m in sorted(chain.members)]
    named = [f for f in found if f.mention.kind in NAMED]
    name = max(named, key=lambda f: (f.mention.kind == "name", len(f.mention.text), -f.first)) if named else found[0]
    return Entity(id=f"e{i}", type=chain.type, name=name.mention.text, mentions=tuple(f.mention for f in found), hints=chain.hints)


def stage(knowledge: Knowledge) -> Stage:
    """The stage."""
    return Stage(name="coref", requires=frozenset({"mentions"}), assigns=frozenset({"entities"}), run=Coreference(knowledge).join)
