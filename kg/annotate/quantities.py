"""Numbers with their bounds: "over 10,000 soldiers" is 10,000 or more, "up to 50" at most 50, "dozens" 24 or more.

The words are those of `ontologies/lexicon/quantity_words.csv`. A vague plural counts as two of its unit with no upper bound ("thousands":
2,000 or more); "nearly 50" has 50 as upper bound; a number that is only near ("about 300") keeps its value on both sides and is marked
approximate.
"""

import re

from kg.annotate.parse import Parse, Token
from kg.annotate.tree import edges
from kg.knowledge.quantity_words import QuantityWords
from kg.model.event import Quantity

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
RANGE = re.compile(r"(\d[\d,.]*)[-\u2013](\d[\d,.]*)")
NUMERIC = frozenset({"number", "multiple", "plural", "vague", "fraction"})
BOUNDING = frozenset({"lower", "upper", "about", "nearly", "between"})
CURRENCY = frozenset("$\u20ac\u00a3\u00a5\u20b9\u20bd")
YEAR = re.compile(r"(?:1[6-9]|20)\d\d|\d+\.\d+")
"""Figures before a noun that count nothing: years and version numbers."""
NOT_COUNTED = frozenset({"DATE", "TIME", "PERCENT", "PRODUCT"})
"""spaCy's labels of numbers that say when, or are part of a name."""
MAX_CUE = 3
"""Tokens that the words of a bound may take before a number ("no fewer than")."""

Bounds = tuple[float | None, float | None, bool]


def counted(parse: Parse, noun: Token, words: QuantityWords) -> Quantity | None:
    """How many of what the noun names: from its number, else from the measuring nouns above it; None where it is not counted."""
    found = _own_number(noun, words) or _measure(noun, words) or _bare(noun, words)
    if found is None:
        return None
    first, last = found
    begin = _with_cue(parse, first, words)
    texts = [t.lower for t in parse.tokens[begin : last + 1]]
    bounds = read(texts, words)
    if bounds is None:
        return None
    span = parse.span(begin, last)
    unit = next((t for t in texts if t in CURRENCY), None) or ("share" if any(_kind(t, words) == "fraction" for t in texts) else None)
    of = noun.lemma.lower() if noun.i > last or noun.i < begin else None
    return Quantity(span=span, text=parse.words(span), of=of, low=bounds[0], high=bounds[1], unit=unit, approximate=bounds[2])


def _kind(text: str, words: QuantityWords) -> str | None:
    """What a word does in a number; digits are numbers."""
    if text[0].isdigit():
        return "number"
    word = words.get(text)
    return word.kind if word else None


def _own_number(noun: Token, words: QuantityWords) -> tuple[int, int] | None:
    """First and last token of the number that hangs from the noun."""
    parts = [
        c
        for c in noun.children
        if c.i < noun.i and c.dep in ("nummod", "amod", "det", "predet", "quantmod") and _kind(c.lower, words) in NUMERIC
    ]
    parts = [c for c in parts if (c.ent not in NOT_COUNTED or _spanning(c)) and not YEAR.fullmatch(c.text)]
    if not parts:
        return None
    return min(edges(c)[0] for c in parts), max(t for c in parts for t in (c.i, edges(c)[1]) if t < noun.i)


def _spanning(number: Token) -> bool:
    """Whether the number stands behind "between", which taggers take for a date ("between 3 and 5 soldiers")."""
    return any(c.lower == "between" for c in number.children)


def _measure(noun: Token, words: QuantityWords) -> tuple[int, int] | None:
    """First and last token of measuring nouns over it: "tens of thousands of" people."""
    top, last = noun, noun.i
    while top.dep == "pobj" and top.head.lower == "of" and _kind(top.head.head.lower, words) in NUMERIC:
        last = top.head.i - 1 if top is noun else last
        top = top.head.head
    return None if top is noun else (min((edges(c)[0] for c in top.children if c.i < top.i), default=top.i), last)


def _bare(noun: Token, words: QuantityWords) -> tuple[int, int] | None:
    """A number that stands for people or money ("at least 12 were killed", "dozens fled", "$90 million")."""
    if noun.pos not in ("NUM", "NOUN") or _kind(noun.lower, words) not in NUMERIC:
        return None
    return min((edges(c)[0] for c in noun.children if c.i < noun.i), default=noun.i), noun.i


def _with_cue(parse: Parse, first: int, words: QuantityWords) -> int:
    """The token where words such as "at least" before a number begin; the "over" of "handed over 12 prisoners" is its verb's."""
    start = parse.tokens[first].sentence.tokens[0].i
    for size in range(MAX_CUE, 0, -1):
        begin = first - size
        if (
            begin >= start
            and parse.tokens[begin].dep != "prt"
            and _kind(" ".join(t.lower for t in parse.tokens[begin:first]), words) in BOUNDING
        ):
            return begin
    return first


def read(texts: list[str], words: QuantityWords) -> Bounds | None:
    """Lower bound, upper bound and whether the number is only near; None where the words give no number."""
    cue, rest = _cue(texts, words)
    pair = _range(rest, words)
    if pair is not None:
        return (*pair, False)
    value, vague = _value(rest, words)
    if value is None:
        return (None, None, False) if any(_kind(t, words) == "vague" for t in rest) else None
    if vague or cue == "lower" or "+" in rest:
        return value, None, False
    if cue in ("upper", "nearly"):
        return None, value, cue == "nearly"
    return value, value, cue == "about"


def _cue(texts: list[str], words: QuantityWords) -> tuple[str | None, list[str]]:
    """What the leading words do to the number, and the words behind them."""
    for size in range(MAX_CUE, 0, -1):
        for begin in range(min(2, len(texts))):
            kind = _kind(" ".join(texts[begin : begin + size]), words)
            if kind in BOUNDING:
                return kind, texts[begin + size :]
    return None, texts


def _range(texts: list[str], words: QuantityWords) -> tuple[float, float] | None:
    """Both ends of "3 to 5", "3-5" or what stands behind "between"."""
    for text in texts:
        match = RANGE.fullmatch(text)
        if match:
            return _digits(match[1]), _digits(match[2])
    for joint in ("to", "and", "or", "-"):
        if joint in texts:
            at = texts.index(joint)
            low, high = _value(texts[:at], words)[0], _value(texts[at + 1 :], words)[0]
            if low is not None and high is not None and (joint != "and" or high > low) and not (joint in ("and", "-") and low >= 20 > high):
                return (low, high) if low < high else None
    return None


def _digits(text: str) -> float:
    """The number that digits spell."""
    return float(text.strip(".,").replace(",", ""))


def _value(texts: list[str], words: QuantityWords) -> tuple[float | None, bool]:
    """The number that words spell, and whether it is only a lower bound ("thousands")."""
    total, current, vague = 0.0, None, False
    for text in texts:
        match = DIGITS.match(text)
        word = words.get(text)
        if match:
            current = _digits(match[0])
        elif word is None or word.value is None:
            continue
        elif word.kind in ("number", "vague"):
            current, vague = (current or 0.0) + word.value, vague or word.kind == "vague"
        elif word.kind == "plural":
            current, vague = word.value * (current if vague and current else 2), True
        elif word.kind in ("multiple", "fraction"):
            current = (1.0 if current is None else current) * word.value
            if word.value >= 1000:
                total, current = total + current, 0.0
    return (None, False) if current is None else (total + current, vague)
