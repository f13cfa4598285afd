"""Positions, computed here so that the browser need not: the same for the same graph, communities kept together, labels apart.

Springs (Fruchterman and Reingold 1991) in numpy on up to some hundred nodes at once; a larger graph is cut into its communities
(Louvain), each is laid out by itself, then the communities as discs, as deep as need be. So the cost grows with the number of nodes,
not with its square.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import ceil, cos, gcd, pi, sin, sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.visualise.boxes import LANDSCAPE, Box, apart, beside

Spot = tuple[float, float]
Points = NDArray[np.float64]
Weighted = Mapping[tuple[int, int], float]
"""Pairs of nodes, lower index first, with the strength of the spring between them."""

STEP = 118.0
"""Pixels between neighbours at rest."""
_AT_ONCE = 300
_FEW = 150
_TRIES = 13
_GRAIN = 16
_SEED = 7
_GOLDEN = pi * (3 - sqrt(5))


def positions(boxes: Sequence[Box], pairs: Weighted) -> list[tuple[int, int]]:
    """One (x, y) in whole pixels a node; `boxes` are half the width and height of each with its label.

    Each connected part is laid out by itself; the parts are set beside each other on a landscape page, single nodes in a grid beneath;
    then boxes of labels that overlap are pushed apart.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(pairs.items()) if a != b)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    tries = _TRIES if len(boxes) <= _FEW else 1
    placed = beside([_landscape(_spots(graph, part, tries)) for part in parts if len(part) > 1], STEP)
    single = [part[0] for part in parts if len(part) == 1]
    bottom, across = max((y for _, y in placed.values()), default=0.0), max(1, ceil(sqrt(3 * len(single))))
    for place, node in enumerate(single):
        placed[node] = (1.5 * STEP * (place % across), bottom + STEP * (1 + place // across))
    return apart([placed[node] for node in range(len(boxes))], boxes)


def _louvain(graph: nx.Graph) -> list[list[int]]:
    groups = nx.community.louvain_communities(graph, seed=_SEED)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _spots(graph: nx.Graph, part: Sequence[int], tries: int = 1) -> dict[int, Spot]:
    """Spots of a connected part: by springs where it is small, else by its communities."""
    inner = nx.Graph()
    inner.add_nodes_from(part)
    inside = set(part)
    inner.add_weighted_edges_from(
        (a, b, w) for a in part for b, w in sorted((b, d["weight"]) for b, d in graph[a].items()) if a < b and b in inside
    )
    groups = _louvain(inner) if len(part) > 3 else [list(part)]
    if len(part) <= _AT_ONCE:
        return _springs(inner, groups, tries)
    if len(groups) == 1:
        return _spiral(sorted(part, key=lambda node: (-inner.degree(node), node)))
    return _discs(inner, groups)


def _springs(graph: nx.Graph, groups: Sequence[Sequence[int]], tries: int) -> dict[int, Spot]:
    """Springs over all nodes, begun from a circle in order of communities; springs inside a community are the stronger ones.

    A small graph is tried from several circles; the picture in which the fewest edges cross is kept.
    """
    order = [node for group in groups for node in group]
    index = {node: i for i, node in enumerate(order)}
    home = {node: number for number, group in enumerate(groups) for node in group}
    ends = np.array([(index[a], index[b]) for a, b in graph.edges], dtype=np.intp).reshape(-1, 2)
    pull = np.array([d["weight"] * (1.0 if home[a] == home[b] else 0.45) for a, b, d in graph.edges(data=True)])
    steps = [step for step in range(1, tries + 1) if gcd(step, len(order)) == 1]
    rounds = 150 if tries > 1 else 40  # of a large graph nobody sees the last touches
    pictures = [_picture(len(order), step, tuple(map(tuple, ends.tolist())), tuple(pull.tolist()), rounds) for step in steps]
    found = pictures[0] if len(pictures) == 1 else min(pictures, key=lambda spots: crossings(spots, ends))
    return {node: (float(found[i, 0]), float(found[i, 1])) for node, i in index.items()}


@lru_cache(maxsize=500)
def _picture(count: int, step: int, ends: tuple[tuple[int, int], ...], pull: tuple[float, ...], rounds: int) -> Points:
    """Springs from a circle, worked out once for all parts of a graph that have the same form: most are pairs and small stars."""
    return relax(_circle(count, step), np.array(ends, dtype=np.intp).reshape(-1, 2), np.array(pull), np.zeros(count), rounds)


def _circle(count: int, step: int) -> Points:
    """Spots on a circle; each node `step` places after the one before."""
    around = np.arange(count) * (2 * pi * step / max(count, 1))
    return np.stack([np.cos(around), np.sin(around)], axis=1) * (STEP * sqrt(count) / 2)


def crossings(spots: Points, ends: NDArray[np.intp]) -> int:
    """How many pairs of edges without a common end cross."""
    a, b = spots[ends[:, 0]], spots[ends[:, 1]]

    def side(p: Points, q: Points, r: Points) -> Points:
        return np.asarray(np.sign((q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])))

    one, other = (a[:, None], b[:, None]), (a[None], b[None])
    over = (side(*one, other[0]) != side(*one, other[1])) & (side(*other, one[0]) != side(*other, one[1]))
    common = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    return int(np.triu(over & ~common, 1).sum())


def relax(spots: Points, ends: NDArray[np.intp], pull: Points, radius: Points, rounds: int = 150) -> Points:
    """Spots after `rounds` of repulsion between all, pull along the edges and a little gravity.

    `radius` is the size of each node in pixels, 0 for a point. Spots are rounded after each round, so that machines whose arithmetic
    differs in the last bits draw the same picture.
    """
    count = len(spots)
    heat = STEP * sqrt(count) / 4 + float(radius.max(initial=0.0))
    reach = STEP + radius[:, None] + radius[None, :]
    push = reach**2 / STEP
    rest = reach[ends[:, 0], ends[:, 1]]
    for step in range(rounds):
        square = (spots**2).sum(axis=1)
        share = push / np.maximum(square[:, None] + square[None, :] - 2 * (spots @ spots.T), 1.0)
        force = share.sum(axis=1)[:, None] * spots - share @ spots
        along = spots[ends[:, 0]] - spots[ends[:, 1]]
        tug = along * (pull * np.sqrt((along**2).sum(axis=1)) / rest)[:, None]
        np.add.at(force, ends[:, 0], -tug)
        np.add.at(force, ends[:, 1], tug)
        force -= (spots - spots.mean(axis=0)) * 0.06
        size = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)
        moved = spots + force * (np.minimum(size, heat * (1 - step / rounds) ** 1.5 + 0.5) / size)[:, None]
        spots = np.round(moved * _GRAIN) / _GRAIN
    return spots


