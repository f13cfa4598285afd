"""What a run may be told; read once, passed down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BASE = "https://w3id.org/newskg/id/"
"""Default base of the IRIs of resources."""

RUN = "run.json"
"""The file that says how an output directory was made, and by which one is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of a run; the defaults are those of the command line.

    `ontologies` is a folder of corrected tables that are laid over the shipped ones. `workers` counts processes that extract (1: in this
    process); `cluster` is the address of a Dask scheduler whose workers extract in their place. `batch` is the number of articles handed to
    a worker at once; it changes nothing but speed. `fields` names the fields of JSONL input where they differ from ours
    (`{"text": "body"}`).
    """

    base: str = BASE
    model: str | None = None
    ontologies: Path | None = None
    workers: int = 1
    cluster: str | None = None
    batch: int = 8
    fields: Mapping[str, str] = field(default_factory=dict)
