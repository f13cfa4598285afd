"""Small questions about a dependency tree (ClearNLP labels, as spaCy's English pipelines give them)."""

from collections.abc import Iterator

from kg.annotate.parse import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj", "iobj", "dative", "oprd"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
"""Determiners that mean something known."""
CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj", "parataxis"})


def subtree(token: Token) -> Iterator[Token]:
    """The token and all that hangs from it, in no particular order."""
    stack = [token]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(top.children)


def edges(token: Token) -> tuple[int, int]:
    """Indexes of the first and last token of the subtree."""
    indexes = [t.i for t in subtree(token)]
    return min(indexes), max(indexes)


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these labels."""
    return next((c for c in token.children if c.dep in deps), None)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to the right, in order."""
    found = [token]
    for c in token.children:
        if c.dep == "conj":
            found.extend(conjuncts(c))
    return found


def first_conjunct(token: Token) -> Token:
    """The leftmost member of the coordination that the token stands in."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token


def is_negated(token: Token) -> bool:
    """Whether a "not", "n't" or "never" hangs directly from the token."""
    return any(c.dep == "neg" or c.lower in ("never", "not", "n't") for c in token.children)


def is_definite(noun: Token) -> bool:
    """Whether "the" or a pointing word stands before the noun."""
    return any(c.dep == "det" and c.lower in DEFINITE for c in noun.children)