def _discs(graph: nx.Graph, groups: Sequence[Sequence[int]]) -> dict[int, Spot]:
    """Each community by itself, then the communities as discs that attract each other by what they share."""
    inner = [_spots(graph, group) for group in groups]
    size = [max(sqrt(x * x + y * y) for x, y in spots.values()) + STEP / 2 for spots in map(_centred, inner)]
    home = {node: number for number, group in enumerate(groups) for node in group}
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, data in graph.edges(data=True):
        if home[a] != home[b]:
            shared[min(home[a], home[b]), max(home[a], home[b])] += data["weight"]
    ends = np.array(sorted(shared), dtype=np.intp).reshape(-1, 2)
    pull = np.array([min(1.0, 0.08 * sqrt(shared[a, b])) for a, b in sorted(shared)])
    begin = np.array([spot for _, spot in sorted(_spiral(range(len(groups)), max(size)).items())])
    centre = relax(begin, ends, pull, np.array(size) * 0.62)
    return {
        node: (float(centre[number, 0]) + x, float(centre[number, 1]) + y)
        for number, spots in enumerate(inner)
        for node, (x, y) in _centred(spots).items()
    }


def _spiral(order: Sequence[int], step: float = STEP) -> dict[int, Spot]:
    """Spots on a sunflower spiral, the first in the middle."""
    return {node: (step * sqrt(i) * cos(i * _GOLDEN), step * sqrt(i) * sin(i * _GOLDEN)) for i, node in enumerate(order)}


def _centred(spots: Mapping[int, Spot]) -> dict[int, Spot]:
    x = sum(x for x, _ in spots.values()) / len(spots)
    y = sum(y for _, y in spots.values()) / len(spots)
    return {node: (a - x, b - y) for node, (a, b) in spots.items()}


def _landscape(spots: Mapping[int, Spot]) -> dict[int, Spot]:
    """The spots turned so that their longest direction lies flat, and stretched towards the shape of a window."""
    nodes = sorted(spots)
    points = np.array([spots[node] for node in nodes])
    points = points - points.mean(axis=0)
    spread = points.T @ points
    angle = 0.5 * float(np.arctan2(2 * spread[0, 1], spread[0, 0] - spread[1, 1]))
    turn = np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    points = points @ turn
    width, height = (float(np.ptp(points[:, i])) + STEP for i in (0, 1))
    stretch = sqrt(min(max(LANDSCAPE * height / width, 1.0), 2.0))
    return {node: (float(x) * stretch, float(y) / stretch) for node, (x, y) in zip(nodes, points, strict=True)}
