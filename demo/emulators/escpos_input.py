"""How bytes enter an emulated ESC/POS printer: the receive buffer, and the real-time commands picked out on arrival.

DLE EOT and DLE ENQ are acted on when they arrive, wherever they stand, even inside image data; their bytes still go
into the buffer, where the interpreter passes over them or, inside an image, prints them as dots.
"""

import asyncio
import re

DLE = 0x10
EOT = 0x04
ENQ = 0x05
_REAL_TIME = re.compile(rb"\x10[\x04\x05].", re.DOTALL)


class RealTimeScanner:
    """Finds real-time commands in a stream that may be cut anywhere."""

    def __init__(self) -> None:
        self._tail = b""

    def scan(self, data: bytes) -> list[tuple[int, int, int]]:
        """(offset just after the command in `data`, EOT or ENQ, n), in order."""
        whole = self._tail + data
        matches = list(_REAL_TIME.finditer(whole))
        rest = whole[matches[-1].end() if matches else 0 :]
        if rest[-2:] in (bytes((DLE, EOT)), bytes((DLE, ENQ))):
            tail = rest[-2:]
        else:
            tail = rest[-1:] if rest[-1:] == bytes((DLE,)) else b""
        found = [(match.end() - len(self._tail), match[0][1], match[0][2]) for match in matches]
        self._tail = tail
        return found


class ReceiveBuffer:
    """Bounded; `put` waits for room, `take` for bytes. `ends` are the places where a connection ended."""

    def __init__(self, capacity: int):
        self._capacity = capacity
        self._bytes = bytearray()
        self._more = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self.received = 0
        self.ends: list[int] = []

    def __len__(self) -> int:
        return len(self._bytes)

    @property
    def taken(self) -> int:
        """How many bytes have left the buffer, by being interpreted or cleared."""
        return self.received - len(self._bytes)

    def put_some(self, data: bytes) -> int:
        """Puts what there is room for; returns how much that was."""
        count = min(len(data), self._capacity - len(self._bytes))
        self._bytes += data[:count]
        self.received += count
        self._settle()
        return count

    async def room(self) -> None:
        await self._room.wait()

    async def take(self, count: int) -> bytes:
        """Exactly `count` bytes; more than the capacity is gathered piece by piece."""
        gathered = bytearray()
        while len(gathered) < count:
            while not self._bytes:
                await self._more.wait()
            piece = self._bytes[: count - len(gathered)]
            del self._bytes[: len(piece)]
            self._settle()
            gathered += piece
        return bytes(gathered)

    def mark_end(self) -> None:
        if not self.ends or self.ends[-1] != self.received:
            self.ends.append(self.received)
        del self.ends[:-64]  # only those near the bytes still to be interpreted matter

    def ends_between(self, first: int, last: int) -> int:
        """How many connections ended strictly inside these bytes."""
        return sum(first < end < last for end in self.ends)

    def clear(self) -> None:
        self._bytes.clear()
        self._settle()

    def _settle(self) -> None:
        if self._bytes:
            self._more.set()
        else:
            self._more.clear()
        if len(self._bytes) < self._capacity:
            self._room.set()
        else:
            self._room.clear()
