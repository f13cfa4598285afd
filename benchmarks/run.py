"""Speed and memory as ratios against bare libraries, measured in interleaved runs of whole processes.

    python benchmarks/run.py [NAME…] [--runs N] [--corpus FILE.jsonl] [--json FILE]

Each comparison runs A and B in turn, A B A B …, and prints the median and spread of A/B pair by pair:
the machine may be slow, the ratio holds.
The corpus is a JSONL file with a "text" on each line.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "shared" / "bench" / "data" / "corpus" / "articles.jsonl"


@dataclass(frozen=True)
class Run:
    """One finished process: user and system seconds, wall seconds, peak memory in MiB, and what it printed."""

    cpu: float
    wall: float
    memory: float
    said: str


@dataclass(frozen=True)
class Comparison:
    """Median, least and greatest ratio of A to B over the pairs, and the medians of both; `want` says what is aimed at."""

    name: str
    unit: str
    a: float
    b: float
    ratio: float
    low: float
    high: float
    want: str


def run(*command: str) -> Run:
    """Run a process to its end."""
    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(
            [sys.executable, *command], stdout=out, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)[:80]}: exit {process.returncode}")
        out.seek(0)
        said = out.read()
    del before
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - begin, used.ru_maxrss / 1024, said)


def compare(name: str, want: str, a: Callable[[], float], b: Callable[[], float], *, runs: int, unit: str = "CPU s") -> Comparison:
    """The ratio of two figures over interleaved pairs, one pair before them not counted."""
    a(), b()
    pairs = [(a(), b()) for _ in range(runs)]
    ratios = [x / y for x, y in pairs]
    middle = statistics.median
    return Comparison(name, unit, middle(x for x, _ in pairs), middle(y for _, y in pairs), middle(ratios), min(ratios), max(ratios), want)


BARE = """
import json, sys, time
import spacy
from kg.annotate.model import choose
nlp = spacy.load(choose())
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for doc in nlp.pipe(texts[:5]): pass
begin = time.process_time()
for doc in nlp.pipe(texts): pass
print(time.process_time() - begin)
"""

EXTRACT = """
import json, sys, time
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.workers import result
extractor = Extractor.load()
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
def one(record, i):
    made = document(id=str(i), text=record["text"], source="corpus", title=record.get("title"), published=record.get("published"))
    result(*extractor.check(extractor.extract(made)), base=extractor.base, extraction=extractor.extraction)
for i, record in enumerate(lines[:5]): one(record, i)
begin = time.process_time()
for i, record in enumerate(lines): one(record, i)
print(time.process_time() - begin)
"""


def printed(code: str, corpus: Path) -> Callable[[], float]:
    """The figure that a script prints when it is run over the corpus."""
    return lambda: float(run("-c", code, str(corpus)).said)


def startup(corpus: Path, runs: int) -> Comparison:
    """`kg --help` against importing spaCy."""
    del corpus
    return compare(
        "kg --help / import spacy", "< 0.20", lambda: run("-m", "kg", "--help").cpu, lambda: run("-c", "import spacy").cpu, runs=runs
    )


def extraction(corpus: Path, runs: int) -> Comparison:
    """Parse, annotations, claims and quads against the bare parse with the same model."""
    return compare("bare nlp.pipe / extraction", "throughput >= 0.70", printed(BARE, corpus), printed(EXTRACT, corpus), runs=runs)


def build(corpus: Path, runs: int) -> Comparison:
    """The whole command, model load, store, derivation, exports and page included, against importing spaCy, its load and the bare parse."""
    bare = BARE.replace("for doc in nlp.pipe(texts[:5]): pass\n", "")

    def whole() -> float:
        with tempfile.TemporaryDirectory() as folder:
            return run("-m", "kg", "build", str(corpus), "-o", folder, "--quiet").cpu

    return compare("bare nlp.pipe / kg build, whole", "throughput >= 0.55", lambda: run("-c", bare, str(corpus)).cpu, whole, runs=runs)


BENCHMARKS = {"startup": startup, "extraction": extraction, "build": build}


def main() -> None:
    """Run the named benchmarks, or all, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="benchmarks to run (default: all)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if not asked.corpus.exists():
        raise SystemExit(f"{asked.corpus}: no such corpus; name a JSONL file with --corpus")
    found = []
    print(f"{'comparison':38} {'A':>9} {'B':>9} {'A/B':>7}  {'spread':>15}  aim")
    for name in asked.names or BENCHMARKS:
        c = BENCHMARKS[name](asked.corpus, asked.runs)
        found.append(asdict(c))
        print(f"{c.name:38} {c.a:9.2f} {c.b:9.2f} {c.ratio:7.3f}  {c.low:6.3f} – {c.high:6.3f}  {c.want}", flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
