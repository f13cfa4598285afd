"""Coreference of noun phrases: appositions, predicates, role nouns, groups of one nation, repeated definite nouns."""

from kg.annotate.chains import NAMED, Cast, Chain
from kg.annotate.coref_phrases import is_few, modifiers_of, named_in, owner_of, phrase_key, place_of, same_phrase, sender_of
from kg.annotate.parse import Token
from kg.annotate.tree import child, is_definite, is_negated
from kg.knowledge.tables import Knowledge
from kg.model.document import BlockKind
from kg.model.entity import BODIES, PLACES, EntityType, MentionKind

PLURAL = frozenset({"NNS", "NNPS"})
LAST = 40
"""Chains of one noun that are looked through for the one that a definite phrase takes up."""
GENERAL = frozenset({"agency", "alliance", "body", "company", "group", "institution", "military", "movement", "newspaper", "party"})
"""Nouns that take up a body of any name, with "organisation"; "the ministry" is none that is called a commission."""
ARMED = frozenset({"group", "movement", "organisation", "organization"})
"""Of these, nouns that take up an armed group too."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
"""A state that is the subject would be "it", not "the country", in the rest of its sentence."""
NEAR = 3
"""Sentences back that a definite noun reaches for a name of its kind."""


class NominalChains:
    """Builds the chains of noun phrases; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the rules read."""
        self.words = knowledge.words
        self.offices = knowledge.offices
        self.bodies = knowledge.bodies
        self.gazetteer = knowledge.gazetteer
        self.classes = knowledge.triggers.classes

    def tie(self, cast: Cast) -> None:
        """Put appositions and predicates into the chain of what they describe."""
        for m, found in enumerate(cast.mentions):
            if found.mention.kind is not MentionKind.NOMINAL:
                continue
            chain = cast.chain[m]
            if chain is None:
                chain = self._tied(cast, m)
                if chain is None:
                    continue
                cast.add(m, chain)
            self._learn(cast, m, chain)

    def place(self, cast: Cast, m: int) -> None:
        """Put a noun phrase into the chain that it takes up, or into a new one."""
        chain = cast.add(m, self._earlier(cast, m))
        self._learn(cast, m, chain)
        phrase = phrase_key(cast, m)
        if phrase is not None:
            cast.phrases.setdefault(phrase, chain)

    def recall(self, cast: Cast) -> None:
        """Put offices that a headline leaves without a name into the chain of the one person named below who holds them."""
        for chain in [c for c in cast.chains if c.type is EntityType.PERSON and c.titles and not c.named and not c.plural]:
            sentence = cast.head(min(chain.members)).sentence
            if sentence.i and sentence.kind is not BlockKind.HEADLINE:
                continue
            held = [c for c in cast.chains if c.named and c.type is EntityType.PERSON and _holds(c, chain)]
            if len(held) == 1:
                cast.merge(held[0], chain)

    def _learn(self, cast: Cast, m: int, chain: Chain) -> None:
        """What the phrase tells of its chain."""
        head = cast.head(m)
        noun = self.words.nouns.get(head.lemma.lower())
        if head.lemma.lower() not in chain.heads:
            chain.heads.add(head.lemma.lower())
            cast.by_lemma.setdefault(head.lemma.lower(), []).append(chain)
        chain.nations.update(self._nations(cast, m))
        chain.owners.update(named_in(cast, m))
        chain.gender = chain.gender or (noun.gender if noun else None)
        title = self._title(cast, m)
        if title:
            chain.titles.add(title)
        chain.body = chain.body or self._body(cast, m)
        if not chain.named:
            chain.plural = chain.plural or head.tag in PLURAL
            chain.group = chain.group or (None if is_few(head) else self._group(cast, head))
            if cast.mentions[m].type is EntityType.ARMED_FORCE:
                chain.type = EntityType.ARMED_FORCE
        nations = frozenset(chain.nations)
        if chain.group is not None and not chain.named:
            cast.groups.setdefault((chain.group, nations), chain)
        if chain.body is not None:
            cast.groups.setdefault((chain.body, nations), chain)

    def _group(self, cast: Cast, head: Token) -> str | None:
        """The class of an unnamed group; allies of a group are of its class."""
        group = self.words.classes.get(head.lemma.lower()) or self.words.classes.get(head.lower)
        if group == "ally":
            owner = owner_of(cast, head)
            return owner.group if owner is not None else None
        return group

    def _nations(self, cast: Cast, m: int) -> set[str]:
        """Keys of states named inside the phrase; else the nation of the possessor, or of who sends the troops."""
        named = {cast.mentions[n].hints[0] for n in cast.inside(m) if cast.mentions[n].type is EntityType.STATE and cast.mentions[n].hints}
        if named:
            return named
        head = cast.head(m)
        owner = owner_of(cast, head)
        if owner is not None:
            return set(owner.hints[:1]) if owner.type is EntityType.STATE else set(owner.nations)
        if self.words.classes.get(head.lemma.lower()) == "force" and cast.mentions[m].mention.kind is MentionKind.NOMINAL:
            sender = sender_of(cast, head)
            if sender is not None and sender.type is EntityType.STATE:
                return set(sender.hints[:1])
        return set()

    def _body(self, cast: Cast, m: int) -> str | None:
        """The table row of the pattern that the phrase ends with ("Seoul's defence ministry"); spellings of one row are one body."""
        found = cast.mentions[m]
        words = [t.lower for t in cast.tokens[found.first : found.last + 1]]
        for size in range(min(4, len(words)), 0, -1):
            pattern = self.bodies.get(" ".join(words[-size:]))
            if pattern is not None:
                return pattern.place
        return None

    def _title(self, cast: Cast, m: int) -> str | None:
        """The office that ends with the phrase's head."""
        found = cast.mentions[m]
        words = [t.text for t in cast.tokens[found.first : found.last + 1]]
        title = self.offices.ending(words, len(words))
        if title is None and len(words) > 2 and words[-2] == "-" and self.offices.suffix(words, len(words) - 2) is not None:
            title = self.offices.ending(words, len(words) - 2)
            return f"{title.office.title}-{words[-1].lower()}" if title is not None else None
        return title.office.title if title is not None and not title.plural else None

    def _tied(self, cast: Cast, m: int) -> Chain | None:
        """The chain of what the phrase is in apposition to, or is said to be."""
        head = cast.head(m)
        other: int | None = None
        if head.i in cast.titled and head.tag not in PLURAL:
            return cast.titled[head.i]
        if head.dep == "appos":
            other = cast.at_head.get(head.head.i)
        elif cast.mentions[m].type in PLACES:
            other = place_of(cast, head)
        if other is None:
            other = _called(cast, m)
        if other is None:
            names = [cast.at_head[c.i] for c in head.children if c.dep == "appos" and c.i in cast.at_head]
            other = next((n for n in names if cast.mentions[n].mention.kind in NAMED), None)
        if other is None and head.dep == "attr" and head.head.lemma == "be" and not is_negated(head.head):
            subject = child(head.head, "nsubj")
            other = cast.at_head.get(subject.i) if subject is not None else None
        if other is None or other == m:
            return None
        chain = cast.chain[other]
        return chain if chain is not None and _agree(cast, m, chain) else None

    def _earlier(self, cast: Cast, m: int) -> Chain | None:
        """A chain already begun that the phrase takes up."""
        head = cast.head(m)
        nations = self._nations(cast, m)
        plural = head.tag in PLURAL
        group = self._group(cast, head)
        if group is not None and nations and (plural or cast.mentions[m].type in BODIES) and not is_few(head):
            found = _group_of(cast, group, nations)
            if found is not None:
                return found
        if cast.mentions[m].type is EntityType.STATE and len(nations) == 1 and len(modifiers_of(head)) == 1 and not plural:
            owner = owner_of(cast, head)  # "his country" is that of his office
            if owner is not None and owner.type is EntityType.PERSON:
                return next((chain for chain in cast.chains if chain.type is EntityType.STATE and nations & set(chain.hints[:1])), None)
        body = self._body(cast, m)
        if body is not None and nations and not plural:
            return cast.groups.get((body, frozenset(nations)))
        if not is_definite(head):
            return same_phrase(cast, m)
        if group == "war":
            found = cast.groups.get((group, frozenset())) or cast.groups.get((group, frozenset(nations)))
            if found is not None:
                return found
        if not plural:
            title = self._title(cast, m)
            found = (self._holder(cast, m, title, nations) if title else self._titled(cast, m)) or self._named(cast, m, nations)
            if found is not None:
                return found
        return same_phrase(cast, m) or self._repeated(cast, m, head, nations, plural)

    def _holder(self, cast: Cast, m: int, title: str, nations: set[str]) -> Chain | None:
        """The last person named before who has the title."""
        best: tuple[int, Chain] | None = None
        owners = named_in(cast, m)
        for chain in cast.chains:
            if chain.type is not EntityType.PERSON or not any(t == title or t.endswith(" " + title) for t in chain.titles):
                continue
            if nations and chain.nations and not nations & chain.nations:
                continue
            if owners and chain.owners and not owners & chain.owners and not nations & chain.nations:
                continue
            last = cast.last_before(chain, m)
            if last is not None and (best is None or last > best[0]):
                best = last, chain
        return best[1] if best else None

    def _titled(self, cast: Cast, m: int) -> Chain | None:
        """The one person named before whose title a noun alone shortens: "the secretary"."""
        head = cast.head(m)
        if cast.mentions[m].type is not EntityType.PERSON or modifiers_of(head):
            return None
        held = [
            c
            for c in cast.chains
            if c.named and c.type is EntityType.PERSON and any(t.endswith(f" {head.lemma.lower()}") for t in c.titles)
        ]
        return held[0] if len(held) == 1 and cast.last_before(held[0], m) is not None else None

    def _named(self, cast: Cast, m: int, nations: set[str]) -> Chain | None:
        """The one body or place of the phrase's type that the last sentences name."""
        wanted = cast.mentions[m].type
        if (wanted not in BODIES and wanted not in (EntityType.STATE, EntityType.SETTLEMENT, EntityType.REGION)) or nations:
            return None
        kinds = (MentionKind.NAME, MentionKind.DEMONYM) if wanted is EntityType.STATE else (MentionKind.NAME,)
        for kind in kinds:
            near = self._near(cast, m, kind, wanted)
            if near:
                return near[0] if len(near) == 1 and self._meant(cast, m, near[0]) else None
        return self._by_last_word(cast, m)

    def _by_last_word(self, cast: Cast, m: int) -> Chain | None:
        """The one body named before whose name ends with the noun, however far back: "the court" is the International Criminal Court."""
        head = cast.head(m)
        if modifiers_of(head) or cast.mentions[m].type not in BODIES:
            return None
        named = [c for c in cast.chains if c.named and c.type in BODIES and c.members[0] < m and _ends(cast, c, head.lemma.lower())]
        return named[0] if len(named) == 1 else None

    def _meant(self, cast: Cast, m: int, chain: Chain) -> bool:
        """Whether the phrase says nothing that tells its thing from the chain's, and of states means the one that is spoken of most."""
        mine = {word for word in modifiers_of(cast.head(m)) if "contrast" in self.classes.get(word, ())}
        if mine and not mine & {word for n in chain.members for word in modifiers_of(cast.head(n))}:
            return False
        if chain.type is not EntityType.STATE:
            return True
        own = _spoken_of(chain, m)
        return all(_spoken_of(c, m) < 2 * own for c in cast.chains if c.type is EntityType.STATE)

    def _near(self, cast: Cast, m: int, kind: MentionKind, wanted: EntityType) -> list[Chain]:
        """The chains of the phrase's type that mentions of one kind name in the last sentences."""
        head = cast.head(m)
        near: dict[int, Chain] = {}
        for n in range(m - 1, -1, -1):
            if cast.head(n).sentence.i < head.sentence.i - NEAR:
                break
            chain = cast.chain[n]
            if wanted is EntityType.STATE and cast.head(n).sentence is head.sentence and cast.head(n).dep in SUBJECTS:
                continue
            if chain is not None and chain.named and cast.mentions[n].mention.kind is kind and self._fits(cast, chain, head, wanted):
                near[id(chain)] = chain
        return list(near.values())

    def _fits(self, cast: Cast, chain: Chain, head: Token, wanted: EntityType) -> bool:
        lemma = head.lemma.lower()
        if lemma == "capital" and not any(self.gazetteer.capital_of(key) for key in chain.hints):
            return False
        words = {w for n in chain.members[:3] for w in cast.mentions[n].mention.text.split()}
        if lemma in {w.lower() for w in words}:
            return True
        free = lemma in GENERAL or lemma.startswith("organi") or lemma.capitalize() not in self.words.heads
        armed = chain.type is EntityType.ARMED_GROUP and lemma in ARMED
        return (chain.type is wanted or armed) and (free or not any(w in self.words.heads for w in words))

    def _repeated(self, cast: Cast, m: int, head: Token, nations: set[str], plural: bool) -> Chain | None:
        """The last chain of noun phrases with the same head and number and no other modifiers that speak against it."""
        lemma = head.lemma.lower()
        mine = modifiers_of(head)
        for chain in reversed(cast.by_lemma.get(lemma, [])[-LAST:]):
            if chain.named or chain.plural != plural:
                continue
            if nations and nations != chain.nations:
                continue
            last = cast.last_before(chain, m)
            if last is None or head.sentence.i - cast.head(last).sentence.i > 8:
                continue
            theirs = modifiers_of(cast.head(chain.members[0]))
            if not mine or mine <= theirs:
                return chain
        return None


