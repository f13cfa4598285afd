"""Polarity, certainty and tense of a token by the grammar above it.

The way from a token up to its clause is walked once: every governor with a signature ("failed to", "evidence of", "without") decides what
its own factuality means for what it governs, then the token's own modifiers act. So nesting composes: "did not fail to sign" is a signature
turned by a negation. The walk ends at the cue of the attribution whose content holds the token.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.annotate.judgement import Judgement, weaker
from kg.annotate.modifiers import Modifiers, Stop, no_stop
from kg.annotate.parse import Token
from kg.annotate.tree import child, edges
from kg.annotate.verb_forms import VERBAL, finite, form, inverted, past_perfect
from kg.knowledge.signatures import Effect, Signature, Signatures
from kg.model.claim import Certainty, Polarity, Tense

_OBJECTS = ("dobj", "obj", "attr", "oprd")
_EMBEDDED = ("xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl", "csubj", "csubjpass")
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges tokens by the table of signatures; `imposed` is what a cue, by its token index, makes of its content."""

    signatures: Signatures
    stop: Stop = no_stop
    imposed: Mapping[int, "Judgement"] = field(default_factory=dict)
    known: dict[int, Judgement] = field(default_factory=dict)

    @property
    def _modifiers(self) -> Modifiers:
        return Modifiers(self.signatures, self.stop)

    def judge(self, token: Token) -> Judgement:
        """The factuality of a token with a tense in every case."""
        found = self._of(token, 0)
        return found if found.tense else replace(found, tense=Tense.PAST)

    def alone(self, token: Token) -> Judgement:
        """What a token's own modifiers say of it, whatever stands above."""
        return self._modifiers.own(token, Judgement())

    def _of(self, token: Token, depth: int) -> Judgement:
        if token.i not in self.known:
            outer = self._outer(token, depth) if depth < _DEPTH else Judgement()
            self.known[token.i] = self._modifiers.own(token, outer)
        return self.known[token.i]

    # --- what stands above ---

    def _outer(self, token: Token, depth: int) -> Judgement:
        """What the governors of a token make of it."""
        head = token.head
        if head is token:
            return Judgement()
        if self.stop(token, head):
            return self._content(token, head, depth)
        if token.dep == "conj":
            return self._coordinate(token, head, depth)
        if token.pos in VERBAL and token.dep in _EMBEDDED:
            return self._clause(token, head, depth)
        if token.pos in VERBAL and token.dep in ("amod", "ROOT", "dep", "parataxis", "meta"):
            return Judgement()
        return self._noun(token, head, depth)

    def _content(self, token: Token, cue: Token, depth: int) -> Judgement:
        """The head of what a cue introduces: what the cue makes of it, in the cue's own time where the words have none."""
        base = self.imposed.get(cue.i, Judgement())
        tense = base.tense or (self._of(cue, depth + 1).tense if finite(token) is None else None)
        return replace(base, tense=tense, reached=True)

    def _coordinate(self, token: Token, head: Token, depth: int) -> Judgement:
        """A second member stands under the same governors; without subject or auxiliary it shares the first's modals as well."""
        if token.pos in VERBAL and head.pos in VERBAL:
            shares = token.tag in ("VB", "VBN", "VBG") and not child(token, "nsubj", "nsubjpass") and not child(token, "aux", "auxpass")
            if shares:
                found = self._of(head, depth + 1)
                negation = any(c.dep == "neg" for c in head.children) and not any(c.lower in ("or", "nor") for c in head.children)
                return replace(found, polarity=Polarity.POSITIVE) if negation and token.tag != "VB" else found
            return self._outer(head, depth + 1)
        if head.pos in VERBAL:
            return Judgement(tense=self._of(head, depth + 1).tense)
        return self._outer(head, depth + 1)

    def _clause(self, verb: Token, head: Token, depth: int) -> Judgement:
        """A clause under a verb, adjective, noun or preposition."""
        dep, argument = verb.dep, form(verb)
        if dep in ("ccomp", "pcomp") and (condition := self._provided(verb)):
            return Judgement(certainty=Certainty.POSSIBLE, tense=condition.tense, reasons=(condition.lemma,))
        if dep == "pcomp" and head.dep == "prep":
            return self._behind(verb, head, depth)
        if dep == "advcl":
            return self._adverbial(verb, head, argument, depth)
        allowed = argument == "to" and self.signatures.of("noun", "to", head.lemma) is not None  # time to attack
        if (dep == "relcl" and not allowed) or (dep == "acl" and argument not in ("to", "clause")):
            if finite(verb) is Tense.PAST or _aside(verb):
                return Judgement(presupposed=True)
            above = self._of(head, depth + 1)
            return replace(
                above, polarity=Polarity.POSITIVE, tense=None if argument == "clause" else above.tense or self._tense_above(head, depth)
            )
        if dep == "ccomp" and head.lower == "had" and head.dep == "advcl" and head.i < verb.i:
            return Judgement(Polarity.NEGATIVE, Certainty.CERTAIN, Tense.PAST, None, ("had",))
        if dep == "xcomp" and head.tag == "MD" and any(c.lower == "have" for c in verb.children):
            return Judgement(Polarity.NEGATIVE, Certainty.CERTAIN, Tense.PAST, None, (head.lower, "have"))
        signature, governor = self._governor(head, argument)
        if signature is None:
            if argument == "clause":
                return Judgement()
            above = self._of(governor, depth + 1)
            if argument == "to" and governor.pos != "AUX":
                return replace(above, tense=Tense.FUTURE, reasons=(*above.reasons, "to"))
            return above
        above = self._of(governor, depth + 1)
        effect = signature.affirmed if above.polarity is Polarity.POSITIVE else signature.negated
        return replace(above, polarity=Polarity.POSITIVE).under(effect, signature.tense, signature.lemma)

    def _provided(self, verb: Token) -> Signature | None:
        """The participle right before a clause that makes it a condition ("provided that the rebels leave"), wherever the tree hangs it."""
        before = edges(verb)[0] - verb.sentence.tokens[0].i - 1
        word = verb.sentence.tokens[before] if before >= 0 else None
        return self.signatures.modifier("mark", word.lower) if word is not None and word.pos == "VERB" else None

    def _governor(self, head: Token, argument: str) -> tuple[Signature | None, Token]:
        """The signature that a governor has for that form of clause; of "is unable to" the adjective's."""
        of = self.signatures.of
        pos = {"VERB": "verb", "AUX": "verb", "ADJ": "adj", "NOUN": "noun"}.get(head.pos, "verb")
        particle = next((c for c in head.children if c.dep == "prt"), None)
        if particle is not None and (found := of(pos, argument, f"{head.lemma} {particle.lower}")):
            return found, head
        found = of(pos, argument, head.lemma) or of(pos, argument, head.lower)
        if found is None and pos == "verb":
            adjective = child(head, "acomp", "oprd", "attr")
            if adjective is not None:
                found = of("adj" if adjective.pos == "ADJ" else "noun", argument, adjective.lower)
                return found or of("verb", argument, adjective.lemma), head
        if found is None and pos == "adj":
            found = of("verb", argument, head.lower) or of("verb", argument, head.lemma)
        return found, head

    def _adverbial(self, verb: Token, head: Token, argument: str, depth: int) -> Judgement:
        """Conditions, purposes, participles."""
        above = self._of(head, depth + 1)
        mark = next((c.lower for c in verb.children if c.dep in ("mark", "advmod") and self.signatures.modifier("mark", c.lower)), "")
        if not mark and inverted(verb):
            mark = "if"
        if mark:
            if mark in ("if", "unless") and (past_perfect(verb) or inverted(verb, ("had",))):
                return Judgement(Polarity.NEGATIVE, Certainty.CERTAIN, Tense.PAST, None, (mark, "had"))
            signature = self.signatures.modifier("mark", mark)
            past = finite(verb) is Tense.PAST
            ahead = signature.tense if signature else None
            return Judgement(Polarity.POSITIVE, Certainty.POSSIBLE, Tense.PAST if past else ahead, None, (mark,))
        if argument == "to":
            signature, _ = self._governor(head, "to") if head.pos in VERBAL else (None, head)
            if signature is not None:
                effect = signature.affirmed if above.polarity is Polarity.POSITIVE else signature.negated
                return replace(above, polarity=Polarity.POSITIVE).under(effect, signature.tense, signature.lemma)
            return Judgement(tense=Tense.FUTURE, reasons=("to",))
        return Judgement(presupposed=True) if finite(verb) is Tense.PAST else replace(above, polarity=Polarity.POSITIVE, stance=None)

    def _behind(self, token: Token, preposition: Token, depth: int) -> Judgement:
        """What follows a preposition: "without signing", "prevented from leaving", "evidence of an attack"."""
        governor = preposition.head
        if self.stop(token, governor):
            kind = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}.get(governor.pos, "")
            ahead = self.signatures.of(kind, preposition.lower, governor.lemma)
            found = self._content(token, governor, depth)
            return replace(found, tense=ahead.tense or found.tense) if ahead else found
        words = preposition.lower if preposition.i == 0 or governor.dep != "prep" else f"{governor.lower} {preposition.lower}"
        own = self.signatures.modifier("preposition", words) or self.signatures.modifier("preposition", preposition.lower)
        for adverb in (governor, *(c for c in preposition.children if c.dep == "advmod")):
            own = self.signatures.modifier("preposition", f"{adverb.lower} {preposition.lower}") or own
        if own is not None:
            around = self._tense_above(governor, depth)
            tense = None if own.tense is Tense.PAST and around is Tense.FUTURE else own.tense
            known = own.affirmed[0] is Polarity.POSITIVE and any(c.dep == "poss" for c in token.children)  # "after her inauguration"
            return Judgement(tense=around, presupposed=known).under(own.affirmed, tense, own.lemma)
        argument = "prepto" if preposition.lower == "to" else preposition.lower
        pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}.get(governor.pos, "")
        signature = self.signatures.of(pos, argument, governor.lemma)
        if signature is None:
            if governor.pos in VERBAL and token.pos in VERBAL:
                return Judgement(tense=self._of(governor, depth + 1).tense)
            return Judgement(tense=self._tense_above(governor, depth))
        above = self._of(governor, depth + 1)
        effect = signature.affirmed if above.polarity is Polarity.POSITIVE else signature.negated
        return replace(above, polarity=Polarity.POSITIVE).under(effect, signature.tense, f"{signature.lemma} {preposition.lower}")

    def _noun(self, token: Token, head: Token, depth: int) -> Judgement:
        """A noun under its verb, preposition or noun."""
        if token.dep == "pobj" and head.pos in ("ADP", "SCONJ"):
            if head.dep == "agent":
                return Judgement(tense=self._tense_above(head.head, depth))
            return self._behind(token, head, depth)
        if token.dep in ("compound", "nmod", "poss") and head.pos in ("NOUN", "PROPN"):
            signature = self.signatures.of("noun", "compound", head.lemma)
            above = self._of(head, depth + 1)
            return Judgement(tense=above.tense).under(signature.affirmed, signature.tense, signature.lemma) if signature else above
        if head.pos not in VERBAL:
            return Judgement(tense=self._tense_above(head, depth))
        argument = {"nsubj": "subject", "nsubjpass": "passive"}.get(token.dep, "object" if token.dep in _OBJECTS else "")
        signature = self._predicate(head, argument) if argument else None
        above = self._of(head, depth + 1)
        if token.dep in ("attr", "nsubj") and head.lemma == "be" and any(c.dep == "expl" for c in head.children):
            return above
        if signature is None:
            if argument == "object" and above.tense is Tense.FUTURE:
                return Judgement(certainty=above.certainty, tense=above.tense, reasons=above.reasons)
            return Judgement(tense=above.tense)
        effect = signature.affirmed if above.polarity is Polarity.POSITIVE else signature.negated
        return replace(above, polarity=Polarity.POSITIVE).under(effect, signature.tense, signature.lemma)

    def _predicate(self, verb: Token, argument: str) -> Signature | None:
        """The signature of a verb on its subject or object: "was averted", "is likely", "took place"."""
        of = self.signatures.of
        for c in verb.children:
            if argument == "subject" and c.dep in ("acomp", "attr", "oprd") and (found := of("adj", "subject", c.lower)):
                return found
            if c.dep in ("prt", "dobj") and (found := of("verb", argument, f"{verb.lemma} {c.lower}")):
                return found
        if argument == "subject" and verb.lemma == "be":
            return None
        found = of("verb", argument, verb.lemma)
        if found is None and argument in ("passive", "subject"):
            inner = next((c for c in verb.children if c.dep == "xcomp" and c.pos in VERBAL), None)
            if inner is not None and (under := self._predicate(inner, "passive" if child(inner, "auxpass") else "subject")):
                effect = _both(self._of(inner, 1), under)
                return replace(under, affirmed=effect, negated=effect)
        return found

    def _tense_above(self, token: Token, depth: int) -> Tense | None:
        """The tense of the clause that a word stands in."""
        for node in (token, *token.ancestors):
            if node.pos in VERBAL:
                return self._of(node, depth + 1).tense
        return None


def _aside(verb: Token) -> bool:
    """Whether a relative clause stands behind a comma and so only adds something."""
    tokens, left = verb.sentence.tokens, edges(verb)[0] - verb.sentence.tokens[0].i
    return verb.dep == "relcl" and left > 0 and tokens[left - 1].text == ","


def _both(above: Judgement, signature: Signature) -> Effect:
    """The effect of a raised predicate: "is expected to take place"."""
    polarity, certainty = signature.affirmed if above.polarity is Polarity.POSITIVE else signature.negated
    return polarity, weaker(above.certainty, certainty)
