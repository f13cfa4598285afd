import time

from kg.visualise.layout import crossings, positions
from kg.visualise.overview import pairs, shared, strongest
from tests.visualise.made import large

BOX = (60.0, 40.0)


def chain(count: int) -> dict[tuple[int, int], float]:
    return {(i, i + 1): 1.0 for i in range(count - 1)}


def overlaps(spots: list[tuple[int, int]]) -> int:
    return sum(abs(a[0] - b[0]) < 2 * BOX[0] and abs(a[1] - b[1]) < 2 * BOX[1] for i, a in enumerate(spots) for b in spots[:i])


def test_the_same_graph_has_the_same_spots() -> None:
    links = {**chain(30), (0, 29): 1.0, (3, 17): 0.4}
    assert positions([BOX] * 40, links) == positions([BOX] * 40, dict(reversed(links.items())))


def test_labels_do_not_overlap_at_rest() -> None:
    assert overlaps(positions([BOX] * 60, {**chain(50), **{(0, i): 1.0 for i in range(2, 30)}})) == 0


def test_fills_a_landscape_window() -> None:
    scene = large(300)
    spots = positions([BOX] * len(scene.nodes), pairs(scene, scene.edges))
    wide, high = (max(spot[k] for spot in spots) - min(spot[k] for spot in spots) for k in (0, 1))
    assert 0.9 < wide / high < 2.4


def test_nothing_one_and_alone() -> None:
    assert positions([], {}) == []
    assert len(positions([BOX], {})) == 1
    assert overlaps(positions([BOX] * 9, {})) == 0


def test_communities_are_kept_together() -> None:
    ring = {(a, b): 1.0 for base in (0, 20) for a in range(base, base + 20) for b in range(a + 1, base + 20) if b - a in {1, 2, 3}}
    spots = positions([BOX] * 40, {**ring, (0, 20): 1.0})
    centre = [[sum(spot[k] for spot in spots[base : base + 20]) / 20 for k in (0, 1)] for base in (0, 20)]
    nearer = sum(
        sum((spots[i][k] - centre[i // 20][k]) ** 2 for k in (0, 1)) < sum((spots[i][k] - centre[1 - i // 20][k]) ** 2 for k in (0, 1))
        for i in range(40)
    )
    assert nearer >= 38


def test_a_cycle_is_drawn_without_crossings() -> None:
    import numpy as np

    links = {**chain(12), (0, 11): 1.0}
    spots = np.array(positions([(5.0, 5.0)] * 12, links), dtype=float)
    assert crossings(spots, np.array(sorted(links))) == 0


def test_five_thousand_nodes_in_bounded_time() -> None:
    scene = large(5000)
    started = time.process_time()
    positions([BOX] * len(scene.nodes), pairs(scene, scene.edges))
    assert time.process_time() - started < 20  # 3 s alone; a shared machine needs room


def test_the_overview_holds_linked_entities_only() -> None:
    scene = large(1000)
    chosen = strongest(scene, shared(scene))
    assert 3 <= len(chosen) <= 75
    assert not any(scene.nodes[i].event for i in chosen)
