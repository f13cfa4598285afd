"""What `verify` keeps of an N-Quads file while it streams by: fingerprints of graphs, subjects and objects, offsets, statements."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph import iri
from kg.graph.provenance import Versions
from kg.ontology.vocab import KG, RDF, Class, Nif, Outside, Property

_NUMBERS = {Nif.BEGIN_INDEX.value, Nif.END_INDEX.value}
_STATEMENT = {
    p.value
    for p in (
        Property.LEFT,
        Property.RIGHT,
        Property.DECIDED_BY,
        Property.SUBJECT,
        Property.PREDICATE,
        Property.OBJECT,
        Property.HOLDER,
        Property.BODY,
        Property.SUPPORTED_BY,
        Property.PREMISE,
        Property.ABOUT,
        Property.HAS_MENTION,
        Property.CANONICAL,
        Property.FACTUAL,
        Property.REPORTED_BY,
        Property.SUPERSEDES,
        Property.COPY_OF,
        Property.PROGRAM,
        Property.MODEL,
        Property.TABLES,
        Property.OVERLAID,
    )
}
_TYPES = {c.value for c in (Class.FACT, Class.BACKGROUND_FACT, Class.TENURE, Class.EVENT, Class.CLAIM)}


@dataclass(slots=True)
class Words:
    """Offsets and words of a node, as the graph gives them."""

    document: str
    begin: int = -1
    end: int = -1
    anchor: str | None = None

    def fault(self, text: str | None) -> str | None:
        """Why the words do not stand at their offsets in the text, None where they do."""
        if self.anchor is None or text is None:
            return "has offsets, but no words or no text"
        if text[self.begin : self.end] != self.anchor or not 0 <= self.begin < self.end:
            return f"the text at {self.begin}..{self.end} is {text[self.begin : self.end]!r}, not {self.anchor!r}"
        return None


@dataclass(slots=True)
class Found:
    """What was read; `statements` are values by property and node, `direct` triples of relations by graph."""

    base: str
    path: Path | None = None
    quads: int = 0
    blank: list[str] = field(default_factory=list)
    prints: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    subjects: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    words: dict[str, Words] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    generated: dict[str, str] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    statements: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    direct: dict[str, set[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(set))

    def values(self, node: str, property: Property) -> list[str]:
        """The values of a property of a node."""
        return self.statements[property.value].get(node, [])

    def versions(self, graph: str) -> Versions | None:
        """What the document was extracted by, as its graph says; None where it does not."""
        node = self.generated.get(graph, "")
        parts = [self.values(node, p) for p in (Property.PROGRAM, Property.MODEL, Property.TABLES)]
        overlaid = tuple(sorted(set(self.values(node, Property.OVERLAID))))
        return Versions(program=parts[0][0], model=parts[1][0], tables=parts[2][0], overlaid=overlaid) if all(parts) else None

    def document_graphs(self) -> set[str]:
        """Names of the graphs that are neither background nor decisions nor derived."""
        others = {iri.background_graph(self.base), iri.decisions_graph(self.base), iri.derived_graph(self.base)}
        return self.prints.keys() - others

    def dangling(self) -> set[str]:
        """Our IRIs that are objects and never subjects, but for what people judged: a judgement outlives the articles it is about."""
        by_people = [n for n, by in self.statements[Property.DECIDED_BY.value].items() if not all(b.startswith("rule:") for b in by)]
        judged = {end for side in (Property.LEFT, Property.RIGHT) for node in by_people for end in self.values(node, side)}
        return {o for o in self.objects - self.subjects - judged if o.startswith(self.base)}

    def misplaced(self) -> Iterator[tuple[str, str]]:
        """(node, what) of texts that are not what their hash says, and of words that do not stand at their offsets."""
        for graph, text in sorted(self.texts.items()):
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            if self.hashes.get(graph) != digest or graph != iri.document(self.base, digest[: iri.DIGITS]):
                yield graph, "the text is not the one that the hash of the document was made from"
        for node, words in sorted(self.words.items()):
            if fault := words.fault(self.texts.get(words.document)):
                yield node, fault
            elif "#char=" in node and not node.endswith(f"#char={words.begin},{words.end}"):
                yield node, f"its name does not give its offsets {words.begin}..{words.end}"

    def differences(self, graph: str, expected: set[str], shown: int) -> Iterator[str]:
        """How a document graph differs from the lines it should have."""
        if self.prints.get(graph, 0) == sum(map(_print, expected)):
            return
        found = (
            {f"{quad} ." for quad in _parse(self.path) if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == graph}
            if self.path
            else set()
        )
        for what, lines in (("lacks", expected - found), ("has, though it does not follow from the annotations,", found - expected)):
            for line in sorted(lines)[:shown]:
                yield f"the document graph {what} {line}"
            if len(lines) > shown:
                yield f"the document graph {what} {len(lines) - shown} more quads"
        if found == expected:
            yield "the document graph has quads more than once"


def read(path: Path, base: str) -> Found:
    """Read an N-Quads file once; `InputError` where it is none."""
    found = Found(base=base, path=path)
    try:
        for quad in _parse(path):
            _take(found, quad)
    except (SyntaxError, OSError, ValueError) as error:
        raise InputError(f"{error}; export or build again") from error
    return found


def _parse(path: Path) -> Iterator[ox.Quad]:
    return ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)


def _print(line: str) -> int:
    """A fingerprint whose sum over the lines of a graph tells graphs apart whatever the order."""
    return int.from_bytes(hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=16).digest())


def _take(found: Found, quad: ox.Quad) -> None:
    subject, object, line = quad.subject, quad.object, f"{quad} ."
    found.quads += 1
    if not (
        isinstance(subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode) and isinstance(object, ox.NamedNode | ox.Literal)
    ):
        found.blank.append(line)
        return
    node, property, value, graph = subject.value, quad.predicate.value, object.value, quad.graph_name.value
    found.prints[graph] += _print(line)
    found.subjects.add(node)
    if isinstance(object, ox.NamedNode):
        found.objects.add(value)
        if property.startswith(KG) and property not in _STATEMENT and value.startswith(f"{found.base}entity/"):
            found.direct[graph].add((node, property, value))
    if property in _STATEMENT:
        found.statements[property][node].append(value)
    elif property == RDF + "type":
        if value in _TYPES:
            found.types[value].add(node)
    elif property in _NUMBERS or property == Nif.ANCHOR_OF:
        _offset(found, node, graph, property, value)
    elif property == Nif.IS_STRING:
        found.texts[graph] = value
    elif property == Property.SHA256:
        found.hashes[graph] = value
    elif property == Outside.WAS_GENERATED_BY:
        found.generated[graph] = value


def _offset(found: Found, node: str, graph: str, property: str, value: str) -> None:
    if node.endswith("#char=0,"):
        return
    words = found.words.setdefault(node, Words(graph))
    if property == Nif.ANCHOR_OF:
        words.anchor = value
    elif property == Nif.BEGIN_INDEX:
        words.begin = int(value)
    else:
        words.end = int(value)


def same_graphs(directory: Path, found: Found) -> Iterator[tuple[str, str]]:
    """(file, what) where graph.trig does not hold the same quads as graph.nq, or graph.ttl not the same triples."""
    trig, turtle = directory / "graph.trig", directory / "graph.ttl"
    if trig.is_file():
        try:
            prints: dict[str, int] = defaultdict(int)
            for quad in ox.parse(path=str(trig), format=ox.RdfFormat.TRIG):
                prints[getattr(quad.graph_name, "value", "")] += _print(f"{quad} .")
            differing = sorted(g for g in prints.keys() | found.prints.keys() if prints.get(g) != found.prints.get(g))
            if differing:
                yield (
                    trig.name,
                    f"does not hold what graph.nq holds in {differing[0]}"
                    + (f" and {len(differing) - 1} graphs more" if len(differing) > 1 else ""),
                )
        except SyntaxError as error:
            yield trig.name, f"{error}"
    if turtle.is_file() and found.path:
        try:
            if _triples(turtle, ox.RdfFormat.TURTLE) != _triples(found.path, ox.RdfFormat.N_QUADS):
                yield turtle.name, "does not hold the union of what graph.nq holds"
        except SyntaxError as error:
            yield turtle.name, f"{error}"


def _triples(path: Path, form: ox.RdfFormat) -> set[int]:
    return {_print(str(quad.triple)) for quad in ox.parse(path=str(path), format=form)}
