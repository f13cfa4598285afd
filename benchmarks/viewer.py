"""How soon the page is drawn and answers a click, in headless Chromium, beside stock pyvis on the same graph.

    python benchmarks/viewer.py [--sizes 1000 5000 20000] [--runs N] [--stock SECONDS] [--axe FILE] [--json FILE]
    python benchmarks/viewer.py --only ours|stock

Each size is opened from disk `--runs` times, and the least is taken, for other processes share the machine. Drawn means: the browser
has painted the first picture and the page has answered a click on a node with its panel. Stock pyvis runs with its physics on the
smallest graph, and is ready when its network says that it has settled; it is given up after `--stock` seconds, which is then a lower
bound. `--axe` names the file axe.min.js of the npm package axe-core; then the page of the smallest size is checked with it. `--only`
opens one page of the smallest size once, and prints milliseconds and the peak memory of the browser's processes in MiB, for `run.py`.
"""

# ruff: noqa: E402  # imports of the checkout come after its path
import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from urllib3.exceptions import HTTPError

from kg.visualise.page import page
from kg.visualise.scene import Scene
from tests.visualise.made import large

LONGEST = 110
CLICK = """
const done = arguments[0];
const wait = () => {
  if (!window.kgReady) return setTimeout(wait, 5);
  const before = document.querySelector("#panel h2").textContent;
  document.querySelector("#panel li a").click();
  const answer = () => ({ answered: performance.now(), panel: document.querySelector("#panel h2").textContent !== before });
  requestAnimationFrame(() => requestAnimationFrame(() => done({ drawn: window.kgReady, ...answer() })));
};
wait();
"""
FRAMES = """
const done = arguments[0], canvas = document.querySelector("#network canvas");
const mouse = { pointerId: 1, pointerType: "mouse", isPrimary: true, bubbles: true, button: 0 };
const at = (type, x, y) =>
  canvas.dispatchEvent(new PointerEvent(type, { ...mouse, clientX: x, clientY: y, buttons: type === "pointerup" ? 0 : 1 }));
const box = canvas.getBoundingClientRect(), x0 = box.left + 3, y0 = box.top + 3;
at("pointerdown", x0, y0);
let frames = 0, begin = performance.now();
const step = () => {
  const passed = performance.now() - begin;
  if (passed > 2000) { at("pointerup", x0, y0); return done(frames / (passed / 1000)); }
  frames++;
  at("pointermove", x0 + (passed / 2000) * 200, y0 + 40 * Math.sin(passed / 200));
  requestAnimationFrame(step);
};
requestAnimationFrame(step);
"""
AXE = """
const done = arguments[0], failed = (error) => done({ violations: [{ id: String(error), impact: "critical", nodes: [] }] });
axe.run(document).then(done, failed);
"""
SETTLED = """
const done = arguments[0], wait = () => (window.network && window.settled ? done(performance.now()) : setTimeout(wait, 20));
wait();
"""


