"""`kg query`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import opening
from kg.cli.options import directory
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query.run import Answer

_SPARQL = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "#")
_ROWS = 1000
_EXAMPLES = """\b
Examples:
  kg query --list
  kg query ledger event=IRI
  kg query about entity="North Korea"
  kg query 'SELECT DISTINCT ?name WHERE { ?s a kg:State ; rdfs:label ?name }'
"""
_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld")


@click.command(name="query", epilog=_EXAMPLES)
@click.argument("query", required=False, metavar="SPARQL or NAME")
@click.argument("arguments", nargs=-1, metavar="[KEY=VALUE…]")
@directory
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(1), help="Rows or triples at the most; 1000 in a table for people, else all.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, help="Seconds at the most.")
@click.option("--list", "listed", is_flag=True, help="List the named queries with their parameters.")
@click.option("--show", is_flag=True, help="Print the SPARQL of a named query instead of asking it.")
def command(query: str | None, arguments: tuple[str, ...], directory: Path, form: str, *, listed: bool, show: bool, **bounds: Any) -> int:
    """Ask the graph, in SPARQL or by the name of a query; - reads the query from standard input."""
    from kg.query import named, run

    known = named.load()
    if listed or query is None:
        for item in known.values():
            needs = " ".join(str(p) for p in item.parameters)
            click.echo(f"{item.name:16} {item.help}{chr(10) + ' ' * 17 + needs if needs else ''}")
        return 0
    text = sys.stdin.read() if query == "-" else query
    free = text.lstrip().upper().startswith(_SPARQL) or "{" in text
    if not free and text not in known:
        raise QueryError(f"{text}: no named query of this name; 'kg query --list' lists them")
    if show and not free:
        click.echo(known[text].sparql)
        return 0
    with opening.reader(directory) as reader:
        given = dict(_pair(argument) for argument in arguments)
        limit = bounds["limit"] or (_ROWS if form == "table" else None)
        sparql = text if free else named.fill(reader, known[text], given, limit=limit)
        if form != "table":
            from kg.query.formats import answer

            written = answer(reader, sparql, form, **bounds)
            sys.stdout.buffer.write(written.data)
            sys.stdout.buffer.flush()
            return _told(limit, cut=written.cut)
        most = limit or _ROWS
        return _table(run.run(reader, sparql, limit=most + 1, timeout=bounds["timeout"]), most)


def _told(limit: int | None, *, cut: bool) -> int:
    """Say that a limit left something out."""
    if cut:
        click.echo(f"kg: only the first {limit} rows; ask for more with --limit", err=True)
    return 0


def _table(answer: "Answer", limit: int) -> int:
    """Print an answer for people; it holds one more than the limit where there are more."""
    from kg.cli.tables import show

    if isinstance(answer, bool):
        click.echo("yes" if answer else "no")
        return 0
    if isinstance(answer, tuple):
        show(("subject", "predicate", "object"), ((t.subject, t.predicate, t.object) for t in answer[:limit]), empty="no triples")
        return _told(limit, cut=len(answer) > limit)
    show(answer.columns, answer.values()[:limit])
    return _told(limit, cut=len(answer.rows) > limit)


def _pair(argument: str) -> tuple[str, str]:
    name, sign, value = argument.partition("=")
    if not sign:
        raise QueryError(f"{argument!r}: write arguments as name=value")
    return name, value
