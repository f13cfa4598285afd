"""`kg serve`."""

from pathlib import Path

import click

from kg.cli.options import directory


@click.command(name="serve")
@directory
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one of this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=7200, show_default=True, help="Port to listen on; 0 for a free one.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True, help="Seconds for a question.")
@click.option("--workers", type=click.IntRange(1), default=4, show_default=True, help="Questions answered at once.")
@click.option("--private", is_flag=True, help="Answer only this machine's own names, and let no script of another site read the graph.")
def command(directory: Path, host: str, port: int, *, private: bool, **bounds: float) -> int:
    """A read-only SPARQL endpoint with an editor, pages of every resource, and the map, until Ctrl-C.

    /sparql speaks the SPARQL 1.1 Protocol. A later build into the directory is served as soon as it is there. No request goes out.
    """
    from kg.errors import OutputError
    from kg.serve.app import open_site
    from kg.serve.server import listen, server

    hosts = tuple({"127.0.0.1": None, "localhost": None, "::1": None, host: None}) if private else ()
    app = open_site(directory, timeout=bounds["timeout"], workers=int(bounds["workers"]), hosts=hosts)
    try:
        socket = listen(host, port)
    except OSError as error:
        raise OutputError(f"{host}:{port} cannot be listened on ({error.strerror}): choose another with --host and --port") from error
    place = socket.getsockname()
    click.echo(f"kg: serving {directory} at http://{place[0]}:{place[1]}/ (end with Ctrl-C)", err=True)
    with socket:
        server(app).run(sockets=[socket])
    return 0
