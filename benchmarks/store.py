"""The store beside bare pyoxigraph and rdflib, on a graph of a million quads made from generated articles.

    python benchmarks/store.py [NAME…] --work FOLDER [--runs N] [--json FILE]

FOLDER keeps what is made on first use, half an hour of work on one core: `million`, a build of 405 generated articles, `tenth`, one of 34,
and `many`, one of 10,000 short articles. Times are CPU seconds (user and system) of the process, A and B in turn; the ratio is the median
of A/B.
"""
# ruff: noqa: PLC0415  # what is measured is imported where it is measured

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent

MADE = {"tenth": (34, 400, 1), "million": (405, 400, 1), "many": (10_000, 45, 2)}
"""Builds: articles, words each, seed."""


@dataclass(frozen=True)
class Figure:
    """One comparison: medians of A and B, their ratio, what is aimed at, and whether it is reached."""

    name: str
    a: float
    b: float
    ratio: float
    want: str
    good: bool


def build(work: Path, name: str) -> Path:
    """The output directory of that name, made if it is not there."""
    target = work / name
    if not (target / "run.json").exists():
        articles, words, seed = MADE[name]
        source = work / f"{name}.jsonl"
        made = ["--seed", str(seed), "--words", str(words), "-o", str(source)]
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(articles), *made], check=True)
        subprocess.run([sys.executable, "-m", "kg", "build", str(source), "-o", str(target)], check=True)
    return target


