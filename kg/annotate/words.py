"""Part of speech and lemma of each word, as spaCy's attribute ruler and lemmatizer give them, worked out once for each word.

spaCy tries 180 rules on every word of every text. What a rule of one word says depends on form, tag and arc alone, so it is remembered;
the few rules of two words are tried where the first of them stands. The lemmatizer is asked once for each form.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

_RULER, _LEMMATIZER, _NAME = "attribute_ruler", "lemmatizer", "kg_words"
_LOOKED_AT = ("LOWER", "TAG", "DEP")
_OPERATORS = ("IN", "NOT_IN", "REGEX")
_SPACE = "IS_SPACE"
_LISTED = "lemma_index"

_ANY, _ODD = " any", " odd"
"""Groups of rules: for words of any form, and for forms that are not listed; no form begins with a space."""

Word = tuple[str, str, str]
"""What rules look at: lower-case form, tag, label of the arc to the head."""

Test = Callable[[Word], bool]

_Form = tuple[int, str, str]
"""What the lemmatizer looks at: number of the form in spaCy's store of strings, part of speech, morphological features."""

_MOST = 200_000
"""Words that are remembered: some twenty megabytes."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What holds of a word if the tests hold of it and its neighbours; `index` is its place among them. Later ones outrank earlier."""

    number: int
    tests: tuple[Test, ...]
    index: int
    attrs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The rules of one word that hold of a word, what they say together, and the longer rules that it may begin."""

    rules: tuple[_Rule, ...]
    attrs: Mapping[str, str]
    begins: tuple[_Rule, ...]


def quicken(nlp: Language) -> None:
    """Put `Words` in the place of a pipeline's attribute ruler and lemmatizer, if all their rules are of kinds that are known here."""
    names = nlp.pipe_names
    if (_RULER, _LEMMATIZER) not in pairwise(names):
        return
    ruler, lemmatizer = nlp.get_pipe(_RULER), nlp.get_pipe(_LEMMATIZER)
    if isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer) and not lemmatizer.overwrite and _all_known(ruler.patterns):
        _index(lemmatizer)
        nlp.add_pipe(_NAME, before=_RULER)
        nlp.select_pipes(disable=[_RULER, _LEMMATIZER])


def _index(lemmatizer: Lemmatizer) -> None:
    """Let the lemmatizer look its words up instead of reading through a list of them."""
    if _LISTED in lemmatizer.lookups:
        table = lemmatizer.lookups.get_table(_LISTED)
        for pos, words in list(table.items()):
            table[pos] = frozenset(words)


