"""spaCy without its command line.

`import spacy` loads that too: a web client, coloured tables and a tool for projects, which nobody here asks for. They cost each process a
fifth of a second and 16 MB.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

_COMMANDS, _INFO = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy, where nobody has, with an empty module for its commands; who asks for `spacy.cli` later gets the real one."""
    if "spacy" in sys.modules:
        return
    commands, info = ModuleType(_COMMANDS), ModuleType(_INFO)
    commands.__path__ = []
    vars(info)["info"] = _info
    sys.modules.update({_COMMANDS: commands, _INFO: info})
    try:
        importlib.import_module("spacy")
    finally:
        for name in (_COMMANDS, _INFO):
            del sys.modules[name]


def _info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, the one command that spaCy offers under its own name."""
    return importlib.import_module(_INFO).info(*arguments, **options)
