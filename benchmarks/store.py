"""The store beside bare pyoxigraph and rdflib, on a graph of a million quads made from generated articles.

    python benchmarks/store.py [NAME…] --work FOLDER [--runs N] [--json FILE]

FOLDER keeps what is made on first use, half an hour of work on one core: `million`, a build of 430 generated articles, `tenth`, one of 36,
`thousand`, 1,000 articles that are built within the benchmark, and `many`, the store of 10,000 short articles. Times are CPU seconds (user
and system) of the process, A and B in turn; the ratio is the median of A/B.
"""
# ruff: noqa: PLC0415  # what is measured is imported where it is measured

import argparse
import functools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from store_children import CHILDREN, chosen

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.store.base import Reader

HERE = Path(__file__).resolve().parent

MADE = {"tenth": (36, 400, 1), "million": (430, 400, 1), "thousand": (1000, 40, 2), "many": (10_000, 40, 2)}
"""Articles, words each at least, seed."""
OPTIONS = {"many": ["--no-export"]}
"""Of builds of which only the store is used."""

PATIENCE = 60
"""CPU seconds that rdflib may take for a query; one that takes longer counts as that."""


@dataclass(frozen=True)
class Figure:
    """One comparison: medians of A and B, the median of A/B with the least and the most, what is aimed at, whether it is reached."""

    name: str
    a: float
    b: float
    ratio: float
    spread: tuple[float, float]
    want: str
    good: bool


Pairs = list[tuple[list[float], list[float]]]
"""Figures of two children, one after the other."""


def articles(work: Path, name: str) -> Path:
    """The articles of that name, generated if they are not there."""
    source = work / f"{name}.jsonl"
    if not source.exists():
        count, words, seed = MADE[name]
        made = ["--seed", str(seed), "--words", str(words), "-o", str(source)]
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(count), *made], check=True)
    return source


def build(work: Path, name: str) -> Path:
    """The output directory of that name, built if it is not there."""
    target = work / name
    if not (target / "run.json").exists():
        command = [sys.executable, "-m", "kg", "build", str(articles(work, name)), "-o", str(target), *OPTIONS.get(name, [])]
        subprocess.run(command, check=True)
    return target


def child(name: str, *arguments: str | Path) -> list[float]:
    """The figures that a piece of work prints on its last line, done in a process of its own."""
    code = CHILDREN["used"] + CHILDREN[name]
    done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr}")
    return [float(word) for word in done.stdout.split("\n")[-2].split()]


def ratio(name: str, pairs: list[tuple[float, float]], most: float) -> Figure:
    """The median of A/B over pairs; it is to be at most `most`."""
    a, b = (statistics.median(found) for found in zip(*pairs, strict=True))
    each = [x / y for x, y in pairs]
    middle = statistics.median(each)
    return Figure(name, a, b, middle, (min(each), max(each)), f"<= {most:g}", middle <= most)


def load(work: Path, runs: int) -> Iterator[Figure]:
    """Loading N-Quads into a store on disk."""
    lines = build(work, "million") / "graph.nq"
    yield ratio("loading / bulk load", [(child("load", lines)[0], child("load bare", lines)[0]) for _ in range(runs)], 1.3)


def turtle(work: Path, runs: int) -> Iterator[Figure]:
    """Turtle beside the dump of pyoxigraph, in time, and in memory on this graph and on that of 10,000 articles.

    RocksDB holds indexes of the files it reads, for the dump as for Turtle; what is to be flat is what Turtle takes beyond it.
    """
    large, larger = build(work, "million"), build(work, "many")
    pairs = [(child("turtle", large), child("dump", large)) for _ in range(runs)]
    yield ratio("Turtle / dump", [(a[0], b[0]) for a, b in pairs], 3)
    many = [(child("turtle", larger), child("dump", larger)) for _ in range(min(runs, 3))]
    yield ratio(f"Turtle beyond dump, MiB, {many[0][0][2] / 1e6:.1f} / {pairs[0][0][2] / 1e6:.1f} M quads", _beyond(many, pairs), 1.2)
    yield ratio(f"Turtle / dump, MiB, {many[0][0][2] / 1e6:.1f} M quads", [(a[1], b[1]) for a, b in many], 1.5)


def _beyond(many: Pairs, few: Pairs) -> list[tuple[float, float]]:
    """What the first of each pair takes beyond the second, of a large store and of a small one."""
    return [(a[1] - b[1], c[1] - d[1]) for (a, b), (c, d) in zip(many, few, strict=False)]


def validation(work: Path, runs: int) -> Iterator[Figure]:
    """SHACL over a tenth of a million triples."""
    found = [child("validate", build(work, "tenth")) for _ in range(runs)]
    yield ratio(f"validate {found[0][1]:,.0f} triples, s", [(seconds, 1.0) for seconds, _ in found], 10)


def unchanged(work: Path, runs: int) -> Iterator[Figure]:
    """Building articles again that are there already, beside building them."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        first, *again = child("unchanged", articles(work, "thousand"), Path(folder) / "out", str(runs))
        yield ratio("1,000 unchanged / first time", [(seconds, first) for seconds in again], 0.02)


def removal(work: Path, runs: int) -> Iterator[Figure]:
    """Removing one article of 10,000, beside adding it: in the store alone, and by the commands without exports."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        copy = Path(folder) / "many"
        shutil.copytree(build(work, "many"), copy)
        for name in ("deriving", "commands"):
            found = child(name, copy, articles(work, "many"), str(max(runs, 10)))
            pairs = list(zip(found[::2], found[1::2], strict=True))
            yield ratio(f"removing / adding one of 10,000, {name}", pairs, 5)


