"""The strongest part of a scene that is too large for one page."""

from collections.abc import Mapping
from dataclasses import replace

from kg.visualise.scene import Edge, Node, Scene

MOST_CLAIMS = 20_000
"""Claims that one page holds at most; the rest is counted and left to `kg serve`."""


def bounded(scene: Scene, most: int = MOST_CLAIMS) -> Scene:
    """The scene with at most so many claims, and the nodes, edges and articles that they need.

    Claims held as fact come before others, then those about events of more independent sources, then as they stand.
    """
    if len(scene.claims) <= most:
        return scene
    support = [0] * len(scene.claims)
    for node in scene.nodes:
        for claim in node.claims if node.event else ():
            support[claim] = max(support[claim], node.sources)
    ranked = sorted(range(len(scene.claims)), key=lambda i: (not scene.claims[i].factual, -support[i], i))
    claims = _numbers(sorted(ranked[:most]))
    nodes = _numbers([i for i, node in enumerate(scene.nodes) if any(claim in claims for claim in node.claims)])
    articles = _numbers(sorted({scene.claims[i].article for i in claims}))
    return Scene(
        articles=tuple(
            replace(scene.articles[i], mentions=tuple((b, e, nodes[n]) for b, e, n in scene.articles[i].mentions if n in nodes))
            for i in articles
        ),
        nodes=tuple(replace(scene.nodes[i], claims=_kept(scene.nodes[i], claims)) for i in nodes),
        edges=tuple(
            replace(edge, source=nodes[edge.source], target=nodes[edge.target], claims=_kept(edge, claims))
            for edge in scene.edges
            if edge.source in nodes and edge.target in nodes and (edge.origin == "background" or _kept(edge, claims))
        ),
        claims=tuple(
            replace(scene.claims[i], article=articles[scene.claims[i].article], source=nodes.get(_speaker(scene.claims[i].source)))
            for i in claims
        ),
        left_out=scene.left_out + len(scene.claims) - most,
    )


def _numbers(kept: list[int]) -> dict[int, int]:
    """The new place of each that is kept."""
    return {old: new for new, old in enumerate(kept)}


def _kept(record: Node | Edge, claims: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(claims[claim] for claim in record.claims if claim in claims)


def _speaker(source: int | None) -> int:
    return -1 if source is None else source
