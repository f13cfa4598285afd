"""Mentions (bootstrap: spaCy's own entity spans; to be replaced)."""

from dataclasses import replace

from kg.annotate.stage import Draft, Found, Stage
from kg.model.entity import EntityType, Mention, MentionKind

LABELS = {
    "GPE": EntityType.STATE, "LOC": EntityType.PLACE, "PERSON": EntityType.PERSON, "ORG": EntityType.ORGANISATION,
    "NORP": EntityType.GROUP, "FAC": EntityType.PLACE, "EVENT": EntityType.NAMED_EVENT, "LAW": EntityType.LAW, "PRODUCT": EntityType.PRODUCT,
}


def find(draft: Draft) -> Draft:
    """Named mentions of spaCy."""
    found, run = [], []
    for token in (*draft.parse.tokens, None):
        if run and (token is None or token.ent_iob != "I"):
            if run[0].ent in LABELS:
                span = draft.parse.span(run[0].i, run[-1].i)
                head = next((t for t in run if t.head not in run), run[-1])
                mention = Mention(span=span, text=draft.parse.words(span), kind=MentionKind.NAME, head=head.i)
                found.append(Found(mention=mention, type=LABELS[run[0].ent], first=run[0].i, last=run[-1].i))
            run = []
        if token is not None and token.ent_iob in ("B", "I"):
            run.append(token)
    return replace(draft, mentions=tuple(found))


def stage() -> Stage:
    """The stage."""
    return Stage(name="mentions", requires=frozenset({"parse"}), assigns=frozenset({"mentions"}), run=find)