def browser():
    """Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver")))


def asked(driver, script: str):
    """What an asynchronous script answers.

    Where it does not answer, the states of page and machine are said: a failed script and a busy machine look the same from outside.
    """
    try:
        return driver.execute_async_script(script)
    except TimeoutException:
        state = driver.execute_script("return `drawn at ${window.kgReady}, now ${performance.now()}, ${document.visibilityState}`")
        said = "; ".join(entry["message"] for entry in driver.get_log("browser")) or "nothing"
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        raise SystemExit(f"no answer: {state}; console: {said}; load of the machine: {load}") from None


def ours(driver, scene: Scene, folder: Path, runs: int) -> dict[str, float]:
    """Milliseconds until drawn and answering, frames a second while dragging, bytes, seconds to write."""
    size = len(scene.nodes)
    started = time.process_time()
    text = page(scene, "kg")
    took = time.process_time() - started
    path = folder / f"ours{size}.html"
    path.write_text(text, encoding="utf-8")
    address = "#view=all" if size <= 5000 else ""
    answers = []
    for _ in range(runs):
        driver.get("about:blank")
        driver.get(f"{path.as_uri()}{address}")
        answers.append(asked(driver, CLICK))
    if not all(answer["panel"] for answer in answers):
        raise SystemExit("a click was not answered")
    frames = max(asked(driver, FRAMES) for _ in range(2))
    least = min(answers, key=lambda answer: answer["answered"])
    return {
        "nodes": size,
        "claims": len(scene.claims),
        "drawn_ms": round(least["drawn"]),
        "answering_ms": round(least["answered"]),
        "frames_a_second": round(frames, 1),
        "bytes": len(text.encode()),
        "write_s": round(took, 2),
    }


def stock(driver, scene: Scene, folder: Path, seconds: float) -> float:
    """Milliseconds until stock pyvis, with its own physics, has settled on the same nodes and edges; `seconds` at most."""
    network = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    for i, node in enumerate(scene.nodes):
        network.add_node(i, label=node.label)
    for edge in scene.edges:
        network.add_edge(edge.source, edge.target, label=edge.label)
    text = network.generate_html()
    events = ("stabilizationIterationsDone", "stabilized")
    hook = "".join(f"network.once('{event}', () => {{ window.settled = true; }});" for event in events) + " window.network = network;"
    text = text.replace("return network;", f"{hook} return network;", 1)
    path = folder / "stock.html"
    path.write_text(text, encoding="utf-8")
    driver.set_script_timeout(seconds)
    driver.set_page_load_timeout(seconds)
    started = time.monotonic()
    try:
        driver.get(path.as_uri())
        return round(driver.execute_async_script(SETTLED))
    except (TimeoutException, HTTPError):  # a page that is busy with its physics may not even let the driver answer
        return round((time.monotonic() - started) * 1000)


def memory() -> float:
    """Peaks of the processes that this one has started, and they in turn, together, in MiB; pages that they share count for each."""
    found, waiting = 0, [os.getpid()]
    while waiting:
        for children in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            for child in children.read_text().split():
                waiting.append(int(child))
                status = Path(f"/proc/{child}/status").read_text()
                found += int(status.partition("VmHWM:")[2].split()[0]) if "VmHWM:" in status else 0
    return round(found / 1024)


def only(which: str, size: int, seconds: float) -> None:
    """Open one page once, and print what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder, driver = Path(name), browser()
        driver.set_script_timeout(60)
        scene = large(size)
        took = ours(driver, scene, folder, 1)["answering_ms"] if which == "ours" else stock(driver, scene, folder, seconds)
        print(took, memory())
        leave(driver)


def leave(driver) -> None:
    """Close the browser, by force where it no longer answers."""
    process = driver.capabilities.get("goog:processID")
    try:
        driver.quit()
    except HTTPError:
        os.kill(process, signal.SIGKILL)
        driver.service.process.kill()


def accessible(driver, path: Path, axe: Path) -> dict[str, list[str]]:
    """Serious and critical findings of axe-core by tab and colours, the evidence of an event open beside it."""
    found = {}
    driver.set_script_timeout(120)
    for scheme in ("light", "dark"):
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for tab in ("graph", "timeline", "map", "table"):
            driver.get("about:blank")
            driver.get(f"{path.as_uri()}#tab={tab}")
            time.sleep(1)
            driver.execute_script("document.querySelector('#panel li a').click()")
            driver.execute_script(axe.read_text(encoding="utf-8"))
            result = driver.execute_async_script(AXE)
            found[f"{tab} {scheme}"] = [
                f"{v['impact']}: {v['id']} ({len(v['nodes'])}) {v['nodes'][0]['html'][:120] if v['nodes'] else ''}"
                for v in result["violations"]
                if v["impact"] in {"serious", "critical"}
            ]
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stock", type=float, default=90)
    parser.add_argument("--axe", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", choices=["ours", "stock"])
    options = parser.parse_args()
    if options.stock > LONGEST:
        parser.error(f"--stock: at most {LONGEST} seconds, for the driver's client gives up an answer after two minutes")
    if options.only:
        only(options.only, min(options.sizes), options.stock)
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder, driver = Path(name), browser()
        driver.set_script_timeout(60)
        for size in options.sizes:
            rows.append(ours(driver, large(size), folder, options.runs))
            print(rows[-1], flush=True)
        if options.axe:
            rows.append({"axe": accessible(driver, folder / f"ours{options.sizes[0]}.html", options.axe)})
            print(json.dumps(rows[-1], indent=1), flush=True)
        if options.stock:
            took = stock(driver, large(options.sizes[0]), folder, options.stock)
            rows.append(
                {"stock_ms": took, "times_sooner": round(took / rows[0]["answering_ms"], 1), "lower_bound": took >= options.stock * 1000}
            )
            print(rows[-1], flush=True)
        leave(driver)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
