"""A stage takes a draft and returns a fuller one; the list of stages is checked before the first text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from kg.annotate.parse import Parse
from kg.model.claim import Attribution, Factuality
from kg.model.document import Document
from kg.model.entity import Entity, EntityType, Mention
from kg.model.event import EventLink, EventMention, Relation
from kg.model.time import TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention before coreference: `hints` are keys of table rows it may mean, best first; `first` and `last` are token indexes."""

    mention: Mention
    type: EntityType
    first: int
    last: int
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document on its way through the stages."""

    document: Document
    parse: Parse
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Found, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[EventMention, ...] = ()
    event_chains: tuple[tuple[str, ...], ...] = ()
    event_links: tuple[EventLink, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    factuality: tuple[Factuality, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the pipeline: which fields of the draft it reads, which it sets."""

    name: str
    requires: frozenset[str]
    assigns: frozenset[str]
    run: Callable[[Draft], Draft]


def check(stages: Sequence[Stage]) -> None:
    """Refuse a pipeline in which a stage reads a field that no earlier stage sets, or names a field that a draft has not."""
    known = {field.name for field in fields(Draft)}
    ready = {"document", "parse"}
    for stage in stages:
        unknown = (stage.requires | stage.assigns) - known
        if unknown:
            raise ValueError(f"stage {stage.name} names {sorted(unknown)}, which a draft does not have")
        missing = stage.requires - ready
        if missing:
            raise ValueError(f"stage {stage.name} needs {sorted(missing)}, which no earlier stage sets")
        ready |= stage.assigns


def by_head(entities: Sequence[Entity]) -> dict[int, Entity]:
    """The entity whose mention has that head token; where two mentions share a head, the longer one's."""
    best: dict[int, tuple[int, Entity]] = {}
    for entity in entities:
        for mention in entity.mentions:
            length = mention.span.end - mention.span.begin
            if mention.head >= 0 and (mention.head not in best or length > best[mention.head][0]):
                best[mention.head] = (length, entity)
    return {head: entity for head, (_, entity) in best.items()}
