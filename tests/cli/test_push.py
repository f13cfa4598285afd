"""`kg push` to the oxigraph server, a program of somebody else's."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg.store.oxigraph import open_reader
from tests.serve.running import SHELLING, fill
from tests.store import servers


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[str]:
    """The address of an empty server."""
    with servers.oxigraph(tmp_path) as address:
        yield address


def same(remote: str, directory: Path) -> bool:
    found = Store()
    found.load(httpx.get(f"{remote}/store", headers={"Accept": "application/n-quads"}, timeout=60).content, RdfFormat.N_QUADS)
    with open_reader(directory / "store") as reader:
        return set(found) - set(found.quads_for_pattern(None, None, None, DefaultGraph())) == set(reader.quads())


@pytest.mark.parametrize(("protocol", "path"), [("graph-store", "store"), ("update", "update")])
def test_a_push_and_the_next_one(run_kg, tmp_path: Path, remote: str, protocol: str, path: str) -> None:
    fill(tmp_path / "out", SHELLING)
    arguments = ("push", f"{remote}/{path}", "--protocol", protocol, "--batch", "50")
    status, _, error = run_kg(*arguments)
    assert (status, "7 graphs sent" in error) == (0, True), error
    assert same(remote, tmp_path / "out")
    assert "0 graphs sent (0 triples), 7 unchanged, 0 deleted" in run_kg(*arguments)[2]
    shutil.rmtree(tmp_path / "out" / "store")
    fill(tmp_path / "out")
    status, _, error = run_kg(*arguments)
    assert (status, "1 deleted" in error) == (0, True), error
    assert same(remote, tmp_path / "out")
    httpx.post(f"{remote}/update", content="DROP ALL", headers={"Content-Type": "application/sparql-update"})
    assert "6 graphs sent" in run_kg(*arguments, "--again")[2]
    assert same(remote, tmp_path / "out")


def test_a_server_that_is_not_there(run_kg, tmp_path: Path) -> None:
    fill(tmp_path / "out")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/store"
    status, _, error = run_kg("push", url)
    assert status == 2
    assert "is the server running?" in error
    assert "no http address" in run_kg("push", "ftp://example.org/")[2]
