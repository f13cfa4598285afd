"""JSON-LD: one compact node object a subject, under one context."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from kg.ontology.vocab import PREFIXES, XSD, Outside

_LITERAL = re.compile(r'(".*")(?:\^\^<([^<>"]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)
_SHORT = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix != "kgr"}


def context(base: str) -> dict[str, Any]:
    """The context of an export: prefixes, and the base against which resources are written."""
    return {"@base": base, **_SHORT}


def write(lines: Iterable[bytes], base: str) -> Iterator[str]:
    """JSON-LD from sorted N-Triples lines: chunks of text, one a subject."""
    yield '{"@context":' + json.dumps(context(base)) + ',\n"@graph":['
    divider = "\n"
    for subject, members in groupby((line.decode() for line in lines), key=lambda line: line[: line.index(" ")]):
        node = _node(subject, [line[len(subject) + 1 : -3] for line in members], base)
        yield divider + json.dumps(node, ensure_ascii=False, separators=(",", ":"))
        divider = ",\n"
    yield "\n]}\n"


def _node(subject: str, statements: list[str], base: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _relative(subject[1:-1], base)}
    values: dict[str, list[Any]] = {}
    for statement in statements:
        predicate, term = statement.split(" ", 1)
        iri = predicate[1:-1]
        if iri == Outside.TYPE:
            values.setdefault("@type", []).append(_compact(term[1:-1]))
        else:
            values.setdefault(_compact(iri), []).append(_value(term, base))
    for key in sorted(values, key=lambda k: (k != "@type", k != "rdfs:label", k)):
        node[key] = values[key] if len(values[key]) > 1 else values[key][0]
    return node


def _value(term: str, base: str) -> Any:
    """An object: a node reference, a native boolean or integer, a string, or a typed value. Escapes of N-Triples are JSON's."""
    if term.startswith("<"):
        return {"@id": _relative(term[1:-1], base)}
    found = _LITERAL.fullmatch(term)
    if found is None:
        raise ValueError(f"not a term of N-Triples: {term}")
    text = json.loads(found[1])
    if found[3]:
        return {"@value": text, "@language": found[3]}
    if found[2] == XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    if found[2] == XSD + "integer" and len(text) < 16 and str(int(text)) == text:
        return int(text)
    return {"@value": text, "@type": _compact(found[2])} if found[2] else text


def _compact(iri: str) -> str:
    for prefix, namespace in _SHORT.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _relative(iri: str, base: str) -> str:
    """A resource relative to the base where that cannot be read as anything else."""
    rest = iri.removeprefix(base)
    return rest if rest != iri and rest and ":" not in rest and not rest.startswith(("/", "#", "?")) else iri
