"""The final type of an event: what the row says, shifted by grammar where the codebook demands it, and a second opinion where one is given.

PLOVER codes what is done, said to be coming, or refused as different events: help that will come is AGREE, force that will come is
THREATEN, help that will not come is REJECT. The shifts are rows of `ontologies/lexicon/type_shifts.csv`.
"""

from typing import Protocol

from kg.annotate import clause
from kg.annotate.clause import is_verb
from kg.annotate.frames import Site, light_content, match
from kg.annotate.parse import Token
from kg.annotate.participants import World

SPOKEN = frozenset({"AGREE", "SUPPORT", "REJECT", "THREATEN", "REQUEST", "ACCUSE"})
FUTURE = frozenset({"will", "'ll", "shall", "wo", "wilt"})
OPEN = frozenset({"ROOT", "ccomp", "conj", "parataxis", "xcomp"})


class Scorer(Protocol):
    """A second opinion on the type of an event that the tables found."""

    def type(self, words: str, trigger: str, proposed: str) -> str:
        """The type for a trigger in its sentence; `proposed` where there is no better one. Must be deterministic."""


def announcer(world: World, site: Site) -> list[Token]:
    """Who announces its own event ("Oslo said it would pay"): the speaker, where the clause's subject is a pronoun; else nobody."""
    verb = site.verb
    if verb is None:
        return []
    if site.frame.type not in SPOKEN and cue_of(world, site) is None:
        return []
    top = _finite(verb)
    actor = clause.own_subject(top)
    if top.dep != "ccomp" or actor is None or actor.pos != "PRON" or not _says(world, top.head):
        return []
    if clause.subject(verb) is not actor:
        return []
    meant = world.mentions.get(actor.i)
    speakers = [t for t in world.expand(clause.doer(top.head)) if world.acts(t) and t.pos != "PRON"]
    named = [world.mentions[t.i][0].id for t in speakers if t.i in world.mentions]
    return [] if meant is not None and named and meant[0].id not in named else speakers


def _says(world: World, verb: Token) -> bool:
    return is_verb(verb) and "say" in world.triggers.classes.get(verb.lemma, ())


def final_type(world: World, site: Site, scorer: Scorer | None) -> tuple[str, str | None]:
    """Type and mode of the event at a site."""
    frame = site.frame
    kind = frame.type
    cue = cue_of(world, site)
    if cue is not None:
        kind = world.triggers.shifts.get((cue, kind), kind)
    if scorer is not None:
        sentence = site.token.sentence
        kind = scorer.type(world.parse.words(sentence.span), site.token.text, kind)
    return kind, (frame.mode if kind == frame.type else None) or _content_mode(world, site, kind)


def content(site: Site) -> Site | None:
    """The event in the infinitive that an agreement, threat, demand or refusal is about."""
    inner = site.clause("inf")
    for _ in range(2):
        if inner is None:
            return None
        found = match(site.world, inner) or light_content(site.world, inner)
        if found is not None:
            return found
        inner = clause.complement(inner, "comp")
    return None


def _content_mode(world: World, site: Site, kind: str) -> str | None:
    """The mode that the promised, threatened or demanded event gives; a shifted event is its own content."""
    inner = site if kind != site.frame.type else content(site)
    if inner is None:
        return None
    modes = world.triggers.content_modes
    return modes.get((kind, f"{inner.frame.type}/{inner.frame.mode}")) or modes.get((kind, inner.frame.type))


def cue_of(world: World, site: Site) -> str | None:
    """What its own actor says of an event to come; None for all else.

    `future`, `unless` (a demand is met), `refusal`, or `demand` (refused until a demand is met).
    """
    verb = site.verb
    if verb is None or (not is_verb(site.token) and site.noun is None):
        return None
    if site.token.dep in ("aux", "auxpass"):
        return None
    top = _finite(verb)
    refuses = any(c.dep == "neg" for c in top.children)
    if top.dep not in OPEN or not (_will(top) or _going(top) or _would(world, top) or (refuses and _cannot(world, top))):
        return None
    actor = clause.subject(verb)
    if actor is None or clause.is_passive(verb) or not world.acts(world.core(actor)):
        return None
    words = {g.lower for c in top.children if c.dep == "advcl" for g in c.children if g.dep == "mark"}
    if refuses:
        return "demand" if words & {"unless", "until"} else "refusal"
    return "unless" if "unless" in words else "future"


def _finite(verb: Token) -> Token:
    """The finite verb above an infinitive that begins, continues or goes."""
    while verb.dep == "xcomp" and verb.head.lemma in ("go", "begin", "start", "continue", "resume") and is_verb(verb.head):
        verb = verb.head
    return verb


def _will(verb: Token) -> bool:
    return any(c.dep == "aux" and c.lower in FUTURE for c in verb.children)


def _going(verb: Token) -> bool:
    return verb.lower == "going" and any(c.dep == "xcomp" for c in verb.children)


def _cannot(world: World, verb: Token) -> bool:
    """A "cannot" that somebody says of himself."""
    return verb.dep == "ccomp" and any(c.dep == "aux" and c.lower in ("can", "ca") for c in verb.children) and _says(world, verb.head)


def _would(world: World, verb: Token) -> bool:
    """A "would" that reports a "will": "said it would send"."""
    return verb.dep == "ccomp" and any(c.dep == "aux" and c.lower in ("would", "'d") for c in verb.children) and _says(world, verb.head)
