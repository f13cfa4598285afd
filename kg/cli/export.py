"""`kg export`."""

import sys
from pathlib import Path

import click

from kg.cli import opening
from kg.cli.options import directory

FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "csv", "neo4j", "plover", "followthemoney")


@click.command(name="export")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@directory
@click.option("--to", "target", type=click.Path(path_type=Path), help="File, or directory for csv and neo4j (default: standard output).")
@click.option("--facts", is_flag=True, help="Only what is held as fact, with no document, claim or mention.")
def command(form: str, directory: Path, target: Path | None, facts: bool) -> int:
    """The graph in another format.

    \b
    turtle ntriples jsonld rdfxml   the union of all graphs
    trig nquads                     every graph by its name
    graphml gexf                    entities and events as a network
    csv neo4j                       tables of nodes, edges and claims
    plover                          event rows with actor and recipient codes
    followthemoney                  FollowTheMoney entities, one JSON line each
    """
    from kg.export import formats

    with opening.reader(directory) as reader:
        if target is None:
            formats.write(reader, form, sys.stdout.buffer, facts=facts)
        else:
            formats.write_to(reader, form, target, facts=facts)
            click.echo(f"kg: wrote {target}", err=True)
    return 0
