"""Pushing a store to any SPARQL 1.1 server: by the Graph Store Protocol or by Update, in batches, resumable, idempotent.

A graph is replaced as a whole: its first batch puts it in place of the old one, the next ones add to it. A batch that a server cannot
take, for each has limits of its own, is halved. A file beside the store remembers for each server the digest of every graph that arrived;
the next push sends only what differs, and deletes graphs that are gone.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from kg.errors import StoreError
from kg.store.base import Reader

Protocol = Literal["graph-store", "update"]

_TRIES = 4
_WAIT = 0.5
"""Seconds before the second try; doubled before each further one."""
_TOO_MUCH = frozenset({400, 413, 500})
"""What servers answer to more than they can take at once; Virtuoso's compiler of updates says 400."""
_LEAST = 100
"""Triples that any server takes at once: a refusal of so few has another reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server: the URL of its Graph Store or Update endpoint, which of the two it is, and a name and password if it wants them.

    `batch` is the number of triples sent at once, fewer where the server cannot take so many, `timeout` the seconds to wait for an answer.
    """

    url: str
    protocol: Protocol = "graph-store"
    user: str | None = None
    password: str = field(default="", repr=False)
    batch: int = 10_000
    timeout: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What a push did: numbers of graphs sent, left alone because the server has them, and deleted; triples sent."""

    sent: int
    same: int
    deleted: int
    triples: int


def push(reader: Reader, server: Server, state: Path | None = None, *, progress: Callable[[str], None] | None = None) -> Pushed:
    """Bring a server's graphs to the state of a store; StoreError with the server's own words where it refuses.

    `state` is the file that remembers what arrived; without it everything is sent. `progress` is told the IRI of each graph that arrived.
    """
    if urlsplit(server.url).scheme not in ("http", "https"):
        raise StoreError(f"{server.url!r} is no http address of a SPARQL server")
    known = _State(state, server.url)
    link = _Link(server)
    sent = same = triples = 0
    for graph in reader.graphs():
        lines = sorted(f"{quad.triple} ." for quad in reader.quads(graph=graph))
        digest = hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
        if known.digests.get(graph) == digest:
            same += 1
            continue
        known.forget(graph)
        link.replace(graph, lines)
        known.arrived(graph, digest)
        sent, triples = sent + 1, triples + len(lines)
        if progress is not None:
            progress(graph)
    gone = sorted(known.digests.keys() - set(reader.graphs()))
    for graph in gone:
        link.delete(graph)
        known.forget(graph)
    return Pushed(sent=sent, same=same, deleted=len(gone), triples=triples)


class _State:
    """What arrived at one server, as JSON lines that are only ever added to, so that a crash loses at most the last of them."""

    def __init__(self, path: Path | None, url: str) -> None:
        self._path = path
        self._url = url
        self.digests: dict[str, str] = {}
        if path is not None and path.exists():
            text = path.read_text(encoding="utf-8")
            for line in text.splitlines():
                self._read(line)
            if not text.endswith("\n"):
                path.write_text(text + "\n", encoding="utf-8")

    def _read(self, line: str) -> None:
        try:
            entry = json.loads(line)
        except ValueError:
            return  # the line that a crash cut short
        if entry["url"] == self._url:
            self.digests.pop(entry["graph"], None)
            if entry["digest"]:
                self.digests[entry["graph"]] = entry["digest"]

    def arrived(self, graph: str, digest: str) -> None:
        self.digests[graph] = digest
        self._write(graph, digest)

    def forget(self, graph: str) -> None:
        if self.digests.pop(graph, None):
            self._write(graph, None)

    def _write(self, graph: str, digest: str | None) -> None:
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({"url": self._url, "graph": graph, "digest": digest}) + "\n")


class _RefusedError(StoreError):
    """The server's answer was an error of that code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class _Link:
    """Requests to one server, tried again where it is busy or out of reach."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._batch = server.batch
        self._opener = _opener(server)

    def replace(self, graph: str, lines: list[str]) -> None:
        """Put a graph in place of the old one of its name."""
        begin = 0
        while begin < len(lines):
            batch = lines[begin : begin + self._batch]
            try:
                self._add("\n".join(batch), graph, first=begin == 0)
            except _RefusedError as error:
                if error.code not in _TOO_MUCH or len(batch) <= _LEAST:
                    raise
                self._batch = len(batch) // 2
            else:
                begin += len(batch)

    def _add(self, body: str, graph: str, *, first: bool) -> None:
        """Add triples to a graph; the first ones take the place of what was there."""
        if self._server.protocol == "update":
            drop = f"DROP SILENT GRAPH <{graph}> ;\n" if first else ""
            self._send("POST", None, f"{drop}INSERT DATA {{ GRAPH <{graph}> {{\n{body}\n}} }}", "application/sparql-update")
        else:
            self._send("PUT" if first else "POST", graph, body, "application/n-triples")

    def delete(self, graph: str) -> None:
        """Take a graph away; one that is not there is no error."""
        if self._server.protocol == "update":
            self._send("POST", None, f"DROP SILENT GRAPH <{graph}>", "application/sparql-update")
        else:
            self._send("DELETE", graph, "", "application/n-triples", missing=True)

    def _send(self, method: str, graph: str | None, body: str, kind: str, *, missing: bool = False) -> None:
        join = "&" if "?" in self._server.url else "?"
        url = f"{self._server.url}{join}graph={quote(graph, safe='')}" if graph else self._server.url
        headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("application/sparql") else kind}
        for attempt in range(_TRIES):
            request = Request(url, data=body.encode("utf-8"), headers=headers, method=method)  # noqa: S310 -- push allows http(s) only
            try:
                with self._opener.open(request, timeout=self._server.timeout) as answer:
                    answer.read()
                    return
            except HTTPError as error:
                with error:
                    if missing and error.code == 404:
                        return
                    said = _first_line(error.read(500))
                if error.code < 500 or attempt == _TRIES - 1:
                    words = f"{self._server.url} answered {error.code} to {method} of {graph or 'an update'}: {said}"
                    raise _RefusedError(words, error.code) from error
            except (URLError, TimeoutError, ConnectionError) as error:
                if attempt == _TRIES - 1:
                    why = getattr(error, "reason", error)
                    raise StoreError(f"{self._server.url} cannot be reached ({why}): is the server running?") from error
            time.sleep(_WAIT * 2**attempt)


def _opener(server: Server) -> OpenerDirector:
    if server.user is None:
        return build_opener()
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, server.url, server.user, server.password)
    return build_opener(HTTPBasicAuthHandler(passwords), HTTPDigestAuthHandler(passwords))


def _first_line(answer: bytes | str) -> str:
    """The first line of an answer; urllib makes up one of its own, as text, where it gives up on a password."""
    words = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
    return words.strip().split("\n")[0]
