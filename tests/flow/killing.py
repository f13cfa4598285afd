"""Builds and removals that are killed: run as a program by `test_killed.py`, so that what it forks has no threads of other tests.

    python killing.py FOLDER ROUNDS SEED

FOLDER holds `few.jsonl` and `all.jsonl`, annotations of some articles and of all. A process is forked for each build or removal, for
the model and the tables are loaded then; this process opens no store. A JSON line a round says what was done, when the process was
killed, and what was found afterwards.
"""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from kg import outputs
from kg.config import RUN
from kg.export import rdf
from kg.extractor import Extractor
from kg.flow import build, remove
from kg.store.oxigraph import open_reader
from kg.workspace import ANNOTATIONS, DECISIONS, DOCUMENTS, REJECTED, STORE, Workspace

FILES = (ANNOTATIONS, DOCUMENTS, REJECTED, DECISIONS, RUN, "graph.ttl", "graph.trig", "graph.nq", "graph.html")
outputs.page = str  # drawing takes longer than all the rest, and gives one file like another
WARM = Extractor.load()
Extractor.load = classmethod(lambda *_: WARM)  # not again in each process


def forked(work: Callable[[], object]) -> int:
    """Begin the work in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:  # noqa: BLE001  # told by the exit status
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def done(work: Callable[[], object]) -> bool:
    """Whether the work went well, in a process of its own."""
    return os.waitpid(forked(work), 0)[1] == 0


def check(directory: Path) -> None:
    """Fail unless the store says what the graph file says."""
    with open_reader(Workspace(directory).require().path / STORE) as reader, (directory / "check.nq").open("wb") as stream:
        rdf.write(reader, "nquads", stream)
    if (directory / "check.nq").read_bytes() != (directory / "graph.nq").read_bytes():
        raise AssertionError("the store and graph.nq differ")


def state(directory: Path) -> list[bytes]:
    return [(directory / name).read_bytes() for name in FILES]


class Case:
    """One kind of change, with the directory before and after it."""

    def __init__(self, folder: Path, name: str, before: Path, change: Callable[[Path], object]) -> None:
        self.name, self.before, self.change = name, before, change
        self.work = folder / "work"
        after = folder / f"after-{name}"
        shutil.copytree(before, after)
        begun = time.monotonic()
        assert done(lambda: change(after))
        self.seconds = time.monotonic() - begun
        self.old, self.new = state(before), state(after)
        assert self.old != self.new

    def kill(self, random: Random, *, aimed: bool) -> dict[str, object]:
        """Kill the change at a random moment, or `aimed` at the moves at its end; what is found, and after the next try."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.before, self.work)
        child = forked(lambda: self.change(self.work))
        if aimed:
            self.wait_for_moves(child)
        moment = random.uniform(0, 0.004 if aimed else self.seconds)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        killed = os.waitpid(child, 0)[1] == signal.SIGKILL
        whole = done(lambda: check(self.work))
        found = state(self.work)
        seen = "old" if found == self.old else "new" if found == self.new else "mix"
        if self.name == "remove" and seen == "new":
            return {"case": self.name, "moment": moment, "killed": killed, "whole": whole, "seen": seen, "after": "new"}
        again = done(lambda: self.change(self.work)) and done(lambda: check(self.work))
        after = "new" if again and state(self.work) == self.new else "wrong"
        return {"case": self.name, "moment": moment, "killed": killed, "whole": whole, "seen": seen, "after": after}

    def wait_for_moves(self, child: int) -> None:
        """Until the next state is complete, or the process has ended."""
        marker = self.work / ".new" / "COMPLETE.part"
        status = Path(f"/proc/{child}/stat")
        while not marker.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z":
            pass


def main() -> None:
    folder, rounds, random = Path(sys.argv[1]), int(sys.argv[2]), Random(int(sys.argv[3]))  # noqa: S311  # moments, not secrets
    few, everything = folder / "few.jsonl", folder / "all.jsonl"
    gone = {json.loads(line)["document"]["id"] for line in everything.read_text().splitlines()}
    gone -= {json.loads(line)["document"]["id"] for line in few.read_text().splitlines()}
    starts = {name: folder / f"before-{name}" for name in ("few", "all")}
    for name, path in starts.items():
        assert done(lambda name=name, path=path: build([folder / f"{name}.jsonl"], path))
    cases = (
        Case(folder, "build", starts["few"], lambda out: build([everything], out)),
        Case(folder, "remove", starts["all"], lambda out: remove(sorted(gone), out)),
    )
    for turn in range(rounds):
        print(json.dumps(cases[turn % 2].kill(random, aimed=turn % 5 == 4)), flush=True)


if __name__ == "__main__":
    main()
