"""The stages, in order."""

from dataclasses import replace

from kg.annotate import allies, attribution, coref, events, factuality, membership, mentions, relations, resuming, structure, times
from kg.annotate.stage import Draft, Stage, check
from kg.ingest.clean import clean
from kg.knowledge.tables import Knowledge
from kg.model.annotations import Annotations


def stages(knowledge: Knowledge) -> tuple[Stage, ...]:
    """The pipeline, checked."""
    chain: tuple[Stage, ...] = (
        times.stage(knowledge.time_words),
        mentions.stage(knowledge),
        coref.stage(knowledge),
        relations.stage(knowledge),
        events.stage(knowledge.triggers),
        membership.stage(knowledge),
        allies.stage(),
        resuming.stage(knowledge.triggers),
        attribution.stage(knowledge.cues, knowledge.time_words),
        factuality.stage(knowledge.signatures),
        structure.stage(knowledge.triggers),
    )
    check(chain)
    return chain


def annotate(draft: Draft, chain: tuple[Stage, ...]) -> Annotations:
    """Run the stages over a fresh draft."""
    for stage in chain:
        draft = stage.run(draft)
    return Annotations(
        document=draft.document,
        sentences=tuple(sentence.span for sentence in draft.parse.sentences),
        entities=tuple(replace(e, name=" ".join(clean(e.name).split())) for e in draft.entities),
        times=draft.times,
        relations=draft.relations,
        events=draft.events,
        event_chains=draft.event_chains,
        event_links=draft.event_links,
        attributions=draft.attributions,
        factuality=draft.factuality,
    )
