"""What a worker can do: each job reads one state of the store and gives a status, a media type and bytes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from kg.errors import QueryError
from kg.query import named
from kg.query.explain import identify
from kg.query.protocol import Question, respond, triples
from kg.query.run import Table, run
from kg.serve import description, pages
from kg.serve.html import render
from kg.serve.missing import MissingError
from kg.serve.negotiate import SENT_AS
from kg.store.base import Reader

Job = Mapping[str, Any]

_ROWS = 1000
"""Rows of an answer on a page."""

_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, media type, further headers, body."""

    body: bytes
    type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def _sparql(reader: Reader, job: Job) -> Answer:
    """A question of the SPARQL protocol."""
    return _asked(reader, job, job["query"], tuple(job["default"]), tuple(job["named"]))


def _asked(reader: Reader, job: Job, query: str, default: tuple[str, ...] = (), graphs: tuple[str, ...] = ()) -> Answer:
    accepted = {"tables": tuple(job["tables"]), "graphs": tuple(job["graphs"])}
    form, body = respond(reader, Question(query=query, default=default, named=graphs, most=job["most"], **accepted))
    return Answer(body=body, type=_type(form))


def _type(form: str) -> str:
    media = SENT_AS[form]
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _resource(reader: Reader, job: Job) -> Answer:
    """The page of a resource, or its triples; those of a document are its whole graph."""
    iri = job["base"] + job["path"]
    if _FORBIDDEN.search(iri):
        raise MissingError("no resource has such an IRI")
    if not job["graphs"]:
        template, page = pages.resource(reader, job["base"], job["path"], job["pages"])
        return _page(template, job, **page)
    document = job["path"].startswith("document/")
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}" if document else f"DESCRIBE <{iri}>"
    if not run(reader, f"ASK {{ <{iri}> ?p ?o }}"):
        raise MissingError(f"nothing in the graph has the IRI {iri}")
    return _asked(reader, {**job, "tables": ()}, query)


def _home(reader: Reader, job: Job) -> Answer:
    """The first page."""
    return _page("home.html", job, title="kg", queries=named.load().values(), **pages.home(reader, job["base"]))


def _find(reader: Reader, job: Job) -> Answer:
    """To the page of the entity, event or claim that is meant by a name or an id."""
    iri = identify(reader, job["name"])
    return Answer(status=303, type="text/plain; charset=utf-8", body=f"{iri}\n".encode(), headers={"Location": _place(iri, job["base"])})


def _place(iri: str, base: str) -> str:
    return f"/{iri.removeprefix(base)}" if iri.startswith(base) else "/"


def _named(reader: Reader, job: Job) -> Answer:
    """A named query: its form, and with arguments its answer, as a page or in a format of SPARQL."""
    query = named.load().get(job["name"])
    if query is None:
        raise MissingError(f"no named query is called {job['name']}")
    given = {name: value for name, value in job["arguments"].items() if value != ""}
    ready = all(parameter.default is not None or parameter.name in given for parameter in query.parameters)
    if job["tables"]:
        return _asked(reader, job, named.fill(reader, query, given))
    asked = urlencode(given) + "&" if given else ""
    page: dict[str, Any] = {"query": query, "given": given, "asked": asked, "answer": None, "wrong": None, "status": 200}
    if ready:
        try:
            page["answer"] = run(reader, named.fill(reader, query, given, limit=_ROWS), limit=_ROWS)
        except QueryError as error:
            page |= {"wrong": str(error), "status": 400}
    elif given:
        page |= {"wrong": "give a value for each of these", "status": 400}
    status = page.pop("status")
    if isinstance(page["answer"], Table):
        page["rows"] = page["answer"].values()
    return _page("named.html", job, status=status, title=query.name, **page)


def _editor(reader: Reader, job: Job) -> Answer:
    """The page of the SPARQL editor."""
    del reader
    return _page("editor.html", job, title="SPARQL", queries=named.load().values())


def _view(reader: Reader, job: Job) -> Answer:
    """The graph as a page, made anew where the build has left none."""
    del job
    from kg.visualise.page import page  # noqa: PLC0415 -- loads the drawing only when it is asked for
    from kg.visualise.read import scene  # noqa: PLC0415 -- the same

    return Answer(type=HTML, body=page(scene(reader)).encode("utf-8"))


def _description(reader: Reader, job: Job) -> Answer:
    """The service description of the endpoint."""
    del reader
    form = job["graphs"][0]
    return Answer(type=_type(form), body=triples(description.lines(job["endpoint"]), form))


def _health(reader: Reader, job: Job) -> Answer:
    """Whether the store can be asked."""
    del job
    if run(reader, "ASK {}") is not True:
        raise QueryError("the store does not answer")
    return Answer(type="application/json", body=b'{"status":"ok"}\n')


def _nothing(reader: Reader, job: Job) -> Answer:
    """To an address that leads nowhere."""
    del reader, job
    raise MissingError("there is no such page here")


def trouble(job: Job, status: int, words: str) -> Answer:
    """What is said where a question has no answer: in plain words, for browsers on a page that leads on."""
    if job.get("browser"):
        return _page("error.html", job, status=status, title=_TROUBLE.get(status, "That cannot be answered"), words=words)
    return Answer(status=status, type="text/plain; charset=utf-8", body=f"{words}\n".encode())


_TROUBLE = {404: "Nothing here", 503: "Not now"}


def _page(template: str, job: Job, *, status: int = 200, **content: Any) -> Answer:
    return Answer(status=status, type=HTML, body=render(template, job["base"], **content))


JOBS: Mapping[str, Callable[[Reader, Job], Answer]] = {
    "sparql": _sparql,
    "resource": _resource,
    "home": _home,
    "find": _find,
    "named": _named,
    "editor": _editor,
    "view": _view,
    "description": _description,
    "health": _health,
    "nothing": _nothing,
}
