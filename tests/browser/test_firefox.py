"""The page in Firefox, spoken to by WebDriver BiDi: draws, opens evidence at a click, restores from its address, says and asks nothing."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

websocket = pytest.importorskip("websocket") if "CI" not in os.environ else __import__("websocket")
QUIET = 'user_pref("app.update.enabled", false);\nuser_pref("browser.shell.checkDefaultBrowser", false);\n'


class Firefox:
    """A page in Firefox: a command and its answer at a time, the events between them kept."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self._number = 0
        self.events: list[dict[str, Any]] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.send("browsingContext.setViewport", context=self._tab, viewport={"width": 1400, "height": 900})

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """The result of a command; an error of the browser fails the test."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._number:
            self.events.append(answer)
        assert answer["type"] == "success", answer
        return dict(answer["result"])

    def open(self, path: Path, address: str = "") -> None:
        """Open the file anew and wait until the graph is drawn, or another tab is shown."""
        self.send("browsingContext.navigate", context=self._tab, url="about:blank", wait="complete")
        self.events.clear()
        self.send("browsingContext.navigate", context=self._tab, url=f"{path.as_uri()}{address}", wait="complete")
        self.js(
            "new Promise((done) => { const wait = () => window.kgReady || document.getElementById('view-graph').hidden"
            " ? done(1) : setTimeout(wait, 20); wait(); })"
        )

    def js(self, expression: str) -> Any:
        """Value of an expression in the page, of whatever JSON can hold."""
        asked = f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))"
        answer = self.send("script.evaluate", expression=asked, target={"context": self._tab}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def click(self, x: float, y: float) -> None:
        """Press and let go the first button of the mouse; the network waits before it takes a tap for a click."""
        at = [{"type": "pointerMove", "x": int(x), "y": int(y)}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.send("input.performActions", context=self._tab, actions=[{"type": "pointer", "id": "mouse", "actions": at}])
        self.js("new Promise((done) => setTimeout(done, 400))")

    def keys(self, text: str) -> None:
        """Press keys, wherever the focus is."""
        pressed = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.send("input.performActions", context=self._tab, actions=[{"type": "key", "id": "keys", "actions": pressed}])

    def close(self) -> None:
        self._socket.close()

    def said(self) -> list[str]:
        """Errors and warnings on the console, and addresses asked of a network."""
        logs = [event["params"] for event in self.events if event.get("method") == "log.entryAdded"]
        asked = [event["params"]["request"]["url"] for event in self.events if event.get("method") == "network.beforeRequestSent"]
        return [log["text"] for log in logs if log["level"] in {"error", "warn"}] + [
            url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))
        ]


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox without a window, once for all tests."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("no firefox on the path")
    profile = tmp_path_factory.mktemp("firefox")
    (profile / "user.js").write_text(QUIET, encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert started.stderr is not None
    try:
        page = Firefox(next(found.group() for line in started.stderr if (found := re.search(r"ws://\S+", line))))
        yield page
        page.close()
    finally:
        started.terminate()
        started.communicate(timeout=20)


def test_the_seed_is_drawn_without_errors_or_requests(firefox: Firefox, built: Path) -> None:
    firefox.open(built / "graph.html")
    assert firefox.js("parseInt(document.getElementById('count').textContent)") > 10
    assert firefox.js("document.querySelector('#panel h2').textContent") == "What is here"
    assert firefox.said() == []


def test_a_click_on_a_node_opens_its_evidence(firefox: Firefox, built: Path) -> None:
    firefox.open(built / "graph.html")
    iri = "https://w3id.org/newskg/id/entity/Q159"
    x, y = firefox.js(
        f"(() => {{ const at = window.kgAt('{iri}'), box = document.getElementById('network').getBoundingClientRect();"
        " return [at.x + box.left, at.y + box.top]; })()"
    )
    firefox.click(x, y)
    assert firefox.js("document.querySelector('#panel h2').textContent") == "Russia"
    assert firefox.js("document.querySelectorAll('#panel blockquote mark').length") > 0
    assert firefox.js("location.hash").startswith("#node=")
    firefox.js("document.querySelector('#panel .claim .where button').click()")
    assert firefox.js("document.querySelectorAll('#reader[open] mark').length") > 0
    assert firefox.said() == []


def test_search_and_tabs_by_keyboard(firefox: Firefox, built: Path) -> None:
    firefox.open(built / "graph.html")
    firefox.keys("/")
    firefox.keys("DPRK")
    firefox.keys("\ue007")
    assert firefox.js("document.querySelector('#panel h2').textContent") == "North Korea"
    firefox.js("document.activeElement.blur()")
    for key, tab in (("2", "timeline"), ("3", "map"), ("4", "table"), ("1", "graph")):
        firefox.keys(key)
        assert firefox.js(f"document.getElementById('view-{tab}').hidden") is False
    assert firefox.said() == []


@pytest.mark.parametrize("tab", ["timeline", "map", "table"])
def test_the_address_restores_each_tab(firefox: Firefox, built: Path, tab: str) -> None:
    firefox.open(built / "graph.html", f"#node=https%3A%2F%2Fw3id.org%2Fnewskg%2Fid%2Fentity%2FQ159&tab={tab}&all=1")
    assert firefox.js(f"document.getElementById('view-{tab}').innerText.length") > 20
    assert firefox.js("document.querySelector('#panel h2').textContent") == "Russia"
    assert firefox.said() == []
