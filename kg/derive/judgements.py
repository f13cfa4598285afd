"""Decisions of people, which outrank the program's: same joins, different parts, unsure parts too until somebody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.ontology.vocab import Property
from kg.store.base import Reader

_AUTOMATIC = "rule:"


@dataclass(frozen=True, slots=True)
class Judgements:
    """What people judged, by node: the nodes it is the same as, and those it is not to be joined with."""

    same: Mapping[str, frozenset[str]]
    apart: Mapping[str, frozenset[str]]

    def same_keys(self, node: str) -> list[str]:
        """Join keys that a node shares with what it was judged to be the same as."""
        return [f"judged:{'|'.join(sorted((node, other)))}" for other in sorted(self.same.get(node, ()))]

    def over(self, groups: Mapping[str, Sequence[str]]) -> "Judgements":
        """What is judged of groups where their members were judged."""
        of = {member: group for group, members in groups.items() for member in members}
        apart: dict[str, set[str]] = {}
        for node, others in self.apart.items():
            if node in of:
                apart.setdefault(of[node], set()).update(of[other] for other in others if other in of)
        return Judgements(same={}, apart={group: frozenset(others) for group, others in apart.items()})

    def cut(self, nodes: Sequence[str], keys: Mapping[str, Sequence[str]]) -> list[list[str]]:
        """Clusters of nodes that share keys, none with two nodes that are to stay apart; nodes join in the order of IRIs."""
        clusters: list[tuple[set[str], set[str]]] = []
        for node in sorted(nodes):
            apart = self.apart.get(node, frozenset())
            joined = [c for c in clusters if c[1] & set(keys[node]) and not c[0] & apart]
            members, held = {node}, set(keys[node])
            for cluster in joined:
                if not any(self.apart.get(member, frozenset()) & cluster[0] for member in members):
                    members |= cluster[0]
                    held |= cluster[1]
                    clusters.remove(cluster)
            clusters.append((members, held))
        return sorted(sorted(members) for members, _ in clusters)


def read(reader: Reader, graph: str) -> Judgements:
    """What people decided, from the graph of decisions."""
    same: dict[str, set[str]] = {}
    apart: dict[str, set[str]] = {}
    for quad in reader.quads(predicate=NamedNode(Property.DECIDED_BY), graph=graph):
        if getattr(quad.object, "value", "").startswith(_AUTOMATIC):
            continue
        left, right, judgement = (
            next((str(getattr(q.object, "value", "")) for q in reader.quads(quad.subject, NamedNode(p), None, graph)), "")
            for p in (Property.LEFT, Property.RIGHT, Property.JUDGEMENT)
        )
        table = same if judgement == "same" else apart
        table.setdefault(left, set()).add(right)
        table.setdefault(right, set()).add(left)
    return Judgements(
        same={node: frozenset(others) for node, others in same.items()}, apart={node: frozenset(others) for node, others in apart.items()}
    )
