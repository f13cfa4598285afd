"""How many independent voices stand behind something: copies of one text and repetitions of one speaker count once.

A document's fingerprint is a sample of the hashes of its runs of eight words (winnowing: Schleimer, Wilkerson and Aiken 2003), the same
sample whatever stands around a passage. Two documents are copies where the smaller fingerprint is largely part of the other.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.derive.notes import Data

_WORD = re.compile(r"\w+")
_RUN = 8
_ONE_IN = 8
_SHARED = 0.5
LEAST = 3
"""Hashes that two texts must have in common at least."""
_NO_SUPPORT = frozenset({"deny", "decline", "question"})


def fingerprint(text: str) -> list[int]:
    """The sampled hashes of a text, sorted; of a short text all of them."""
    words = _WORD.findall(text.lower())
    runs = {zlib.crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(max(len(words) - _RUN + 1, 0))}
    sample = [value for value in runs if value % _ONE_IN == 0]
    return sorted(sample if len(sample) > LEAST else runs)


def copies(one: Iterable[int], other: Iterable[int]) -> bool:
    """Whether two fingerprints are those of one text in two places."""
    a, b = set(one), set(other)
    shared = len(a & b)
    return shared >= LEAST and shared >= _SHARED * min(len(a), len(b))


def groups(docs: Iterable[str], metas: Mapping[str, Data]) -> dict[str, str]:
    """The least document of the copies that each document belongs to; only documents with hashes in common are compared."""
    leader: dict[str, str] = {}
    followers: dict[str, list[str]] = {}
    holders: dict[int, list[str]] = {}
    for doc in sorted(docs):
        leader[doc], followers[doc] = doc, [doc]
        known = metas[doc]["print"]
        shared = Counter(earlier for value in known for earlier in holders.get(value, ()))
        for earlier in (name for name, number in shared.items() if number >= LEAST):
            new, old = sorted((leader[doc], leader[earlier]))
            if new != old and copies(known, metas[earlier]["print"]):
                followers[new] += followers[old]
                leader.update(dict.fromkeys(followers.pop(old), new))
        for value in known:
            holders.setdefault(value, []).append(doc)
    return leader


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Documents, outlets that are named, and original sources."""

    documents: int
    outlets: int
    sources: int


def count(claims: Sequence[Data], metas: Mapping[str, Data]) -> Counts:
    """Count what stands behind claims.

    Every article and outlet that speaks of it counts, but as sources only those that hold it to be so or foresee it: who denies, declines
    to confirm or asks is no support. A source that is known across documents (a person, body or state with a canonical node) is one
    wherever it is quoted; the article's own voice, and a source that only one text knows ("officials"), is one for all copies of a text;
    the article's own voice is also one for all texts that name the same agency as theirs.
    """
    docs = {claim["doc"] for claim in claims}
    leader = groups(docs, metas)
    outlets = {metas[doc]["outlet"] for doc in docs} - {None}
    sources = {_source(claim, leader, metas) for claim in claims if claim["stance"] not in _NO_SUPPORT}
    return Counts(documents=len(docs), outlets=len(outlets), sources=len(sources))


def _source(claim: Data, leader: Mapping[str, str], metas: Mapping[str, Data]) -> str:
    """What stands for the original source of a claim."""
    if claim["known"]:
        return str(claim["source"])
    agency = metas[claim["doc"]]["agency"]
    return str(agency) if agency and not claim["words"] else f"{leader[claim['doc']]}|{claim['words']}"
