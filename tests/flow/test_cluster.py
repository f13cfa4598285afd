"""A Dask cluster of two worker processes on this machine, one of which is killed in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import ClusterError
from kg.flow import build
from tests.flow.conftest import contents
from tests.flow.test_workers import wait_for


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the cluster, ended with the test."""
    process = subprocess.Popen([sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler."""
    file = tmp_path / "scheduler.json"
    with running("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)):
        wait_for(lambda: file.exists() and "address" in file.read_text())
        import json

        yield str(json.loads(file.read_text())["address"])


def worker(scheduler: str, folder: Path) -> "subprocess.Popen[bytes]":
    return running(  # type: ignore[return-value]
        "worker", scheduler, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder)
    )


def test_with_a_worker_killed_the_result_is_that_of_one_process(
    many: Path, alone: dict[str, bytes], scheduler: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with worker(scheduler, tmp_path / "a") as victim, worker(scheduler, tmp_path / "b"):
        command = [sys.executable, "-m", "kg", "build", str(many), "-o", str(out), "--cluster", scheduler, "--batch", "2", "--quiet"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        journal = out / ".new" / "extracted.jsonl"
        wait_for(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 10)
        os.kill(victim.pid, signal.SIGKILL)
        assert process.poll() is None, "the worker was to be killed in the middle"
        _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    assert contents(out) == alone


def test_a_cluster_that_is_not_there_is_said_so(many: Path, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="no Dask scheduler answers there"):
        build([many], tmp_path / "out", Config(cluster="tcp://127.0.0.1:9"))
