"""Who does what to whom around one verb, by grammar alone: voice, control, relative clauses, shared subjects and objects.

All answers are head tokens; coordination is left to the caller (`tree.conjuncts`), as are nouns that only measure ("thousands of").
"""

from collections.abc import Iterator

from kg.annotate.parse import Token
from kg.annotate.tree import child, conjuncts

VERBAL = frozenset({"VERB", "AUX"})
RELATIVE = frozenset({"WDT", "WP"})
SUBJECT = ("nsubj", "nsubjpass", "csubj")
BE = "be"
OBJECT_CONTROL_EXCEPTIONS = frozenset({"promise", "threaten", "vow", "pledge", "swear", "use"})
"""Verbs whose infinitive is done by their subject although they have an object ("promised Kyiv to send", "used force to end")."""

GIVING = frozenset({"give", "grant", "offer", "allow", "buy", "leave"})
"""Verbs that give somebody time or means to do what an infinitive says."""

INTENDING = frozenset({"decision", "plan", "promise", "attempt", "threat", "refusal", "offer", "pledge", "bid", "effort", "failure"})
"""Nouns whose infinitive is done by whoever stands behind their "of" or "by"."""

HELPING = frozenset({"support", "back", "help", "assist", "aid", "join"})
"""Verbs of helping somebody "in" what he does."""


def is_verb(token: Token) -> bool:
    """Whether the token is a verb or auxiliary by its part of speech."""
    return token.pos in VERBAL


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive: by its auxiliary, as a reduced relative ("troops sent to X") or as second part of a passive."""
    for c in verb.children:
        if c.dep in ("auxpass", "nsubjpass"):
            return True
    if verb.tag != "VBN" or any(c.dep == "aux" for c in verb.children):
        return False
    if verb.dep == "acomp":
        return verb.head.lemma == BE
    if verb.dep == "acl":
        return _pied(verb) is None
    if verb.dep == "conj":  # nine were killed and 30 wounded
        return is_passive(verb.head) and (child(verb, "nsubj") is None or child(verb, "dobj") is None)
    has_subject, has_object = child(verb, "nsubj"), child(verb, "dobj")
    return has_object is None and (verb.dep in ("advcl", "xcomp") or has_subject is not None)


def _pied(verb: Token) -> Token | None:
    """The subject of a relative clause with "of which" that the parser took for a participle ("towns of which rebels seized most")."""
    for c in verb.head.children:
        if c.dep == "prep" and c.i < verb.i and any(g.tag == "WDT" for g in c.children):
            return next((g for g in c.children if g.dep == "pobj" and g.tag != "WDT"), None)
    return None


def own_subject(verb: Token) -> Token | None:
    """The verb's grammatical subject in its own clause; a relative pronoun gives way to its antecedent."""
    found = _whose(verb) or child(verb, *SUBJECT)
    if found is None and verb.dep == "acl":
        return _pied(verb)
    if found is not None and found.tag in RELATIVE and verb.dep == "relcl":
        return verb.head
    return found


