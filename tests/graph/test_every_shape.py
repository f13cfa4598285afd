"""No shape that nothing breaks: each message is told of a graph in which everything is wrong, or of one in `test_shapes`."""

import re
from collections.abc import Iterator

import rdflib
from rdflib.namespace import SH

from kg.graph import iri
from kg.graph.shapes import validate
from kg.ontology.vocab import Outside
from kg.resources import find
from tests.graph.test_shapes import BROKEN, added, p

Triple = tuple[str, str, str]
SHAPES = rdflib.Graph().parse(find("vocabulary/shapes.ttl"))
MESSAGES = {str(message) for message in SHAPES.objects(None, SH.message)}
WRONG = ('"wrong"', "<urn:wrong>")


def node(name: str) -> str:
    return f"<{iri.BASE}wrong/{name}>"


def of_classes() -> Iterator[Triple]:
    """For each class that shapes speak of, a node that says nothing, and one that says two wrong things in every property."""
    for number, (shape, kind) in enumerate(sorted(SHAPES.subject_objects(SH.targetClass))):
        yield node(f"bare{number}"), f"<{Outside.TYPE}>", f"<{kind}>"
        yield node(f"wrong{number}"), f"<{Outside.TYPE}>", f"<{kind}>"
        for holder in (shape, *SHAPES.objects(shape, SH.property)):
            path = SHAPES.value(holder, SH.path)
            if isinstance(path, rdflib.URIRef):
                yield from ((node(f"wrong{number}"), f"<{path}>", value) for value in WRONG)


def of_relations() -> Iterator[Triple]:
    """For each property with a domain or range, a statement whose ends are nothing, and whose dates are none."""
    for name in sorted({found[1] for message in MESSAGES if (found := re.match(r"The (?:subject|object) of (\w+) is one of", message))}):
        yield node(name), p("predicate"), p(name)
        for end in ("subject", "object"):
            yield node(name), p(end), "<urn:wrong>"
        for end in ("from", "until"):
            yield node(name), p(end), '"wrong"'


def test_every_message_is_told_of_some_broken_graph() -> None:
    told = {finding.message for finding in validate(added(*of_classes(), *of_relations()))}
    assert MESSAGES - told - {message for _, message in BROKEN} == set()
