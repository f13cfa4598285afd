"""Write the golden file anew after a wanted change of shape: `python -m tests.graph.write_golden`; read the difference first."""

from kg.graph.quads import quads
from tests.graph.example import annotations
from tests.graph.test_quads import GOLDEN

if __name__ == "__main__":
    GOLDEN.write_text("".join(f"{x}\n" for x in quads(annotations())), encoding="utf-8", newline="\n")
