"""What the page shows: nodes, edges, claims and the articles that hold their sentences."""

from dataclasses import dataclass

Pair = tuple[int, int]
"""Begin and end of a span in the text of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with its unchanged text; `mentions` are (begin, end, index of the node).

    `title` is its headline, or the beginning of its text where it has none.
    """

    iri: str
    id: str
    title: str
    published: str | None
    source: str
    url: str | None
    text: str
    mentions: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity or an event. `kind` is a class of the vocabulary, or an event type; `day` is the earliest day of an event (ISO).

    `pronoun` is given where an article calls the entity by nothing else, such as "we": then `label` says what is known of it.
    """

    iri: str
    kind: str
    event: bool
    label: str
    names: tuple[str, ...] = ()
    mode: str | None = None
    day: str | None = None
    when: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    sources: int = 0
    claims: tuple[int, ...] = ()
    pronoun: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A role of an event, or a fact between entities; `origin` is role, fact or background. Ends are indexes of nodes."""

    source: int
    target: int
    label: str
    origin: str
    claims: tuple[int, ...] = ()
    row: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim as the ledger shows it; `article` and `source` are indexes, spans are of the article's text."""

    iri: str
    article: int
    voice: str
    source: int | None
    words: str | None
    stance: str
    polarity: str | None
    certainty: str | None
    tense: str | None
    factual: bool
    said: str | None
    evidence: tuple[Pair, ...]
    content: tuple[Pair, ...]
    cue: Pair | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that one page holds; `left_out` counts the claims of earlier articles, which a page of a large store leaves to `kg serve`."""

    articles: tuple[Article, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: tuple[Statement, ...]
    left_out: int = 0
