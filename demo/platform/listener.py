"""The listening socket of the API, which can go away and come back while the program goes on."""

import asyncio
import ssl

from aiohttp import web

_HANDSHAKE_LIMIT = 10.0


class Listener:
    """Thread: the event loop's. `port` is known after the first come_back()."""

    def __init__(self, runner: web.AppRunner, host: str, port: int, tls: ssl.SSLContext | None):
        self._runner = runner
        self._host = host
        self._tls = tls
        self._server: asyncio.Server | None = None
        self.port = port

    @property
    def listening(self) -> bool:
        return self._server is not None

    async def come_back(self) -> None:
        """Raises OSError when the port is taken."""
        if self._server is not None:
            return
        limit = {"ssl_handshake_timeout": _HANDSHAKE_LIMIT} if self._tls else {}
        self._server = await asyncio.get_running_loop().create_server(
            self._runner.server, self._host, self.port, ssl=self._tls, reuse_address=True, **limit
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def go_away(self) -> None:
        """Refuses new connections and cuts those that are open, kept-alive ones too."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()
