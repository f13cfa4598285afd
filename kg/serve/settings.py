"""What `kg serve` may be told."""

from dataclasses import dataclass
from pathlib import Path

from kg.query.protocol import MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The output directory that is served, and the bounds within which it is.

    `timeout`: seconds that one question may take; `workers`: questions answered at once; `waiting`: questions that wait for a worker, more
    are refused; `answer` and `body`: bytes of an answer and of a request; `patience`: seconds that a client may take to send its request
    or to take an answer on; `connections`: clients at once; `memory`: bytes of one worker; `hosts`: where given, only requests by these
    names are answered, and scripts of other sites may not read the answers.
    """

    directory: Path
    base: str
    timeout: float = 30.0
    workers: int = 4
    waiting: int = 128
    answer: int = MOST
    body: int = 2**20
    patience: float = 20.0
    connections: int = 512
    memory: int = 2 * 2**30
    hosts: tuple[str, ...] = ()
