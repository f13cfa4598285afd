"""Chromium without a window; where CI is set, a missing browser fails the tests."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.visualise.page import page
from kg.visualise.scene import Scene

webdriver = pytest.importorskip("selenium.webdriver") if "CI" not in os.environ else __import__("selenium.webdriver", fromlist=["Chrome"])


class Browser:
    """A page in Chromium: what it holds, what it said on the console, what it asked of the network."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path, address: str = "") -> None:
        """Open the file anew and wait until the graph, where it is the tab shown, is drawn."""
        self.driver.get("about:blank")
        self.driver.get_log("browser"), self.driver.get_log("performance")
        self.driver.get(f"{path.as_uri()}{address}")
        self.wait(
            "return document.querySelector('#panel h2') !== null && (document.getElementById('view-graph').hidden || window.kgReady > 0)"
        )

    def js(self, script: str, *values: object) -> Any:
        """Value of a script run in the page."""
        return self.driver.execute_script(script, *values)

    def wait(self, script: str, seconds: float = 20) -> None:
        """Wait until the script returns something true."""
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(lambda driver: driver.execute_script(script))

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def keys(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def press(self, iri: str, *, shift: bool = False, double: bool = False) -> None:
        """Click a node on the canvas."""
        from selenium.webdriver import ActionChains

        spot = self.js(
            "const at = window.kgAt(arguments[0]), box = document.getElementById('network').getBoundingClientRect();"
            "return [at.x + box.left, at.y + box.top]",
            iri,
        )
        chain = ActionChains(self.driver)
        chain.w3c_actions.pointer_action.move_to_location(int(spot[0]), int(spot[1]))
        if shift:
            chain.key_down("\ue008")
        (chain.double_click if double else chain.click)()
        if shift:
            chain.key_up("\ue008")
        chain.perform()
        time.sleep(0.4)  # the network waits before it takes a tap for a click

    def catch(self) -> None:
        """Keep in `window.saved` what the page gives to be saved from now on."""
        self.js(
            "const make = URL.createObjectURL; window.saved = [];"
            "URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };"
        )

    def saved(self, number: int = 0) -> str:
        """Text of what was saved."""
        return str(self.driver.execute_async_script("const done = arguments[1]; window.saved[arguments[0]].text().then(done)", number))

    def panel(self) -> str:
        return str(self.js("return document.getElementById('panel').innerText"))

    def count(self) -> int:
        """Nodes drawn, as the page says."""
        return int(str(self.js("return document.getElementById('count').textContent")).split()[0].replace(",", ""))

    def address(self) -> str:
        return str(self.js("return location.hash"))

    def errors(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}]

    def requests(self) -> list[str]:
        """Addresses asked for since the page was opened, the page's own and those of its memory left out."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith(("file:", "data:", "blob:", "about:"))]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, once for all tests."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("no chromium and chromedriver on the path")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1400,900",
        "--hide-scrollbars",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(tmp_path_factory.mktemp("downloads"))})
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    yield Browser(started)
    started.quit()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Scene, str], Path]:
    """Write the page of a scene to a file of this name."""
    folder = tmp_path_factory.mktemp("pages")

    def write(scene: Scene, name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(page(scene), encoding="utf-8", newline="\n")
        return path

    return write