def _all_known(patterns: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the rules look at nothing else, and in no other way, than is done here."""
    specs = [spec for given in patterns for words in given["patterns"] for spec in words]
    values = [value for spec in specs for name, value in spec.items() if name != _SPACE]
    return {name for spec in specs for name in spec} <= {*_LOOKED_AT, _SPACE} and all(
        isinstance(value, str) or (isinstance(value, dict) and len(value) == 1 and set(value) <= set(_OPERATORS)) for value in values
    )


@Language.factory(_NAME)
def _make(nlp: Language, name: str) -> "Words":
    del name
    return Words(nlp.get_pipe(_RULER).patterns, nlp.get_pipe(_LEMMATIZER))  # type: ignore[attr-defined,arg-type]  # `quicken` looked


class Words:
    """A part of a spaCy pipeline: sets part of speech and lemma of each word."""

    def __init__(self, patterns: Iterable[Mapping[str, Any]], lemmatizer: Lemmatizer) -> None:
        """Take over the rules of an attribute ruler, in groups by the form that they ask for."""
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        for number, given in enumerate(patterns):
            for specs in given["patterns"]:
                rule = _Rule(number, tuple(map(_test, specs)), given["index"], given["attrs"])
                for group in _groups(specs[0]):
                    self._rules[group].append(rule)
        self._lemmatizer = lemmatizer
        self._common: dict[tuple[str, str, bool], list[_Rule]] = {}
        self._readings: dict[tuple[int, int, int], _Reading] = {}
        self._lemmas: dict[_Form, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech and lemma of every word."""
        readings = [self._readings.get((token.lower, token.tag, token.dep)) or self._read(token) for token in doc]
        said = [reading.attrs for reading in readings]
        for at, rules in _longer(doc, readings).items():
            said[at] = _merged([*readings[at].rules, *rules])
        forms = [(token.orth, attrs.get("POS", ""), attrs.get("MORPH", "")) for token, attrs in zip(doc, said, strict=True)]
        self._lemmatize(doc.vocab, {form for form, attrs in zip(forms, said, strict=True) if "LEMMA" not in attrs})
        for token, form, attrs in zip(doc, forms, said, strict=True):
            token.pos_ = form[1]
            token.lemma = doc.vocab.strings.add(attrs["LEMMA"]) if "LEMMA" in attrs else self._lemmas[form]
        return doc

    def _read(self, token: Token) -> _Reading:
        """The reading of a word that was not seen before."""
        word = _word(token)
        kind = (*word[1:], word[0].isspace())
        if kind not in self._common:
            self._common[kind] = [rule for rule in self._rules[_ANY] if rule.tests[0](word)]
        special = (rule for group in (word[0], _ODD) for rule in self._rules.get(group, ()) if rule.tests[0](word))
        fit = [*self._common[kind], *special]
        short = tuple(rule for rule in fit if len(rule.tests) == 1)
        reading = _Reading(short, _merged(short), tuple(rule for rule in fit if len(rule.tests) > 1))
        if len(self._readings) > _MOST:
            self._readings.clear()
        self._readings[token.lower, token.tag, token.dep] = reading
        return reading

    def _lemmatize(self, vocab: Vocab, forms: Set[_Form]) -> None:
        """Have the lemmatizer look at the forms that are new."""
        if len(self._lemmas) > _MOST:
            self._lemmas.clear()
            self._lemmatizer.cache.clear()
        fresh = sorted(form for form in forms if form not in self._lemmas)
        if fresh:
            words = [vocab.strings[orth] for orth, _, _ in fresh]
            doc = Doc(vocab, words=words, pos=[pos for _, pos, _ in fresh], morphs=[morph for _, _, morph in fresh])
            self._lemmas.update((form, token.lemma) for form, token in zip(fresh, self._lemmatizer(doc), strict=True))


def _word(token: Token) -> Word:
    return token.lower_, token.tag_, token.dep_


def _groups(spec: Mapping[str, Any]) -> list[str]:
    """Where a rule is looked for: under the forms that its first word may have, if it names them."""
    form = spec.get("LOWER")
    if isinstance(form, dict):
        return list(form.get("IN", [_ODD]))
    return [_ANY if form is None else form]


def _test(spec: Mapping[str, Any]) -> Test:
    """Whether a word is as a pattern of spaCy's matcher says."""
    parts = [(_LOOKED_AT.index(name), _condition(value)) for name, value in spec.items() if name != _SPACE]
    space = spec.get(_SPACE)
    return lambda word: all(condition(word[at]) for at, condition in parts) and space in (None, word[0].isspace())


def _condition(value: str | Mapping[str, Any]) -> Callable[[str], bool]:
    if isinstance(value, str):
        return value.__eq__
    ((operator, operand),) = value.items()
    if operator == "REGEX":
        pattern = re.compile(operand)
        return lambda text: pattern.search(text) is not None
    return frozenset(operand).__contains__ if operator == "IN" else lambda text: text not in operand


def _longer(doc: Doc, readings: Sequence[_Reading]) -> dict[int, list[_Rule]]:
    """Rules of several words that hold somewhere, by the place of the word that they speak of."""
    found: dict[int, list[_Rule]] = defaultdict(list)
    for i, reading in enumerate(readings):
        for rule in reading.begins:
            words = doc[i : i + len(rule.tests)]
            if len(words) == len(rule.tests) and all(test(_word(token)) for test, token in zip(rule.tests, words, strict=True)):
                found[i + rule.index].append(rule)
    return found


def _merged(rules: Iterable[_Rule]) -> Mapping[str, str]:
    """What the rules say together; the last word is that of the last rule."""
    said: dict[str, str] = {}
    for rule in sorted(rules, key=lambda rule: rule.number):
        said.update(rule.attrs)
    return said
