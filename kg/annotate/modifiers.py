"""What a token's own words say of its factuality: negations, modals, adverbs, adjectives, tense, a question mark."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.annotate.judgement import Judgement, weaker
from kg.annotate.parse import Token
from kg.annotate.tree import child
from kg.annotate.verb_forms import VERBAL, finite, inverted, past_perfect
from kg.knowledge.signatures import Signature, Signatures
from kg.model.claim import Certainty, Polarity, Stance, Tense

_HEDGES = frozenset({"can", "must"})
"""Modals that do not weaken a speaker's own word: "I can confirm that" confirms."""
_FIRST = frozenset({"i", "we"})
_NEGATIVE_SUBJECTS = ("nsubj", "nsubjpass", "dobj", "attr")

Stop = Callable[[Token, Token], bool]
"""Whether a walk from the first token must not go up to the second, because that is the cue of what the first stands in."""


def no_stop(_below: Token, _above: Token) -> bool:
    """For a walk that no attribution bounds."""
    return False


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Applies a token's own words to what stands above it; `stop` tells where reported speech begins."""

    signatures: Signatures
    stop: Stop

    def own(self, token: Token, outer: Judgement) -> Judgement:
        """What stands above a token, turned by its own negations, modals, adverbs, adjectives and tense."""
        found = outer
        if token.pos in VERBAL or any(c.dep == "aux" for c in token.children):
            found = self._order(token, self._verb(token, found))
        kinds = ("adverb",) if token.pos in VERBAL else ("adjective", "determiner", "adverb")
        for c in token.children:
            word = c.lower
            signature = None
            if c.dep in ("neg", "advmod", "npadvmod", "preconj", "cc") and c.dep != "cc":
                signature = self.signatures.modifier("adverb", word) or self._adverb_phrase(c)
            elif c.dep in ("amod", "det", "nmod", "compound") and "adjective" in kinds:
                signature = self.signatures.modifier("determiner" if c.dep == "det" else "adjective", word)
            elif c.dep in _NEGATIVE_SUBJECTS and token.pos in VERBAL:
                signature = self._empty(c)
            if signature is not None and signature.flips and c.dep == "det":
                found = replace(found, polarity=Polarity.NEGATIVE, reasons=(*found.reasons, word))
            elif signature is not None and word != "would":
                found = self._apply(found, signature, word)
        if token.pos in VERBAL and (instead := self._instead(token)):
            found = replace(self._apply(found, instead, instead.lemma), polarity=Polarity.NEGATIVE)
        return self._question(token, found)

    def _instead(self, verb: Token) -> Signature | None:
        """As in "rather than withdraw", which the tree shows as a mark or as a conjunction."""
        own = [c for c in verb.children if c.dep in ("mark", "prep")]
        shared = [c for c in verb.head.children if c.dep == "cc"] if verb.dep == "conj" else []
        for c in (*own, *shared):
            if c.lower == "than":
                for adverb in (*c.children, *verb.children):
                    if found := self.signatures.modifier("preposition", f"{adverb.lower} than"):
                        return found
        return None

    def _adverb_phrase(self, adverb: Token) -> Signature | None:
        """Adverbs of two words: "no longer"."""
        return next((f for c in adverb.children if (f := self.signatures.modifier("adverb", f"{c.lower} {adverb.lower}"))), None)

    def _empty(self, argument: Token) -> Signature | None:
        """As in "no soldiers", "none", "neither side" as subject or object deny their verb."""
        if found := self.signatures.modifier("pronoun", argument.lower):
            return found
        determiner = next(
            (c for c in argument.children if c.dep in ("det", "preconj", "neg", "cc") and c.lower in ("no", "neither", "not")), None
        )
        return (
            self.signatures.modifier("adverb" if determiner.lower == "not" else "determiner", determiner.lower)
            if determiner is not None
            else None
        )

    @staticmethod
    def _apply(found: Judgement, signature: Signature, word: str) -> Judgement:
        if signature.flips:
            return found.flipped(word)
        polarity, certainty = signature.affirmed
        turned = found.flipped(word) if polarity is Polarity.NEGATIVE else replace(found, reasons=(*found.reasons, word))
        return replace(turned, certainty=weaker(found.certainty, certainty), tense=signature.tense or found.tense)

    def _verb(self, verb: Token, found: Judgement) -> Judgement:
        """Auxiliaries and the form of the verb."""
        tense = finite(verb)
        auxiliaries = [c for c in verb.children if c.dep == "aux"]
        perfect = verb.tag == "VBN" and any(c.lemma == "have" or c.lower in ("have", "'ve") for c in auxiliaries)
        for c in auxiliaries:
            signature = self.signatures.modifier("auxiliary", c.lower)
            if signature is None or (c.lower == "'d" and perfect and not any(a.lower == "have" for a in auxiliaries)):
                continue
            if perfect and c.lower in ("would", "should", "ought", "'d"):
                return replace(found.flipped(f"{c.lower} have"), tense=Tense.PAST)
            if c.lower in ("would", "'d") and self._inside(verb):
                found = replace(found, tense=Tense.FUTURE, reasons=(*found.reasons, c.lower))
                continue
            if c.lower == "could" and self._able(verb):
                continue
            if c.lower in _HEDGES and self._performs(verb):
                return replace(found, tense=Tense.PRESENT)
            found = self._apply(found, signature, c.lower)
            tense = Tense.PAST if perfect else Tense.FUTURE
        if auxiliaries and not tense and not found.tense and any(c.lower == "to" for c in auxiliaries) and verb.head is verb:
            return replace(found, tense=Tense.FUTURE, reasons=(*found.reasons, "to"))
        if self._conditioned(verb):
            unreal = any(past_perfect(c) for c in verb.children if c.dep == "advcl")
            if not unreal:
                found = replace(found, certainty=Certainty.POSSIBLE, reasons=(*found.reasons, "if"))
        if found.tense is Tense.FUTURE and (
            "would" in found.reasons or (tense is Tense.PRESENT and (verb.dep in ("advcl", "pcomp", "ccomp") or found.reached))
        ):
            return found
        return replace(found, tense=tense) if tense else found

    def _inside(self, verb: Token) -> bool:
        """Whether a verb stands in reported speech."""
        node = verb
        while node.head is not node:
            if self.stop(node, node.head) or (node.dep == "ccomp" and finite(node.head) is Tense.PAST):
                return True
            node = node.head
        return False

    def _order(self, verb: Token, found: Judgement) -> Judgement:
        """What the order of the words denies, and what is said of supposed things."""
        first = child(verb, "aux")
        if first is not None and (denied := _fronted(verb, first)):
            found = found.flipped(denied)
        if verb.lemma == "be" and (modal := self._supposed(verb)):
            found = replace(found, certainty=Certainty.POSSIBLE, reasons=(*found.reasons, modal))
        return found

    def _supposed(self, verb: Token) -> str | None:
        """The modal in "the problems they would meet are many": what is said of supposed things is supposed."""
        subject = child(verb, "nsubj")
        nouns = (subject, *(g for c in subject.children if c.lower == "of" for g in c.children)) if subject is not None else ()
        modals = (a.lower for noun in nouns for c in noun.children if c.dep == "relcl" for a in c.children if a.dep == "aux")
        return next((m for m in modals if m not in _HEDGES and self._weakens(m)), None)

    def _weakens(self, modal: str) -> bool:
        """Whether a modal leaves open what it stands with."""
        signature = self.signatures.modifier("auxiliary", modal)
        return signature is not None and signature.affirmed[1] is Certainty.POSSIBLE

    def _performs(self, verb: Token) -> bool:
        """As in "I can confirm that": a cue whose speaker does with the words what they say."""
        return any(c.dep == "nsubj" and c.lower in _FIRST for c in verb.children) and any(self.stop(c, verb) for c in verb.children)

    @staticmethod
    def _able(verb: Token) -> bool:
        """As in "could not reach": past inability rather than possibility."""
        return any(c.dep == "neg" for c in verb.children) and verb.tag == "VB"

    def _conditioned(self, verb: Token) -> bool:
        """Whether an "if" clause hangs from the verb."""
        for c in verb.children:
            if c.dep == "advcl":
                mark = next((m.lower for m in c.children if m.dep == "mark"), "")
                if mark in ("if", "unless", "lest") or inverted(c):
                    return True
        return False

    def _question(self, token: Token, found: Judgement) -> Judgement:
        """A main clause that ends with a question mark asks."""
        sentence = token.sentence
        marks = [t for t in sentence.tokens[-2:] if t.text == "?"]
        if not marks or (token.pos not in VERBAL and token.head is not token) or found.stance:
            return found
        node = token
        while node.head is not node:
            if self.stop(node, node.head) or (node.dep in ("relcl", "advcl", "acl") and not _asking(node)):
                return found
            node = node.head
        return replace(found, certainty=Certainty.POSSIBLE, stance=Stance.QUESTION, reasons=(*found.reasons, "?"))


def _fronted(verb: Token, auxiliary: Token) -> str | None:
    """The word that denies in "At no point did the guns fire": the order of the words shows that it denies the clause, not its own noun."""
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None or auxiliary.i > subject.i:
        return None
    phrases = [c for word in (verb, auxiliary) for c in word.children if c.dep == "prep" and c.i < auxiliary.i]
    nouns = [g for c in phrases for g in c.children if g.dep == "pobj"]
    return next((d.lower for noun in nouns for d in noun.children if d.dep == "det" and d.lower == "no"), None)


def _asking(verb: Token) -> bool:
    """Whether an auxiliary before the subject shows a question, wherever the tree hangs it ("Reporter: Did you agree?")."""
    first, subject = child(verb, "aux"), child(verb, "nsubj", "nsubjpass")
    return first is not None and subject is not None and first.i < subject.i
