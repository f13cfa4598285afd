"""The long run: many generated articles into one store in one go and in ten, with memory, speed and queries along the way.

    python benchmarks/long.py [N] [--words W] [--seed S] [--folder DIR] [--corpus DIR] [--json FILE]

Articles are made by `generate.py`. Each go is a process of its own; a child prints how far it is and how large it is, this one compares:
both exports must be the same bytes, the last tenth must take at most 1.2 times the memory and give at least .8 of the throughput (articles
a second of CPU time, which other programs on the machine do not change much) of the first. Named queries are timed on the finished store.
Of the ten goes all but the last leave the graph files out (`--no-export`).
"""

import argparse
import filecmp
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from generate import CORPUS, generate

import kg
from kg import memory
from kg.flow import Progress, build

PARTS = 10
COMPARED = ("annotations.jsonl", "documents.csv", "rejected.jsonl", "run.json", "graph.nq", "graph.ttl", "graph.trig", "graph.html")
QUERIES: tuple[tuple[str, dict[str, str]], ...] = (
    ("about", {"entity": "France"}),
    ("between", {"a": "India", "b": "China"}),
    ("coactors", {"entity": "China"}),
    ("facts", {"entity": "India"}),
    ("timeline", {"place": "Indonesia"}),
    ("voices", {"state": "China"}),
    ("holders", {"date": "2020", "body": "Russia"}),
    ("contradictions", {}),
    ("sources", {}),
    ("dyads", {}),
)


def articles(folder: Path, count: int, words: int, seed: int, corpus: Path) -> list[Path]:
    """The articles in ten files, made anew where they are not there."""
    paths = [folder / f"part-{number}.jsonl" for number in range(PARTS)]
    if not all(path.exists() for path in paths):
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("w", encoding="utf-8")) for path in paths]
            for number, line in enumerate(generate(count, seed=seed, words=words, corpus=corpus)):
                files[number * PARTS // count].write(line)
    return paths


class Watch:
    """Prints a line of JSON for each tenth of each stage: CPU seconds and articles so far, and the most resident MiB within the tenth.

    The kernel keeps the highest figure and forgets it when told to (Linux).
    """

    def __init__(self) -> None:
        """Begin."""
        self._stage, self._tenth, self.peak = "", 0, 0

    def tell(self, state: Progress) -> None:
        """Hear of a step."""
        if state.stage != self._stage:
            self.say(state.done)
            self._stage, self._tenth = state.stage, 0
        tenth = min(int((state.share or 0) * PARTS), PARTS - 1)
        if tenth > self._tenth:
            self.say(state.done)
            self._tenth = tenth

    def say(self, done: int) -> None:
        """Print how it stands at the end of a tenth."""
        memory = highest()
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        self.peak = max(self.peak, memory)
        line = {"stage": self._stage, "tenth": self._tenth, "articles": done, "cpu": round(time.process_time(), 2), "memory": memory}
        print(json.dumps(line), flush=True)


def highest() -> int:
    """The most resident MiB that this process had since that was last forgotten."""
    line = next(x for x in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def child(paths: list[str], folder: str, *, export: bool) -> None:
    """One `kg build` under watch."""
    memory.spare()
    watch = Watch()
    done = build(paths, folder, tell=watch.tell, export=export)
    watch.say(done.done)
    print(json.dumps({"stage": "end", "peak": watch.peak}), flush=True)


def go(paths: list[Path], folder: Path, *, export: bool = True) -> dict[str, Any]:
    """One build in a process of its own: what it said, its CPU and wall seconds, its peak in MiB."""
    begin = time.monotonic()
    command = [sys.executable, __file__, "--child", *map(str, paths), "--folder", str(folder), *([] if export else ["--no-export"])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = []
    for line in process.stdout or ():
        said.append(json.loads(line))
        print(f"  {line.strip()}", flush=True)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the build ended with {os.waitstatus_to_exitcode(status)}")
    cpu, wall = used.ru_utime + used.ru_stime, time.monotonic() - begin
    return {"said": said[:-1], "cpu": round(cpu, 1), "wall": round(wall, 1), "peak, MiB": said[-1]["peak"]}


def tenths(run: dict[str, Any], stage: str, count: int) -> dict[str, float]:
    """Of a stage: CPU seconds, and last against first tenth in memory and in throughput."""
    before = 0.0
    found = []
    for line in run["said"]:
        if line["stage"] == stage:
            found.append((line["cpu"] - before, line["memory"]))
        before = line["cpu"]
    return {
        "cpu": round(sum(cpu for cpu, _ in found), 1),
        "articles per CPU s": round(count / sum(cpu for cpu, _ in found), 1),
        "memory, last / first tenth": round(found[-1][1] / found[0][1], 3),
        "throughput, last / first tenth": round(found[0][0] / found[-1][0], 3),
    }


def asked(folder: Path) -> dict[str, float]:
    """Milliseconds of named queries on the finished store: the middle of three."""
    found = {}
    with kg.open(folder) as graph:
        for name, arguments in QUERIES:
            taken = []
            for _ in range(3):
                begin = time.perf_counter()
                graph.query(name, limit=100, **arguments)
                taken.append((time.perf_counter() - begin) * 1000)
            found[" ".join((name, *arguments.values()))] = round(statistics.median(taken), 1)
    return found


def sizes(folder: Path) -> dict[str, int]:
    """MB of what lies in a finished directory."""
    found = {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}
    found["store"] = sum({f.stat().st_ino: f.stat().st_size for f in (folder / "store").rglob("*") if f.is_file()}.values())
    return {name: round(size / 1e6) for name, size in sorted(found.items()) if size >= 1e6}


def main() -> None:
    """Run, compare, print, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=40, help="least words of an article's body; a headline comes on top")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("long"), help="where articles and stores go")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--json", type=Path)
    asked_for = parser.parse_args()
    asked_for.folder.mkdir(parents=True, exist_ok=True)
    paths = articles(asked_for.folder, asked_for.count, asked_for.words, asked_for.seed, asked_for.corpus)
    count = asked_for.count
    once, steps = asked_for.folder / "once", asked_for.folder / "steps"
    for folder in (once, steps):
        shutil.rmtree(folder, ignore_errors=True)
    print("in one go", flush=True)
    whole = go(paths, once)
    report: dict[str, Any] = {"articles": count, "words": sum(len(line.split()) for p in paths for line in p.open(encoding="utf-8"))}
    report["one go"] = {k: v for k, v in whole.items() if k != "said"}
    report["one go"] |= {stage: tenths(whole, stage, count) for stage in ("extracting", "deriving")}
    report["queries, ms"], report["MB on disk"] = asked(once), sizes(once)
    save(report, asked_for.json)
    print("in ten", flush=True)
    each = [go([path], steps, export=path == paths[-1]) for path in paths]
    report["in ten"] = {name: [run[name] for run in each] for name in ("cpu", "wall", "peak, MiB")}
    report["in ten"]["deriving, CPU s"] = [tenths(run, "deriving", count // PARTS)["cpu"] for run in each]
    report["differ"] = [name for name in COMPARED if not filecmp.cmp(once / name, steps / name, shallow=False)]
    save(report, asked_for.json)
    raise SystemExit(1 if report["differ"] else 0)


def save(report: dict[str, Any], path: Path | None) -> None:
    """Print the report and keep it."""
    text = json.dumps(report, indent=1)
    print(text, flush=True)
    if path:
        path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        where = sys.argv.index("--folder")
        child(sys.argv[2:where], sys.argv[where + 1], export="--no-export" not in sys.argv)
    else:
        main()
