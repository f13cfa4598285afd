"""The routes of the server."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.serve.headers import EDITOR, POLICY, Headers
from kg.serve.metrics import Metrics
from kg.serve.negotiate import GRAPH_TYPES, SENT_AS, TABLE_TYPES, named, wanted
from kg.serve.pool import Pool, Reply, refusal
from kg.serve.request import RefusedError, asked, fields
from kg.serve.settings import Settings
from kg.workspace import Workspace

_STATIC = Path(__file__).with_name("static")
_PIECE = 64 * 1024
"""Bytes that are sent at once, so that a slow client is noticed."""
_MOMENT = 1.0
"""Seconds that a question may still take when its client has gone: an end of its own costs less than a new worker."""
_GONE = refusal(499, "the client has gone")
_META = re.compile(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"')
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
"""The number of a page of a list."""
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?", re.ASCII)
_HTML = {"text/html": "html", "application/xhtml+xml": "html"}
_TABLES, _GRAPHS = frozenset(TABLE_TYPES.values()), frozenset(GRAPH_TYPES.values())

Handler = Callable[[Request], Awaitable[Response]]


class Site:
    """The handlers, over the workers."""

    def __init__(self, settings: Settings) -> None:
        """Start nothing yet."""
        self._settings = settings
        self._pool = Pool(settings)
        self._home: tuple[str, Reply] | None = None
        self.metrics = Metrics()

    @contextlib.asynccontextmanager
    async def running(self, app: Starlette) -> AsyncIterator[None]:
        """The workers run while the server does."""
        del app
        await self._pool.start()
        try:
            yield
        finally:
            await self._pool.stop()

    async def sparql(self, request: Request) -> Response:
        """The endpoint of the SPARQL 1.1 Protocol; without a query its description."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS, POST"})
        question = await asked(request, self._settings.body)
        accept = request.headers.get("accept", "")
        if question.query is None:
            if wanted(accept, {**GRAPH_TYPES, **_HTML})[:1] == ("html",):
                return RedirectResponse("/query", status_code=303)
            if question.default or question.named:
                raise RefusedError(400, "the request names graphs, but has no query")
            forms = _chosen(question.form, accept, GRAPH_TYPES)
            if not forms:
                raise RefusedError(406, f"the description can be had as {', '.join(SENT_AS[form] for form in sorted(_GRAPHS))}")
            host = request.headers.get("host", "")
            if not _HOST.fullmatch(host):
                raise RefusedError(400, "the request's Host is none")
            endpoint = f"{request.url.scheme}://{host}{request.url.path}"
            return _response(await self._ask(request, "description", graphs=forms, endpoint=endpoint))
        tables, graphs = _chosen(question.form, accept, TABLE_TYPES), _chosen(question.form, accept, GRAPH_TYPES)
        dataset = {"default": question.default, "named": question.named}
        bounds = {"tables": tables, "graphs": graphs, "most": self._settings.answer}
        return _response(await self._ask(request, "sparql", query=question.query, **dataset, **bounds))

    async def resource(self, request: Request) -> Response:
        """A page of a resource, or its triples, by what the client accepts."""
        path = f"{request.path_params['kind']}/{request.path_params['id']}"
        given = dict(fields(request.scope["query_string"]))
        form = given.get("format")
        numbers = {name: int(value) for name, value in given.items() if _NUMBER.fullmatch(value)}
        best = wanted(request.headers.get("accept", "text/html"), {**_HTML, **GRAPH_TYPES})
        asked = named(form, GRAPH_TYPES) if form else None
        graphs = (asked,) if asked else () if form == "html" or best[:1] in ((), ("html",)) else best
        triples = {"graphs": [g for g in graphs if g != "html"], "most": self._settings.answer}
        return await self._page(request, "resource", path=path, pages=numbers, **triples)

    async def home(self, request: Request) -> Response:
        """The first page, which counts the whole graph and so is made once for each state of the store."""
        mark = self._pool.mark()
        if self._home is None or self._home[0] != mark:
            reply = await self._ask(request, "home", base=self._settings.base)
            if reply.status != 200:
                return _response(reply)
            self._home = (mark, reply)
        return _response(self._home[1])

    async def find(self, request: Request) -> Response:
        """To what a name means."""
        return await self._page(request, "find", name=dict(fields(request.scope["query_string"])).get("name", ""))

    async def named(self, request: Request) -> Response:
        """A named query, with its form and its answer."""
        given = dict(fields(request.scope["query_string"]))
        form = given.pop("format", None)
        accept = request.headers.get("accept", "text/html")
        machine = form in _TABLES | _GRAPHS or wanted(accept, {**_HTML, **TABLE_TYPES})[:1] not in ((), ("html",))
        tables, graphs = (_chosen(form, accept, TABLE_TYPES), _chosen(form, accept, GRAPH_TYPES)) if machine else ((), ())
        bounds = {"tables": tables, "graphs": graphs, "most": self._settings.answer}
        return await self._page(request, "named", name=request.path_params["name"], arguments=given, **bounds)

    async def editor(self, request: Request) -> Response:
        """The SPARQL editor."""
        return _response(await self._ask(request, "editor", base=self._settings.base), EDITOR)

    async def view(self, request: Request) -> Response:
        """The graph as a page: the one that the build made, under the policy that it was made with."""
        try:
            page = (self._settings.directory / "graph.html").read_bytes()
            reply = Reply(status=200, type="text/html; charset=utf-8", body=page)
        except OSError:
            reply = await self._ask(request, "view")
        found = _META.search(reply.body[:65536].decode("utf-8", "replace"))
        return _response(reply, f"{found[1]}; frame-ancestors 'none'" if found else POLICY)

    async def health(self, request: Request) -> Response:
        """Whether the store can be asked."""
        return _response(await self._ask(request, "health"))

    async def figures(self, request: Request) -> Response:
        """The metrics."""
        del request
        gauges = {"workers": self._settings.workers, "workers_busy": self._pool.busy, "questions_waiting": self._pool.waiting}
        return PlainTextResponse(self.metrics.text(gauges), media_type="text/plain; version=0.0.4")

    async def nothing(self, request: Request, error: Exception) -> Response:
        """An address that leads nowhere."""
        del error
        return await self._page(request, "nothing")

    async def _page(self, request: Request, do: str, **job: Any) -> Response:
        browser = "text/html" in request.headers.get("accept", "")
        return _response(await self._ask(request, do, base=self._settings.base, browser=browser, **job))

    async def _ask(self, request: Request, do: str, **job: Any) -> Reply:
        """The answer to a question; where the client goes away meanwhile, its worker is freed after a moment."""
        asking, going = asyncio.ensure_future(self._pool.ask(do, **job)), asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({asking, going}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                await asyncio.wait({asking}, timeout=_MOMENT)
            return await asking if asking.done() else _GONE
        finally:
            asking.cancel()
            going.cancel()


async def _gone(request: Request) -> None:
    """Return when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def app(settings: Settings) -> Starlette:
    """The server's application over a finished output directory."""
    site = Site(settings)
    prefix = urlsplit(settings.base).path.rstrip("/")
    routes: list[Route | Mount] = [
        Route("/", site.home),
        Route("/sparql", site.sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/query", site.editor),
        Route("/query/{name}", site.named),
        Route("/find", site.find),
        Route("/view", site.view),
        Route("/health", site.health),
        Route("/metrics", site.figures),
        Mount("/static", StaticFiles(directory=_STATIC)),
        *(Route(f"{start}/{{kind}}/{{id:path}}", site.resource) for start in dict.fromkeys((prefix, ""))),
    ]
    around = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"], max_age=86400)
    if settings.hosts:
        around = Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    found = Starlette(
        routes=routes,
        lifespan=site.running,
        middleware=[Middleware(Headers, metrics=site.metrics), around],
        exception_handlers={RefusedError: _refused, 404: site.nothing},
    )
    found.router.redirect_slashes = False
    return found


def open_site(directory: Path, **bounds: Any) -> Starlette:
    """The application over an output directory; StoreError where there is no finished build."""
    base = str(Workspace(directory).require().run()["base"])
    return app(Settings(directory=directory, base=base, **bounds))


async def _refused(request: Request, error: Exception) -> Response:
    del request
    return PlainTextResponse(f"{error}\n", status_code=getattr(error, "status", 400))


def _chosen(form: str | None, accept: str, offered: dict[str, str]) -> tuple[str, ...]:
    """The formats to answer in: the one that the address names, or those that the client accepts."""
    if form is not None:
        found = named(form, offered)
        return (found,) if found else ()
    return wanted(accept, offered)


def _response(reply: Reply, policy: str = POLICY) -> Response:
    headers = {**reply.headers, "Content-Security-Policy": policy, "Content-Length": str(len(reply.body)), "Content-Type": reply.type}
    return StreamingResponse(_pieces(reply.body), status_code=reply.status, headers=headers)


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    for piece in _cut(body):
        yield piece


def _cut(body: bytes) -> Iterable[bytes]:
    return (body[start : start + _PIECE] for start in range(0, len(body), _PIECE))