def _whose(verb: Token) -> Token | None:
    """The subject of a clause with "whose" that the parser did not set apart from its antecedent's clause ("the club, whose head left")."""
    subjects = [c for c in verb.children if c.dep == "nsubj"]
    return subjects[-1] if len(subjects) > 1 and any(t.tag == "WP$" for c in subjects[-1].children for t in (c, *c.children)) else None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject, through coordination, control and raising."""
    found = own_subject(verb)
    if found is not None or depth > 5 or verb.head is verb:
        return found
    head = verb.head
    if verb.dep == "conj":
        if _whose(head) is not None:
            return child(head, "nsubj")
        return subject(_fellow(verb, head), depth + 1) if is_verb(head) or head.pos == "ADJ" else None
    prefix = next((c for c in head.children if c.i == verb.i - 2 and is_verb(c)), None) if verb.dep == "dobj" and is_verb(head) else None
    if prefix is not None:  # "re-arm", cut at its hyphen
        return subject(prefix, depth + 1)
    if verb.dep in ("xcomp", "ccomp", "advcl", "oprd"):
        return _controller(verb, head, depth)
    if verb.dep == "acl":
        return head if verb.tag != "VB" else owner(head, depth)
    if verb.dep == "pcomp":
        return _gerund_subject(head, depth)
    if verb.dep in ("aux", "auxpass", "acomp"):
        return subject(head, depth + 1)
    return None


def _fellow(verb: Token, head: Token) -> Token:
    """The verb that a second verb stands beside: a bare infinitive beside the infinitive before it, whatever the tree says."""
    if verb.tag != "VB" or head.tag == "VB" or any(c.dep in ("aux", "auxpass") for c in head.children):
        return head
    before = [c for c in head.children if c.dep in ("advcl", "xcomp", "acl") and c.tag == "VB" and head.i < c.i < verb.i]
    return before[-1] if before else head


def _controller(verb: Token, head: Token, depth: int) -> Token | None:
    """Who carries out an infinitive, gerund or participle clause."""
    if is_verb(head):
        if verb.dep in ("xcomp", "ccomp") and head.lemma not in OBJECT_CONTROL_EXCEPTIONS:
            controlled = child(head, "dobj", "dative")
            if controlled is not None and controlled.i < verb.i and controlled.pos != "ADP":
                return controlled
        if verb.tag == "VB" and head.lemma in GIVING and (given := _given(head)) is not None:
            return given
        if verb.dep == "advcl" and is_passive(head) and verb.tag in ("VBG", "VB"):
            return agent(head) or subject(head, depth + 1)
        return subject(head, depth + 1)
    if head.dep in ("acomp", "attr", "oprd") and is_verb(head.head):
        return subject(head.head, depth + 1)
    if head.pos == "ADJ":
        return child(head, *SUBJECT)
    return owner(head, depth)


def _given(verb: Token) -> Token | None:
    """Who is given time or a chance to do something; parsers take "gives Chad time" for one noun phrase."""
    taker = next((t for t in (receiver(verb),) if t is not None and t.pos in ("NOUN", "PROPN", "PRON")), None)
    own = child(verb, "dobj")
    if taker is None and own is not None and own.pos == "NOUN":
        taker = next((c for c in own.children if c.dep == "compound" and c.pos == "PROPN"), None)
    return taker


def owner(noun: Token, depth: int = 0) -> Token | None:
    """Whose plan, decision or effort it is: the possessor, else the subject of the verb that the noun is object of."""
    possessor = child(noun, "poss")
    if possessor is not None:
        return _helped(noun) or possessor if possessor.tag == "PRP$" else possessor
    intending = _intending(noun)
    if intending is not None:
        return intending
    if noun.dep in ("dobj", "attr", "pobj"):
        verb = noun.head if noun.dep != "pobj" else noun.head.head
        if is_verb(verb):
            return receiver(verb) or subject(verb, depth + 1)
    return None


def _intending(noun: Token) -> Token | None:
    """Who decides, plans or refuses, behind the noun: "the decision of the king to resign"; parsers may hang the infinitive to the king."""
    if noun.dep == "pobj" and noun.head.lower in ("of", "by") and noun.head.head.lemma in INTENDING:
        return noun
    behind = (g for c in noun.children if c.lower in ("of", "by") for g in c.children if g.dep == "pobj")
    people = (g for g in behind if g.pos == "PROPN" or child(g, "det", "poss") is not None)
    return next(people, None) if noun.lemma in INTENDING else None


def _helped(noun: Token) -> Token | None:
    """Whom somebody helps "in its efforts": they are the helped one's."""
    verb = noun.head.head
    return child(verb, "dobj") if noun.dep == "pobj" and noun.head.lower == "in" and verb.lemma in HELPING else None


def _gerund_subject(preposition: Token, depth: int) -> Token | None:
    """Who carries out a gerund: the object of the verb ("accused X of killing"), else its subject ("left before voting")."""
    head = preposition.head
    if is_verb(head):
        if is_passive(head) or preposition.lower not in ("of", "for", "from", "with", "into"):
            return subject(head, depth + 1)
        return child(head, "dobj") or subject(head, depth + 1)
    if head.pos == "ADJ" and is_verb(head.head):
        return subject(head.head, depth + 1)
    return owner(head, depth)


def agent(verb: Token) -> Token | None:
    """The noun behind the "by" of a passive."""
    for c in verb.children:
        if c.dep == "agent" or (c.dep == "prep" and c.lower == "by"):
            found = child(c, "pobj")
            if found is not None and found.ent not in ("DATE", "TIME"):
                return found
    return None


def doer(verb: Token) -> Token | None:
    """The logical subject: of a passive the agent (also of "seized and burned by rebels"), else the grammatical subject."""
    if not is_passive(verb):
        return subject(verb)
    return agent(verb) or next((agent(c) for c in verb.children if c.dep == "conj" and c.tag == "VBN" and own_subject(c) is None), None)