def _group_of(cast: Cast, group: str, nations: set[str]) -> Chain | None:
    """The unnamed group of that class and nation."""
    chain = cast.groups.get((group, frozenset(nations)))
    return chain if chain is not None and (chain.plural or chain.type in BODIES) else None


def _holds(person: Chain, office: Chain) -> bool:
    """Whether a person is known by an office, and for no other state."""
    return bool(person.titles & office.titles) and not (person.nations and office.nations and not person.nations & office.nations)


def _ends(cast: Cast, chain: Chain, noun: str) -> bool:
    """Whether a name of the chain ends with the noun."""
    mentions = (cast.mentions[n].mention for n in chain.members[:3])
    return any(mention.kind is MentionKind.NAME and mention.text.lower().endswith(f" {noun}") for mention in mentions)


def _spoken_of(chain: Chain, m: int) -> int:
    """Mentions of a chain before mention `m`."""
    return sum(n < m for n in chain.members)


def _called(cast: Cast, m: int) -> int | None:
    """The name of a body right behind the noun for its kind ("the West African bloc ECOWAS")."""
    if cast.mentions[m].type not in BODIES:
        return None
    other = cast.at_token.get(cast.mentions[m].last + 1)
    return other if other is not None and cast.mentions[other].type in BODIES else None


def _agree(cast: Cast, m: int, chain: Chain) -> bool:
    """Whether the phrase can name the chain's thing by number and type."""
    kind = cast.mentions[m].type
    plural = cast.head(m).tag in PLURAL
    if chain.named and chain.type is EntityType.PERSON:
        return kind is EntityType.PERSON and not plural
    if chain.named:
        if kind in PLACES and chain.type in PLACES and chain.type is not EntityType.STATE:
            return not plural
        return kind is not EntityType.PERSON and (kind is chain.type or (kind in BODIES and chain.type in BODIES))
    return chain.plural == plural and (kind is chain.type)