def child(code: str, *arguments: str | Path) -> list[float]:
    """The figures that a script prints on its last line."""
    done = subprocess.run([sys.executable, "-c", SETUP + code, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [float(word) for word in done.stdout.split("\n")[-2].split()]


SETUP = """
import sys, resource, tempfile, itertools
from pathlib import Path
from pyoxigraph import Store, RdfFormat
def used():
    now = resource.getrusage(resource.RUSAGE_SELF)
    return now.ru_utime + now.ru_stime
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""

LOAD_BARE = """
with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
    begin = used()
    store = Store(folder + "/store")
    store.bulk_load(path=sys.argv[1], format=RdfFormat.N_QUADS)
    store.flush()
    print(used() - begin)
    del store
"""
LOAD = """
from kg.store.oxigraph import open_writer
with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
    begin = used()
    with open_writer(Path(folder) / "store") as writer:
        writer.load(open(sys.argv[1], "rb"))
        writer.commit()
        print(used() - begin)
"""
DUMP_BARE = """
from kg.store.oxigraph import open_reader
with open_reader(Path(sys.argv[1]) / "store") as reader, tempfile.TemporaryFile() as stream:
    begin = used()
    reader.quadstore.dump(stream, RdfFormat.N_QUADS)
    print(used() - begin, peak())
"""
TURTLE = """
from kg.export import rdf
from kg.store.oxigraph import open_reader
with open_reader(Path(sys.argv[1]) / "store") as reader, tempfile.TemporaryFile() as stream:
    begin = used()
    rdf.write(reader, "turtle", stream)
    print(used() - begin, peak())
"""
VALIDATE = """
from kg.graph.shapes import validate
begin = used()
found = validate(Path(sys.argv[1]) / "graph.nq")
print(used() - begin)
"""
UNCHANGED = """
from kg.extractor import knowledge
from kg.config import Config
from kg.flow import build
knowledge(Config())
begin = used()
progress = build([sys.argv[1]], sys.argv[2])
print(used() - begin, progress.done, progress.unchanged)
"""
REMOVE = """
from kg.config import Config
from kg.derive import entail
from kg.derive.context import Context
from kg.derive.update import update
from kg.extractor import knowledge
from kg.store.oxigraph import open_writer
context = Context(gazetteer=knowledge(Config()).gazetteer, entailment=entail.load(), base="https://w3id.org/newskg/id/")
def timed(changes):
    begin = used()
    with open_writer(Path(sys.argv[1])) as writer:
        update(writer, changes, context)
        writer.commit()
    return used() - begin
with open_writer(Path(sys.argv[1])) as writer:
    documents = [graph for graph in writer.graphs() if "/document/" in graph][int(sys.argv[2]) :: 997][:10]
    lines = {graph: [f"{quad} ." for quad in writer.quads(graph=graph)] for graph in documents}
pairs = [(timed({graph: None}), timed({graph: lines[graph]})) for graph in documents]
print(*(seconds for pair in pairs for seconds in pair))
"""


def ratio(name: str, pairs: list[tuple[float, float]], most: float) -> Figure:
    """The median of A/B over pairs; it is to be at most `most`."""
    a, b, middle = (statistics.median(found) for found in ([x for x, _ in pairs], [y for _, y in pairs], [x / y for x, y in pairs]))
    return Figure(name, a, b, middle, f"<= {most:g}", middle <= most)


def load(work: Path, runs: int) -> Iterator[Figure]:
    """Loading N-Quads into a store on disk."""
    lines = build(work, "million") / "graph.nq"
    yield ratio("loading / bulk load", [(child(LOAD, lines)[0], child(LOAD_BARE, lines)[0]) for _ in range(runs)], 1.3)


def turtle(work: Path, runs: int) -> Iterator[Figure]:
    """Turtle beside the dump of pyoxigraph, and its memory on this graph and on one of half as many quads again."""
    large, larger = build(work, "million"), build(work, "many")
    pairs = [(child(TURTLE, large), child(DUMP_BARE, large)) for _ in range(runs)]
    yield ratio("Turtle / dump", [(a[0], b[0]) for a, b in pairs], 3)
    yield ratio("Turtle of 10,000 articles / of 405, MiB", [(child(TURTLE, larger)[1], a[1]) for a, _ in pairs], 1.2)


def validation(work: Path, runs: int) -> Iterator[Figure]:
    """SHACL over a tenth of a million triples."""
    yield ratio("validate 100,000 triples, s", [(child(VALIDATE, build(work, "tenth"))[0], 1.0) for _ in range(runs)], 10)


def unchanged(work: Path, runs: int) -> Iterator[Figure]:
    """Building articles again that are there already, beside building them."""
    build(work, "tenth")
    with tempfile.TemporaryDirectory(dir=work) as folder:
        source = work / "tenth.jsonl"
        first = child(UNCHANGED, source, Path(folder) / "out")[0]
        again = [child(UNCHANGED, source, Path(folder) / "out")[0] for _ in range(runs)]
        yield ratio("unchanged articles / first time", [(seconds, first) for seconds in again], 0.02)


def removal(work: Path, runs: int) -> Iterator[Figure]:
    """Removing one article of 10,000 from the store, beside adding it."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        store = Path(folder) / "store"
        shutil.copytree(build(work, "many") / "store", store)
        found = [seconds for turn in range(runs) for seconds in child(REMOVE, store, turn)]
        yield ratio("removing / adding one of 10,000", list(zip(found[::2], found[1::2], strict=True)), 5)


KINDS = {"lookup": "evidence", "join": "about", "aggregate": "months", "path": "timeline", "optional": "documents", "filter": "stance"}
"""A named query of each kind, for the comparison with rdflib."""


def queries(work: Path, runs: int) -> Iterator[Figure]:
    """Every named query beside the same SPARQL on bare pyoxigraph, and one of each kind beside rdflib in memory."""
    from kg.ontology.vocab import PREFIXES
    from kg.query import named, run
    from kg.store.oxigraph import open_reader

    million = build(work, "million")
    prefixes = dict(PREFIXES)
    with open_reader(million / "store") as reader:
        arguments = chosen(reader)
        texts = {}
        for name, query in named.load().items():
            texts[name] = sparql = named.fill(reader, query, arguments.get(name, {}))

            def ours(sparql: str = sparql) -> object:
                return run.run(reader, sparql)

            def bare(sparql: str = sparql) -> object:
                return [tuple(row) for row in reader.quadstore.query(sparql, prefixes=prefixes, use_default_graph_as_union=True)]

            yield ratio(f"query {name}", in_turn(ours, bare, runs), 1.15)
        theirs = rdflib_times(million / "graph.nq", {kind: texts[name] for kind, name in KINDS.items()}, prefixes)
        for kind, name in KINDS.items():
            seconds = in_turn(lambda name=name: run.run(reader, texts[name]), lambda: None, runs)  # type: ignore[misc]
            middle = statistics.median(a for a, _ in seconds)
            times = theirs[kind] / middle
            yield Figure(f"rdflib / query {name} ({kind})", theirs[kind], middle, times, ">= 20 in four of six", times >= 20)


def chosen(reader: object) -> dict[str, dict[str, str]]:
    """Arguments of the named queries: what is spoken of most."""
    from kg.query import run

    def most(query: str) -> list[str]:
        return [str(row[0]) for row in run.table(reader, query).values()]  # type: ignore[arg-type]

    states = most("SELECT ?e WHERE { GRAPH ?g { ?e a kg:State ; kg:mentionCount ?n } } ORDER BY DESC(?n) ?e LIMIT 2")
    person = most("SELECT ?p WHERE { ?t a kg:Tenure ; kg:holder ?p } GROUP BY ?p ORDER BY DESC(COUNT(?t)) ?p LIMIT 1")[0]
    event = most("SELECT ?e WHERE { ?e a kg:Event ; kg:hasMention ?m } GROUP BY ?e ORDER BY DESC(COUNT(?m)) ?e LIMIT 1")[0]
    name = most("SELECT ?l WHERE { GRAPH ?g { ?e a kg:State ; rdfs:label ?l ; kg:mentionCount ?n } } ORDER BY DESC(?n) ?e LIMIT 1")[0]
    two = {"a": states[0], "b": states[1]}
    one = {query: {"entity": states[0]} for query in ("about", "coactors", "facts")}
    events = {query: {"event": event} for query in ("evidence", "ledger")}
    return {
        **one,
        **events,
        "between": two,
        "paths": two,
        "holders": {"date": "2024-11-12", "body": states[0]},
        "meaning": {"name": name},
        "offices": {"person": person},
        "stance": {"stance": "deny"},
        "timeline": {"place": states[0]},
        "voices": {"state": states[0]},
    }


def in_turn(a: Callable[[], object], b: Callable[[], object], runs: int) -> list[tuple[float, float]]:
    """CPU seconds of both, one pair before not counted; what is quick is repeated within a run."""
    begin = time.process_time()
    a(), b()
    often = max(1, int(0.1 / (time.process_time() - begin)))

    def timed(work: Callable[[], object]) -> float:
        begin = time.process_time()
        for _ in range(often):
            work()
        return (time.process_time() - begin) / often

    return [(timed(a), timed(b)) for _ in range(runs)]


def rdflib_times(lines: Path, texts: dict[str, str], prefixes: dict[str, str], patience: int = 300) -> dict[str, float]:
    """CPU seconds of each query in rdflib, loaded once; a query that takes longer than `patience` seconds counts as that."""
    from rdflib import Dataset

    found = Dataset(default_union=True)
    found.parse(lines, format="nquads")
    times = {}
    for kind, text in texts.items():
        pid = os.fork()
        if not pid:
            resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
            list(found.query(text, initNs=prefixes))
            os._exit(0)
        times[kind] = sum(os.wait4(pid, 0)[2][:2])
    return times


BENCHMARKS = {
    "load": load,
    "queries": queries,
    "turtle": turtle,
    "unchanged": unchanged,
    "removal": removal,
    "validation": validation,
}


def main() -> None:
    """Run the named benchmarks, or all, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="benchmarks to run (default: all)")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    found = []
    print(f"{'comparison':38} {'A':>10} {'B':>10} {'A/B':>9}  aim")
    for name in asked.names or BENCHMARKS:
        for f in BENCHMARKS[name](asked.work, asked.runs):
            found.append(asdict(f))
            print(f"{f.name:38} {f.a:10.4f} {f.b:10.4f} {f.ratio:9.3f}  {f.want}{'' if f.good else '  NOT REACHED'}", flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
