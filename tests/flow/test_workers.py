"""Workers that die, texts that kill them, and runs that are interrupted."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.config import Config
from kg.flow import build
from kg.ingest.failure import Failure
from kg.ingest.read import read
from kg.model.document import Document
from kg.workers import Extracted, here
from tests.flow.conftest import contents

CONFIG = Config(workers=2, batch=2)


class Deadly(Document):
    """A document that ends the process it is sent to."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Callable[[int], Any], tuple[int]]:
        return os._exit, (9,)


def test_a_killed_worker_is_replaced_and_its_documents_are_done_again(many: Path) -> None:
    items = list(read([str(many)]))
    expected = [found.line for found in here(items, Config()) if isinstance(found, Extracted)]
    results = here(items, CONFIG)
    found = [next(results) for _ in range(5)]
    victim = multiprocessing.active_children()[0].pid
    assert victim is not None
    os.kill(victim, signal.SIGKILL)
    found += results
    assert [one.line for one in found if isinstance(one, Extracted)] == expected


def test_a_text_that_kills_its_worker_twice_is_a_failure_and_the_rest_goes_on(many: Path) -> None:
    documents = [item for item in read([str(many)]) if isinstance(item, Document)][:6]
    items = [*documents[:3], Deadly(id="bad", text="Bad.", source="bad.txt"), *documents[3:]]
    found = list(here(items, CONFIG))
    assert [isinstance(one, Failure) for one in found] == [False, False, False, True, False, False, False]
    assert found[3].source == "bad.txt"
    assert "died twice" in found[3].reason


def test_workers_that_cannot_start_are_no_documents_fault(many: Path, tmp_path: Path) -> None:
    script = tmp_path / "bare.py"
    script.write_text(f"import kg\nkg.build([{str(many)!r}], {str(tmp_path / 'out')!r}, workers=2)\n", encoding="utf-8")
    ended = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 1
    assert "under if __name__ == '__main__'" in ended.stderr.splitlines()[-1]
    assert not (tmp_path / "out" / "run.json").exists()


def test_an_interrupted_build_goes_on_and_comes_to_the_same(many: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", str(many), "-o", str(tmp_path / "out"), "--workers", "2", "--batch", "2", "--quiet"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    journal = tmp_path / "out" / ".new" / "extracted.jsonl"
    wait_for(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 10)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear of it too
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (130, "kg: interrupted")
    kept = journal.read_bytes().count(b"\n") - 1
    assert 10 <= kept < 120
    done = build([many], tmp_path / "out")
    assert (done.done, done.unchanged) == (120 - kept, kept)
    assert contents(tmp_path / "out") == alone


def command_of(many: Path, out: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "kg", "build", str(many), "-o", str(out), "--workers", "2", "--batch", "2", "--quiet"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    journal = out / ".new" / "extracted.jsonl"
    wait_for(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 10)
    return process


def workers_of(parent: int) -> list[int]:
    """Ids of the worker processes of a command, by the table of processes."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status, words = (folder / "status").read_text(encoding="utf-8"), (folder / "cmdline").read_text(encoding="utf-8")
        except OSError:
            continue
        if f"PPid:\t{parent}\n" in status and "spawn_main" in words:
            found.append(int(folder.name))
    return found


def test_a_command_survives_a_killed_worker(many: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    process = command_of(many, tmp_path / "out")
    os.kill(workers_of(process.pid)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert (process.returncode, said.strip()) == (0, "")
    assert contents(tmp_path / "out") == alone


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_command(many: Path, tmp_path: Path, how: signal.Signals) -> None:
    process = command_of(many, tmp_path / "out")
    workers = workers_of(process.pid)
    assert len(workers) == 2
    process.send_signal(how)
    process.communicate(timeout=60)
    wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


def wait_for(condition: Callable[[], bool]) -> None:
    """Until something is so; a minute at most."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
