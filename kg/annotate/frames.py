"""Trigger tokens and their surroundings: which row of the table fires, and what fills the slots that rows name."""

from kg.annotate import clause
from kg.annotate.clause import is_verb
from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.annotate.tree import child, conjuncts, is_negated
from kg.knowledge.triggers import Condition, Frame
from kg.model.entity import PLACES

CLAUSE_SLOTS = frozenset({"inf", "that", "ing", "comp"})
LIGHT_PREPOSITIONS = frozenset({"in", "into", "on", "under", "to"})
PARTICLE_REACH = 6
"""Tokens between a verb and its particle ("called the long strike off")."""
PARTICLES = frozenset({"out", "away", "up", "off", "down", "back", "in"})
GOVERNED = frozenset({"dobj", "nsubjpass"})


class Site:
    """A trigger token where it stands: `verb` is the verb whose clause gives its participants (its own, its light verb's, or None)."""

    __slots__ = ("frame", "noun", "token", "verb", "world")
    frame: Frame
    """The row that fired; set by `match`."""

    def __init__(self, world: World, token: Token) -> None:
        """Look around a token; nothing is decided yet."""
        self.world = world
        self.token = token
        self.noun: Token | None = None
        self.verb: Token | None = None
        if is_verb(token):
            self.verb = token
        elif token.pos == "ADJ":
            self.verb = token.head if is_verb(token.head) and token.dep in ("acomp", "oprd", "attr") else None
        else:
            self.noun = token
            self.verb = self._light_verb(token)

    def _light_verb(self, noun: Token) -> Token | None:
        """The light verb that the noun is object of ("hold talks", "talks were held", "engage in talks"), measuring nouns skipped."""
        while noun.dep == "pobj" and noun.head.lower == "of" and self.world.core(noun.head.head) is not noun.head.head:
            noun = noun.head.head
        while noun.dep == "conj" and noun.head.pos in ("NOUN", "PROPN"):
            noun = noun.head
        relative = next((c for c in noun.children if c.dep in ("relcl", "acl") and self._carries(c, noun)), None)
        if relative is not None:
            return relative
        governor = noun.head
        if noun.dep == "pobj" and governor.lower in LIGHT_PREPOSITIONS:
            if governor.lower == "into" and child(governor.head, "dobj") is not None:
                return None  # opened an inquiry into the attack
            governor = governor.head
        elif noun.dep not in GOVERNED:
            return None
        if not is_verb(governor) or child(governor, "oprd") is not None:
            return None  # called the attack a disgrace
        return governor if self.world.lemma(governor) in self.world.triggers.light else None

    def _carries(self, verb: Token, noun: Token) -> bool:
        """Whether a relative clause carries the noun's light verb ("the attack that rebels carried out")."""
        return self.world.lemma(verb) in self.world.triggers.light and clause.undergoer(verb) is noun

    def holds(self, frame: Frame) -> bool:
        """Whether the frame's other words and all its conditions are met here."""
        return self._rest(frame) and all(self._met(c) for c in frame.conditions)

    def _rest(self, frame: Frame) -> bool:
        """Whether a verb's particle, or the words before a compound noun, are there."""
        if not frame.rest:
            return True
        tokens = self.world.parse.tokens
        i = self.token.i
        if frame.pos == "noun":
            before = [t for t in tokens[max(0, i - 2 * len(frame.rest)) : i] if t.text != "-"][-len(frame.rest) :]
            return tuple(t.lemma.lower() for t in before) == frame.rest or tuple(t.lower for t in before) == frame.rest
        for word in frame.rest:
            if not (i + 1 < len(tokens) and tokens[i + 1].lower == word) and not any(
                c.lower == word and i < c.i <= i + PARTICLE_REACH and c.dep in ("prt", "prep", "advmod", "acomp", "oprd", "dative")
                for c in self.token.children
            ):
                return False
        return True

    def _met(self, condition: Condition) -> bool:
        """Whether one condition is met."""
        return any(self._present(slot, condition.values) for slot in condition.slots) is not condition.negated

    def _present(self, slot: str, values: frozenset[str]) -> bool:
        """Whether the slot is filled, by one of the values where there are any."""
        if slot in CLAUSE_SLOTS:
            found = self.clause(slot)
            return found is not None and (not values or self._content(found, values))
        if slot == "neg":
            return self.verb is not None and any(c.dep == "neg" for c in self.verb.children)
        if slot == "passive":
            return self.verb is not None and clause.is_passive(self.verb)
        if slot == "pre":
            return any(c.i < self.token.i and (c.lemma.lower() in values or self._any_match([c], values)) for c in self.token.children)
        if slot == "governor":
            return self.token.dep == "pobj" and self.token.head.lower == "of" and self.token.head.head.lemma.lower() in values
        if slot == "verb":
            head = self.token.head
            return is_verb(head) and self.token.dep in GOVERNED and head.lemma in values
        tokens = self.fill(slot) if slot[-1] in "!<>~" else self.raw(slot)
        if not values and not tokens:
            around = [self.token, *(self.raw("obj") if self.noun is None else ())]
            return any(c.lower == slot and c.dep != "neg" and (c.head is self.token or c.i > c.head.i) for w in around for c in w.children)
        return bool(tokens) and (not values or self._any_match(tokens, values))

    def _content(self, verb: Token, values: frozenset[str]) -> bool:
        """Whether a clause's verb is one of the lemmas, or of a type of one of the `%groups` of types."""
        if verb.lemma in values:
            return True
        groups = [v[1:] for v in values if v.startswith("%")]
        if not groups or ("hostile" in groups and is_negated(verb)):
            return False
        inner = match(self.world, verb) or light_content(self.world, verb)
        if inner is None and "transparent" in self.world.triggers.classes.get(verb.lemma, ()):
            deeper = clause.complement(verb, "comp")
            return deeper is not None and self._content(deeper, values)
        return inner is not None and any(inner.frame.type in self.world.triggers.type_classes[g] for g in groups)

    def _any_match(self, tokens: list[Token], values: frozenset[str]) -> bool:
        """Whether one of the nouns fits one of the values."""
        return any(self.world.matches(t, v) for t in tokens for v in values)

    def clause(self, shape: str) -> Token | None:
        """The clause that depends on the trigger."""
        found = clause.complement(self.token, shape)
        if found is None and self.verb is not None and self.verb is not self.token:
            found = clause.complement(self.verb, shape)
        return found

    def raw(self, slot: str) -> list[Token]:
        """Heads of what fills a slot, coordination expanded: nouns as they stand."""
        expand = self.world.expand
        base, _, preposition = slot.partition(".")
        if preposition:
            return [t for o in self.raw(base) for b in clause.objects_of(o, preposition) for t in expand(b)]
        if base == "subj":
            return self._subject()
        if base == "obj":
            if self.noun is not None or self.verb is None:
                return []
            return self._passed() or expand(clause.undergoer(self.verb))
        if base == "iobj":
            return expand(clause.receiver(self.verb)) if self.verb is not None else []
        if base == "poss":
            return [t for c in self.token.children if c.dep == "poss" for t in expand(c)]
        if base == "mod":
            return self.world.modifiers(self.token)
        if base == "speaker":
            return self._speaker()
        if base == "subjected":
            return self._subjected()
        return self._prepositional(base)

    def _subject(self) -> list[Token]:
        """The logical subject of the clause; for auxiliaries that of the verb they help."""
        if self.verb is None:
            return []
        if self.token.dep in ("aux", "auxpass"):
            return self.world.expand(clause.subject(self.token.head))
        if self.noun is not None and clause.is_passive(self.verb):
            return self.world.expand(clause.agent(self.verb))
        if self.token.pos == "ADJ":
            return self.world.expand(clause.subject(self.verb))
        if self._passed():
            return []
        found = self.world.expand(clause.doer(self.verb))
        orphan = self.verb.dep == "acl" and clause.own_subject(self.verb) is None
        if orphan and not any(self.world.acts(t) for t in found) and not clause.is_passive(self.verb):
            # a resolution that condemns, a statement urging: those who passed or issued it do so
            return [t for t in self.world.expand(clause.owner(self.verb.head)) if self.world.acts(t)] or found
        controlled = self.verb.dep in ("xcomp", "advcl", "ccomp") and is_verb(self.verb.head) and clause.own_subject(self.verb) is None
        if controlled and found and not any(self.world.acts(t) for t in found):
            # fired gas to clear the square: whoever fired it, not the gas
            return [t for t in self.world.expand(clause.doer(self.verb.head)) if self.world.acts(t)] or found
        return found

    def _passed(self) -> list[Token]:
        """Things to which it is done in the second part of a passive, tagged as a past: "the rules were lifted and the gates opened"."""
        verb = self.verb
        if verb is None or verb.dep != "conj" or verb.tag != "VBD" or not clause.is_passive(verb.head) or child(verb, "dobj") is not None:
            return []
        own = self.world.expand(child(verb, "nsubj"))
        return own if not any(self.world.acts(t) for t in own) else []

    def _subjected(self) -> list[Token]:
        """Who is put or placed "under" what the noun names: arrest, investigation, siege."""
        under = self.noun is not None and self.noun.dep == "pobj" and self.noun.head.lower == "under"
        return self.world.expand(clause.undergoer(self.verb)) if under and self.verb is not None else []

    def _speaker(self) -> list[Token]:
        """Who says the clause that the trigger stands in."""
        verb = self.token.head if self.token.dep in ("aux", "auxpass") else self.token
        head = verb.head
        if verb.dep == "acl" and "message" in self.world.triggers.classes.get(head.lemma.lower(), ()):
            return [t for t in self.world.expand(clause.owner(head)) if self.world.acts(t)]
        if verb.dep == "ccomp" and is_verb(head) and "say" in self.world.triggers.classes.get(head.lemma, ()):
            return self.world.expand(clause.doer(head))
        said = next(
            (c for c in verb.children if c.dep in ("ccomp", "parataxis") and "say" in self.world.triggers.classes.get(c.lemma, ())), None
        )
        return self.world.expand(clause.doer(said)) if said is not None else []

    def _prepositional(self, preposition: str) -> list[Token]:
        """Nouns behind a preposition of the trigger, of its verb, or of its object (to which parsers often hang it)."""
        places = [self.token, *([self.token.head] if self.noun is not None and self.token.dep == "conj" else [])]
        if self.verb is not None and self.verb is not self.token:
            places.append(self.verb)
        if self.noun is None and self.verb is not None:
            own = child(self.verb, "dobj", "oprd", "attr", "prt")
            if own is not None:
                places.extend(conjuncts(own))
        if self.noun is not None:
            wanted = ("of",) if preposition != "by" else ("of", "on", "against", "in", "at", "to")
            behind = (g for c in self.token.children if c.lower in wanted for g in c.children if g.dep == "pobj")
            # "protests against abuses by the army" are not by the army
            places.extend(g for g in behind if preposition != "by" or self.world.acts(g) or self.world.kind(g) in PLACES)
        elif self.verb is not None:
            places.extend(c for c in self.verb.children if c.lower in PARTICLES and c.dep in ("prt", "prep", "advmod"))
        for place in places:
            found = [t for b in clause.objects_of(place, preposition) for t in self.world.expand(b)]
            if found:
                return found
        return []

    def fill(self, slot: str) -> list[Token]:
        """Participants that a slot of a role chain gives: `!` only if it can act, `<` `>` those inside the noun, `~` it or those inside."""
        mark = slot[-1] if slot[-1] in "!<>~" else ""
        tokens = self.raw(slot[:-1] if mark else slot)
        if not mark:
            return [t for t in tokens if not is_verb(t)]
        acting = [t for t in tokens if self.world.acts(t)]
        if mark == "!" or (mark == "~" and acting):
            return acting
        found: list[Token] = []
        for t in tokens:
            found.extend(self.world.inside(t, outward=mark != ">"))
        return found


