"""Frames of the SAM_V resident-ID reader, from the reader's side. Pure: bytes in, requests out.

Request: AA AA AA 96 69 | Len | CMD Para [Data] | CHK.   Reply: AA AA AA 96 69 | Len | SW1 SW2 SW3 [Data] | CHK.
Len is big-endian and counts everything after itself; CHK makes the XOR over Len…CHK zero.
"""

from dataclasses import dataclass
from enum import IntEnum

from demo.emulators.id_card import exclusive_or

PREAMBLE = bytes.fromhex("AAAAAA9669")
HEADER_SIZE = len(PREAMBLE) + 2
MIN_LENGTH = 3
MAX_LENGTH = 64  # no request is longer than 4; beyond this it is rubbish, not a request still arriving


class Status(IntEnum):
    """SW3 of a reply."""

    DONE = 0x90
    CARD_FOUND = 0x9F
    NO_SUCH_CONTENT = 0x91
    BAD_CHECKSUM = 0x10
    BAD_LENGTH = 0x11
    BAD_COMMAND = 0x21
    READ_FAILED = 0x41
    SELF_TEST_FAILED = 0x60
    NO_CARD = 0x80
    SELECT_FAILED = 0x81


@dataclass(frozen=True)
class Request:
    """`body` is CMD and what follows it, without the checksum."""

    body: bytes


@dataclass(frozen=True)
class Refusal:
    """A frame that the reader answers with a status without looking at its command."""

    status: Status
    reason: str


def reply(status: Status, data: bytes = b"") -> bytes:
    length = 4 + len(data)
    counted = length.to_bytes(2, "big") + bytes((0, 0, status)) + data
    return PREAMBLE + counted + bytes([exclusive_or(counted)])


class RequestStream:
    """Finds requests in a stream that may be cut anywhere and hold rubbish between frames."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def forget(self) -> None:
        """Drops a request that never became whole."""
        self._pending.clear()

    def feed(self, data: bytes) -> list[Request | Refusal]:
        self._pending += data
        found: list[Request | Refusal] = []
        while (one := self._next()) is not None:
            found.append(one)
        return found

    def _next(self) -> Request | Refusal | None:
        at = self._pending.find(PREAMBLE)
        if at < 0:
            del self._pending[: max(0, len(self._pending) - len(PREAMBLE) + 1)]
            return None
        del self._pending[:at]
        if len(self._pending) < HEADER_SIZE:
            return None
        length = int.from_bytes(self._pending[len(PREAMBLE) : HEADER_SIZE], "big")
        if not MIN_LENGTH <= length <= MAX_LENGTH:
            del self._pending[:HEADER_SIZE]
            return Refusal(Status.BAD_LENGTH, f"a request of length {length}")
        if len(self._pending) < HEADER_SIZE + length:
            return None
        counted = bytes(self._pending[len(PREAMBLE) : HEADER_SIZE + length])
        del self._pending[: HEADER_SIZE + length]
        if exclusive_or(counted) != 0:
            return Refusal(Status.BAD_CHECKSUM, f"a request with a wrong checksum: {counted.hex(' ')}")
        return Request(counted[2:-1])
