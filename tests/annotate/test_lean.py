"""spaCy is loaded without its commands, and they are there for those who ask."""

import subprocess
import sys

SCRIPT = """
import sys
import kg.annotate.parse
assert "spacy" in sys.modules and "spacy.cli" not in sys.modules and "weasel" not in sys.modules
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
assert spacy.cli.info.__name__ == "info" and "weasel" in sys.modules
"""


def test_commands_are_loaded_only_when_they_are_asked_for() -> None:
    subprocess.run([sys.executable, "-W", "error::ImportWarning", "-c", SCRIPT], check=True)
