"""A small build without the extractor, and a server over it in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.derive.update import update
from kg.store.oxigraph import open_writer
from kg.workspace import FORMAT
from tests.derive.corpus import Office, Report, annotations, context, graph

BASE = "https://w3id.org/newskg/id/"
SCRIPT = "<script>alert(1)</script>"
SHELLING = Report(source="Mira Tal", number=("100 shells", 100.0, 100.0))

_RUN = """
import json, sys
from pathlib import Path
from kg.serve.app import open_site
from kg.serve.server import listen, server
bounds = json.loads(sys.argv[2])
patience = bounds.pop("patience", 20.0)
socket = listen("127.0.0.1", 0)
print(socket.getsockname()[1], flush=True)
server(open_site(Path(sys.argv[1]), **bounds), patience=patience).run(sockets=[socket])
"""


def fill(directory: Path, *more: Report) -> None:
    """Put a build of three articles, one of them hostile, and of further sentences into a directory."""
    hostile = replace(SHELLING, source=SCRIPT, actor='"><img src=x onerror=alert(2)>', recipient="O'Neil & sons")
    found = [
        annotations(
            "a", SHELLING, Office("Mira Tal", "president", "headOfStateOf", "Norland"), published="2031-05-06", title="Shells fall"
        ),
        annotations("b", replace(SHELLING, source="Jon Berg", cue="denied"), outlet="Mail", published="2031-05-07"),
        annotations("c", hostile, published="2031-05-07", title=SCRIPT),
        *(annotations(f"m{i}", report) for i, report in enumerate(more)),
    ]
    directory.mkdir(exist_ok=True)
    with open_writer(directory / "store") as writer:
        update(writer, dict(graph(one) for one in found), context())
        document = graph(found[2])[0]
        writer.change([], [f"<{document}> <https://schema.org/url> <javascript:alert(3)> <{document}> ."])
        writer.commit()
    (directory / "run.json").write_text(json.dumps({"format": FORMAT, "base": BASE}), encoding="utf-8")


@contextmanager
def running(directory: Path, **bounds: Any) -> Iterator[str]:
    """A server over a directory; its address without a slash at the end."""
    with started(directory, **bounds) as (address, _):
        yield address


@contextmanager
def started(directory: Path, **bounds: Any) -> Iterator[tuple[str, int]]:
    """The same, with the number of its process."""
    command = [sys.executable, "-c", _RUN, str(directory), json.dumps(bounds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}", process.pid
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
