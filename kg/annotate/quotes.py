"""Who speaks inside quotation marks, by the nearest said-verb outside them; attribution proper comes later in the pipeline."""

from kg.annotate import statements
from kg.annotate.parse import Parse, Sentence, Token
from kg.annotate.statements import MARKS, SPEECH
from kg.annotate.tree import child


class Quotes:
    """Quoted stretches of a parse and their speakers."""

    def __init__(self, parse: Parse) -> None:
        """Find the quotations: from a mark to the next, never across a paragraph."""
        self.parse = parse
        self.inside: set[int] = set()
        open_, paragraph = False, -1
        for token in parse.tokens:
            if token.sentence.paragraph != paragraph:
                open_, paragraph = False, token.sentence.paragraph
            if token.text in MARKS:
                open_ = not open_
            elif open_:
                self.inside.add(token.i)
        self._known: dict[int, Token | None] = {}
        for statement in statements.find(parse):
            self.inside.update(range(statement.first, statement.last + 1))
            self._known.update((parse.tokens[i].sentence.i, statement.speaker) for i in range(statement.first, statement.last + 1))

    def speaker(self, token: Token) -> Token | None:
        """The head token of the speaker of a token in quotation marks or in a statement behind a colon, else None."""
        sentence = token.sentence
        if token.i not in self.inside:
            return None
        if sentence.i not in self._known:
            self._known[sentence.i] = self._find(sentence)
        return self._known[sentence.i]

    def _find(self, sentence: Sentence) -> Token | None:
        """The said-verb's subject in the sentence, else in the one before, else in the one after, within the paragraph."""
        sentences = self.parse.sentences
        for i in (sentence.i, sentence.i - 1, sentence.i + 1, sentence.i - 2):
            if 0 <= i < len(sentences) and sentences[i].paragraph == sentence.paragraph:
                found = self._said(sentences[i])
                if found is not None:
                    return found
        return None

    def _said(self, sentence: Sentence) -> Token | None:
        for token in sentence.tokens:
            if token.lemma in SPEECH and token.i not in self.inside and token.pos == "VERB":
                subject = child(token, "nsubj")
                if subject is not None and subject.i not in self.inside:
                    return subject
        return None
