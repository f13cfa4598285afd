"""The one place that knows where `ontologies/` lies: beside `kg/` in a checkout, inside it in a wheel."""

from pathlib import Path

from kg.errors import ResourceError


def shipped() -> Path:
    """The folder of the shipped tables and vocabularies."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent / "ontologies", package / "ontologies"):
        if (folder / "vocabulary").is_dir():
            return folder
    raise ResourceError(f"ontologies/ not found beside or inside {package}: install kg again")


def find(name: str, overlay: Path | None = None) -> Path:
    """Path of a resource such as `lexicon/triggers.csv`; the file of the overlay folder wins where it has one."""
    if overlay is not None and (overlay / name).exists():
        return overlay / name
    path = shipped() / name
    if not path.exists():
        raise ResourceError(f"ontologies/{name} is missing: install kg again")
    return path
