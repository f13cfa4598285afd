"""Speed and memory as ratios against bare libraries, measured in interleaved runs of whole processes.

    python benchmarks/run.py [NAME…] [--runs N] [--corpus FILE.jsonl] [--work FOLDER] [--json FILE]

Each comparison runs A and B in turn, A B A B …, and prints the median and spread of A/B pair by pair: the machine may be slow, the ratio
holds. Figures are CPU seconds (user and system), which other programs on the machine change little; beside them stands the peak memory of
each. The corpus is a JSONL file with a "text" on each line. `textacy` needs that package. `store` and `viewer` run the benchmarks of those
names beside this file and keep what they make in `--work`; they run only where they are named, or with `--work`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "shared" / "bench" / "data" / "corpus" / "articles.jsonl"


@dataclass(frozen=True)
class Run:
    """One finished process: its figure (CPU seconds unless it printed one), wall seconds, peak memory in MiB."""

    figure: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Comparison:
    """Median, least and greatest ratio of A to B over the pairs, medians and peaks (MiB) of both; `want` says what is aimed at."""

    name: str
    a: float
    b: float
    ratio: float
    low: float
    high: float
    memory_a: float
    memory_b: float
    want: str


Figure = Callable[[], Run]


def process(*command: str) -> Run:
    """Run a Python process to its end; what it prints last, where it is a number, is its figure."""
    begin = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        running = subprocess.Popen(
            [sys.executable, *command], stdout=out, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"}
        )
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            raise SystemExit(f"{' '.join(command)[:80]}: exit {running.returncode}")
        out.seek(0)
        said = out.read().split()
    try:
        figure = float(said[-1])
    except (IndexError, ValueError):
        figure = used.ru_utime + used.ru_stime
    return Run(figure, time.monotonic() - begin, used.ru_maxrss / 1024)


def compare(name: str, want: str, a: Figure, b: Figure, *, runs: int) -> Comparison:
    """The ratio of two figures over interleaved pairs, one pair before them not counted."""
    a(), b()
    pairs = [(a(), b()) for _ in range(runs)]
    ratios = [x.figure / y.figure for x, y in pairs]
    middle = [statistics.median(pair[i].figure for pair in pairs) for i in (0, 1)]
    memory = [max(pair[i].memory for pair in pairs) for i in (0, 1)]
    return Comparison(name, *middle, statistics.median(ratios), min(ratios), max(ratios), *memory, want)


TEXTS = """
import json, sys, time
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
texts = [line["text"] for line in lines]
"""

BARE = f"""{TEXTS}
import spacy
from kg.annotate.model import choose
nlp = spacy.load(choose())
for doc in nlp.pipe(texts[:5]): pass
begin = time.process_time()
for doc in nlp.pipe(texts): pass
print(time.process_time() - begin)
"""

TEXTACY = f"""{TEXTS}
import spacy
from textacy.extract import triples
from kg.annotate.model import choose
nlp = spacy.load(choose())
def one(doc):
    list(triples.subject_verb_object_triples(doc))
    for cue in triples.direct_quotations(doc): pass
for doc in nlp.pipe(texts[:5]): pass
begin = time.process_time()
for doc in nlp.pipe(texts):
    try:
        one(doc)
    except ValueError:  # of a quotation that is not closed, which textacy does not take
        pass
print(time.process_time() - begin)
"""

OURS = """
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.workers import result
extractor = Extractor.load()
def one(record, i):
    made = document(id=str(i), text=record["text"], source="corpus", title=record.get("title"), published=record.get("published"))
    result(*extractor.check(extractor.extract(made)), base=extractor.base, extraction=extractor.extraction)
