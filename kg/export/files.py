"""The graph files of a build from one reading of the store: a subject is put into words once, for TriG and Turtle alike."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import IO

from kg.export.lines import sort, triple_lines
from kg.export.turtle import END, Sections, begin, describe, head, subjects
from kg.store.base import Reader

QUADS = "graph.nq"
NAMES = ("graph.ttl", "graph.trig", QUADS)
"""The union of all graphs as Turtle, the graphs as TriG and as N-Quads."""

_FIELD, _LINE = "\0", "\1"
"""What stands between the fields of a record, and in it for the end of a line; in lines of N-Triples both are escaped."""


def write_files(reader: Reader, folder: Path, base: str) -> None:
    """Write `NAMES` into a folder, sorted; what does not fit in memory is sorted through temporary files."""
    with ExitStack() as stack:
        ttl, trig, nq = (stack.enter_context((folder / name).open("wb")) for name in NAMES)
        _union(sort(_records(reader, trig, base)), ttl, nq, base)


def _records(reader: Reader, trig: IO[bytes], base: str) -> Iterator[bytes]:
    """Write TriG, and give a record of each subject of each graph: subject, graph, the rest of its lines, its text."""
    trig.write(head(base).encode())
    for graph in sorted(f"<{name}>" for name in reader.graphs()):
        sections = Sections(base, "  ")
        trig.write(begin(graph, base).encode())
        for subject, said in subjects(triple_lines(reader, graph[1:-1])):
            chunk = describe(subject, said, base)
            trig.write(sections.entry(subject, chunk).encode())
            yield _FIELD.join((subject, graph, _LINE.join(said), chunk[:-1].replace("\n", _LINE))).encode() + b"\n"
        trig.write(END.encode())


def _union(records: Iterator[bytes], ttl: IO[bytes], nq: IO[bytes], base: str) -> None:
    """Write Turtle and N-Quads from sorted records; what several graphs say of a subject stands together."""
    sections = Sections(base)
    ttl.write(head(base).encode())
    for subject, parts in groupby((record.decode()[:-1].split(_FIELD) for record in records), key=lambda part: part[0]):
        graphs: dict[str, list[str]] = {}
        alone = ""
        for _, graph, said, chunk in parts:
            alone = "" if graphs else chunk
            for statement in said.split(_LINE):
                graphs.setdefault(statement, []).append(graph)
        statements = sorted(graphs)  # with their graphs, which came sorted, this is the order of the lines
        nq.write("".join(f"{subject} {statement} {graph} .\n" for statement in statements for graph in graphs[statement]).encode())
        text = alone.replace(_LINE, "\n") + "\n" if alone else describe(subject, statements, base)
        ttl.write(sections.entry(subject, text).encode())
