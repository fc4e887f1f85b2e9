"""The network side of an emulated ESC/POS printer: one connection served at a time, others wait their turn."""

import asyncio
import select
import socket
from collections.abc import Callable
from dataclasses import dataclass

from demo.emulators.escpos_input import EOT, RealTimeScanner, ReceiveBuffer

HOST = "127.0.0.1"
CHUNK = 2048
MAX_UNREAD_ANSWERS = 64 * 1024
HANG_UP_CHECK = 0.1


@dataclass
class RealTime:
    """What acts at once on what arrives, and what the port must know of the printer."""

    answer_status: Callable[[int], None]  # DLE EOT n
    recover: Callable[[int], bool]  # DLE ENQ n; True if all received so far was cleared
    ready: Callable[[], bool]
    on_change: Callable[[], None]
    on_end: Callable[[], None]  # a connection ended


class PrinterPort:
    """Puts what arrives into the receive buffer; does not read while that is full. Thread: the event loop's."""

    def __init__(self, port: int, buffer: ReceiveBuffer, real_time: RealTime):
        self.port = port
        self.silence = False
        self._buffer = buffer
        self._real_time = real_time
        self._one_at_a_time = asyncio.Lock()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._served: asyncio.StreamWriter | None = None

    @property
    def connected(self) -> bool:
        return self._served is not None

    @property
    def listening(self) -> bool:
        return self._server is not None

    async def listen(self) -> None:
        if self._server is not None:
            return
        try:
            self._server = await asyncio.start_server(self._serve, HOST, self.port, limit=CHUNK)
        except OSError as error:
            reason = error.strerror or error
            raise ValueError(f"port {self.port}: cannot listen ({reason}); choose another --port") from error
        self.port = self._server.sockets[0].getsockname()[1]

    def go_away(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.close()

    def hang_up(self) -> None:
        if self._served is None:
            raise ValueError("nobody is connected")
        self._served.close()

    def send(self, data: bytes) -> None:
        """Lost when nobody is connected or the terminal has not read for long."""
        writer = self._served
        if writer is None or self.silence or writer.is_closing():
            return
        if writer.transport.get_write_buffer_size() < MAX_UNREAD_ANSWERS:
            writer.write(data)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            async with self._one_at_a_time:
                self._served = writer
                self._real_time.on_change()
                scanner = RealTimeScanner()
                while data := await reader.read(CHUNK):
                    await self._received(data, scanner, writer)
        except ConnectionError:
            pass  # The terminal left: what the buffer took of its job stays, as in a real printer.
        finally:
            self._writers.discard(writer)
            writer.close()
            if self._served is writer:
                self._served = None
                self._buffer.mark_end()
                self._real_time.on_end()

    async def _received(self, data: bytes, scanner: RealTimeScanner, writer: asyncio.StreamWriter) -> None:
        cleared = 0
        for end, kind, n in scanner.scan(data):
            if kind == EOT:
                self._real_time.answer_status(n)
            elif self._real_time.recover(n):
                cleared = end  # what came before the order to clear goes with the rest
        data = data[cleared:]
        while data:
            data = data[self._buffer.put_some(data) :]
            if data:
                await self._wait_for_room(writer)

    async def _wait_for_room(self, writer: asyncio.StreamWriter) -> None:
        self._real_time.on_change()
        while True:
            try:
                await asyncio.wait_for(self._buffer.room(), HANG_UP_CHECK)
                return
            except TimeoutError:
                # A stopped printer would otherwise hold the line of a terminal that is long gone.
                if writer.is_closing() or (not self._real_time.ready() and _hung_up(writer)):
                    raise ConnectionResetError("the terminal left while the printer was stopped") from None


def _hung_up(writer: asyncio.StreamWriter) -> bool:
    connection: socket.socket = writer.get_extra_info("socket")
    poller = select.poll()
    poller.register(connection.fileno(), select.POLLRDHUP)
    return bool(poller.poll(0))
