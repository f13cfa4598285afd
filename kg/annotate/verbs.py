"""Relations that a verb makes: "Falk leads the party", "an army led by Diallo", "headquartered in Bern", "works for Oxfam"."""

from collections.abc import Iterator

from kg.annotate.descriptions import is_passive, subject_of
from kg.annotate.parse import Token
from kg.annotate.phrases import landing, landings, whole_noun
from kg.annotate.scene import Held, Scene
from kg.annotate.ties import when
from kg.annotate.tree import child, conjuncts
from kg.knowledge.patterns import DIRECT, NAMED, ROLE, Frame
from kg.model.event import Relation


def relations(scene: Scene) -> Iterator[Relation]:
    """All relations made by verbs, in text order."""
    verbs = scene.knowledge.patterns.verbs
    for token in scene.tokens:
        if token.pos in ("VERB", "AUX") and token.lemma in verbs:
            for frame in verbs[token.lemma]:
                if frame.frame not in (ROLE, NAMED):
                    yield from _of_frame(scene, token, frame)


def _of_frame(scene: Scene, verb: Token, frame: Frame) -> Iterator[Relation]:
    for actor, thing in _pairs(scene, verb, frame):
        tie = frame.ties.get((actor.entity.type, thing.entity.type))
        if tie is None or tie.predicate is None or actor.entity.id == thing.entity.id:
            continue
        if {actor.entity.id, thing.entity.id} <= scene.named:
            one, other = (thing, actor) if tie.reverse else (actor, thing)
            first, last = min(verb.i, actor.first, thing.first), max(verb.i, actor.last, thing.last)
            yield Relation(
                id="",
                subject=one.entity.id,
                predicate=tie.predicate,
                object=other.entity.id,
                span=scene.draft.parse.span(first, last),
                status=tie.status,
                rule=tie.place,
                head=verb.i,
                **when(scene, (verb.i,)),
            )


def _pairs(scene: Scene, verb: Token, frame: Frame) -> Iterator[tuple[Held, Held]]:
    """Who does it and to what, in the frame of the verb."""
    subject = subject_of(scene, verb)
    sides: list[tuple[Held | None, Held | None]]
    if frame.frame != DIRECT:
        sides = [(subject, other) for other in _behind(scene, verb, frame.frame)]
    elif (agents := list(_agents(scene, verb))) or is_passive(verb):
        sides = [(agent, subject) for agent in agents]
    else:
        sides = [(subject, other) for other in _objects(scene, verb)]
    yield from ((one, other) for one, other in sides if one is not None and other is not None)


def _agents(scene: Scene, verb: Token) -> Iterator[Held]:
    """Who does it in a passive: "led by A and B"."""
    by = child(verb, "agent") or next((c for c in verb.children if c.dep == "prep" and c.lower == "by"), None)
    target = child(by, "pobj") if by is not None else None
    if target is not None:
        yield from (scene.heads[t.i] for t in conjuncts(target) if t.i in scene.heads)


def _objects(scene: Scene, verb: Token) -> Iterator[Held]:
    """Direct objects, also where a class noun stands for the name: "leads the Hamas movement"."""
    for c in verb.children:
        if c.dep in ("dobj", "obj"):
            for target in conjuncts(c):
                held = scene.heads.get(target.i)
                if held is None:
                    near = landing(scene, min((x.i for x in target.children if x.i < target.i), default=target.i))
                    held = near if near is not None and near.last < target.i and whole_noun(scene, near) is None else None
                if held is not None:
                    yield held


def _behind(scene: Scene, verb: Token, preposition: str) -> Iterator[Held]:
    for c in verb.children:
        if c.dep in ("prep", "dative") and c.lower == preposition:
            yield from (a.held for a in landings(scene, c, set(), nested=False) if not a.nested)
