"""Turtle and TriG that people like to read: sections, blank lines, type and label first, short names."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from kg.ontology.vocab import PREFIXES, Outside

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_SHORTHAND = re.compile(r'"([+-]?\d+|true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#(integer|boolean)>')
_TYPED = re.compile(r'(".*")\^\^(<[^<>"]*>)', re.DOTALL)
_TYPE = f"<{Outside.TYPE.value}>"
_FIRST = (_TYPE, f"<{Outside.LABEL.value}>")
"""Predicates that open a subject; the others follow in the order of the lines, which are sorted."""
_SHORT = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix != "kgr"}
"""Resources are written relative to the base: `<entity/Q1>`; a prefixed name may hold no slash."""


def turtle(lines: Iterable[bytes], base: str) -> Iterator[str]:
    """Turtle from sorted N-Triples lines: chunks of text, one a subject."""
    yield from _head(base)
    yield from _subjects(lines, base, "")


def trig(lines: Iterable[bytes], base: str) -> Iterator[str]:
    """TriG from N-Quads lines sorted by graph (see `by_graph`)."""
    yield from _head(base)
    for graph, members in groupby(lines, key=lambda line: line[: line.index(b" ")]):
        triples = (line[len(graph) + 1 :] for line in members)
        if graph == b"_":
            yield from _subjects(triples, base, "")
        else:
            yield f"\n{_iri(graph.decode(), base)} {{\n"
            yield from _subjects(triples, base, "  ")
            yield "}\n"


def by_graph(line: bytes) -> bytes:
    """An N-Quads line with its graph in front instead of at the end (`_` for the default graph), so that sorting groups by graph."""
    statement, graph, _ = line.rsplit(b" ", 2)
    if graph.startswith(b"<") and statement.count(b" ") >= 2:
        return graph + b" " + statement + b" .\n"
    return b"_ " + line


def _head(base: str) -> Iterator[str]:
    yield f"@base <{base}> .\n"
    for prefix, namespace in _SHORT.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"


def _subjects(lines: Iterable[bytes], base: str, indent: str) -> Iterator[str]:
    section = None
    for subject, members in groupby((line.decode() for line in lines), key=lambda line: line[: line.index(" ")]):
        found = _section(subject, base)
        if found != section:
            yield f"\n{indent}# {found}\n"
            section = found
        yield _subject(subject, [line[len(subject) + 1 : -3] for line in members], base, indent)


def _section(subject: str, base: str) -> str:
    """The kind of a resource: the first part of its path below the base, words of a document apart."""
    rest = subject[1:-1].removeprefix(base)
    kind = rest.split("/", 1)[0] if len(rest) < len(subject) - 2 else "other"
    return "words" if "#char=" in rest else kind


def _subject(subject: str, statements: list[str], base: str, indent: str) -> str:
    """One subject with its predicates, objects of a predicate behind one another."""
    objects: dict[str, list[str]] = {}
    for statement in statements:
        predicate, _, object_ = statement.partition(" ")
        objects.setdefault(predicate, []).append(_term(object_, base))
    first = [p for p in _FIRST if p in objects]
    order = [*first, *(p for p in objects if p not in _FIRST)]
    parts = [f"{'a' if p == _TYPE else _iri(p, base)} {', '.join(objects[p])}" for p in order]
    return f"{indent}{_iri(subject, base)}\n{indent}  " + f" ;\n{indent}  ".join(parts) + " .\n"


def _term(term: str, base: str) -> str:
    """An object in its shortest Turtle form; escapes of N-Triples are those of Turtle."""
    if term.startswith("<"):
        return _iri(term, base)
    if term.endswith('"'):
        return term
    short = _SHORTHAND.fullmatch(term)
    if short and (short[2] == "boolean") == (short[1] in ("true", "false")):
        return short[1]
    typed = _TYPED.fullmatch(term)
    return f"{typed[1]}^^{_iri(typed[2], base)}" if typed else term


@lru_cache(maxsize=1 << 16)
def _iri(term: str, base: str) -> str:
    """An IRI as a prefixed name, relative to the base, or in full."""
    iri = term[1:-1]
    for prefix, namespace in _SHORT.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    rest = iri.removeprefix(base)
    return f"<{rest}>" if rest != iri and rest and ":" not in rest.split("/")[0] and not rest.startswith(("/", "#", "?")) else term
