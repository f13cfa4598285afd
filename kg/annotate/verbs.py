"""Relations that a verb makes: "Falk leads the party", "an army led by Diallo", "headquartered in Bern", "works for Oxfam"."""

from collections.abc import Iterator

from kg.annotate.descriptions import subject_of
from kg.annotate.parse import Token
from kg.annotate.phrases import landing, landings, whole_noun
from kg.annotate.scene import Held, Scene
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
    subject = subject_of(scene, verb)
    agents = list(_agents(scene, verb))
    if frame.frame == DIRECT:
        passive = bool(agents) or child(verb, "nsubjpass", "auxpass") is not None or verb.dep == "acl" and verb.tag == "VBN"
        pairs = [(a, subject) for a in agents] if passive else [(subject, o) for o in _objects(scene, verb)]
    else:
        pairs = [(subject, o) for o in _behind(scene, verb, frame.frame)]
    for actor, thing in pairs:
        if actor is not None and thing is not None and actor.entity.id != thing.entity.id and {actor.entity.id, thing.entity.id} <= scene.named:
            tie = frame.ties.get((actor.entity.type, thing.entity.type))
            if tie is not None and tie.predicate is not None:
                ends = (actor, thing)
                first, second = (thing, actor) if tie.reverse else (actor, thing)
                yield Relation(
                    id="",
                    subject=first.entity.id,
                    predicate=tie.predicate,
                    object=second.entity.id,
                    span=scene.draft.parse.span(min(verb.i, *(e.first for e in ends)), max(verb.i, *(e.last for e in ends))),
                    status=tie.status,
                    rule=tie.place,
                    head=verb.i,
                )


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
