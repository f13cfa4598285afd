"""A document graph as nested dictionaries, read from its lines."""

import json
from collections import defaultdict
from collections.abc import Iterable

from kg.ontology.vocab import Class, Outside

Node = dict[str, list[str]]
"""The rest of the lines, from the object on, by predicate IRI."""

_TYPE = Outside.TYPE.value


class View:
    """The nodes of one graph by IRI, and by class."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read canonical N-Quads lines."""
        self.nodes: dict[str, Node] = defaultdict(dict)
        self._of_class: dict[str, list[str]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            self.nodes[subject[1:-1]].setdefault(predicate[1:-1], []).append(rest)

    def of_class(self, kind: Class) -> list[str]:
        """IRIs of the nodes of a class, sorted."""
        if not self._of_class:
            for iri in sorted(self.nodes):
                for name in self.all(iri, _TYPE):
                    self._of_class.setdefault(name, []).append(iri)
        return self._of_class.get(kind.value, [])

    def all(self, iri: str, predicate: str) -> list[str]:
        """Objects of a node's predicate: IRIs bare, literals as their text."""
        node = self.nodes.get(iri)
        return [_object(rest) for rest in node.get(predicate, ())] if node else []

    def one(self, iri: str, predicate: str) -> str | None:
        """The object of a node's predicate, the least where there are several, None where there is none."""
        found = self.all(iri, predicate)
        return min(found) if found else None


def _object(rest: str) -> str:
    """The object of the end of a line, without its graph."""
    if rest.startswith("<"):
        return rest[1 : rest.index(">")]
    end = rest.rindex('"')
    literal = rest[: end + 1]
    return str(json.loads(literal)) if "\\" in literal else literal[1:-1]
