"""What hostile clients try."""

import http.server
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.query.ask import sealed
from kg.serve.server import listen
from tests.serve.running import running, started

DIRECT = {"Content-Type": "application/sparql-query"}
INSERT = "INSERT DATA { <urn:x> <urn:x> <urn:x> }"


def ask(site: str, query: str) -> httpx.Response:
    return httpx.post(f"{site}/sparql", content=query.encode("utf-8", "surrogatepass"), headers=DIRECT, timeout=30)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another server, and what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815  # names that http.server calls

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <$> { ?s ?p ?o } }",
        "SELECT * { sErViCe SILENT <$> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <$> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE<$>{ ?s ?p ?o } }",
        "SELECT * { FILTER(\"a\"<'b>' ) SERVICE <$> { } FILTER('x'='y') }",
        "SELECT * { FILTER(1<2#>'''\n) SERVICE <$> { ?s ?p ?o } #'''\n }",
        "SELECT * { SERVICE#<\n<$> { ?s ?p ?o } }",
        "SELECT * { BIND(<$> AS ?service) SERVICE ?service { ?s ?p ?o } }",
        "PREFIX e: <$> SELECT * { SERVICE e: { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE <$> { ?s ?p ?o } } } }",
        "ASK { FILTER EXISTS { SERVICE <$> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <$> { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <$> { ?s ?p ?o } }",
    ],
)
def test_no_other_server_is_asked(site: str, elsewhere: tuple[str, list[str]], query: str) -> None:
    url, asked = elsewhere
    answer = ask(site, query.replace("$", url))
    assert (answer.status_code, asked) == (400, []), answer.text


@pytest.mark.parametrize("query", ["LOAD <$>", "SELECT * FROM <$> { ?s ?p ?o }", "SELECT * FROM NAMED <$> { GRAPH ?g { ?s ?p ?o } }"])
def test_nothing_is_loaded(site: str, elsewhere: tuple[str, list[str]], query: str) -> None:
    url, asked = elsewhere
    answer = ask(site, query.replace("$", url))
    assert asked == []
    assert answer.status_code == 400 or answer.json()["results"]["bindings"] == []


def test_nobody_is_even_called(site: str) -> None:
    """A socket that listens and would keep every caller waiting in its queue: the queue stays empty."""
    with socket.create_server(("127.0.0.1", 0)) as guard:
        url = f"http://127.0.0.1:{guard.getsockname()[1]}/"
        for query in ("SELECT * { SERVICE <$> { ?s ?p ?o } }", "SELECT * FROM <$> { ?s ?p ?o }", "LOAD <$>"):
            ask(site, query.replace("$", url))
        for parameter in ("default-graph-uri", "named-graph-uri"):
            httpx.get(f"{site}/sparql", params={"query": "SELECT * { ?s ?p ?o }", parameter: url})
        httpx.get(f"{site}/find", params={"name": url})
        httpx.get(f"{site}/query/about", params={"entity": url})
        httpx.get(f"{site}/document/{url}")
        guard.setblocking(False)
        with pytest.raises(BlockingIOError):
            guard.accept()


