"""Locks on files that end with their holder or the process."""

import fcntl
import os
from pathlib import Path
from typing import Self


class Busy(Exception):  # noqa: N818 -- a state, not a mistake
    """Somebody else holds the lock."""


class Lock:
    """A lock that is held until `close`, or until the object or the process is gone."""

    def __init__(self, handle: int) -> None:
        """Take over the handle of a locked file."""
        self._handle: int | None = handle

    def __enter__(self) -> Self:
        """For `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back."""
        self.close()

    def __del__(self) -> None:
        """Give the lock back."""
        self.close()

    def close(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def hold(path: Path, *, shared: bool) -> Lock:
    """Take a lock without waiting: Busy where it is held, FileNotFoundError where there is no file to share."""
    handle = os.open(path, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise Busy(str(path)) from error
    return Lock(handle)
