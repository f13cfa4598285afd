"""Listening: uvicorn, with no patience for clients that do not send or do not take."""

import asyncio
import socket
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol


class Impatient(H11Protocol):
    """A connection that is cut where a request does not arrive, or an answer is not taken on, within some seconds."""

    patience = 20.0

    def connection_made(self, transport: Any) -> None:
        """Wait for the first request."""
        super().connection_made(transport)
        self._taking: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = self._cut()

    def data_received(self, data: bytes) -> None:
        """Wait on until the request is whole."""
        if self._sending is None:
            self._sending = self._cut()
        super().data_received(data)
        idle = self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]
        if idle or self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._sending = _stop(self._sending)

    def pause_writing(self) -> None:
        """Wait for the client to take what was sent."""
        super().pause_writing()
        self._taking = self._taking or self._cut()

    def resume_writing(self) -> None:
        """It did."""
        super().resume_writing()
        self._taking = _stop(self._taking)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._sending, self._taking = _stop(self._sending), _stop(self._taking)
        super().connection_lost(exc)

    def _cut(self) -> asyncio.TimerHandle:
        return self.loop.call_later(self.patience, self.transport.abort)


def _stop(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """Stop a timer; there is none any more."""
    if timer is not None:
        timer.cancel()
    return None


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; OSError where that is not possible."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # asyncio sends small answers at once only on sockets that say they are TCP; else each waits 40 ms for the client's receipt of its head
    found = socket.socket(family, kind, protocol)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(256)
    except OSError:
        found.close()
        raise
    return found


def server(app: Starlette, *, patience: float = 20.0, connections: int = 512) -> uvicorn.Server:
    """A server that is ready to `run` on sockets that listen."""
    protocol = type("Protocol", (Impatient,), {"patience": patience})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=connections,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)
