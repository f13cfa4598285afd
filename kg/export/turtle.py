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
_NAMESPACES = tuple(_SHORT.values())
_KNOWN = 1 << 13
"""Terms whose short form is kept at hand."""


def turtle(lines: Iterable[bytes], base: str) -> Iterator[str]:
    """Turtle from sorted N-Triples lines: chunks of text, one a subject."""
    yield head(base)
    sections = Sections(base)
    for subject, said in subjects(lines):
        yield sections.entry(subject, describe(subject, said, base))


def trig(lines: Iterable[bytes], base: str) -> Iterator[str]:
    """TriG from N-Quads lines sorted by graph (see `by_graph`)."""
    yield head(base)
    for graph, members in groupby(lines, key=lambda line: line[: line.index(b" ")]):
        named = graph != b"_"
        sections = Sections(base, "  " if named else "")
        yield begin(graph.decode(), base) if named else ""
        for subject, said in subjects(line[len(graph) + 1 :] for line in members):
            yield sections.entry(subject, describe(subject, said, base))
        yield END if named else ""


def by_graph(line: bytes) -> bytes:
    """An N-Quads line with its graph in front instead of at the end (`_` for the default graph), so that sorting groups by graph."""
    statement, graph, _ = line.rsplit(b" ", 2)
    if graph.startswith(b"<") and statement.count(b" ") >= 2:
        return graph + b" " + statement + b" .\n"
    return b"_ " + line


def head(base: str) -> str:
    """The base and the prefixes."""
    return f"@base <{base}> .\n" + "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in _SHORT.items())


def subjects(lines: Iterable[bytes]) -> Iterator[tuple[str, list[str]]]:
    """Each subject of sorted N-Triples lines with the rest of its lines: predicate and object."""
    current, said = "", list[str]()
    for line in lines:
        subject, _, statement = line.decode().partition(" ")
        if subject != current:
            if said:
                yield current, said
            current, said = subject, []
        said.append(statement[:-3])
    if said:
        yield current, said


def begin(graph: str, base: str) -> str:
    """What stands before the subjects of a named graph of TriG; `END` stands behind."""
    return f"\n{_iri(graph, base)} {{\n"


END = "}\n"


class Sections:
    """Sorted subjects, those of a kind under a heading."""

    def __init__(self, base: str, indent: str = "") -> None:
        """Begin with the first kind."""
        self._base = base
        self._indent = indent
        self._kind = ""

    def entry(self, subject: str, chunk: str) -> str:
        """The text of the next subject, as `describe` has it, with a heading where a new kind begins."""
        kind = _kind(subject, self._base)
        opening = f"\n{self._indent}# {kind}\n" if kind != self._kind else ""
        self._kind = kind
        return opening + (self._indent + chunk[:-1].replace("\n", f"\n{self._indent}") + "\n" if self._indent else chunk)


def _kind(subject: str, base: str) -> str:
    """The kind of a resource: the first part of its path below the base, words of a document apart."""
    rest = subject[1:-1].removeprefix(base)
    kind = rest.split("/", 1)[0] if len(rest) < len(subject) - 2 else "other"
    return "words" if "#char=" in rest else kind


def describe(subject: str, statements: Iterable[str], base: str) -> str:
    """One subject with its predicates, objects of a predicate behind one another; `statements` are sorted."""
    objects: dict[str, str] = {}
    for statement in statements:
        predicate, _, object_ = statement.partition(" ")
        term = object_ if object_.endswith('"') else _term(object_, base)
        objects[predicate] = f"{objects[predicate]}, {term}" if predicate in objects else term
    first = {predicate: objects.pop(predicate) for predicate in _FIRST if predicate in objects}
    parts = [f"{'a' if p == _TYPE else _iri(p, base)} {said}" for p, said in (first | objects).items()]
    return f"{_iri(subject, base)}\n  " + " ;\n  ".join(parts) + " .\n"


@lru_cache(maxsize=_KNOWN)
def _term(term: str, base: str) -> str:
    """An object in its shortest Turtle form; escapes of N-Triples are those of Turtle."""
    if term.startswith("<"):
        return _iri(term, base)
    short = _SHORTHAND.fullmatch(term)
    if short and (short[2] == "boolean") == (short[1] in ("true", "false")):
        return short[1]
    typed = _TYPED.fullmatch(term)
    return f"{typed[1]}^^{_iri(typed[2], base)}" if typed else term


@lru_cache(maxsize=_KNOWN)
def _iri(term: str, base: str) -> str:
    """An IRI as a prefixed name, relative to the base, or in full; a blank node as it is."""
    if not term.startswith("<"):
        return term
    iri = term[1:-1]
    if iri.startswith(_NAMESPACES):
        for prefix, namespace in _SHORT.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
    rest = iri.removeprefix(base)
    return f"<{rest}>" if rest != iri and rest and ":" not in rest.split("/")[0] and not rest.startswith(("/", "#", "?")) else term