def aim(site: Site) -> Site | None:
    """The event of its own type in the infinitive that a row asks for, one with it: "pushed to dislodge the rebels"."""
    asked = any("inf" in c.slots and c.values for c in site.frame.conditions)
    inner = site.clause("inf") if asked else None
    found = match(site.world, inner) if inner is not None else None
    return found if found is not None and found.frame.type == site.frame.type else None


def match(world: World, token: Token) -> Site | None:
    """The site of a token with the first frame that holds, kept for the document; None where the token is no trigger."""
    if token.i in world.sites:
        return world.sites[token.i]
    world.sites[token.i] = None  # a clause that contains itself by a wrong parse ends here
    triggers = world.triggers
    if is_verb(token) and token.dep == "amod":
        return None
    if is_verb(token):
        table = triggers.auxiliaries if token.dep in ("aux", "auxpass") else triggers.verbs
    elif token.pos in ("NOUN", "PROPN"):
        table = triggers.nouns
    elif token.pos == "ADJ":
        table = triggers.adjectives
    else:
        return None
    frames = table.get(hyphened(world, token) or "") or table.get(world.lemma(token))
    if frames is None or (table is triggers.nouns and token.dep == "compound"):
        return None
    site = Site(world, token)
    for frame in frames:
        if site.holds(frame):
            if frame.type == "NONE":
                break
            site.frame = frame
            world.sites[token.i] = site
            return site
    return None


def hyphened(world: World, token: Token) -> str | None:
    """The lemma of a word that the parser split at its hyphen ("re-elect", "cease-fire"); None where there is no hyphen before it."""
    tokens = world.parse.tokens
    if token.i < 2 or tokens[token.i - 1].text != "-" or tokens[token.i - 2].end != tokens[token.i - 1].begin:
        return None
    return f"{tokens[token.i - 2].lower}-{token.lemma.lower()}"


def light_content(world: World, verb: Token) -> Site | None:
    """The site of the event noun that a light verb carries."""
    if world.lemma(verb) not in world.triggers.light:
        return None
    noun = clause.undergoer(verb)
    return match(world, world.core(noun)) if noun is not None and not is_verb(noun) else None
