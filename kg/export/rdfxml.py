"""RDF/XML, one description a subject: what pyoxigraph writes loses carriage returns, and XML readers refuse its control characters."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.errors import OutputError
from kg.export.xmltext import Words
from kg.ontology.vocab import PREFIXES

_LITERAL = re.compile(r'(".*")(?:\^\^<([^<>"]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)
_LOCAL = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)


def write(lines: Iterable[bytes], words: Words) -> Iterator[str]:
    """RDF/XML from sorted N-Triples lines: chunks of text, one a subject."""
    prefixes = "".join(f'\n  xmlns:{prefix}="{words.write(iri)}"' for prefix, iri in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{prefixes}>\n'
    for subject, members in groupby((line.decode() for line in lines), key=lambda line: line[: line.index(" ")]):
        said = (_property(line[len(subject) + 1 : -3], words) for line in members)
        yield f"<rdf:Description {_node(subject, 'about', words)}>\n{''.join(said)}</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(statement: str, words: Words) -> str:
    predicate, _, term = statement.partition(" ")
    name, declared = _name(predicate[1:-1], words)
    if term.startswith(("<", "_:")):
        return f"  <{name}{declared} {_node(term, 'resource', words)}/>\n"
    match = _LITERAL.fullmatch(term)
    if match is None:
        raise ValueError(f"not a term of N-Triples: {term}")
    kind = f' rdf:datatype="{words.write(match[2])}"' if match[2] else f' xml:lang="{match[3]}"' if match[3] else ""
    return f"  <{name}{declared}{kind}>{words.write(json.loads(match[1]))}</{name}>\n"


def _node(term: str, attribute: str, words: Words) -> str:
    """The attribute that names a node."""
    return f'rdf:nodeID="{term[2:]}"' if term.startswith("_:") else f'rdf:{attribute}="{words.write(term[1:-1])}"'


def _name(iri: str, words: Words) -> tuple[str, str]:
    """The element of a predicate, and its namespace where that has no prefix of ours."""
    local = _LOCAL.search(iri)
    if local is None:
        raise OutputError(f"RDF/XML has no name for the predicate <{iri}>: export another format, such as turtle")
    namespace = iri[: local.start()]
    for prefix, known in PREFIXES.items():
        if namespace == known:
            return f"{prefix}:{local[0]}", ""
    return f"p:{local[0]}", f' xmlns:p="{words.write(namespace)}"'
