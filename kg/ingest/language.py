"""Whether a text is English."""

import functools
import re
from typing import Any

from kg.errors import InputError, LanguageError

_FUNCTION_WORDS = {
    "the",
    "of",
    "and",
    "to",
    "that",
    "was",
    "with",
    "for",
    "is",
    "on",
    "by",
    "as",
    "at",
    "from",
    "it",
    "be",
    "are",
    "has",
    "have",
    "not",
} | {"he", "she", "they", "this", "which", "were"}
"""The commonest English words; "a", "in", "die", "as" and the like are left out where other languages share them too."""
_PLAIN = 0.2
"""Share of function words from which a text counts as English without a classifier; English news has .33, other languages under .08."""
_ARTICLE = 0.04
"""Share of "the" alone, which no other language writes, that is as good: English news has .06."""
_SAMPLE = 4000
"""Characters looked at."""


def require_english(text: str, source: str) -> None:
    """Raise `LanguageError` where the text is in another language.

    Most texts pass by their function words; the rest is classified by py3langid, which costs half a second to load.
    """
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    plain = sum(word in _FUNCTION_WORDS for word in words)
    if words and (plain >= _PLAIN * len(words) or words.count("the") >= _ARTICLE * len(words)):
        return
    if len(words) < 3:
        raise InputError(f"{source}: no sentence found; give a file with the text of an article")
    code = str(_classifier().classify(text[:_SAMPLE])[0])
    if code != "en":
        raise LanguageError(f"{source}: the text is in language '{code}'; kg reads English, so leave it out or translate it")


def forget() -> None:
    """Let the classifier go, which takes 70 MB; it is loaded again when it is wanted."""
    _classifier.cache_clear()


@functools.lru_cache(maxsize=1)
def _classifier() -> Any:
    """Our own, for that of py3langid's functions stays as long as the process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # half a second, and most runs never need it

    return LanguageIdentifier.from_model_file(MODEL_FILE)
