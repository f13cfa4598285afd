"""The page: pyvis holds the picture that it opens with, our template shows it; one file, no request to anywhere."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from math import sqrt
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from kg.ontology.vocab import KG, KGE, OWL, RDFS
from kg.visualise.boxes import Box
from kg.visualise.layout import positions
from kg.visualise.overview import LARGEST, MOST, Pairs, firm, held, pairs, shared, strongest
from kg.visualise.pack import pack, to_json
from kg.visualise.places import outlines, points
from kg.visualise.scene import Article, Edge, Node, Scene, Statement
from kg.visualise.style import EVENT, STYLES, Style

_FOLDER = Path(__file__).with_name("page")
_SCRIPTS = ("data", "state", "picture", "graph", "words", "drag", "panel", "reader", "find", "filters", "tabs", "map", "save", "start")
_LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_CODED = ("kind", "mode", "voice", "stance", "polarity", "certainty", "tense", "label", "origin")
_WIDTH = 22
_FEWEST = 2
"""An overview of so few says nothing."""
_ROOMY = 25
"""So many names fill a window in their usual size."""


def page(scene: Scene, title: str | None = None) -> str:
    """The whole page as one string of HTML; without a title it is called after its articles.

    Texts of articles and labels stand only in a block of JSON that no parser of HTML or script reads as markup, and the page puts them in
    as text.
    """
    library = _LIBRARY.read_text(encoding="utf-8").replace("</script", "<\\/script")
    style = (_FOLDER / "page.css").read_text(encoding="utf-8")
    network, data = _drawn(scene)
    title = title or named(scene)
    network.set_template(f"{_FOLDER.as_posix()}/page.html")
    network.conf = {
        "title": escape(title),
        "data": to_json({"title": title, **data}),
        "style": style,
        "script": script(),
        "library": library,
        "policy": policy((script(), library), style),
    }
    return str(network.generate_html(name="graph.html", local=True))


def named(scene: Scene) -> str:
    """The headline of the only article, or how many there are and from which years."""
    if len(scene.articles) == 1:
        return scene.articles[0].title
    years = sorted({article.published[:4] for article in scene.articles if article.published})
    span = f", {years[0]}" + (f"–{years[-1]}" if len(years) > 1 else "") if years else ""
    return f"{len(scene.articles):,} articles{span}"


def script() -> str:
    """The script of the page: the files of its folder in order, in one scope."""
    parts = [(_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def policy(scripts: Sequence[str], style: str) -> str:
    """A Content-Security-Policy that runs these scripts, this style and nothing else, and loads nothing."""
    hashes = " ".join(map(_digest, scripts))
    return f"default-src 'none'; script-src {hashes}; style-src {_digest(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _drawn(scene: Scene) -> tuple[Network, Mapping[str, Any]]:
    """The picture that the page opens with, as pyvis has it, and all that the script reads.

    A small graph opens on what is held as fact, a large one on its strongest entities; all nodes have spots of their own besides.
    """
    sizes = _sizes(scene)
    large = sum(firm(scene)) > LARGEST
    links = shared(scene)
    strong = strongest(scene, links)
    overview = _placed(scene, sizes, strong, {pair: min(weight, 4.0) for pair, weight in links.items()})
    first = held(scene)
    shown = strong if large and len(strong) > _FEWEST else sorted({end for edge in first for end in (edge.source, edge.target)})
    opening = overview if shown is strong else _placed(scene, sizes, shown, pairs(scene, first))
    spots = _placed(scene, sizes, range(len(scene.nodes)), pairs(scene, scene.edges))
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    for i, (x, y) in opening.items():
        node = scene.nodes[i]
        network.add_node(i, label=_wrapped(node.label), shape=_style(node).shape, x=x, y=y, size=sizes[i])
    return network, {
        **_content(scene, list(spots.values()), sizes),
        "overview": [[i, *spot] for i, spot in overview.items()],
        "opening": "overview" if shown is strong else "all",
        "drawn": [[node["id"], node["x"], node["y"]] for node in network.nodes],
        "styles": {**{kind: asdict(style) for kind, style in STYLES.items()}, "event": asdict(EVENT)},
        "left_out": scene.left_out,
        "prefixes": {"kg": KG, "kge": KGE, "rdfs": RDFS, "owl": OWL},
    }


def _placed(scene: Scene, sizes: Sequence[int], chosen: Sequence[int], links: Pairs) -> dict[int, tuple[int, int]]:
    """Spots of these nodes, linked by those of the links that are between them."""
    place = {node: i for i, node in enumerate(chosen)}
    boxes = [_box(scene.nodes[i], sizes[i], _font(len(chosen))) for i in chosen]
    inner = {(place[a], place[b]): weight for (a, b), weight in links.items() if a in place and b in place}
    return dict(zip(chosen, positions(boxes, inner), strict=True))


def _font(count: int) -> float:
    """How much larger than usual names are drawn, so that they can be read where the whole picture is in the window."""
    return max(1.0, sqrt(count / _ROOMY)) if count <= MOST else 1.0


def _content(scene: Scene, spots: Sequence[tuple[int, int]], sizes: Sequence[int]) -> Mapping[str, Any]:
    """Nodes with their spots and sizes, edges, claims, articles, and the map where there is a place to show."""
    where = points(node.iri for node in scene.nodes)
    nodes = [
        {**_fields(node), "spot": spot, "size": size, "at": where.get(node.iri)}
        for node, spot, size in zip(scene.nodes, spots, sizes, strict=True)
    ]
    return {
        "nodes": pack(nodes, _CODED),
        "edges": pack(list(map(_fields, scene.edges)), _CODED),
        "claims": pack(list(map(_fields, scene.claims)), _CODED),
        "articles": pack(list(map(_fields, scene.articles))),
        "outlines": outlines() if where else [],
    }


def _fields(record: Node | Edge | Statement | Article) -> dict[str, Any]:
    """The fields of a record by name, as they are: `asdict` would copy all that is in them."""
    return {name: getattr(record, name) for name in record.__slots__}


def _style(node: Node) -> Style:
    return EVENT if node.event else STYLES[node.kind]


def _box(node: Node, size: int, font: float) -> Box:
    """Half the width and height of a node with its label as drawn, in pixels."""
    lines = [*_wrapped(node.label).split("\n"), *([node.kind] if node.event else [])]
    return max(size + 4.0, 4.6 * font * max(map(len, lines))), size + 8.5 * font * len(lines) + 5.0


def _sizes(scene: Scene) -> list[int]:
    """Radius in pixels of each node: grows with the logarithm of its claims, and with each independent source."""
    found = []
    for node in scene.nodes:
        sources = node.sources or len({scene.claims[claim].article for claim in node.claims})
        found.append(min(32, 9 + 3 * len(node.claims).bit_length() + 2 * min(sources, 4)))
    return found


def _wrapped(label: str) -> str:
    """The label, wrapped once at a word and cut where it is longer than two lines."""
    if len(label) <= _WIDTH:
        return label
    cut = label.rfind(" ", 0, _WIDTH)
    cut = cut if cut > 0 else _WIDTH
    rest = label[cut:].strip()
    return f"{label[:cut]}\n{rest if len(rest) <= _WIDTH else rest[: _WIDTH - 1] + '…'}"
