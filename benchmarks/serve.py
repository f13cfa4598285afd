"""`kg serve` under load: many clients at once, errors, memory, and a small query beside the same one in process.

    python benchmarks/serve.py DIR [--clients 32] [--seconds 60] [--workers 4]

DIR is an output directory; it is only read. The small query is timed in turn with the same one in process, bare and with the time limit
that the server always keeps: wall clock (what a client waits for) and CPU time (of all processes of the server). The clients then ask
small queries, triples, pages and named queries, one in sixteen of them the list of all events.
"""

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.query import formats
from kg.query.run import table
from kg.serve.settings import Settings
from kg.store.oxigraph import open_reader
from kg.workspace import STORE, Workspace

SMALL = "SELECT ?d ?name WHERE { ?d a kg:Document ; kg:identifier ?name } ORDER BY ?name LIMIT 5"
ANSWERED = "/sparql?format=json&query=" + quote(SMALL)
HEAVY = "/query/events?format=csv"
TURN = 16
"""One request in so many is the heavy one."""


def paths(directory: Path) -> list[str]:
    """What clients ask: queries, and pages of things that this store has."""
    base = str(Workspace(directory).run()["base"])
    with open_reader(directory / STORE) as reader:

        def first(pattern: str) -> str:
            return str(table(reader, f"SELECT ?x WHERE {{ {pattern} }} LIMIT 1").values()[0][0]).removeprefix(base)

        entity, event, document, claim = (first(f"?x a kg:{kind}") for kind in ("Entity", "Event", "Document", "Claim"))
    return [
        ANSWERED,
        "/sparql?query=" + quote("CONSTRUCT { ?d kg:identifier ?i } WHERE { ?d kg:identifier ?i } LIMIT 50"),
        "/sparql?query=" + quote("ASK { ?c a kg:Contradiction }"),
        f"/{entity}",
        f"/{event}",
        f"/{document}",
        f"/{claim}",
        f"/{document}?format=ntriples",
        f"/query/about?entity={quote(base + entity, safe='')}&format=csv",
        "/query",
        "/health",
        "/",
    ]


class Clients:
    """Clients that ask one path after the other until the time is up."""

    def __init__(self, port: int, seconds: float, paths: list[str]) -> None:
        """Begin now."""
        self.port = port
        self.paths = paths
        self.end = time.monotonic() + seconds
        self.times: list[float] = []
        self.wrong: list[str] = []

    def ask(self, first: int) -> None:
        """One client."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        turn = first
        while time.monotonic() < self.end:
            path = HEAVY if turn % TURN == TURN - 1 else self.paths[turn % len(self.paths)]
            turn += 1
            begun = time.monotonic()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.wrong.append(f"{path}: {answer.status}")
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{path}: {error!r}")
                connection.close()
            self.times.append(time.monotonic() - begun)
        connection.close()


def family(process: int) -> list[str]:
    """A process and its children."""
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False).stdout.split()  # noqa: S607  # the system knows where ps is
    return [str(process), *children]


def memory(process: int) -> float:
    """Mebibytes that a process and its children hold, pages that they share counted once."""
    found = 0
    for pid in family(process):
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        if rollup.exists():
            found += sum(int(kb) for kb in re.findall(r"^Pss:\s+(\d+)", rollup.read_text(), re.MULTILINE))
    return found / 1024


def cpu(process: int) -> float:
    """Seconds of CPU time, user and system, of a process and its children."""
    ticks = 0
    for pid in family(process):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """The small query: milliseconds of wall clock and of CPU time, served and in process, bare and with a time limit."""

    served: float
    bare: float
    bounded: float
    served_cpu: float
    bare_cpu: float
    least: float


def small(process: int, port: int, directory: Path, rounds: int = 200) -> Small:
    """Ask the small query in turn; the times are medians, the CPU times means, `least` is what an empty query takes when served."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(path: str) -> None:
        connection.request("GET", path)
        connection.getresponse().read()

    served, bare, bounded, least = [], [], [], []
    served_cpu = bare_cpu = 0.0
    with open_reader(directory / STORE) as reader:
        get(ANSWERED)
        for _ in range(rounds // 20):
            begun = cpu(process)
            served += [timed(lambda: get(ANSWERED)) for _ in range(20)]
            served_cpu += cpu(process) - begun
            begun = time.process_time()
            bare += [timed(lambda: formats.answer(reader, SMALL, "json")) for _ in range(20)]
            bare_cpu += time.process_time() - begun
            bounded += [timed(lambda: formats.answer(reader, SMALL, "json", timeout=30)) for _ in range(5)]
            least += [timed(lambda: get("/sparql?query=" + quote("ASK {}"))) for _ in range(5)]
    connection.close()
    one, two, three, four = (statistics.median(times) * 1000 for times in (served, bare, bounded, least))
    each = 1000 / len(served)
    return Small(served=one, bare=two, bounded=three, least=four, served_cpu=served_cpu * each, bare_cpu=bare_cpu * each)


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def load(process: int, port: int, options: argparse.Namespace) -> list[str]:
    """Let the clients ask; prints what came of it, and gives what went wrong."""
    clients = Clients(port, options.seconds, paths(options.directory))
    threads = [threading.Thread(target=clients.ask, args=(i,)) for i in range(options.clients)]
    for thread in threads:
        thread.start()
    held = []
    for _ in range(5):
        time.sleep(options.seconds / 5.5)
        held.append(memory(process))
    for thread in threads:
        thread.join()
    times = sorted(clients.times)
    print(
        f"{options.clients} clients for {options.seconds} s: {len(times)} requests, {len(clients.wrong)} errors, "
        f"median {times[len(times) // 2] * 1000:.0f} ms, 99th percentile {times[int(len(times) * 0.99)] * 1000:.0f} ms"
    )
    print(f"memory of all processes, five times: {', '.join(f'{one:.0f}' for one in held)} MiB; afterwards {memory(process):.0f} MiB")
    for wrong in sorted(set(clients.wrong))[:10]:
        print(wrong)
    return clients.wrong


def main() -> int:
    """Measure and print; 1 where a request failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    workers = Settings(directory=Path(), base="").workers
    for name, default in (("clients", 32), ("seconds", 60), ("workers", workers)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    command = [sys.executable, "-m", "kg", "serve", "-o", str(options.directory), "--port", "0", "--workers", str(options.workers)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        said = process.stderr.readline() if process.stderr else ""
        port = int(re.findall(r":(\d+)/", said)[0])
        one = small(process.pid, port, options.directory)
        print(f"small query: served {one.served:.2f} ms; in process {one.bare:.2f} ms, {one.served / one.bare:.2f} times that")
        print(f"CPU time: served {one.served_cpu:.2f} ms; in process {one.bare_cpu:.2f} ms, {one.served_cpu / one.bare_cpu:.2f} times that")
        print(
            f"in process with a time limit {one.bounded:.2f} ms, {one.served / one.bounded:.2f} times that; "
            f"an empty query served {one.least:.2f} ms"
        )
        return 1 if load(process.pid, port, options) else 0
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
