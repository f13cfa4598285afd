"""Everything found in one document."""

from dataclasses import dataclass

from kg.model.claim import Attribution, Claim, Factuality
from kg.model.document import Document
from kg.model.entity import Entity
from kg.model.event import EventLink, EventMention, Relation
from kg.model.span import Span
from kg.model.time import TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """Everything the extractor found in one document, before it becomes RDF.

    `attributions` and `factuality` are the raw material of `claims`; they are empty when the record was read from an annotations file.
    `sentences` are the sentences of the parse, in order; evidence is shown as the sentences it lies in.
    `event_chains` group ids of event mentions that name the same happening. `edited` says that a person changed what was found.
    """

    document: Document
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[EventMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    event_chains: tuple[tuple[str, ...], ...] = ()
    event_links: tuple[EventLink, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    factuality: tuple[Factuality, ...] = ()
    edited: bool = False
