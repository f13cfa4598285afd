"""Messages between the server and its workers: a head in JSON, a body of bytes, each behind its length."""

import json
import struct
from asyncio import StreamReader
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("!II")


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A message as bytes."""
    text = json.dumps(head).encode("utf-8")
    return _LENGTHS.pack(len(text), len(body)) + text + body


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None where the other side has gone."""
    start = stream.read(_LENGTHS.size)
    if len(start) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(start)
    return json.loads(stream.read(head)), stream.read(body)


async def receive(stream: StreamReader) -> tuple[dict[str, Any], bytes]:
    """The next message; `asyncio.IncompleteReadError` where the other side has gone."""
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
