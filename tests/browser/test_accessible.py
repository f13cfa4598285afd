"""axe-core, fetched by npm when the test runs, finds nothing serious on any tab, light or dark."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Browser

VERSION = "4.14.1"
PHONE = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": True}
RUN = (
    "const done = arguments[0], failed = (error) => done([{ id: String(error), impact: 'critical' }]);"
    "axe.run(document).then((found) => done(found.violations), failed)"
)


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    npm = shutil.which("npm")
    if npm is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("no npm on the path")
    folder = tmp_path_factory.mktemp("axe")
    subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, f"axe-core@{VERSION}"], check=True, timeout=120
    )
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#tab=graph", "#tab=timeline", "#tab=map&all=1", "#tab=table", "filters", "reader", "phone"])
def test_axe_finds_nothing_serious(browser: "Browser", built: Path, axe: str, address: str, scheme: str) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    if address == "phone":
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    try:
        browser.open(built / "graph.html", address if address.startswith("#") else "")
        browser.js("document.querySelector('#panel li a').click()")
        if address == "filters":
            browser.click("#filters summary")
        if address == "reader":
            browser.js("document.querySelector('#panel .claim .where button').click()")
        browser.js(axe)
        browser.driver.set_script_timeout(60)
        found = browser.driver.execute_async_script(RUN)
        assert [(item["id"], item.get("nodes", [{}])[0].get("html")) for item in found if item["impact"] in {"serious", "critical"}] == []
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
