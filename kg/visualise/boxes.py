"""Boxes on a page: parts of a graph set beside each other in rows, labels moved apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

Spot = tuple[float, float]
LANDSCAPE = 1.5
"""Width by height of the part of the window that the graph fills."""
LINE = 52.0
"""Height of a node with its label, in pixels."""
_ROUNDS = 60
_AIR = 2.6
"""Room by area of the boxes in it."""
_FLAT = 2.0
"""How many times as dear as a move sideways a move up or down is: the page is wider than high."""


def shelves(parts: Sequence[Mapping[int, Spot]], step: float) -> dict[int, Spot]:
    """All parts, set in rows from the top left, in the order given; a row is as high as its highest part."""
    sizes = [(max(xs) - min(xs) + 1.6 * step, max(ys) - min(ys) + 0.8 * step) for xs, ys in (_axes(part) for part in parts)]
    area = sum(width * height for width, height in sizes)
    widest = max([sqrt(area * LANDSCAPE), *(width for width, _ in sizes)], default=0.0)
    placed: dict[int, Spot] = {}
    left, top, row = 0.0, 0.0, 0.0
    for part, (width, height) in zip(parts, sizes, strict=True):
        if left and left + width > widest * 1.02:
            left, top, row = 0.0, top + row, 0.0
        xs, ys = _axes(part)
        for node, (x, y) in part.items():
            placed[node] = (left + x - min(xs), top + y - min(ys))
        left, row = left + width, max(row, height)
    return placed


def _axes(part: Mapping[int, Spot]) -> tuple[list[float], list[float]]:
    return [x for x, _ in part.values()], [y for _, y in part.values()]


def apart(spots: Sequence[Spot], widths: Sequence[float]) -> list[tuple[int, int]]:
    """The spots with overlapping boxes moved apart along the shorter way, a bounded number of rounds; `widths` are half widths in pixels."""
    xs, ys = _roomy(spots, widths)
    for _ in range(_ROUNDS if len(xs) < 2000 else _ROUNDS // 4):
        still = True
        for i, j in _close(xs, ys, max(widths, default=0.0)):
            across, down = xs[j] - xs[i], ys[j] - ys[i]
            over, under = widths[i] + widths[j] + 10 - abs(across), LINE - abs(down)
            if over <= 0 or under <= 0:
                continue
            still = False
            if over < _FLAT * under:
                shift = over / 2 if across >= 0 else -over / 2
                xs[i], xs[j] = xs[i] - shift, xs[j] + shift
            else:
                shift = under / 2 if down >= 0 else -under / 2
                ys[i], ys[j] = ys[i] - shift, ys[j] + shift
        if still:
            break
    return [(round(x), round(y)) for x, y in zip(xs, ys, strict=True)]


def _roomy(spots: Sequence[Spot], widths: Sequence[float]) -> tuple[list[float], list[float]]:
    """The spots, scaled so that the page has room for all boxes."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    if len(xs) < 2:
        return xs, ys
    wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    need = _AIR * sum(2 * width + 10 for width in widths) * LINE
    scale = max(1.0, sqrt(need / (wide * high)))
    return [x * scale for x in xs], [y * scale for y in ys]


def _close(xs: Sequence[float], ys: Sequence[float], widest: float) -> Iterator[tuple[int, int]]:
    """Pairs whose boxes may touch, found by a grid of cells as large as the largest box."""
    wide = 2 * widest + 10
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells[int(x // wide), int(y // LINE)].append(i)
    for (column, line), inside in cells.items():
        for place, i in enumerate(inside):
            yield from ((i, j) for j in inside[place + 1 :])
        for right, below in ((1, -1), (1, 0), (1, 1), (0, 1)):
            yield from ((i, j) for i in inside for j in cells.get((column + right, line + below), ()))
