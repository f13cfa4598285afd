"""The only place that runs spaCy: text to tokens, lemmas, tags, dependency trees and raw entity spans.

What the stages read is a light copy of spaCy's tree in plain Python objects: attribute access is several times quicker, rules can be tested
without a model, and a parse can be pickled.

A document is parsed block by block, in groups that depend on the document alone; so neither the order of documents nor a batch size can
change a floating-point sum, and no sentence crosses a paragraph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.annotate.lean import import_spacy
from kg.annotate.model import choose
from kg.errors import ResourceError
from kg.ingest.clean import clean
from kg.model.document import Block, BlockKind, Document
from kg.model.span import Span

if TYPE_CHECKING:  # importing spaCy takes a second and 75 MB, which a process that parses nothing can do without
    from spacy.language import Language
    from spacy.tokens import Doc

    Model = Language
    """A loaded spaCy pipeline, under a name that the folders above may use."""

GROUP_CHARACTERS = 20_000
"""Characters parsed in one call: bounds memory on long texts; spaCy needs about 1 GB per 100,000 characters."""

Row = tuple[int, int, str, str, str, str, str, int, str, str]
"""begin, end, text, lemma, pos, tag, dep, head (offset to the token itself), entity label, entity iob."""


@dataclass(slots=True, eq=False)
class Token:
    """One token; `begin` and `end` are offsets in the document's unchanged text, `text` is cleaned, `head` of a root is the root itself."""

    i: int
    begin: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    ent: str
    ent_iob: str
    sentence: "Sentence" = field(repr=False)
    head: "Token" = field(init=False, repr=False)
    children: list["Token"] = field(default_factory=list, repr=False)

    @property
    def span(self) -> Span:
        """Character range in the document's text."""
        return Span(self.begin, self.end)

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Heads from the nearest to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence: its tokens in order, its root, and the kind of block it stands in."""

    i: int
    kind: BlockKind
    paragraph: int
    tokens: list[Token] = field(default_factory=list, repr=False)
    root: Token = field(init=False, repr=False)

    @property
    def span(self) -> Span:
        """Character range from the first to the last token."""
        return Span(self.tokens[0].begin, self.tokens[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """The tokens and sentences of one document."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    def span(self, first: int, last: int) -> Span:
        """Characters from the token `first` to the token `last`, both included."""
        return Span(self.tokens[first].begin, self.tokens[last].end)

    def words(self, span: Span) -> str:
        """The unchanged characters of a span."""
        return self.text[span.begin : span.end]


def load(name: str | None = None) -> "Model":
    """The spaCy pipeline of that name or path, or the best that is installed."""
    import_spacy()
    import spacy  # noqa: PLC0415  # see above

    from kg.annotate import spans, words  # noqa: PLC0415  # they import spaCy too
    from kg.annotate.arithmetic import quicken  # noqa: PLC0415  # and this thinc

    chosen = choose(name)
    try:
        nlp = spacy.load(chosen)
    except (OSError, ValueError) as error:
        raise ResourceError(f"spaCy model {chosen}: cannot be loaded ({error}); install it again or leave --model out") from error
    quicken(network for _, pipe in nlp.pipeline if (network := getattr(pipe, "model", None)) and not isinstance(network, bool))
    words.quicken(nlp)
    spans.quicken(nlp)
    return nlp


def parse(document: Document, nlp: "Model") -> Parse:
    """The parse of a document."""
    return build(document, rows(document, nlp))


def rows(document: Document, nlp: "Model") -> list[tuple[int, list[list[Row]]]]:
    """For each parsed piece the index of its block and its sentences as plain rows: what spaCy found, ready to be kept or rebuilt."""
    from kg.annotate.arithmetic import one_thread  # noqa: PLC0415  # imports thinc

    text = clean(document.text)
    found = []
    with one_thread():
        for group in _groups(_pieces(document.blocks, text)):
            docs = nlp.pipe((text[begin:end] for _, begin, end in group), batch_size=len(group))
            found += [(block, _sentences(doc, begin)) for (block, begin, _), doc in zip(group, docs, strict=True)]
    return found


def _sentences(doc: "Doc", begin: int) -> list[list[Row]]:
    """The sentences of a parsed piece that begins at that character of the document."""
    return [
        [
            (
                begin + token.idx,
                begin + token.idx + len(token.text),
                token.text,
                token.lemma_,
                token.pos_,
                token.tag_,
                token.dep_,
                token.head.i - token.i,
                token.ent_type_,
                token.ent_iob_,
            )
            for token in sentence
        ]
        for sentence in doc.sents
    ]


def _pieces(blocks: Sequence[Block], text: str) -> Iterator[tuple[int, int, int]]:
    """(block, begin, end) of what is parsed at once: a block, or parts of one that is too long, cut behind a full stop or a space."""
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        begin = block.span.begin
        while block.span.end - begin > GROUP_CHARACTERS:
            limit = begin + GROUP_CHARACTERS
            cut = max(text.rfind(". ", begin, limit) + 1, begin) or begin
            cut = cut if cut > begin else text.rfind(" ", begin, limit)
            cut = cut if cut > begin else limit
            yield i, begin, cut
            begin = cut
        if text[begin : block.span.end].strip():
            yield i, begin, block.span.end


def _groups(pieces: Iterator[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Runs of pieces of at most `GROUP_CHARACTERS` characters together."""
    group: list[tuple[int, int, int]] = []
    size = 0
    for piece in pieces:
        length = piece[2] - piece[1]
        if group and size + length > GROUP_CHARACTERS:
            yield group
            group, size = [], 0
        group.append(piece)
        size += length
    if group:
        yield group


def build(document: Document, pieces: list[tuple[int, list[list[Row]]]]) -> Parse:
    """The linked tree of plain rows; tokens that are only white space are left out."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for block, found in pieces:
        for sentence_rows in found:
            sentence = Sentence(i=len(sentences), kind=document.blocks[block].kind, paragraph=block)
            _fill(sentence, sentence_rows, tokens)
            if sentence.tokens:
                sentences.append(sentence)
    return Parse(text=document.text, tokens=tuple(tokens), sentences=tuple(sentences))


def _fill(sentence: Sentence, sentence_rows: list[Row], tokens: list[Token]) -> None:
    """Make the tokens of a sentence and tie them; a child of white space goes to the white space's own head."""
    made: dict[int, Token] = {}
    for j, (begin, end, text, lemma, pos, tag, dep, _, ent, iob) in enumerate(sentence_rows):
        if text.isspace():
            continue
        token = Token(len(tokens), begin, end, text, text.lower(), lemma, pos, tag, dep, ent, iob, sentence)
        made[j] = token
        tokens.append(token)
        sentence.tokens.append(token)
    if not made:
        return
    root: Token | None = None
    for j, token in made.items():
        h = j + sentence_rows[j][7]
        while h not in made and sentence_rows[h][7]:
            h += sentence_rows[h][7]
        head = made.get(h, token)
        token.head = head
        if head is token:
            root = root or token
        else:
            head.children.append(token)
    sentence.root = root or sentence.tokens[0]
