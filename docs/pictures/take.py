"""Takes the pictures of the README anew from the seed article, in headless Chromium.

python docs/pictures/take.py
"""

import base64
import shutil
import tempfile
import time
from pathlib import Path

from selenium import webdriver

from kg.flow import build

HERE = Path(__file__).resolve().parent
PICTURES = {
    "graph": "document.activeElement.blur()",
    "evidence": "document.querySelectorAll('#panel ul')[1].querySelector('a').click()",  # of whom most is claimed
}


def main() -> None:
    """Build the seed and write a picture for each state of the page."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    size = {"width": 1400, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    with tempfile.TemporaryDirectory() as name:
        build([HERE.parent.parent / "seeds"], Path(name) / "out")
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver")))
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        for picture, act in PICTURES.items():
            driver.get("about:blank")
            driver.get((Path(name) / "out" / "graph.html").as_uri())
            time.sleep(1)
            driver.execute_script(act)
            time.sleep(1)
            shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
            (HERE / f"{picture}.png").write_bytes(base64.b64decode(shot["data"]))
        driver.quit()


if __name__ == "__main__":
    main()
