"""Running something that may not end."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

Result = TypeVar("Result")


def within(seconds: float | None, work: Callable[[], Result]) -> Result:
    """What the work gives; with a limit it is done in a forked process, which is killed when the time is up (TimeoutError).

    An exception of the work is raised here. A fork shares the open store at no cost, and a query cannot be stopped in any other way.
    """
    if seconds is None:
        return work()
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_send, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise TimeoutError
        done, result = ours.recv()
    except EOFError as error:
        raise OSError("the process that asked died, perhaps for want of memory") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if not done:
        raise result
    found: Result = result
    return found


def _send(work: Callable[[], object], pipe: Connection) -> None:
    try:
        pipe.send((True, work()))
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is raised again on the other side
        pipe.send((False, error))
