"""The page: pyvis holds the network, our template shows it; one file, no request to anywhere."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from kg.visualise.layout import positions
from kg.visualise.scene import Node, Scene
from kg.visualise.style import EVENT, STYLES

_FOLDER = Path(__file__).with_name("page")
_LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"


def page(scene: Scene, title: str) -> str:
    """The whole page as one string of HTML.

    Texts of articles and labels stand only in a block of JSON that no parser of HTML or script reads as markup, and the page puts them in as text.
    """
    network = _network(scene)
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    library = _LIBRARY.read_text(encoding="utf-8").replace("</script", "<\\/script")
    network.set_template(f"{_FOLDER.as_posix()}/page.html")
    network.conf = {
        "title": _escape(title),
        "data": _json(_data(scene, network)),
        "style": (_FOLDER / "page.css").read_text(encoding="utf-8"),
        "script": script,
        "library": library,
        "policy": _policy(script, library),
    }
    return str(network.generate_html(name="graph.html", local=True))


def _network(scene: Scene) -> Network:
    """The network with fixed positions, physics off."""
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    for i, (node, (x, y)) in enumerate(zip(scene.nodes, _positions(scene), strict=True)):
        style = EVENT if node.event else STYLES[node.kind]
        network.add_node(i, label=_short(node.label), shape=style.shape, group=node.kind, x=x, y=y, size=_size(node))
    for i, edge in enumerate(scene.edges):
        network.add_edge(edge.source, edge.target, id=i, label=edge.label)
    return network


def _positions(scene: Scene) -> list[tuple[int, int]]:
    pairs: dict[tuple[int, int], float] = {}
    for edge in scene.edges:
        pair = min(edge.source, edge.target), max(edge.source, edge.target)
        pairs[pair] = max(pairs.get(pair, 0.0), 0.4 if edge.origin == "background" else 1.0)
    return positions([max(26.0, 3.6 * min(len(node.label), 24)) for node in scene.nodes], pairs)


def _size(node: Node) -> int:
    """Radius in pixels: grows with the logarithm of claims, and with each independent source."""
    return min(34, 10 + 3 * len(node.claims).bit_length() + 2 * min(node.sources, 4))


def _short(label: str, width: int = 24) -> str:
    """The label, wrapped once at a word and cut where it is longer than two lines."""
    if len(label) <= width:
        return label
    cut = label.rfind(" ", 0, width)
    cut = cut if cut > 0 else width
    rest = label[cut:].strip()
    return f"{label[:cut]}\n{rest if len(rest) <= width else rest[: width - 1] + '…'}"


def _data(scene: Scene, network: Network) -> Mapping[str, Any]:
    """What the script reads; the drawing of nodes and edges as pyvis has them."""
    return {
        **{key: value for key, value in asdict(scene).items()},
        "drawn": {"nodes": network.nodes, "edges": network.edges},
        "styles": {**{kind: asdict(style) for kind, style in STYLES.items()}, "event": asdict(EVENT)},
    }


def _json(data: Mapping[str, Any]) -> str:
    """JSON that ends no script element and begins no comment, whatever the texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(character, escape)
    return text


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _policy(*scripts: str) -> str:
    """A Content-Security-Policy that runs these scripts and nothing else, and loads nothing."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
