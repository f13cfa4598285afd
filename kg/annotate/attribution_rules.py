"""The cues of a sentence, each with what the tree gives it as content and source."""

from collections.abc import Iterator

from kg.annotate.attribution_others import according, adjective_cue, adverb_cue, impersonal, noun_cue
from kg.annotate.attribution_verbs import verb_cue
from kg.annotate.finding import Finding
from kg.annotate.parse import Sentence
from kg.knowledge.cues import Cues


def find(sentence: Sentence, cues: Cues, entity_heads: frozenset[int]) -> Iterator[Finding]:
    """The attributions that the grammar of a sentence shows; quotations may still enlarge them."""
    verbs, nouns, adjectives, adverbs = (cues.by_pos[p] for p in ("verb", "noun", "adj", "adv"))
    for token in sentence.tokens:
        pos, found = token.pos, None
        if pos in ("ADJ", "VERB"):
            found = impersonal(token, cues.by_pos["impersonal"])
        if found is not None:
            pass
        elif token.dep == "amod":
            entry = adjectives.get(token.lower)
            found = adjective_cue(token, entry) if entry else None
        elif pos in ("VERB", "AUX"):
            found = verb_cue(token, verbs, cues)
        elif pos == "NOUN":
            entry = nouns.get(token.lemma)
            found = noun_cue(token, entry, entity_heads, cues) if entry else None
        elif pos == "ADJ":
            entry = adjectives.get(token.lower)
            found = adjective_cue(token, entry) if entry else None
        elif pos == "ADV" and token.lower in adverbs:
            found = adverb_cue(token, adverbs[token.lower])
        if found is None and token.lower == "according":
            found = according(token, cues.by_pos["prep"].get("according"))
        if found is not None:
            yield found
