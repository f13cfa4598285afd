"""Statements printed without quotation marks: paragraphs behind "The minister said:" or "made the following statement:".

A colon at the end of a paragraph promises the words of its subject, so the next paragraph is theirs; later ones are as long as the speaker
goes on in the first person, since nothing else shows where the statement ends.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kg.annotate.parse import Parse, Sentence, Token
from kg.annotate.tree import child

FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me"})
MARKS = frozenset({'"', "``", "''"})
SPEECH = frozenset({"say", "tell", "add", "write", "explain"})
"""Lemmas that name the speaker; the full table of cues belongs to attribution."""
STATEMENTS = frozenset({"statement", "remark", "comment", "address", "declaration"})


@dataclass(frozen=True, slots=True)
class Statement:
    """Tokens `first` to `last` of what is said, the verb of saying before it and its subject."""

    first: int
    last: int
    verb: Token
    speaker: Token


def find(parse: Parse) -> tuple[Statement, ...]:
    """The statements of a document in text order."""
    sentences, found = parse.sentences, []
    for before, after in itertools.pairwise(sentences):
        if before.tokens[-1].text == ":" and after.paragraph != before.paragraph and after.tokens[0].text not in MARKS:
            speaker = _speaker(before.root)
            if speaker is not None:
                found.append(Statement(after.tokens[0].i, _end(sentences, after), before.root, speaker))
    return tuple(found)


def _speaker(verb: Token) -> Token | None:
    """Who says what follows: the subject of a verb of saying, or of one whose object is a statement."""
    thing = child(verb, "dobj")
    says = verb.lemma in SPEECH or (thing is not None and thing.lemma in STATEMENTS)
    return child(verb, "nsubj") if says and verb.pos == "VERB" else None


def _end(sentences: Sequence[Sentence], first: Sentence) -> int:
    """The last token of the paragraph, and of those behind it in the first person."""
    last, following, own = first.tokens[-1].i, first.paragraph, True
    pending = last
    for sentence in sentences[first.i :]:
        if sentence.paragraph != following:
            if not own or sentence.tokens[0].text in MARKS:
                break
            following, own, last = sentence.paragraph, False, pending
        own = own or any(t.lower in FIRST_PERSON for t in sentence.tokens)
        pending = sentence.tokens[-1].i
    return pending if own else last
