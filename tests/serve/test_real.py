"""The pages of a real build."""

from pathlib import Path

import httpx

from kg.query import named
from tests.serve.running import running
from tests.serve.test_pages import KINDS, paths


def test_every_page_of_a_real_build(built: Path) -> None:
    resources = [path for kind in KINDS for path in paths(built, kind)[:8]]
    queries = [f"query/{query.name}" for query in named.load().values()]
    with running(built) as site, httpx.Client(base_url=site, timeout=60, headers={"Accept": "text/html"}) as client:
        for path in ("", "query", *queries, *resources):
            assert client.get(f"/{path}").status_code == 200, path


def test_the_map_keeps_the_policy_that_the_build_gave_it(built: Path) -> None:
    with running(built, workers=1) as site:
        answer = httpx.get(f"{site}/view", timeout=60)
    assert answer.content == (built / "graph.html").read_bytes()
    policy = answer.headers["content-security-policy"]
    assert "'sha256-" in policy
    assert policy.split("; frame-ancestors")[0] in answer.text
