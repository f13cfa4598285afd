"""The first picture of a large graph: its strongest entities, linked where they share an event or a fact."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import networkx as nx

from kg.visualise.scene import Edge, Scene

LARGEST = 350
"""Nodes that a page draws at once on opening; above, it opens on the overview and unfolds."""

MOST = 75
"""Entities of the overview: what a window of a usual screen holds with readable names."""

_PARTIES = 6
_PAIR = 2
Pairs = dict[tuple[int, int], float]


def firm(scene: Scene) -> list[bool]:
    """Whether each node is held as fact by a claim that is: an event by its own, an entity by what it is linked to."""
    factual = [claim.factual for claim in scene.claims]
    return [any(factual[claim] for claim in node.claims) for node in scene.nodes]


def held(scene: Scene) -> list[Edge]:
    """The edges that the page shows before anything is asked for: background, and what a claim held as fact says."""
    factual, nodes = [claim.factual for claim in scene.claims], firm(scene)
    return [
        edge
        for edge in scene.edges
        if edge.origin == "background"
        or (any(factual[claim] for claim in edge.claims) if edge.claims else edge.origin == "role" and nodes[edge.source])
    ]


def pairs(scene: Scene, edges: Iterable[Edge]) -> Pairs:
    """Springs along these edges: a fact or role pulls fully, what is not held as fact or is background pulls less."""
    factual = [claim.factual for claim in scene.claims]
    found: Pairs = {}
    for edge in edges:
        if edge.source != edge.target:
            pair = min(edge.source, edge.target), max(edge.source, edge.target)
            pull = 1.0 if any(factual[claim] for claim in edge.claims) else 0.35
            found[pair] = max(found.get(pair, 0.0), pull)
    return found


def shared(scene: Scene) -> Pairs:
    """Pairs of entities with the number of events and facts that they share; an event of many parties counts its first ones."""
    parties: dict[int, list[int]] = defaultdict(list)
    found: Pairs = defaultdict(float)
    for edge in scene.edges:
        if edge.origin == "role":
            parties[edge.source].append(edge.target)
        elif edge.source != edge.target:
            found[min(edge.source, edge.target), max(edge.source, edge.target)] += 1.0 if edge.origin == "fact" else 0.3
    for people in parties.values():
        for a, b in combinations(sorted(set(people[:_PARTIES])), 2):
            found[a, b] += 1.0
    return dict(found)


def strongest(scene: Scene, links: Pairs, most: int = MOST) -> list[int]:
    """The named entities of which most is claimed, those that are linked to more than one other, in order of index."""
    linked = {end for pair in links for end in pair}
    known = [i for i, node in enumerate(scene.nodes) if not node.event and node.pronoun is None and i in linked]
    chosen = sorted(known, key=lambda i: (-len(scene.nodes[i].claims), i))[:most]
    inside = set(chosen)
    graph = nx.Graph(sorted(pair for pair in links if inside.issuperset(pair)))
    return sorted(node for part in nx.connected_components(graph) if len(part) > _PAIR for node in part)
