"""Starting is quick, because it loads nothing that the command does not need."""

import subprocess
import sys


def test_help_loads_no_model_and_no_library_of_graphs() -> None:
    code = (
        "import sys\nfrom kg.cli.main import app\n"
        "try: app.main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'rdflib', 'pyvis', 'pyoxigraph', 'networkx', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_importing_the_library_loads_no_model() -> None:
    code = "import sys, kg\nassert 'build' in kg.__all__\nprint('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
