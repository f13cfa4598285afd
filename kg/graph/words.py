"""The lines of one document graph, and its spans: mentions, phrases and the sentences that are evidence."""

from bisect import bisect_right

from kg.graph import iri
from kg.graph.literals import integer, string
from kg.model.annotations import Annotations
from kg.model.span import Span
from kg.ontology.vocab import Class, Nif, Outside, Property

A = f"<{Outside.TYPE}>"
MENTION = f"<{Class.MENTION}>"
_SENTENCE = f"<{Class.SENTENCE}>"
_PHRASE = f"<{Class.PHRASE}>"
_BEGIN = f"<{Nif.BEGIN_INDEX}>"
_END = f"<{Nif.END_INDEX}>"
_ANCHOR = f"<{Nif.ANCHOR_OF}>"
_CONTEXT = f"<{Nif.REFERENCE_CONTEXT}>"
REFERS_TO = f"<{Property.REFERS_TO}>"


class Lines:
    """N-Quads lines of one document under construction; terms come and go as they are written in N-Quads.

    Spans are collected while statements are written and described once, by `close`.
    """

    __slots__ = ("_begins", "_kinds", "_sentences", "base", "hash", "iri", "lines", "tail", "term", "text")

    def __init__(self, annotations: Annotations, base: str) -> None:
        """Begin the graph of a document."""
        document = annotations.document
        self.base = base
        self.hash = iri.document_hash(document)
        self.iri = iri.document(base, self.hash)
        self.term = f"<{self.iri}>"
        self.tail = f" {self.term} ."
        self.text = document.text
        self.lines: list[str] = []
        self._kinds: dict[tuple[int, int], set[str]] = {}
        self._sentences = annotations.sentences
        self._begins = [s.begin for s in annotations.sentences]

    def add(self, subject: str, predicate: str, object: str) -> None:
        """One quad of the document graph."""
        self.lines.append(f"{subject} {predicate} {object}{self.tail}")

    def offsets(self, subject: str, begin: int, end: int) -> None:
        """Begin, end and words of a node that is words of the text."""
        tail = self.tail
        self.lines += (
            f"{subject} {_BEGIN} {integer(begin)}{tail}",
            f"{subject} {_END} {integer(end)}{tail}",
            f"{subject} {_ANCHOR} {string(self.text[begin:end])}{tail}",
        )

    def mention(self, span: Span) -> str:
        """The node of a span that names something."""
        return self._span(span, MENTION)

    def phrase(self, span: Span) -> str:
        """The node of a span that is cue, content or words of an argument; a mention or sentence where one has these characters."""
        return self._span(span, _PHRASE)

    def sentences(self, *spans: Span) -> list[str]:
        """The nodes of the sentences that the spans lie in, in order; outside of all sentences (furniture) the line of the text."""
        found: dict[Span, None] = {}
        for span in spans:
            i = max(bisect_right(self._begins, span.begin) - 1, 0)
            hit = False
            while i < len(self._begins) and self._begins[i] < span.end:
                if self._sentences[i].end > span.begin:
                    found[self._sentences[i]] = None
                    hit = True
                i += 1
            if not hit:
                found[self._line(span)] = None
        return [self._span(sentence, _SENTENCE) for sentence in sorted(found)]

    def close(self) -> list[str]:
        """All lines, sorted, each once."""
        whole = f"<{iri.text(self.iri)}>"
        for (begin, end), kinds in self._kinds.items():
            node = f"<{self.iri}#char={begin},{end}>"
            if len(kinds) > 1:
                kinds.discard(_PHRASE)
            for kind in kinds:
                self.add(node, A, kind)
            if _PHRASE not in kinds:
                self.add(node, _CONTEXT, whole)
            self.offsets(node, begin, end)
        return sorted(set(self.lines))

    def _span(self, span: Span, kind: str) -> str:
        key = span.begin, span.end
        kinds = self._kinds.get(key)
        if kinds is None:
            self._kinds[key] = {kind}
        else:
            kinds.add(kind)
        return f"<{self.iri}#char={key[0]},{key[1]}>"

    def _line(self, span: Span) -> Span:
        begin = self.text.rfind("\n", 0, span.begin) + 1
        end = self.text.find("\n", span.end)
        return Span(begin, end if end >= 0 else len(self.text))
