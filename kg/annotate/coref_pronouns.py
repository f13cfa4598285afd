"""Coreference of pronouns: he, she, it, they by syntax and recency; I and we by who speaks."""

from dataclasses import dataclass, field

from kg.annotate.chains import Cast, Chain
from kg.annotate.parse import Token
from kg.annotate.quotes import Quotes
from kg.annotate.tree import SUBJECTS
from kg.knowledge.tables import Knowledge
from kg.knowledge.words import Pronoun
from kg.model.entity import BODIES, PLACES, EntityType, MentionKind

CONTROL = 1.2
"""What speaks for the object that rules an infinitive: "gave the army time to renew its assault"."""
REACH = {"person": 3, "it": 1, "they": 2}
"""Sentences back that a pronoun reaches."""
_JUDGING = frozenset({"make", "find", "consider", "think", "deem", "believe"})
GROUPS = frozenset({EntityType.GROUP, EntityType.ARMED_FORCE, EntityType.ARMED_GROUP})


@dataclass(slots=True)
class Speakers:
    """Quotations of a document, and the chains of "I" and "we" by speaker."""

    quotes: Quotes
    alone: dict[tuple[str, int], Chain] = field(default_factory=dict)


class PronounChains:
    """Builds the chains of pronouns; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the rules read."""
        self.words = knowledge.words

    def begin(self, cast: Cast) -> Speakers:
        """Who speaks where, and the gender of the persons named."""
        for chain in cast.chains:
            if chain.type is EntityType.PERSON and chain.gender is None:
                chain.gender = self._gender(cast, chain)
        return Speakers(quotes=Quotes(cast.parse))

    def place(self, cast: Cast, m: int, speakers: Speakers) -> None:
        """Put a pronoun into a chain; one that finds no antecedent gets a chain of its own, or none where it may name no thing at all."""
        token = cast.head(m)
        pronoun = self.words.pronouns[token.lower]
        if pronoun.person == "first":
            self._first(cast, m, pronoun, speakers)
        elif not _pleonastic(token):
            self._third(cast, m, token, pronoun, speakers.quotes)

    def _gender(self, cast: Cast, chain: Chain) -> str | None:
        for m in chain.members:
            words = cast.mentions[m].mention.text.split()
            gender = self.words.given.get(words[0]) if len(words) > 1 else None
            if gender in ("m", "f"):
                return gender
            first = cast.mentions[m].first
            gender = self.words.honorifics.get(cast.tokens[first - 1].lower) if first else None
            if gender is not None:
                return gender
        return None

    def _first(self, cast: Cast, m: int, pronoun: Pronoun, speakers: Speakers) -> None:
        token = cast.head(m)
        speaker = speakers.quotes.speaker(token)
        chain: Chain | None = None
        if speaker is not None:
            other = cast.at_head.get(speaker.i)
            chain = cast.chain[other] if other is not None else None
        if not pronoun.plural and chain is not None and chain.type is EntityType.PERSON:
            cast.add(m, chain)
            return
        key = ("we" if pronoun.plural else "i", id(chain) if chain is not None else -1)
        known = speakers.alone.get(key)
        made = cast.add(m, known)
        if known is None:
            made.type = EntityType.GROUP if pronoun.plural else EntityType.PERSON
            made.plural = pronoun.plural
            speakers.alone[key] = made

    def _third(self, cast: Cast, m: int, token: Token, pronoun: Pronoun, quotes: Quotes) -> None:
        chain = self._antecedent(cast, m, token, pronoun, quotes)
        if chain is None:
            if pronoun.gender == "n":
                return
            chain = cast.add(m)
            chain.type = EntityType.GROUP if pronoun.plural else EntityType.PERSON
            chain.plural, chain.gender = pronoun.plural, pronoun.gender
            return
        cast.add(m, chain)
        if pronoun.gender in ("m", "f"):
            chain.gender = chain.gender or pronoun.gender

    def _antecedent(self, cast: Cast, m: int, token: Token, pronoun: Pronoun, quotes: Quotes) -> Chain | None:
        kind = "they" if pronoun.plural else "it" if pronoun.gender == "n" else "person"
        here = token.sentence.i
        barred = self._barred(cast, token, pronoun)
        speaker = quotes.speaker(token)
        governors = _governors(token)
        best: tuple[float, Chain] | None = None
        for n in range(m - 1, -1, -1):
            head = cast.head(n)
            distance = here - head.sentence.i
            if distance > REACH[kind] or (best is not None and distance > 1 and best[0] > 2):
                break
            chain = cast.chain[n]
            if chain is None or chain is barred or (speaker is not None and head is speaker) or not _fits(chain, cast, n, pronoun, kind):
                continue
            if distance == 0 and head.lower in self.words.pronouns and self.words.pronouns[head.lower].person == "first":
                continue
            score = _salience(head, token, distance, m - n) + _likeness(chain, cast, n, pronoun) + governors.get(head.i, 0.0)
            if best is None or score > best[0]:
                best = score, chain
        return best[1] if best else None

    def _barred(self, cast: Cast, token: Token, pronoun: Pronoun) -> Chain | None:
        """The subject of the clause whose object the pronoun is: "X saw him" is not X."""
        if token.tag == "PRP$" or pronoun.case == "reflexive" or token.dep in SUBJECTS:
            return None
        verb = token.head
        while verb.dep in ("prep", "dative", "agent") and verb.head is not verb:
            verb = verb.head
        for c in verb.children:
            if c.dep in SUBJECTS and c.i in cast.at_head:
                return cast.chain[cast.at_head[c.i]]
        return None


