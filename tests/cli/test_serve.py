"""`kg serve` as people run it."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from tests.serve.running import fill


def test_it_says_where_it_serves_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    fill(tmp_path / "out")
    process = subprocess.Popen([sys.executable, "-m", "kg", "serve", "--port", "0"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = process.stderr.readline()
    place = re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert place, said
    answer = httpx.get(place[0] + "sparql", params={"query": "ASK { ?s a kg:Event }"}, timeout=30)
    assert answer.json()["boolean"] is True
    busy = httpx.get(place[0] + "health", timeout=30)
    assert busy.status_code == 200
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=20)
    assert "Traceback" not in rest


def test_nothing_to_serve_and_no_place_to_listen(run_kg, tmp_path: Path) -> None:
    status, _, error = run_kg("serve", "--port", "0")
    assert (status, "kg build" in error) == (2, True)
    fill(tmp_path / "out")
    status, _, error = run_kg("serve", "--host", "203.0.113.1", "--port", "0")
    assert status == 2
    assert "--host" in error
    assert "Traceback" not in error
