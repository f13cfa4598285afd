"""Pushing to a server of somebody else's: resumable, idempotent, in batches."""

import http.server
import socket
import threading
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.errors import StoreError
from kg.store import remote
from kg.store.base import Quadstore
from kg.store.memory import open_memory
from kg.store.remote import Server, push
from tests.store import servers

G, H = "http://example.org/g", "http://example.org/h#char=1,2"


def filled(count: int = 25) -> Quadstore:
    store = open_memory()
    text = '"a \\"quote\\", a \\\\ and é\\n"'
    store.replace(
        {G: [f"<http://example.org/{n}> <http://example.org/p> {text} <{G}> ." for n in range(count)], H: [f"<{G}> <{G}> <{G}> <{H}> ."]}
    )
    return store


class Fake(http.server.BaseHTTPRequestHandler):
    """A small graph store that can be told to fail."""

    store: Store
    failures: list[int]
    requests: list[str]

    def log_message(self, *_: object) -> None:
        pass

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = NamedNode(urllib.parse.unquote(self.path.split("graph=")[1]))
        self.requests.append(self.command)
        status = self.failures.pop(0) if self.failures else 204
        if status == 204:
            if self.command in ("PUT", "DELETE"):
                self.store.remove_graph(name)
            if body:
                self.store.load(body, RdfFormat.N_TRIPLES, to_graph=name)
        self.send_response(status)
        self.end_headers()
        if status != 204:
            self.wfile.write(b"no, thank you\nand more")

    do_POST = do_DELETE = do_PUT  # noqa: N815 -- names that http.server calls


@pytest.fixture
def fake():
    handler = type("Handler", (Fake,), {"store": Store(), "failures": [], "requests": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield handler, f"http://127.0.0.1:{server.server_port}/store"
    server.shutdown()
    server.server_close()
    thread.join()


def same(store: Store, expected: Quadstore) -> bool:
    return {q for q in store if q.graph_name != DefaultGraph()} == set(expected.quads())


def test_a_push_is_batched_and_sends_only_what_changed(fake, tmp_path: Path) -> None:
    handler, url = fake
    local, server, state = filled(), Server(url=url, batch=10), tmp_path / "push.jsonl"
    done = push(local, server, state)
    assert (done.sent, done.same, done.deleted, done.triples) == (2, 0, 0, 26)
    assert handler.requests == ["PUT", "POST", "POST", "PUT"]
    assert same(handler.store, local)
    assert push(local, server, state).same == 2
    local.replace({H: None, G: [f"<{G}> <{G}> <{G}> <{G}> ."]})
    done = push(local, server, state)
    assert (done.sent, done.same, done.deleted) == (1, 0, 1)
    assert same(handler.store, local)


def test_a_push_that_broke_goes_on_where_it_was(fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_WAIT", 0.01)
    handler, url = fake
    local, server, state = filled(), Server(url=url, batch=10), tmp_path / "push.jsonl"
    handler.failures[:] = [204, 204, 204, 400]
    with pytest.raises(StoreError, match=r"answered 400 to PUT of http://example\.org/h#char=1,2: no, thank you"):
        push(local, server, state)
    with state.open("a") as stream:
        stream.write('{"url": "cut sho')
    handler.failures[:] = [503, 204]
    assert (push(local, server, state).sent, same(handler.store, local)) == (1, True)


def test_a_batch_that_is_too_large_is_halved(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_LEAST", 5)
    handler, url = fake
    local = filled()
    handler.failures[:] = [413, 400, 204]
    assert push(local, Server(url=url, batch=100)).triples == 26
    assert handler.requests == ["PUT", "PUT", "PUT", "POST", "POST", "POST", "POST", "PUT"]
    assert same(handler.store, local)


def test_a_server_out_of_reach_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_WAIT", 0.01)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/store"
    with pytest.raises(StoreError, match=r"cannot be reached .*is the server running"):
        push(filled(), Server(url=url))
    with pytest.raises(StoreError, match="no http address"):
        push(filled(), Server(url="file:///etc/passwd"))


def read(endpoint: str, graphs: tuple[str, ...]) -> Store:
    """What a server holds in these graphs."""
    found = Store()
    for graph in graphs:
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        url = f"{endpoint}?{urllib.parse.urlencode({'query': query})}"
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "text/plain"})) as answer:  # noqa: S310 -- our own server
            found.load(answer.read(), RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))
    return found


DBA = {"user": "dba", "password": "dba"}
"""Who may write to a new Virtuoso."""
SERVERS = {
    "oxigraph": (servers.oxigraph, "query", {"graph-store": "store", "update": "update"}, {}),
    "virtuoso": (servers.virtuoso, "sparql", {"graph-store": "sparql-graph-crud-auth", "update": "sparql-auth"}, DBA),
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_real_server_holds_what_was_pushed(tmp_path: Path, name: str) -> None:
    start, endpoint, paths, account = SERVERS[name]
    with start(tmp_path) as address:
        for protocol, path in paths.items():
            local, state = filled(), tmp_path / f"{protocol}.jsonl"
            server = Server(url=f"{address}/{path}", protocol=protocol, batch=10, **account)
            assert push(local, server, state).sent == 2
            assert same(read(f"{address}/{endpoint}", (G, H)), local)
            assert push(local, server, state).same == 2
            local.replace({G: [f'<{G}> <{G}> "new" <{G}> .'], H: None})
            done = push(local, server, state)
            assert (done.sent, done.deleted) == (1, 1)
            assert same(read(f"{address}/{endpoint}", (G, H)), local)
            assert push(local, server).sent == 1, "without a memory all is sent again"
            assert same(read(f"{address}/{endpoint}", (G, H)), local), "and the server is none the worse"


def test_a_batch_that_virtuoso_cannot_take_is_sent_in_parts(tmp_path: Path) -> None:
    local = filled(10_000)
    with servers.virtuoso(tmp_path) as address:
        server = Server(url=f"{address}/sparql-auth", protocol="update", **DBA)
        assert push(local, server).triples == 10_001
        assert same(read(f"{address}/sparql", (G, H)), local)


def test_a_duration_reaches_virtuoso_by_the_graph_store(tmp_path: Path) -> None:
    local = open_memory()
    duration = '"P1Y"^^<http://www.w3.org/2001/XMLSchema#duration>'
    local.replace({G: [f"<{G}> <{G}> {value} <{G}> ." for value in (duration, f"<{H}>")]})
    with servers.virtuoso(tmp_path) as address:
        assert push(local, Server(url=f"{address}/sparql-graph-crud-auth", **DBA)).triples == 2
        assert len(read(f"{address}/sparql", (G,))) == 2, "written in months, but not lost"


def test_a_wrong_password_is_said_so(tmp_path: Path) -> None:
    with servers.virtuoso(tmp_path) as address, pytest.raises(StoreError, match="answered 401"):
        push(filled(), Server(url=f"{address}/sparql-graph-crud-auth", **{**DBA, "password": "wrong"}))
