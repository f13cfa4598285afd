"""spaCy is imported where a text is parsed, without its commands, and these are there for those who ask."""

import subprocess
import sys

SCRIPT = """
import sys
import kg.flow
from kg.annotate import parse
assert "spacy" not in sys.modules
parse.load()
assert "spacy" in sys.modules and "spacy.cli" not in sys.modules and "weasel" not in sys.modules
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
assert spacy.cli.info.__name__ == "info" and "weasel" in sys.modules
"""


def test_commands_are_loaded_only_when_they_are_asked_for() -> None:
    subprocess.run([sys.executable, "-W", "error::ImportWarning", "-c", SCRIPT], check=True)
