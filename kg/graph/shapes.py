"""An exported graph against the SHACL shapes, with findings in plain words that name article and sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH
from rdflib.term import BNode, Identifier, Literal, Node, URIRef

from kg.errors import InputError
from kg.ontology.vocab import PREFIXES, RDF, RDFS, XSD, Nif, Outside, Property
from kg.resources import find

VOCABULARY = ("vocabulary/kg.ttl", "vocabulary/events.ttl")
SHAPES = "vocabulary/shapes.ttl"

_NEEDED = frozenset({RDF + "type", RDFS + "subClassOf", Property.MODE_OF})
"""What the shapes read of the vocabulary itself."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that breaks a shape: article and sentence (empty where it belongs to none), what is wrong, the node, property and value."""

    document: str
    sentence: str
    message: str
    node: str
    path: str
    value: str

    def __str__(self) -> str:
        where = f"{self.document}: " if self.document else ""
        words = f' In: "{self.sentence}"' if self.sentence else ""
        value = f" (found: {self.value})" if self.value else ""
        return f"{where}{self.message}{value}{words} [{self.node}]"


def validate(source: Path | Iterable[str], overlay: Path | None = None) -> list[Finding]:
    """What breaks the shapes in an RDF file (any format that its ending tells) or in N-Quads lines; empty where the graph conforms.

    All graphs are read as one. `InputError` where the source cannot be read.
    """
    graph, homes = _load(source)
    for name in VOCABULARY:
        for quad in ox.parse(path=str(find(name, overlay)), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value in _NEEDED and isinstance(quad.object, ox.NamedNode):
                graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), URIRef(quad.object.value)))
    shapes, _ = _load(find(SHAPES, overlay))
    conforms, report, text = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inference="none", inplace=True)
    if conforms:
        return []
    if not isinstance(report, rdflib.Graph):
        raise InputError(f"shapes cannot be checked: {text}; correct {SHAPES} or install kg again")
    return sorted(set(_findings(report, graph, homes)))


def _load(source: Path | Iterable[str]) -> tuple[rdflib.Graph, dict[str, str]]:
    """The union of all graphs, and for each subject the graph it is typed in."""
    graph = rdflib.Graph(bind_namespaces="none")
    homes: dict[str, str] = {}
    terms: dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, Identifier] = {}

    def term(found: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
        known = terms.get(found)
        if known is None:
            known = terms[found] = _term(found)
        return known

    try:
        for quad in _parse(source):
            graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
            if quad.predicate.value == Outside.TYPE and isinstance(quad.graph_name, ox.NamedNode):
                homes.setdefault(str(term(quad.subject)), quad.graph_name.value)
    except (SyntaxError, OSError) as error:
        raise InputError(f"{source if isinstance(source, Path) else 'the graph'}: {error}; build or export it again") from error
    return graph, homes


def _parse(source: Path | Iterable[str]) -> Iterator[ox.Quad]:
    if isinstance(source, Path):
        return ox.parse(path=str(source), format=ox.RdfFormat.from_extension(source.suffix.removeprefix(".")) or ox.RdfFormat.N_QUADS)
    return ox.parse("".join(f"{line}\n" for line in source).encode(), format=ox.RdfFormat.N_QUADS)


def _term(found: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    if isinstance(found, ox.Literal):
        plain = found.datatype.value == XSD + "string"
        return (
            Literal(found.value, lang=found.language)
            if plain or found.language
            else Literal(found.value, datatype=URIRef(found.datatype.value))
        )
    if isinstance(found, ox.Triple):
        raise InputError("the graph holds a triple term, which is RDF 1.2; build it again")
    return BNode(found.value) if isinstance(found, ox.BlankNode) else URIRef(found.value)


def _findings(report: rdflib.Graph, graph: rdflib.Graph, homes: dict[str, str]) -> Iterator[Finding]:
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        node = report.value(result, SH.focusNode)
        if node is None:
            continue
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        shown = graph.value(value, URIRef(Outside.LABEL)) or value if value is not None and value != node else ""
        document, sentence = _place(node, graph, homes)
        yield Finding(
            document=document,
            sentence=sentence,
            message=str(report.value(result, SH.resultMessage) or "It breaks a shape."),
            node=_short(str(node)),
            path=_short(str(path)) if isinstance(path, URIRef) else "",
            value=_short(str(shown)),
        )


def _place(node: Node, graph: rdflib.Graph, homes: dict[str, str]) -> tuple[str, str]:
    """The article's source and the sentence of a node: its own evidence, else its line, else that of a claim or mention it rests on."""
    for at in (node, *graph.objects(node, URIRef(Property.SUPPORTED_BY)), *graph.objects(node, URIRef(Property.HAS_MENTION))):
        sentence = graph.value(at, URIRef(Property.EVIDENCE))
        words = str(sentence or at)
        home = URIRef(words.partition("#")[0] if "#char=" in words else homes.get(words, ""))
        source = graph.value(home, URIRef(Property.SOURCE_PATH)) or graph.value(home, URIRef(Property.IDENTIFIER))
        if sentence is not None:
            return str(source or ""), str(graph.value(sentence, URIRef(Nif.ANCHOR_OF)) or "")
        if source is not None:
            return str(source), _line(at, home, graph)
    return "", ""


def _line(node: Node, document: URIRef, graph: rdflib.Graph) -> str:
    """The line of the text that a node's offsets lie in; for an entity or link that of its first mention; empty where there is none."""
    refers = sorted(graph.subjects(URIRef(Property.REFERS_TO), node), key=str)
    near = [w for w in refers if str(w).startswith(f"{document}#")] or [node]
    begin = graph.value(near[0], URIRef(Nif.BEGIN_INDEX))
    text = graph.value(graph.value(document, URIRef(Property.TEXT)), URIRef(Nif.IS_STRING))
    if begin is None or text is None or not str(begin).isdigit():
        return ""
    at, whole = int(str(begin)), str(text)
    end = whole.find("\n", at)
    return whole[whole.rfind("\n", 0, at) + 1 : end if end >= 0 else len(whole)]


def _short(value: str) -> str:
    """An IRI of ours with its prefix."""
    for prefix in ("kg", "kge", "kgr"):
        if value.startswith(PREFIXES[prefix]):
            return f"{prefix}:{value[len(PREFIXES[prefix]) :]}"
    return value
