"""What the tests of the emulated devices share: the terminal's end of a wire, and waiting for a device's state."""

import asyncio
import os
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path

LIMIT = 3.0  # seconds that anything may take before a test fails


class DeviceCase(unittest.IsolatedAsyncioTestCase):
    """Has a folder of its own. A test that waits waits on a condition, never for a time."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    async def started(self, device):
        self._changed = asyncio.Event()
        tell_watchers = device.control.changed

        def changed() -> None:
            tell_watchers()
            self._changed.set()

        device.control.changed = changed
        await device.start()
        self.addAsyncCleanup(device.stop)
        return device

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(LIMIT):
            while not holds():
                self._changed.clear()
                await self._changed.wait()


class SerialTerminal:
    """Opens a serial link as the terminal does."""

    def __init__(self, link: str):
        self.fd = os.open(link, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self._received = bytearray()
        self._news = asyncio.Event()
        self.hung_up = False
        asyncio.get_running_loop().add_reader(self.fd, self._readable)

    async def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self.fd)
        os.close(self.fd)

    def write(self, data: bytes) -> None:
        os.write(self.fd, data)

    async def read(self, count: int) -> bytes:
        """Exactly `count` bytes."""
        await self._until(lambda: len(self._received) >= count)
        data = bytes(self._received[:count])
        del self._received[:count]
        return data

    async def read_past(self, end: bytes) -> bytes:
        """Everything up to and with `end`."""
        await self._until(lambda: end in self._received)
        return await self.read(self._received.index(end) + len(end))

    async def until_hung_up(self) -> None:
        await self._until(lambda: self.hung_up)

    def unread(self) -> bytes:
        return bytes(self._received)

    def _readable(self) -> None:
        try:
            data = os.read(self.fd, 4096)
        except OSError:
            data = b""
        if not data:
            self.hung_up = True
            asyncio.get_running_loop().remove_reader(self.fd)
        self._received += data
        self._news.set()

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(LIMIT):
            while not holds():
                self._news.clear()
                await self._news.wait()
