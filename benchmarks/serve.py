"""`kg serve` under load: many clients at once, errors, memory, and a small query beside the same one in process.

    python benchmarks/serve.py DIR [--clients 32] [--seconds 60] [--workers 4]

DIR is an output directory. The in-process time is given twice: bare, and with the time limit that the server always keeps.
"""

import argparse
import http.client
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

from kg.query import formats
from kg.store.oxigraph import open_reader
from kg.workspace import STORE

SMALL = "SELECT ?d ?name WHERE { ?d a kg:Document ; kg:identifier ?name } ORDER BY ?name LIMIT 5"
PATHS = (
    "/sparql?format=json&query=" + quote(SMALL),
    "/sparql?query=" + quote("CONSTRUCT { ?d kg:identifier ?i } WHERE { ?d kg:identifier ?i } LIMIT 50"),
    "/sparql?query=" + quote("ASK { ?c a kg:Contradiction }"),
    "/query/events?format=csv",
    "/health",
    "/",
)


class Clients:
    """Clients that ask one path after the other until the time is up."""

    def __init__(self, port: int, seconds: float) -> None:
        """Begin now."""
        self.port = port
        self.end = time.monotonic() + seconds
        self.times: list[float] = []
        self.wrong: list[str] = []

    def ask(self, first: int) -> None:
        """One client."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        turn = first
        while time.monotonic() < self.end:
            path = PATHS[turn % len(PATHS)]
            turn += 1
            begun = time.monotonic()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.wrong.append(f"{path}: {answer.status}")
            except OSError as error:
                self.wrong.append(f"{path}: {error!r}")
                connection.close()
            self.times.append(time.monotonic() - begun)
        connection.close()


def memory(process: int) -> float:
    """Mebibytes that a process and its children hold, pages that they share counted once."""
    found = 0
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=True).stdout.split()  # noqa: S607
    for pid in (str(process), *children):
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        if rollup.exists():
            found += sum(int(kb) for kb in re.findall(r"^Pss:\s+(\d+)", rollup.read_text(), re.MULTILINE))
    return found / 1024


def alone(port: int, directory: Path, rounds: int = 200) -> tuple[float, float, float]:
    """Median milliseconds of the small query: served, in process, in process with a time limit."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    served, bare, bounded = [], [], []
    with open_reader(directory / STORE) as reader:
        for _ in range(rounds):
            begun = time.perf_counter()
            connection.request("GET", PATHS[0])
            connection.getresponse().read()
            middle = time.perf_counter()
            formats.answer(reader, SMALL, "json")
            end = time.perf_counter()
            formats.answer(reader, SMALL, "json", timeout=30)
            served.append(middle - begun)
            bare.append(end - middle)
            bounded.append(time.perf_counter() - end)
    connection.close()
    one, two, three = (statistics.median(times) * 1000 for times in (served, bare, bounded))
    return one, two, three


def main() -> int:
    """Measure and print; 1 where a request failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    for name, default in (("clients", 32), ("seconds", 60), ("workers", 4)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    command = [sys.executable, "-m", "kg", "serve", "-o", str(options.directory), "--port", "0", "--workers", str(options.workers)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        said = process.stderr.readline() if process.stderr else ""
        port = int(re.findall(r":(\d+)/", said)[0])
        served, bare, bounded = alone(port, options.directory)
        print(f"small query: served {served:.2f} ms; in process {bare:.2f} ms, {served / bare:.2f} times that")
        print(f"in process with a time limit {bounded:.2f} ms, {served / bounded:.2f} times that")
        clients = Clients(port, options.seconds)
        threads = [threading.Thread(target=clients.ask, args=(i,)) for i in range(options.clients)]
        for thread in threads:
            thread.start()
        time.sleep(options.seconds * 0.2)
        early = memory(process.pid)
        for thread in threads:
            thread.join()
        late = memory(process.pid)
        times = sorted(clients.times)
        print(
            f"{options.clients} clients for {options.seconds} s: {len(times)} requests, {len(clients.wrong)} errors, "
            f"median {times[len(times) // 2] * 1000:.0f} ms, 99th percentile {times[int(len(times) * 0.99)] * 1000:.0f} ms"
        )
        print(f"memory: {early:.0f} MiB after a fifth, {late:.0f} MiB at the end")
        for wrong in sorted(set(clients.wrong))[:10]:
            print(wrong)
        return 1 if clients.wrong else 0
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
