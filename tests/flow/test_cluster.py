"""A Dask cluster of two worker processes on this machine, one of which is killed in the middle."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import ClusterError
from kg.flow import build
from tests.flow.conftest import contents
from tests.flow.test_workers import wait_for

Process = subprocess.Popen[bytes]


@contextmanager
def running(*arguments: str) -> Iterator[Process]:
    """A process of the cluster, ended with the test."""
    process = subprocess.Popen([sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, Process]]:
    """A scheduler: its address and its process."""
    file = folder / "scheduler.json"
    with running("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)) as process:
        wait_for(lambda: file.exists() and "address" in file.read_text())
        yield str(json.loads(file.read_text())["address"]), process


def worker(address: str, folder: Path) -> AbstractContextManager[Process]:
    """A worker process of one thread."""
    return running("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))


def built_until(victim: Process, many: Path, out: Path, address: str) -> tuple[int, str]:
    """A build on the cluster in the middle of which a process is killed: its exit status and what it said."""
    command = [sys.executable, "-m", "kg", "build", str(many), "-o", str(out), "--cluster", address, "--batch", "2", "--quiet"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    journal = out / ".new" / "extracted.jsonl"
    wait_for(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 10)
    victim.send_signal(signal.SIGKILL)
    assert process.poll() is None, "the process was to be killed in the middle"
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def test_with_a_worker_killed_the_result_is_that_of_one_process(many: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with scheduler(tmp_path) as (address, _), worker(address, tmp_path / "a") as victim, worker(address, tmp_path / "b"):
        assert built_until(victim, many, out, address) == (0, "")
    assert contents(out) == alone


def test_with_the_scheduler_killed_the_run_ends_with_one_line_and_goes_on_later(
    many: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with scheduler(tmp_path) as (address, victim), worker(address, tmp_path / "a"):
        status, said = built_until(victim, many, out, address)
    assert status == 2
    assert "the cluster is lost" in said.splitlines()[-1], said
    assert build([many], out).unchanged >= 10
    assert contents(out) == alone


@pytest.mark.parametrize(
    ("address", "said"), [("tcp://127.0.0.1:9", "no Dask scheduler answers there"), ("nonsense", "write it as tcp://host:8786")]
)
def test_a_cluster_that_is_not_there_is_said_so(many: Path, tmp_path: Path, address: str, said: str) -> None:
    with pytest.raises(ClusterError, match=said):
        build([many], tmp_path / "out", Config(cluster=address))
