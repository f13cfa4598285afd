"""Names by what the rest of the document says: headlines in title case, names marked in one place and missed in another, signatures."""

import re
from collections.abc import Collection, Sequence

from kg.annotate.name import Name
from kg.annotate.parse import Parse, Sentence, Token
from kg.model.document import BlockKind
from kg.model.entity import EntityType

TAIL = 300
"""Characters at the end of a text in which a signature is looked for."""
SIGNATURE = re.compile(
    r"\b[a-z]{2,5}(?:/[a-zA-Z]{2,5})+ ?\("
    r"|\b(?:Authors?|Editors?): "
    r"|\b(?:Reporting|Editing|Writing) by "
    r"|\([A-Z][A-Za-z]+(?:, [A-Za-z]+)+\)\s*$"
)
"""How agencies and outlets sign ("ab/cd (AP, dpa)", "Author: …", "Reporting by …")."""


def unsigned(names: list[Name], parse: Parse) -> list[Name]:
    """The names without those of the signature that ends the text."""
    end = signature(parse)
    return [name for name in names if parse.tokens[name.first].begin < end]


def signature(parse: Parse) -> int:
    """Where the signature begins; the length of the text where there is none."""
    found = SIGNATURE.search(parse.text, max(0, len(parse.text) - TAIL))
    return found.start() if found is not None else len(parse.text)


def headlines(names: list[Name], parse: Parse) -> list[Name]:
    """The names with those of headlines in title case cut to what the body or the tables know as a name."""
    titles = {s.i for s in parse.sentences if s.kind is BlockKind.HEADLINE and _title_case(s)}
    if not titles:
        return names
    body = {name.text for name in names if parse.tokens[name.first].sentence.i not in titles}
    body |= {text.rsplit(" ", 1)[-1] for text in body}
    lower = {t.text for s in parse.sentences if s.i not in titles for t in s.tokens if t.text.islower()}
    kept: list[Name] = []
    for name in names:
        if parse.tokens[name.first].sentence.i not in titles or name.readings or name.nested or name.text in body:
            kept.append(name)
            continue
        kept.extend(_pieces(name, parse.tokens, body, lower))
    return kept


def _pieces(name: Name, tokens: Sequence[Token], body: set[str], lower: set[str]) -> list[Name]:
    """Parts of a span that the body knows; else the span, where none of its words is an ordinary one."""
    found: list[Name] = []
    i = name.first
    words = [t.text for t in tokens[name.first : name.last + 1]]
    n = len(words)
    at = 0
    while at < n:
        end = next((e for e in range(n, at, -1) if " ".join(words[at:e]) in body), None)
        if end is None:
            at += 1
            continue
        found.append(Name(i + at, i + end - 1, " ".join(words[at:end]), name.label, ()))
        at = end
    if found:
        return found
    return [] if any(w.lower() in lower for w in words) else [name]


def _title_case(sentence: Sentence) -> bool:
    words = [t for t in sentence.tokens if t.text.isalpha() and len(t.text) > 3]
    return len(words) > 2 and sum(t.text[0].isupper() for t in words) >= 0.8 * len(words)


def ordinary(names: list[Name], parse: Parse, nouns: Collection[str]) -> list[Name]:
    """The names without single words that open a sentence and are common nouns, or words that the text writes small elsewhere."""
    lower = {t.text for t in parse.tokens if t.text.islower()}
    kept: list[Name] = []
    for name in names:
        token = parse.tokens[name.first]
        if name.first == name.last and name.part is None and not name.nested and _opens(token) and not name.known:
            word = token.text.lower()
            if word in lower or (not name.readings and (word in nouns or token.lemma.lower() in nouns)):
                continue
        kept.append(name)
    return kept


def _opens(token: Token) -> bool:
    """Whether a token opens its sentence or a quotation, or follows a colon."""
    at = token.i - token.sentence.tokens[0].i
    return at == 0 or token.sentence.tokens[at - 1].text in ('"', ":", "'", "``", "-", "–", "|")


def _mid(token: Token, lower: Collection[str]) -> bool:
    """Whether a capitalised word inside a sentence can be a name although the parser sees another part of speech."""
    return token.text[0].isupper() and token.text.lower() not in lower and not _opens(token)


def repeats(names: list[Name], parse: Parse) -> list[Name]:
    """The names with unmarked mentions of names that are marked elsewhere; of a person also the surname alone."""
    known: dict[str, Name] = {}
    for name in names:
        if name.kind != "name" or name.part is not None or len(name.text) < 3 or name.type is EntityType.GROUP:
            continue
        known.setdefault(name.text, name)
        if name.type is EntityType.PERSON and " " in name.text:
            known.setdefault(name.text.rsplit(" ", 1)[1], name)
    firsts: dict[str, list[tuple[list[str], Name]]] = {}
    for text, name in known.items():
        words = text.split(" ")
        firsts.setdefault(words[0], []).append((words, name))
    taken = {i for name in names for i in range(name.first, name.last + 1)}
    lower = {t.text for t in parse.tokens if t.text.islower()}
    found: list[Name] = []
    end = signature(parse)
    for token in parse.tokens:
        if token.i in taken or token.text not in firsts or token.begin >= end or not (token.tag in ("NNP", "NNPS") or _mid(token, lower)):
            continue
        for words, name in sorted(firsts[token.text], key=lambda pair: -len(pair[0])):
            span = parse.tokens[token.i : token.i + len(words)]
            if [t.text for t in span] == words and not any(t.i in taken for t in span):
                whole = " ".join(words)
                readings = name.readings if whole == name.text else ()
                found.append(Name(token.i, span[-1].i, whole, name.label, readings, type=name.type))
                taken.update(t.i for t in span)
                break
    return sorted([*names, *found], key=lambda n: (n.first, -n.last))