def undergoer(verb: Token) -> Token | None:
    """The logical object.

    Of a passive its subject (unless another object is left), of a relative clause its antecedent, else the object.
    """
    own = child(verb, "dobj")
    if own is not None and own.tag in RELATIVE and verb.dep == "relcl":
        return verb.head
    if own is not None:
        return own
    counted = _up_to(verb)
    if counted is not None:
        return counted
    if is_passive(verb):
        if verb.dep == "acl" and own_subject(verb) is None:
            return verb.head
        return subject(verb)
    if (verb.dep == "relcl" and _has_gap(verb)) or (verb.dep == "acl" and _pied(verb) is not None):
        return verb.head
    following = next((c for c in verb.children if c.dep == "conj" and is_verb(c)), None)
    if following is not None and all(c.dep in ("cc", "conj", "aux", "nsubj", "neg", "advmod", "nsubjpass") for c in verb.children):
        return child(following, "dobj")
    return None


def _up_to(verb: Token) -> Token | None:
    """The object in "killed up to 30 rebels", which parsers take for two prepositions."""
    for c in verb.children:
        if c.lower == "up" and c.i == verb.i + 1:
            for inner in (*c.children, *verb.children):
                noun = child(inner, "pobj") if inner.lower == "to" and inner.i == c.i + 1 else None
                if noun is not None and (noun.pos == "NUM" or child(noun, "nummod") is not None):
                    return noun
    return None


def _has_gap(verb: Token) -> bool:
    """Whether a relative clause lacks its object: it has a subject of its own, and no word such as where or when."""
    own = child(verb, *SUBJECT)
    if own is None or own.tag in RELATIVE:
        return False
    return not any(c.tag == "WRB" or c.dep in ("dobj", "ccomp", "xcomp", "mark") for c in verb.children)


def receiver(verb: Token) -> Token | None:
    """The one something is given to: a dative noun, or the subject of a passive that kept its object."""
    dative = child(verb, "dative", "iobj")
    if dative is not None:
        return child(dative, "pobj") if dative.pos == "ADP" else dative
    if is_passive(verb) and child(verb, "dobj") is not None:
        return subject(verb)
    return None


def objects_of(word: Token, preposition: str) -> list[Token]:
    """Nouns and gerunds behind a preposition that hangs from the word; "out of" is one preposition of two words."""
    first, _, second = preposition.partition(" ")
    found: list[Token] = []
    for c in (d for head in word.children for d in (conjuncts(head) if head.dep == "prep" else (head,))):
        if c.lower != first or c.dep not in ("prep", "agent", "dative", "prt", "advmod", "conj"):
            continue
        if second:
            for inner in c.children:
                if inner.lower == second:
                    found.extend(g for g in inner.children if g.dep in ("pobj", "pcomp"))
        else:
            found.extend(g for g in c.children if g.dep in ("pobj", "pcomp"))
    return found


def purpose(verb: Token) -> Token | None:
    """The infinitive or participle clause that says what an action is for ("rallied to demand", "rallied, calling for")."""
    for c in verb.children:
        if c.dep in ("advcl", "xcomp", "acl") and is_verb(c) and child(c, "mark", *SUBJECT) is None and c.tag in ("VB", "VBG"):
            return c
    return next(infinitives(verb), None)


def infinitives(verb: Token) -> Iterator[Token]:
    """Infinitives that a parser hung to an object or adjunct of the verb: "sent troops to the port to guard it"."""
    for c in verb.children:
        nouns = [c] if c.dep == "dobj" else [g for g in c.children if g.dep == "pobj"] if c.dep == "prep" else []
        yield from (g for n in nouns for g in n.children if g.dep == "acl" and g.tag == "VB")


def condition(verb: Token) -> Token | None:
    """The verb of an "if", "unless" or "until" clause."""
    for c in verb.children:
        if c.dep == "advcl" and is_verb(c) and any(g.lower in ("if", "unless", "until") for g in c.children):
            return c
    return None


def complement(verb: Token, shape: str) -> Token | None:
    """The verb's clause: `inf` (to do), `that` (finite), `ing`, or `comp` for any of them."""
    for c in verb.children:
        if c.dep not in ("xcomp", "ccomp", "advcl", "acl") or not (is_verb(c) or c.pos in ("ADJ", "NOUN")):
            continue
        infinitive = any(g.tag == "TO" or (g.dep == "aux" and g.lower == "to") for g in c.children)
        if c.dep in ("advcl", "acl"):
            if infinitive and shape in ("inf", "comp") and (c.dep == "acl" or child(c, "mark") is None):
                return c
            if c.dep == "acl" and shape in ("that", "comp") and child(c, "mark") is not None:
                return c
            continue
        gerund = c.tag == "VBG" and not infinitive and not any(g.dep == "aux" for g in c.children)
        finite = not infinitive and not gerund
        if shape == "comp" or (shape == "inf" and infinitive) or (shape == "ing" and gerund) or (shape == "that" and finite):
            return c
    return None
