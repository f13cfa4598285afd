"""JSON-LD: one compact node object a subject, under the published context (`vocabulary/context.jsonld`), which is written along."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.ontology.vocab import XSD, Outside
from kg.resources import find

_LITERAL = re.compile(r'(".*")(?:\^\^<([^<>"]*)>|@([A-Za-z0-9-]+))?', re.DOTALL)
_NATIVE_DIGITS = 15
"""Integers of more digits are written as strings: JSON readers round them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The published context, ready for compacting: terms with their coercion by IRI, prefixes by name."""

    written: Mapping[str, Any]
    base: str
    terms: Mapping[str, tuple[str, str | None]]
    prefixes: Mapping[str, str]

    def term(self, iri: str) -> tuple[str, str | None]:
        """The key for an IRI, and what its values are coerced to."""
        return self.terms.get(iri) or (self.compact(iri), None)

    def compact(self, iri: str) -> str:
        """An IRI as prefixed name, or in full."""
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def relative(self, iri: str) -> str:
        """A resource relative to the base where that cannot be read as anything else, else as prefixed name or in full."""
        rest = iri.removeprefix(self.base)
        return rest if rest != iri and rest and ":" not in rest and not rest.startswith(("/", "#", "?")) else self.compact(iri)


def context(base: str) -> Context:
    """The published context with the base of this export."""
    written = json.loads(find("vocabulary/context.jsonld").read_text(encoding="utf-8"))["@context"]
    named = {name: value for name, value in written.items() if isinstance(value, dict)}
    prefixes = {name: value["@id"] for name, value in named.items() if value.get("@prefix")}

    def full(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local if prefix in prefixes else name

    terms = {
        full(value["@id"]): (name, full(value["@type"]) if "@type" in value else None)
        for name, value in named.items()
        if not value.get("@prefix")
    }
    return Context(written={**written, "@base": base}, base=base, terms=terms, prefixes=prefixes)


def write(lines: Iterable[bytes], base: str) -> Iterator[str]:
    """JSON-LD from sorted N-Triples lines: chunks of text, one a subject."""
    found = context(base)
    yield '{"@context":' + json.dumps(found.written, separators=(",", ":")) + ',\n"graph":['
    divider = "\n"
    for subject, members in groupby((line.decode() for line in lines), key=lambda line: line[: line.index(" ")]):
        node = _node(subject, [line[len(subject) + 1 : -3] for line in members], found)
        yield divider + json.dumps(node, ensure_ascii=False, separators=(",", ":"))
        divider = ",\n"
    yield "\n]}\n"


def _node(subject: str, statements: list[str], found: Context) -> dict[str, Any]:
    node: dict[str, Any] = {"id": subject if subject.startswith("_:") else found.relative(subject[1:-1])}
    values: dict[str, list[Any]] = {}
    for statement in statements:
        predicate, term = statement.split(" ", 1)
        iri = predicate[1:-1]
        if iri == Outside.TYPE:
            values.setdefault("type", []).append(found.term(term[1:-1])[0])
        else:
            key, coercion = found.term(iri)
            values.setdefault(key, []).append(_value(term, coercion, found))
    for key in sorted(values, key=lambda k: (k != "type", k != "label", k)):
        node[key] = values[key] if len(values[key]) > 1 else values[key][0]
    return node


def _value(term: str, coercion: str | None, found: Context) -> Any:
    """An object: a node, a native boolean or integer, a string, or a value with its type. Escapes of N-Triples are JSON's."""
    if term.startswith(("<", "_:")):
        iri = term if term.startswith("_:") else found.relative(term[1:-1])
        return iri if coercion == "@id" else {"@id": iri}
    match = _LITERAL.fullmatch(term)
    if match is None:
        raise ValueError(f"not a term of N-Triples: {term}")
    text, kind, language = json.loads(match[1]), match[2], match[3]
    if language:
        return {"@value": text, "@language": language}
    if coercion in (None, kind):
        if kind == XSD + "boolean" and text in ("true", "false"):
            return text == "true"
        if kind == XSD + "integer" and len(text) <= _NATIVE_DIGITS and str(int(text)) == text:
            return int(text)
    if coercion == kind:
        return text
    return {"@value": text, "@type": found.compact(kind)} if kind else {"@value": text}
