"""spaCy's entity spans, cut and mended to what belongs to a name."""

from collections.abc import Iterator, Sequence

from kg.annotate.name import Name
from kg.annotate.parse import Sentence, Token
from kg.knowledge.tables import Knowledge

LABELS = frozenset({"GPE", "LOC", "PERSON", "ORG", "NORP", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
EDGES = frozenset({"the", "a", "an", "this", "that", "no", "any", "and", "of", "'s", "'", '"', "''", "``", *",.:;-()/[]#–—…", "..."})
"""Tokens that never begin or end a name."""
PARTICLES = frozenset({"al", "el", "de", "van", "von", "bin", "ibn", "der", "la", "le", "da", "di", "d'"})
"""Words in lower case that may begin a name."""
PREFIXES = frozenset({"pro", "anti", "pan", "non", "un", "ex", "neo", "post", "pre", "mid", "semi", "inter", "trans", "sub", "then"})
"""Prefixes that are cut off before a hyphen."""
PARTS = frozenset({"compound", "nmod", "pobj", "nsubj", "dobj", "poss", "appos", "ROOT", "conj", "flat"})
"""Labels in the tree of a word that may belong to the name beside it."""
PORTFOLIOS = frozenset({"commissioner", "minister", "secretary", "envoy", "rapporteur"})
"""Titles that take their field before them in capitals ("EU Fisheries Commissioner")."""


class SpanCutter:
    """Cuts spaCy's spans; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the cutter reads."""
        self.offices = knowledge.offices
        self.heads = knowledge.words.heads
        self.nouns = knowledge.words.nouns
        self.honorifics = knowledge.words.honorifics
        self.given = knowledge.words.given
        self.zones = knowledge.time_words.zones
        self.gazetteer = knowledge.gazetteer

    def names(self, sentence: Sentence, text: str) -> list[Name]:
        """The names that spaCy marks in a sentence, in order, none inside another; `text` is the cleaned text of the document."""
        found: list[Name] = []
        for run in _runs(sentence):
            label = self._label(run)
            kept = self._cut(run, label)
            if kept and (not found or kept[0].i > found[-1].last):
                found.append(Name(kept[0].i, kept[-1].i, text[kept[0].begin : kept[-1].end], label, ()))
        return found

    def _label(self, run: list[Token]) -> str:
        """SpaCy's label; a person's where a title and a given name say so ("Presidents Dilma Souza")."""
        words = [t.text for t in run]
        title = self.offices.title(words)
        return "PERSON" if title is not None and title.end < len(words) and words[title.end] in self.given else run[0].ent

    def _cut(self, run: list[Token], label: str) -> list[Token]:
        """The tokens of a span that make a name, and those beside it that belong to it; none where it is no name."""
        run = _trimmed(self._untimed(run))
        if label == "PERSON":
            run = self._lengthened(self._untitled(run))
        elif any(t.tag == "PRP" for t in run):
            return []
        run = self._extended(self._unofficial(_with_article(run)), label)
        return run if any(t.text[0].isupper() or t.text[0].isdigit() for t in run) else []

    def _untimed(self, run: list[Token]) -> list[Token]:
        """The run up to the zone of a time of day ("UTC" in "19:15 UTC Sunday"); no name where it begins with one."""
        for n, token in enumerate(run):
            if token.text in self.zones and _beside_figure(token):
                return run[:n]
        return run

    def _untitled(self, run: list[Token]) -> list[Token]:
        """The run without titles at its front ("Chancellor Angela Merkel")."""
        words = [t.text for t in run]
        at = 0
        while at < len(words):
            title = self.offices.title(words, at)
            end = title.end if title is not None else at + 1 if words[at].lower() in self.honorifics else None
            if end is None or end >= len(words):
                break
            at = end
        return run[at:]

    def _lengthened(self, run: list[Token]) -> list[Token]:
        """The run with parts of the name that spaCy left outside: a first name or surname tied to it, the end of "Yeung-tat"."""
        if not run:
            return run
        tokens = run[-1].sentence.tokens
        before, after = run[0].i - 1 - tokens[0].i, run[-1].i + 1 - tokens[0].i
        if before >= 0 and _is_part(tokens[before]) and tokens[before].head in run and not self._is_title(tokens[before]):
            run = [tokens[before], *run]
        if after < len(tokens) and _is_part(tokens[after]) and run[-1].head is tokens[after] and run[-1].dep == "compound":
            return run if self._is_short_title(tokens[after]) else [*run, tokens[after]]
        if after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after].begin == run[-1].end:
            end = tokens[after + 1]
            if end.begin == tokens[after].end and end.text.isalpha() and end.text.islower() and len(run) > 1 and end.ent_iob != "B":
                return [*run, tokens[after], end]
        return run

    def _is_title(self, token: Token) -> bool:
        """Whether the word is a title, or a common noun written large."""
        return token.lower in self.honorifics or self.offices.title([token.text], 0) is not None or token.lemma.lower() in self.nouns

    def _is_short_title(self, token: Token) -> bool:
        """Whether the word is a title in capitals ("CEO"), which no surname is."""
        return token.text.isupper() and self.offices.title([token.text]) is not None

    def _unofficial(self, run: list[Token]) -> list[Token]:
        """The run without the beginning of a title that goes on behind it ("Defense" + "Minister", "EU Enlargement" + "Commissioner")."""
        if not run:
            return run
        tokens = run[0].sentence.tokens
        start, end = run[0].i - tokens[0].i, run[-1].i + 1 - tokens[0].i
        if self._ends_title(tokens, start, end):
            return []
        if end >= len(tokens) or not tokens[end].text[0].isalpha():
            return run
        words = [t.text for t in tokens[start : end + 3]]
        for at in range(len(run)):
            title = self.offices.title(words, at)
            if title is not None and title.begin < len(run) < title.end:
                field = at == 1 and words[title.end - 1].lower() in PORTFOLIOS and words[0] not in self.gazetteer.names
                return [] if field and run[0].ent == "ORG" else run[:at]  # "International" + "Development Secretary"
        return self._without_portfolio(run) if tokens[end].lower in PORTFOLIOS else run

    def _without_portfolio(self, run: list[Token]) -> list[Token]:
        """The body or state at the front of a run that a minister's field ends ("EU" of "EU Fisheries" + "Commissioner")."""
        words = [t.text for t in run]
        if " ".join(words) in self.gazetteer.names:
            return run
        size = next((n for n in range(len(words) - 1, 0, -1) if " ".join(words[:n]) in self.gazetteer.names), None)
        return run if size is None else run[:size]

    def _ends_title(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether the run is the end of a title ("State" in "Secretary of State")."""
        for at in range(max(0, start - 3), start):
            title = self.offices.title([t.text for t in tokens[at:end]], 0)
            if title is not None and at + title.end >= end:
                return True
        return False

    def _extended(self, run: list[Token], label: str) -> list[Token]:
        """The run of a body with the "of" or "for" phrase in capitals behind it ("Criminal Tribunal" + "for the former Yugoslavia")."""
        if label != "ORG" or not run or run[-1].text not in self.heads:
            return run
        tokens = run[0].sentence.tokens
        first = run[-1].i + 1 - tokens[0].i
        behind = tokens[first : _tail(tokens, first)]
        led = self.offices.title([t.text for t in behind[1:]]) is not None and any(t.ent == "PERSON" for t in behind)
        return run if led else [*run, *behind]  # the Freedom Party of Prime Minister Jan Novak


def _runs(sentence: Sentence) -> Iterator[list[Token]]:
    """SpaCy's spans with a label of a name."""
    run: list[Token] = []
    for token in sentence.tokens:
        if token.ent_iob == "I" and run:
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if token.ent_iob == "B" and token.ent in LABELS else []
    if run:
        yield run


def _trimmed(run: list[Token]) -> list[Token]:
    """The run without articles, quotes, prefixes and brackets at its edges."""
    bracket = next((n for n, t in enumerate(run) if t.text in ("(", "[")), 0)
    run = run[:bracket] if bracket else run
    while run and (run[0].lower in EDGES or (run[0].text.islower() and run[0].text not in PARTICLES)):
        run = run[1:]
    if len(run) > 2 and run[1].text == "-" and run[0].lower in PREFIXES:
        run = run[2:]
    while run and run[-1].lower in EDGES:
        run = run[:-1]
    return run


def _with_article(run: list[Token]) -> list[Token]:
    """The run with an Arabic article before it that spaCy left outside ("al-" + "Hilla")."""
    if not run or run[0].i < 2:
        return run
    tokens = run[0].sentence.tokens
    at = run[0].i - tokens[0].i
    if at >= 2 and tokens[at - 1].text == "-" and tokens[at - 2].lower in ("al", "el") and tokens[at - 2].ent_iob == "O":
        return [tokens[at - 2], tokens[at - 1], *run]
    return run


def _beside_figure(token: Token) -> bool:
    """Whether a figure stands before the word, or one with a sign behind it ("19:15 UTC", "Nairobi UTC +3")."""
    tokens = token.sentence.tokens
    at = token.i - tokens[0].i
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return before[-1:].isdigit() or before.lower().rstrip(".") in ("am", "pm", "a.m", "p.m") or after[:1] in ("+", "-", "−")


def _is_part(token: Token) -> bool:
    """Whether a word outside every marked span looks like part of a name."""
    return token.tag == "NNP" and token.text[0].isupper() and token.ent_iob == "O" and token.dep in PARTS


def _tail(tokens: Sequence[Token], at: int) -> int:
    """Index after an "of" or "for" phrase in capitals that begins at `at`; `at` where there is none."""
    if at >= len(tokens) or tokens[at].text not in ("of", "for"):
        return at
    end, k = at, at + 1
    while k < len(tokens):
        token = tokens[k]
        if token.text[0].isupper() and token.tag in ("NNP", "NNPS", "JJ"):
            end = k + 1
        elif token.text not in ("of", "for", "the", "former", "and") or (
            token.text == "and" and k + 1 < len(tokens) and tokens[k + 1].ent_iob == "B"
        ):
            break
        k += 1
    return end
