"""A serial line whose far end is an emulated device: a PTY with a link at a steady path.

The device keeps a descriptor of the slave side open, so that the terminal may open and close the link at will without
the master seeing EIO. `unplug` closes both sides and removes the link: whoever has the line open then sees a hang-up,
as with a USB serial adapter that is pulled. Thread: the event loop's.

Like a UART without flow control the line loses what the terminal does not fetch in time.
"""

import asyncio
import os
import random
import termios
import tty
from collections.abc import Callable, Iterator

BITS_PER_BYTE = 10  # 8N1: a start bit, eight data bits, a stop bit
MAX_QUEUED_REPLIES = 256
SPLIT_SIZES = (1, 2, 3, 5, 7, 13, 64, 97)
SPLIT_PAUSE = 0.001
PACE_CHUNK = 32

SPEEDS = {
    9600: termios.B9600,
    19200: termios.B19200,
    38400: termios.B38400,
    57600: termios.B57600,
    115200: termios.B115200,
}


class PtyLine:
    """`on_bytes` gets whatever the terminal sends at the right speed, `on_garbled` a sentence about the rest."""

    def __init__(
        self,
        link: str,
        on_bytes: Callable[[bytes], None],
        on_garbled: Callable[[str], None],
        seed: int = 1,
        pace: bool = False,
    ):
        self.link = link
        self.speed = 115200
        self.split = False
        self._pace = pace
        self._on_bytes = on_bytes
        self._on_garbled = on_garbled
        self._random = random.Random(seed)
        self._master = -1
        self._slave = -1
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(MAX_QUEUED_REPLIES)
        self._sender: asyncio.Task | None = None

    @property
    def plugged(self) -> bool:
        return self._master >= 0

    def plug(self) -> None:
        if self.plugged:
            return
        if os.path.lexists(self.link) and not os.path.islink(self.link):
            raise ValueError(f"{self.link}: something that is not a link is there; remove it or choose another --link")
        self._master, self._slave = os.openpty()
        self.speed = 115200
        tty.setraw(self._slave)
        attributes = termios.tcgetattr(self._slave)
        attributes[4] = attributes[5] = SPEEDS[self.speed]
        termios.tcsetattr(self._slave, termios.TCSANOW, attributes)
        os.set_blocking(self._master, False)
        # Renaming puts the link in place at one stroke: nobody sees a moment without it or half of it.
        fresh = f"{self.link}.{os.getpid()}"
        os.symlink(os.ttyname(self._slave), fresh)
        os.replace(fresh, self.link)
        asyncio.get_running_loop().add_reader(self._master, self._readable)
        self._sender = asyncio.create_task(self._send_queued())

    def unplug(self) -> None:
        if not self.plugged:
            return
        asyncio.get_running_loop().remove_reader(self._master)
        if self._sender is not None:
            self._sender.cancel()
            self._sender = None
        self._queue = asyncio.Queue(MAX_QUEUED_REPLIES)
        if os.path.islink(self.link) and os.readlink(self.link) == os.ttyname(self._slave):
            os.unlink(self.link)
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def send(self, data: bytes) -> None:
        """Puts a whole frame in line. Silently lost when unplugged or when the terminal has not read for long."""
        if self.plugged and data and not self._queue.full():
            self._queue.put_nowait(data)

    def terminal_speed(self) -> int:
        """The speed the terminal has set the line to, in baud; 0 for one that no reader knows."""
        if not self.plugged:
            return 0
        code = termios.tcgetattr(self._slave)[5]
        return next((baud for baud, known in SPEEDS.items() if known == code), 0)

    def _readable(self) -> None:
        data = os.read(self._master, 4096)
        # At another speed the device's UART sees framing errors, not bytes.
        if self.terminal_speed() == self.speed:
            self._on_bytes(data)
        else:
            self._on_garbled(f"{len(data)} bytes at {self.terminal_speed()} baud, the line is at {self.speed}")

    async def _send_queued(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            data = await self._queue.get()
            due = loop.time()
            for chunk in self._chunks(data):
                if self._pace:
                    # A byte is there when its last bit is.
                    due += len(chunk) * BITS_PER_BYTE / self.speed
                    await asyncio.sleep(max(0.0, due - loop.time()))
                try:
                    os.write(self._master, chunk)
                except BlockingIOError:
                    break  # The terminal is not reading; a UART would overrun as well.
                if self.split and not self._pace:
                    await asyncio.sleep(SPLIT_PAUSE)

    def _chunks(self, data: bytes) -> Iterator[bytes]:
        at = 0
        while at < len(data):
            if self.split:
                size = self._random.choice(SPLIT_SIZES)
            else:
                size = PACE_CHUNK if self._pace else len(data)
            yield data[at : at + size]
            at += size


def rubbish(source: random.Random, endings: tuple[bytes, ...] = (b"",)) -> bytes:
    """Between 1 and 24 random bytes and, at times, one of `endings`: the start of something that never comes."""
    return source.randbytes(source.randint(1, 24)) + source.choice(endings)