KINDS = {"lookup": "evidence", "join": "about", "aggregate": "months", "path": "paths", "optional": "documents", "filter": "stance"}
"""A named query of each kind, for the comparison with rdflib."""


def asked(reader: "Reader", names: Iterable[str] | None = None) -> dict[str, str]:
    """SPARQL of the named queries, with arguments that have much to find."""
    from kg.query import named

    arguments, known = chosen(reader), named.load()
    return {name: named.fill(reader, known[name], arguments.get(name, {})) for name in names or known}


def queries(work: Path, runs: int) -> Iterator[Figure]:
    """Every named query beside the same SPARQL on bare pyoxigraph."""
    from kg.ontology.vocab import PREFIXES
    from kg.query import run
    from kg.store.oxigraph import open_reader

    prefixes = dict(PREFIXES)
    with open_reader(build(work, "million") / "store") as reader:
        for name, sparql in asked(reader).items():

            def ours(sparql: str = sparql) -> int:
                return len(run.table(reader, sparql).rows)

            def bare(sparql: str = sparql) -> int:
                return len([tuple(row) for row in reader.quadstore.query(sparql, prefixes=prefixes, use_default_graph_as_union=True)])

            yield ratio(f"query {name}", in_turn(ours, bare, runs), 1.15)


def rdflib(work: Path, runs: int) -> Iterator[Figure]:
    """A named query of each kind beside rdflib in memory, which must give as many rows."""
    from kg.query import run
    from kg.store.oxigraph import open_reader

    million = build(work, "million")
    with open_reader(million / "store") as reader:
        texts = asked(reader, KINDS.values())
        ours = {}
        for name, sparql in texts.items():
            run.table(reader, sparql)
            seconds = [timed(functools.partial(run.table, reader, sparql)) for _ in range(runs)]
            ours[name] = (statistics.median(seconds), len(run.table(reader, sparql).rows))
    for kind, name in KINDS.items():
        (seconds, rows), (theirs, count) = ours[name], rdflib_time(million / "graph.nq", texts[name])
        if count not in (rows, None):
            raise SystemExit(f"{name}: {rows} rows here, {count} in rdflib")
        label = f"rdflib / query {name} ({kind}{'' if count is not None else ', stopped'})"
        faster = theirs / seconds
        yield Figure(label, theirs, seconds, faster, (faster, faster), ">= 20 in four of six", faster >= 20)


def timed(work: Callable[[], object], often: int = 1) -> float:
    """CPU seconds of doing it once."""
    begin = time.process_time()
    for _ in range(often):
        work()
    return (time.process_time() - begin) / often


def in_turn(a: Callable[[], object], b: Callable[[], object], runs: int) -> list[tuple[float, float]]:
    """CPU seconds of both, each first in every other pair, one pair before not counted; what is quick is repeated and has more pairs."""
    often = max(1, int(0.05 / timed(lambda: (a(), b()))))
    pairs = []
    for turn in range(runs if often == 1 else 5 * runs):
        first, second = (b, a) if turn % 2 else (a, b)
        pair = timed(first, often), timed(second, often)
        pairs.append(pair[::-1] if turn % 2 else pair)
    return pairs


@functools.cache
def rdflib_dataset(lines: Path) -> "Dataset":
    """The graph in rdflib's memory."""
    from rdflib import Dataset

    found = Dataset(default_union=True)
    found.parse(lines, format="nquads")
    return found


def rdflib_time(lines: Path, sparql: str) -> tuple[float, int | None]:
    """CPU seconds and rows (None: stopped) of a query in rdflib, asked in a process of its own."""
    from kg.ontology.vocab import PREFIXES

    found = rdflib_dataset(lines)
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        try:
            os.write(theirs, str(len(list(found.query(sparql, initNs=dict(PREFIXES))))).encode())
        except BaseException:  # noqa: BLE001  # told, for nothing leaves this process
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(theirs)
    _, status, usage = os.wait4(pid, 0)
    used = usage.ru_utime + usage.ru_stime
    with os.fdopen(ours) as stream:
        said = stream.read()
    if not said and not os.WIFSIGNALED(status):
        raise SystemExit(f"rdflib gave up after {used:.0f} s: {sparql}")
    return used, int(said) if said else None


BENCHMARKS = {
    "load": load,
    "queries": queries,
    "rdflib": rdflib,
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
    print(f"{'comparison':52} {'A':>10} {'B':>10} {'A/B':>9} {'spread':>15}  aim")
    for name in asked.names or BENCHMARKS:
        for f in BENCHMARKS[name](asked.work, asked.runs):
            found.append(asdict(f))
            row = f"{f.name:52} {f.a:10.4f} {f.b:10.4f} {f.ratio:9.3f} {f.spread[0]:7.3f}–{f.spread[1]:<7.3f}  {f.want}"
            print(f"{row}{'' if f.good else '  NOT REACHED'}", flush=True)
            if asked.json:
                asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
