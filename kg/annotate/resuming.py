"""Definite nouns that take up an event told before: "The navy confirmed the incident".

Such a noun stands alone behind its article ("the latest incident" is another one), and names the nearest event before it, at most two
sentences back, of a type that the table allows. An indefinite noun in an embedded question takes up what was told in the same word ("They
plan a summit. It is unclear whether a summit will help"). Neither says anything of its own about who, where or when; both take the type of
what they take up. Where an event's own words govern the noun ("ended the fighting"), it belongs to that event, unless these only accuse or
deny.
"""

from dataclasses import replace

from kg.annotate.parse import Token
from kg.annotate.stage import Draft, Stage
from kg.annotate.tree import DEFINITE
from kg.knowledge.triggers import Triggers
from kg.model.event import EventMention

QUESTIONS = frozenset({"if", "whether"})
BACK = 2
"""Sentences back in which the event may have been told."""
RULE = "resumed"


def resume(draft: Draft, triggers: Triggers) -> Draft:
    """The draft with such mentions of events; ids again in text order."""
    if not draft.events:
        return draft
    begins = {e.trigger.begin for e in draft.events}
    heads = {e.trigger_head for e in draft.events if e.type != "ACCUSE" and not (e.rule or "").startswith("deny.")}
    tokens = draft.parse.tokens
    found = list(draft.events)
    for token in tokens:
        if token.pos != "NOUN" or token.begin in begins or not _alone(token) or _governor(token).i in heads:
            continue
        told = [e for e in found if e.trigger.begin < token.begin and _meant(token, e, triggers)]
        before = max(told, key=lambda e: e.trigger.begin, default=None)
        if before is not None and token.sentence.i - tokens[before.trigger_head].sentence.i <= BACK:
            found.append(_mention(token, before))
    ordered = sorted(found, key=lambda e: (e.trigger, e.trigger_head)) if len(found) > len(draft.events) else found
    return replace(draft, events=tuple(replace(e, id=f"v{i}") for i, e in enumerate(ordered, 1)))


def _alone(noun: Token) -> bool:
    """Whether the noun has its article and no other words of its own."""
    return any(c.dep == "det" for c in noun.children) and all(c.dep in ("det", "punct") for c in noun.children)


def _meant(noun: Token, event: EventMention, triggers: Triggers) -> bool:
    """Whether the noun can name an event told before it: by the table if it is definite, by the word itself in a question."""
    if any(c.lower in DEFINITE for c in noun.children):
        return event.type in triggers.resuming.get(noun.lemma.lower(), ())
    asked = any(c.dep == "mark" and c.lower in QUESTIONS for c in noun.head.children)
    return asked and (event.rule or "").startswith(f"{noun.lemma.lower()}.noun")


def _governor(noun: Token) -> Token:
    """The word that governs the noun, prepositions left out."""
    return noun.head.head if noun.dep == "pobj" else noun.head


def _mention(noun: Token, before: EventMention) -> EventMention:
    """A mention without arguments, of the type of the event that it takes up."""
    return EventMention(
        id="",
        type=before.type,
        mode=before.mode,
        contexts=before.contexts,
        trigger=noun.span,
        trigger_text=noun.text,
        rule=f"{RULE}.{noun.lemma.lower()}",
        trigger_head=noun.i,
    )


def stage(triggers: Triggers) -> Stage:
    """The stage."""
    return Stage(
        name="resuming",
        requires=frozenset({"parse", "events"}),
        assigns=frozenset({"events"}),
        run=lambda draft: resume(draft, triggers),
    )
