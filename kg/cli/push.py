"""`kg push`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kg.cli import opening
from kg.cli.options import directory

if TYPE_CHECKING:
    from kg.store.remote import Server

_STATE = "pushed.jsonl"
"""What arrived where, in the output directory, so that the next push sends only what changed."""

_PASSWORD = "KG_PUSH_PASSWORD"  # noqa: S105 -- the name of the variable, not what it holds


@click.command(name="push")
@click.argument("url")
@directory
@click.option("--protocol", type=click.Choice(["graph-store", "update"]), default="graph-store", show_default=True, help="What URL speaks.")
@click.option("--user", help=f"Name at the server; its password is read from the variable {_PASSWORD}.")
@click.option("--batch", type=click.IntRange(1), default=10_000, show_default=True, help="Triples sent at once.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True, help="Seconds to wait for an answer."
)
@click.option("--again", is_flag=True, help="Send every graph, even those that arrived earlier.")
def command(url: str, directory: Path, protocol: Literal["graph-store", "update"], *, user: str | None, again: bool, **sent: float) -> int:
    """Copy the graph to a SPARQL server: every named graph, each as a whole.

    URL is the server's Graph Store address, or with --protocol update its Update address. What arrived is remembered, so a push that
    broke goes on where it was, and the next one sends what changed and deletes what is gone. Other graphs of the server stay.
    """
    from kg.store.remote import Server

    password = os.environ.get(_PASSWORD, "")
    server = Server(url=url, protocol=protocol, user=user, password=password, batch=int(sent["batch"]), timeout=sent["timeout"])
    return _push(directory, server, again=again)


def _push(directory: Path, server: "Server", *, again: bool) -> int:
    """Send, and say what was sent."""
    from kg.store.remote import push

    with opening.reader(directory) as reader:
        state = directory / _STATE
        if again:
            state.unlink(missing_ok=True)
        done = push(reader, server, state)
    click.echo(f"kg: {done.sent} graphs sent ({done.triples} triples), {done.same} unchanged, {done.deleted} deleted", err=True)
    return 0
