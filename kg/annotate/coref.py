"""Coreference (bootstrap: equal strings; to be replaced)."""

from dataclasses import replace

from kg.annotate.stage import Draft, Found, Stage
from kg.model.entity import Entity


def join(draft: Draft) -> Draft:
    """One entity per string."""
    chains: dict[str, list[Found]] = {}
    for found in draft.mentions:
        chains.setdefault(found.mention.text, []).append(found)
    entities = [
        Entity(id=f"e{i}", type=chain[0].type, name=name, mentions=tuple(f.mention for f in chain), hints=chain[0].hints)
        for i, (name, chain) in enumerate(chains.items(), 1)
    ]
    return replace(draft, entities=tuple(entities))


def stage() -> Stage:
    """The stage."""
    return Stage(name="coref", requires=frozenset({"mentions"}), assigns=frozenset({"entities"}), run=join)
