"""Positions, computed here so that the browser need not: the same for the same graph, communities kept together, labels apart."""

from collections.abc import Sequence

import networkx as nx

from kg.visualise.scene import Edge, Node

STEP = 95
"""Pixels between neighbours at rest."""
_SEED = 7
_ROUNDS = 80


def positions(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[tuple[int, int]]:
    """One (x, y) in whole pixels a node.

    Spring layout of each connected part, begun from a circle in order of communities; the parts are set beside each other in rows; then
    boxes of labels that overlap are pushed apart.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from(sorted({(min(e.source, e.target), max(e.source, e.target)) for e in edges if e.source != e.target}))
    placed: dict[int, tuple[float, float]] = {}
    left, top, row = 0.0, 0.0, 0.0
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    widest = STEP * 2.2 * max(len(nodes), 1) ** 0.5
    for part in parts:
        spots = _part(graph.subgraph(part))
        xs, ys = [x for x, _ in spots.values()], [y for _, y in spots.values()]
        width, height = max(xs) - min(xs) + 2 * STEP, max(ys) - min(ys) + STEP
        if left and left + width > widest:
            left, top, row = 0.0, top + row, 0.0
        for node, (x, y) in spots.items():
            placed[node] = (left + x - min(xs), top + y - min(ys))
        left, row = left + width, max(row, height)
    return _apart([placed[i] for i in range(len(nodes))], nodes)


def _part(graph: nx.Graph) -> dict[int, tuple[float, float]]:
    """Spots of one connected part, centred at the origin."""
    count = len(graph)
    if count == 1:
        return {next(iter(graph)): (0.0, 0.0)}
    communities = nx.community.greedy_modularity_communities(graph) if count > 2 else [list(graph)]
    order = [node for community in communities for node in sorted(community)]
    begin = nx.circular_layout(sorted(graph.nodes, key=order.index))
    scale = STEP * count**0.5
    spots = nx.spring_layout(graph, pos=begin, k=1.6 / count**0.5, iterations=120, seed=_SEED, scale=scale)
    return {node: (float(spot[0]) * 1.35, float(spot[1])) for node, spot in spots.items()}


def _apart(spots: Sequence[tuple[float, float]], nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """The spots with overlapping label boxes moved apart along the shorter way, a bounded number of rounds."""
    moved = [list(spot) for spot in spots]
    half = [max(26.0, 3.6 * min(len(node.label), 24)) for node in nodes]
    for _ in range(_ROUNDS):
        order = sorted(range(len(moved)), key=lambda i: (moved[i][1], i))
        still = True
        for place, i in enumerate(order):
            for j in order[place + 1 :]:
                down = moved[j][1] - moved[i][1]
                if down >= 52:
                    break
                across = moved[j][0] - moved[i][0]
                overlap = half[i] + half[j] + 8 - abs(across)
                if overlap <= 0:
                    continue
                still = False
                if overlap < 52 - down:
                    shift = overlap / 2 if across >= 0 else -overlap / 2
                    moved[i][0] -= shift
                    moved[j][0] += shift
                else:
                    moved[i][1] -= (52 - down) / 2
                    moved[j][1] += (52 - down) / 2
        if still:
            break
    return [(round(x), round(y)) for x, y in moved]
