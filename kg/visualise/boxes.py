"""Boxes on a page: parts of a graph set beside each other in rows, labels moved apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, sqrt

Spot = tuple[float, float]
LANDSCAPE = 1.3
"""Width by height of the part of the window that the graph fills."""
Box = tuple[float, float]
"""Half the width and half the height of a node with its label, in pixels."""
_GAP = 8.0
_ROUNDS = 60
_AIR = 2.6
"""Room by area of the boxes in it."""
_FLAT = 1.6
"""How many times as dear as a move sideways a move up or down is: the page is wider than high."""


def beside(parts: Sequence[Mapping[int, Spot]], step: float) -> dict[int, Spot]:
    """All parts on one page, in the order given, each where the page is least full from the top; `step` is the space around a part."""
    frames = [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in map(_axes, parts)]
    sizes = [(right - left + 1.5 * step, low - top + 0.6 * step) for left, top, right, low in frames]
    area = sum(width * height for width, height in sizes)
    columns = max([ceil(sqrt(area * LANDSCAPE) / step), *(ceil(width / step) for width, _ in sizes)], default=0)
    full = [0.0] * columns
    placed: dict[int, Spot] = {}
    for part, (left, top, _, _), (width, height) in zip(parts, frames, sizes, strict=True):
        need = ceil(width / step)
        line, column = min((max(full[column : column + need]), column) for column in range(columns - need + 1))
        full[column : column + need] = [line + height] * need
        placed.update({node: (column * step + x - left, line + y - top) for node, (x, y) in part.items()})
    return placed


def _axes(part: Mapping[int, Spot]) -> tuple[list[float], list[float]]:
    return [x for x, _ in part.values()], [y for _, y in part.values()]


def apart(spots: Sequence[Spot], boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """The spots with overlapping boxes moved apart along the shorter way, a bounded number of rounds."""
    xs, ys = _roomy(spots, boxes)
    widths, heights = ([box[axis] for box in boxes] for axis in (0, 1))
    wide, high = (2 * max(sides, default=0.0) + _GAP for sides in (widths, heights))
    for _ in range(min(_ROUNDS, 2 + 10_000 // max(len(xs), 1))):
        still = True
        for i, others in _close(xs, ys, wide, high):
            for j in others:
                across, down = xs[j] - xs[i], ys[j] - ys[i]
                over = widths[i] + widths[j] + _GAP - abs(across)
                if over <= 0:
                    continue
                under = heights[i] + heights[j] + _GAP - abs(down)
                if under <= 0:
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


def _roomy(spots: Sequence[Spot], boxes: Sequence[Box]) -> tuple[list[float], list[float]]:
    """The spots, scaled so that the page has room for all boxes."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    if len(xs) < 2:
        return xs, ys
    wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    need = _AIR * sum((2 * x + _GAP) * (2 * y + _GAP) for x, y in boxes)
    scale = max(1.0, sqrt(need / (wide * high)))
    return [x * scale for x in xs], [y * scale for y in ys]


def _close(xs: Sequence[float], ys: Sequence[float], wide: float, high: float) -> Iterator[tuple[int, Sequence[int]]]:
    """Each box with those that it may touch, each pair once, by a grid of cells of the size of the largest box."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells[int(x // wide), int(y // high)].append(i)
    for (column, line), inside in cells.items():
        for place, i in enumerate(inside, 1):
            yield i, inside[place:]
        for right, below in ((1, -1), (1, 0), (1, 1), (0, 1)):
            if others := cells.get((column + right, line + below)):
                yield from ((i, others) for i in inside)