for i, record in enumerate(lines[:5]): one(record, i)
"""

EXTRACT = f"""{TEXTS}{OURS}
begin = time.process_time()
for i, record in enumerate(lines): one(record, i)
print(time.process_time() - begin)
"""

PAGES = """
import html
from kg.ingest.html import page
links = "".join(f'<li><a href="/section/{n}">Section {n} of the paper</a></li>' for n in range(60))
teaser = '<div class="teaser"><h3><a href="/s/{0}">Another story of today, number {0}</a></h3><p>Read more.</p></div>'
teasers = "".join(teaser.format(n) for n in range(25))
script = "<script>" + "window.dataLayer = window.dataLayer || []; dataLayer.push({});" * 200 + "</script>"
def marked(record):
    title = html.escape(record.get("title") or "News")
    body = "".join(f"<p>{html.escape(part)}</p>" for part in record["text"].split(chr(10)) if part.strip())
    about = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2024-05-06T07:08:09Z"})
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:title" content="{title}">{script}'
        f'<script type="application/ld+json">{about}</script></head><body><header><nav><ul>{links}</ul></nav></header>'
        f"<main><article><h1>{title}</h1>{body}</article><aside>{teasers}</aside></main><footer><ul>{links}</ul></footer></body></html>"
    ).encode()
pages = [marked(record) for record in lines]
for content in pages[:5]: page(content, "x", "x.html")
begin = time.process_time()
for content in pages: page(content, "x", "x.html")
"""

PAGE = f"{TEXTS}{PAGES}print(time.process_time() - begin)\n"


def script(code: str, corpus: Path) -> Figure:
    """The figure that a script prints when it is run over the corpus."""
    return lambda: process("-c", code, str(corpus))


def startup(corpus: Path, runs: int) -> Comparison:
    """`kg --help` against importing spaCy."""
    del corpus
    return compare(
        "kg --help / import spacy", "< 0.20", lambda: process("-m", "kg", "--help"), lambda: process("-c", "import spacy"), runs=runs
    )


def first(corpus: Path, runs: int) -> Comparison:
    """One short article from the start of the process to its record, against importing spaCy and loading the model."""
    del corpus
    load = "import spacy; from kg.annotate.model import choose; spacy.load(choose())('Troops left the town.')"
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write("The minister of Norway said on Monday that the troops had left the town and that the talks would go on.")
    return compare(
        "kg extract, one article / bare load",
        "<= 2.5 CPU s",
        lambda: process("-m", "kg", "extract", file.name),
        lambda: process("-c", load),
        runs=runs,
    )


def extraction(corpus: Path, runs: int) -> Comparison:
    """Parse, annotations, claims and quads against the bare parse with the same model."""
    return compare("bare nlp.pipe / extraction", "throughput >= 0.70", script(BARE, corpus), script(EXTRACT, corpus), runs=runs)


def textacy(corpus: Path, runs: int) -> Comparison:
    """The parse with textacy's triples and direct quotations against our extraction."""
    return compare("textacy triples, quotations / extraction", "none", script(TEXTACY, corpus), script(EXTRACT, corpus), runs=runs)


def page(corpus: Path, runs: int) -> Comparison:
    """Taking the article out of an HTML page, against extraction from its text."""
    return compare("article out of HTML / extraction", "<= 0.30", script(PAGE, corpus), script(EXTRACT, corpus), runs=runs)


def whole(corpus: Path, *options: str) -> Figure:
    """`kg build` of the corpus."""

    def build() -> Run:
        with tempfile.TemporaryDirectory() as folder:
            return process("-m", "kg", "build", str(corpus), "-o", folder, "--quiet", *options)

    return build


def build(corpus: Path, runs: int) -> Comparison:
    """The whole command, model load, store, derivation, exports and page included, against importing spaCy, its load and the bare parse."""
    bare = BARE.replace("for doc in nlp.pipe(texts[:5]): pass\n", "").replace("print(time.process_time() - begin)\n", "")
    return compare("bare nlp.pipe / kg build, whole", "throughput >= 0.55", script(bare, corpus), whole(corpus), runs=runs)