def _governors(token: Token) -> dict[int, float]:
    """Subjects of the clauses around the pronoun, and what an infinitive takes for its subject; nearer ones weigh more."""
    found: dict[int, float] = {}
    weight = 0.5
    below = token
    bare = False
    for verb in token.ancestors:
        if verb.pos not in ("VERB", "AUX"):
            below = verb
            continue
        subject = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass") and c is not below), None)
        if bare:
            other = next((c for c in verb.children if c.dep in ("dative", "dobj") and c is not below and c.i < token.i), None)
            subject = other or subject
            weight += CONTROL if other is not None else 0.0
        if subject is not None:
            found.setdefault(subject.i, weight)
            weight -= 0.1
        bare = subject is None
        below = verb
        if weight < 0.2:
            break
    return found


def _salience(head: Token, token: Token, distance: int, steps: int) -> float:
    score = 3.0 - 1.5 * distance - 0.05 * min(steps, 20)
    if head.dep in ("nsubj", "nsubjpass"):
        score += 1.6 if distance else 1.2
    elif head.dep in ("dobj", "pobj", "dative"):
        score += 0.3
    elif head.dep in ("poss", "compound", "amod", "nmod"):
        score -= 0.3
    if token.dep in SUBJECTS and head.dep in SUBJECTS:
        score += 0.4
    return score


def _likeness(chain: Chain, cast: Cast, n: int, pronoun: Pronoun) -> float:
    score = 0.5 if chain.named else 0.0
    if pronoun.gender in ("m", "f") and chain.gender == pronoun.gender:
        score += 1.0
    if len(chain.members) > 2:
        score += 0.3
    if pronoun.plural and not chain.plural and chain.named and chain.type not in GROUPS:
        score -= 0.6
    if pronoun.gender == "n" and chain.type in PLACES and cast.head(n).dep == "pobj":
        score -= 0.5
    if cast.mentions[n].mention.kind is MentionKind.PRONOUN:
        score += 0.5
    return score


def _fits(chain: Chain, cast: Cast, n: int, pronoun: Pronoun, kind: str) -> bool:
    """Number, gender and type."""
    if kind == "person":
        return chain.type is EntityType.PERSON and chain.gender in (None, pronoun.gender) and not chain.plural
    mention = cast.mentions[n].mention
    if kind == "it":
        thing = chain.type in BODIES or chain.type in PLACES or chain.type is EntityType.NAMED_EVENT
        return thing and not chain.plural and mention.kind is not MentionKind.DEMONYM
    if mention.kind is MentionKind.DEMONYM:
        return mention.text.endswith("s")
    return chain.plural or chain.type in GROUPS or (chain.type in BODIES and chain.named)


def _pleonastic(token: Token) -> bool:
    """Whether an "it" names nothing ("It is clear that", "it remains to be seen", "makes it harder for banks to lend")."""
    if token.lower == "it" and _stands_for_clause(token):
        return True
    if token.lower != "it" or token.dep not in SUBJECTS:
        return token.dep == "expl"
    return any(
        c.dep in ("ccomp", "csubj", "xcomp", "advcl", "attr", "acomp") and c.i > token.i for c in token.head.children
    ) and token.head.lemma in (
        "be",
        "seem",
        "appear",
        "remain",
        "become",
    )


def _stands_for_clause(token: Token) -> bool:
    """Whether "it" between "make" and an adjective stands for an infinitive or clause that follows."""
    tokens = token.sentence.tokens
    at = token.i - tokens[0].i
    if not 0 < at < len(tokens) - 2 or tokens[at - 1].lemma not in _JUDGING:
        return False
    behind = at + 2 if tokens[at + 1].pos == "ADV" else at + 1
    return behind + 1 < len(tokens) and tokens[behind].pos in ("ADJ", "NOUN") and tokens[behind + 1].lower in ("to", "for", "that")