def test_service_as_a_word_is_no_call(site: str) -> None:
    query = "SELECT ?service ?x ?y { BIND('the Secret Service said \"service\"' AS ?service) BIND(<http://x.org/service> AS ?x)"
    query += ' BIND("""SERVICE""" AS ?y) }'
    row = ask(site, query).json()["results"]["bindings"][0]
    assert row["service"]["value"] == 'the Secret Service said "service"'
    assert (row["x"]["value"], row["y"]["value"]) == ("http://x.org/service", "SERVICE")
    assert sealed("?service 'Service'") == "?service 'Servi\\u0063e'"
    assert "SERVICE is refused" in ask(site, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").text


@pytest.mark.parametrize(
    "update",
    [
        INSERT,
        "DROP ALL",
        "CLEAR DEFAULT",
        "DELETE WHERE { ?s ?p ?o }",
        "CREATE GRAPH <urn:g>",
        f"ASK {{}} ; {INSERT}",
        f"ASK {{}}\n{INSERT}",
        f"#\n{INSERT}",
        f"ASK {{}} # \n;\n{INSERT}",
        f"PREFIX a: <urn:a> {INSERT}",
        f"BASE <urn:a> {INSERT}",
        "iNsErT dAtA { <urn:x> <urn:x> <urn:x> }",
        "I\\u004ESERT DATA { <urn:x> <urn:x> <urn:x> }",
        "\ufeffINSERT DATA { <urn:x> <urn:x> <urn:x> }",
        "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "COPY DEFAULT TO <urn:g>",
        "MOVE <urn:g> TO DEFAULT",
        "ADD <urn:g> TO DEFAULT",
        f"SELECT * {{ {{ {INSERT} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} {INSERT}",
    ],
)
def test_updates_are_refused(site: str, update: str) -> None:
    before = ask(site, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text
    url = f"{site}/sparql"
    assert ask(site, update).status_code == 400
    assert httpx.post(url, data={"update": update}).status_code == 403
    assert httpx.get(url, params={"update": update}).status_code == 403
    assert httpx.post(url, data={"query": "ASK {}", "update": update}).status_code == 403
    assert httpx.post(url, content=update, headers={"Content-Type": "application/sparql-update"}).status_code == 403
    assert httpx.put(f"{url}?default", content="<urn:x> <urn:x> <urn:x> .", headers={"Content-Type": "text/turtle"}).status_code == 405
    assert ask(site, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text == before


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/workspace.py",
        "/static//etc/passwd",
        "/../../../../etc/passwd",
        "/document/../../run.json",
        "/document/%00",
        "/entity/Q1%3E%20%3Fp%20%3Fo%20.%20%3Fs",
        "/entity/%22%7D",
        "/entity/" + "x" * 5000,
        "/query/..%2f..%2fpyproject",
        "/newskg/id/../../etc/passwd",
        "/static/%252e%252e/app.py",
        "/static/..%5c..%5cworkspace.py",
        "/static/%2fetc/passwd",
        "/static/....//app.py",
        "//etc/passwd",
        "file:///etc/passwd",
        "http://example.org/static/../app.py",
        "/static",
        "/static/",
    ],
)
def test_paths_lead_nowhere_else(site: str, path: str) -> None:
    host, _, port = site.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    status = int(answer.split(b" ", 2)[1])
    assert status in (400, 404), answer[:300]
    assert b"root:" not in answer
    assert b"import" not in answer


def test_oversized_bodies(site: str) -> None:
    long = "ASK { } #" + "x" * 100_000
    assert ask(site, long).status_code == 413
    assert httpx.post(f"{site}/sparql", data={"query": long}).status_code == 413
    chunks = (b"#" * 10_000 for _ in range(20))
    assert httpx.post(f"{site}/sparql", content=chunks, headers=DIRECT).status_code == 413
    assert httpx.get(f"{site}/sparql", params={"query": "x" * 60_000}).status_code in (400, 414, 431)
    many = "&".join(f"x{i}=1" for i in range(1000))
    assert httpx.get(f"{site}/sparql?{many}").status_code == 400


def test_oversized_heads(site: str) -> None:
    for headers in ({"X-Long": "x" * 200_000}, {f"X-{i}": "x" * 500 for i in range(400)}):
        try:
            answer = httpx.get(f"{site}/sparql", params={"query": "ASK {}"}, headers=headers)
            assert answer.status_code in (400, 431)
        except httpx.TransportError:
            pass  # cut off before it had sent all of it
    assert ask(site, "ASK {}").status_code == 200


@pytest.mark.parametrize("host", ["a b", "x> <urn:p> <urn:o> . <y", "", 'evil.example"', "a,b", "é"])
def test_no_host_reaches_the_graph(site: str, host: str) -> None:
    place = httpx.URL(site)
    with socket.create_connection((place.host, place.port or 0), timeout=20) as connection:
        request = f"GET /sparql HTTP/1.1\r\nHost: {host}\r\nAccept: text/turtle\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode("latin-1"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert int(answer.split(b" ", 2)[1]) == 400, answer[:300]


def test_a_private_server_answers_its_own_names_only(served: Path) -> None:
    """A page of another site may point its own name at this machine; its requests then carry that name."""
    with running(served, workers=1, hosts=("127.0.0.1", "localhost")) as site:
        other = {"Origin": "https://example.org"}
        answer = httpx.get(f"{site}/sparql", params={"query": "ASK {}"}, headers=other)
        assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (200, False)
        for host, status in (("localhost", 200), ("localhost:1", 200), ("evil.example", 400), ("127.0.0.1.evil.example", 400)):
            assert httpx.get(f"{site}/health", headers={"Host": host}).status_code == status, host


def test_oversized_answers(site: str) -> None:
    answer = ask(site, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert (answer.status_code, "LIMIT" in answer.text) == (500, True)


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def at_work(site: str) -> int:
    """How many workers answer something."""
    return int(httpx.get(f"{site}/metrics").text.partition("\nkg_workers_busy ")[2].split()[0])


def burnt(process: int) -> float:
    """CPU seconds of the workers of a server."""
    own = subprocess.run(["ps", "-o", "cputimes=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return sum(float(line) for line in own.stdout.split())


def test_endless_queries(site: str) -> None:
    begun = time.monotonic()
    answer = ask(site, ENDLESS)
    assert (answer.status_code, "no answer within 3 s" in answer.text) == (503, True)
    assert time.monotonic() - begun < 10
    assert ask(site, "ASK {}").status_code == 200


def test_the_worker_of_an_endless_query_is_free_again(served: Path) -> None:
    with started(served, timeout=1.0, workers=1) as (site, process):
        assert ask(site, ENDLESS).status_code == 503
        assert at_work(site) == 0
        assert ask(site, "ASK {}").status_code == 200
        before = burnt(process)
        time.sleep(2)
        assert burnt(process) - before < 1


def test_who_goes_away_frees_the_worker(served: Path) -> None:
    with running(served, timeout=60.0, workers=1) as site:
        assert ask(site, "ASK {}").status_code == 200
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{site}/sparql", params={"query": ENDLESS}, timeout=0.5)
        begun = time.monotonic()
        assert ask(site, "ASK {}").status_code == 200
        assert time.monotonic() - begun < 15
        assert at_work(site) == 0


def test_downloads_that_are_broken_off(site: str) -> None:
    place = httpx.URL(site)
    for _ in range(20):
        with socket.create_connection((place.host, place.port or 0), timeout=20) as connection:
            connection.sendall(b"GET /static/yasgui.min.js HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert (ask(site, "ASK {}").status_code, at_work(site)) == (200, 0)


def test_a_connection_is_kept(site: str) -> None:
    with httpx.Client(base_url=site) as client:
        assert [client.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(5)] == [200] * 5
        assert client.get("/sparql", params={"query": "ASK {"}).status_code == 400
        assert client.get("/health").status_code == 200
        assert len(client._transport._pool.connections) == 1
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP  # what makes asyncio send small answers at once


def test_queries_that_eat_memory(served: Path) -> None:
    with running(served, timeout=20.0, workers=1, memory=300 * 2**20) as site:
        answer = ask(site, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c LIMIT 1")
        assert answer.status_code in (500, 503), answer.text
        assert ask(site, "ASK {}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "(" * 5000,
        "SELECT * { " + "{" * 5000 + "}" * 5000 + " }",
        "\x00",
        "SELECT * { ?s ?p '\ud800' }",
        "'",
        "",
        " ",
        "\\u0053ELECT * {}",
        "#" * 9000,
    ],
)
def test_rubbish(site: str, query: str) -> None:
    answer = ask(site, query)
    assert answer.status_code in (400, 500), answer.text
    assert "Traceback" not in answer.text
    assert ask(site, "ASK {}").status_code == 200


@pytest.mark.parametrize("query", ["query=%FF%FE", "query=ASK%20%7B%20%3Fs%20%3Fp%20%22%C3%28%22%20%7D", "query=%ED%A0%80"])
def test_broken_encodings(site: str, query: str) -> None:
    assert httpx.get(f"{site}/sparql?{query}").status_code == 400
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert httpx.post(f"{site}/sparql", content=query, headers=form).status_code == 400
    assert httpx.get(f"{site}/find?name=%FF").status_code == 400
    assert httpx.get(f"{site}/query/about?entity=%FF").status_code == 400


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"GET /sparql",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK",
    ],
)
def test_clients_that_do_not_send(patient: str, start: bytes) -> None:
    host, _, port = patient.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(start)
        begun = time.monotonic()
        ended = b""
        while time.monotonic() - begun < 10:
            try:
                ended = connection.recv(1000)
                break
            except ConnectionResetError:
                break
        assert not ended.startswith(b"HTTP/1.1 200")
        assert time.monotonic() - begun < 5
    assert httpx.get(f"{patient}/health").status_code == 200


def _drip(connection: socket.socket, drop: bytes) -> None:
    for _ in range(100):
        connection.sendall(drop)
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"x"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 90000\r\n\r\n", b"#"),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1\r\n#\r\n",
        ),
    ],
)
def test_clients_that_send_in_drops(patient: str, start: bytes, drop: bytes) -> None:
    """A byte now and then is no sign of life: the whole request has to be there in time."""
    place = httpx.URL(patient)
    with socket.create_connection((place.host, place.port or 0), timeout=20) as connection:
        connection.sendall(start)
        begun = time.monotonic()
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            _drip(connection, drop)
        assert time.monotonic() - begun < 5
    assert httpx.get(f"{patient}/health").status_code == 200


def test_clients_that_do_not_take(patient: str) -> None:
    host, _, port = patient.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        request = b"GET /static/yasgui.min.js HTTP/1.1\r\nHost: x\r\n\r\n"
        connection.sendall(request * 8)
        time.sleep(3)
        taken = 0
        try:
            while piece := connection.recv(1 << 20):
                taken += len(piece)
        except ConnectionResetError:
            pass
        assert taken < 8_000_000
    assert httpx.get(f"{patient}/health").status_code == 200


@pytest.fixture(scope="module")
def patient(served: Path) -> Iterator[str]:
    """A server with little patience."""
    with running(served, patience=1.0, workers=1) as address:
        yield address