LOADED = """
import gc, sys, tempfile, time
from kg import workers
from kg.cli.build import GARBAGE
from kg.flow import build
load, spent = workers.Extractor.load, []
def timed(config):
    begin = time.process_time()
    extractor = load(config)
    spent.append(time.process_time() - begin)
    return extractor
workers.Extractor.load = timed
gc.set_threshold(GARBAGE, 20, 50)
begin = time.process_time()
with tempfile.TemporaryDirectory() as folder: build([sys.argv[1]], folder)
print(time.process_time() - begin - sum(spent))
"""


def loaded(corpus: Path, runs: int) -> Comparison:
    """The same build without imports and without the load of model and tables, against the bare parse without its own."""
    bare = BARE.replace("for doc in nlp.pipe(texts[:5]): pass\n", "")
    return compare("bare nlp.pipe / kg build, once loaded", "throughput >= 0.70", script(bare, corpus), script(LOADED, corpus), runs=runs)


def walled(figure: Figure) -> Figure:
    """The same by the clock: only that shows what a second process saves, and only where both cores are free."""

    def run() -> Run:
        done = figure()
        return Run(done.wall, done.wall, done.memory)

    return run


def workers(corpus: Path, runs: int) -> Comparison:
    """Extraction in one process against two, by the clock; the corpus four times over, so that loading the model does not count."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
        for line in corpus.read_text(encoding="utf-8").splitlines() * 4:
            file.write(json.dumps({**json.loads(line), "id": None}) + "\n")
    one, two = (walled(lambda n=n: process("-m", "kg", "extract", file.name, "--workers", n)) for n in ("1", "2"))
    return compare("kg extract, 1 worker / 2, by the clock", ">= 1.70 with both cores free", one, two, runs=runs)


def builders(corpus: Path, runs: int) -> Comparison:
    """The whole build with one worker against two, by the clock."""
    one, two = (walled(whole(corpus, "--workers", n)) for n in ("1", "2"))
    return compare("kg build, 1 worker / 2, by the clock", "none", one, two, runs=runs)


BENCHMARKS = {
    "startup": startup,
    "first": first,
    "extraction": extraction,
    "textacy": textacy,
    "page": page,
    "build": build,
    "loaded": loaded,
    "workers": workers,
    "builders": builders,
}
BESIDE = ("store", "viewer")
"""Benchmarks with scripts of their own."""


def beside(name: str, work: Path | None) -> Any:
    """What the script of that name finds; it prints its own table."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        place = ["--work", str(work)] if name == "store" else []
        subprocess.run([sys.executable, str(HERE / f"{name}.py"), *place, "--json", str(found)], check=True)
        return json.loads(found.read_text(encoding="utf-8"))


def main() -> None:
    """Run the named benchmarks, or all, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, *BESIDE, []], help="benchmarks to run (default: all)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--work", type=Path, help="folder for what `store` makes")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if not asked.corpus.exists():
        raise SystemExit(f"{asked.corpus}: no such corpus; name a JSONL file with --corpus")
    if "store" in asked.names and not asked.work:
        raise SystemExit("store: name a folder for what it makes with --work")
    found: dict[str, Any] = {}
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'A / B':40} {'A':>8} {'B':>8} {'A/B':>7}  {'spread':>15}  {'MiB A':>6} {'MiB B':>6}  aim")
    for name in [name for name in asked.names or BENCHMARKS if name in BENCHMARKS]:
        c = BENCHMARKS[name](asked.corpus, asked.runs)
        found[name] = {**asdict(c), "load": os.getloadavg()[0]}
        spread = f"{c.low:6.3f} – {c.high:6.3f}"
        print(f"{c.name:40} {c.a:8.2f} {c.b:8.2f} {c.ratio:7.3f}  {spread}  {c.memory_a:6.0f} {c.memory_b:6.0f}  {c.want}", flush=True)
    for name in asked.names or (BESIDE if asked.work else ()):
        if name in BESIDE:
            found[name] = beside(name, asked.work)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
