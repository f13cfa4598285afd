"""Mentions: names, demonyms and metonyms, noun phrases and pronouns, in text order."""

from dataclasses import replace

from kg.annotate.directions import parts
from kg.annotate.metonyms import Metonyms
from kg.annotate.name import Name
from kg.annotate.name_repeats import headlines, ordinary, repeats, unsigned
from kg.annotate.name_types import NameTyper
from kg.annotate.names import NameFinder
from kg.annotate.nominals import NominalFinder
from kg.annotate.parse import Parse
from kg.annotate.readings import order, shortened
from kg.annotate.stage import Draft, Found, Stage
from kg.knowledge.tables import Knowledge
from kg.model.entity import EntityType, Mention, MentionKind
from kg.model.span import Span


class MentionFinder:
    """The stage's work with its tables."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the finders read."""
        self.gazetteer = knowledge.gazetteer
        self.names = NameFinder(knowledge)
        self.types = NameTyper(knowledge)
        self.nominals = NominalFinder(knowledge)
        self.metonyms = Metonyms(knowledge)
        self.parts = knowledge.patterns.parts

    def find(self, draft: Draft) -> Draft:
        """The draft with mentions."""
        parse = draft.parse
        raw = ordinary(headlines(unsigned(self.names.find(parse), parse), parse), parse, self.nominals.words.nouns)
        names = repeats(self.types.decide(raw, parse.tokens), parse)
        context = order(names, parse.tokens, self.gazetteer, draft.document.published)
        names = shortened(names, parse.tokens, context, self.nominals.words.short, self.gazetteer)
        taken = {i for name in names for i in range(name.first, name.last + 1)}
        found = [_found(name, parse) for name in names]
        phrases = [self._phrase(name, parse) for name in names if name.longer]
        found.extend(phrases)
        places = list(parts(names, parse, self.parts))
        whole = {i for f in (*phrases, *places) for i in range(f.first, f.last + 1)}
        found.extend(self.nominals.find(parse, taken | whole))
        found.extend(places)
        found = self.metonyms.apply(found, parse.tokens)
        found.sort(key=lambda f: (f.mention.span.begin, -f.mention.span.end))
        return replace(draft, mentions=tuple(found))

    def _phrase(self, name: Name, parse: Parse) -> Found:
        """The whole of a name in the tables that ends in lower case ("Kursk region", "Nigerian army")."""
        last = name.last + name.longer
        span = parse.span(name.first, last)
        mention = Mention(span=span, text=parse.words(span), kind=MentionKind.NOMINAL, head=last)
        hints = tuple(dict.fromkeys(reading.key for reading in name.phrase))
        return Found(mention=mention, type=self.types.gazetteer.rows[hints[0]].type, first=name.first, last=last, hints=hints)


def _found(name: Name, parse: Parse) -> Found:
    tokens = parse.tokens
    if name.part is not None:
        begin = tokens[name.first].begin
        span = Span(begin, begin + name.part)
    else:
        span = parse.span(name.first, name.last)
    inside = range(name.first, name.last + 1)
    head = next((i for i in inside if tokens[i].head.i not in inside or tokens[i].head is tokens[i]), name.last)
    mention = Mention(span=span, text=parse.words(span), kind=MentionKind(name.kind), head=head)
    hints = tuple(dict.fromkeys(reading.key for reading in name.readings))
    return Found(mention=mention, type=name.type or EntityType.OTHER, first=name.first, last=name.last, hints=hints)


def stage(knowledge: Knowledge) -> Stage:
    """The stage."""
    return Stage(name="mentions", requires=frozenset({"parse"}), assigns=frozenset({"mentions"}), run=MentionFinder(knowledge).find)
