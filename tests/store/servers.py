"""SPARQL servers of somebody else's, started empty for a test; where CI is set, a missing one fails it."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = {web}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
"""
"""Settings of an empty server in the folder where it is started; its user is dba, with password dba."""


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of the oxigraph server."""
    address = free()
    with _running([_program("oxigraph"), "serve", "--location", str(folder / "db"), "--bind", address], folder, address):
        yield f"http://{address}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of Debian's virtuoso-opensource-7."""
    address = free()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=free().split(":")[1], web=address), encoding="utf-8")
    with _running([_program("virtuoso-t"), "+foreground", "+configfile", "virtuoso.ini"], folder, f"{address}/sparql"):
        yield f"http://{address}"


def free() -> str:
    """An address of this machine where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(f"no {name} on the path")
    return str(path)


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address)
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://{address}"):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no server at {address}")
