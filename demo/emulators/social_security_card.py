"""A virtual social-security card: what its chip holds and how it answers commands (ISO/IEC 7816-4).

The two files that need no key, EF05 (issuer) and EF06 (holder), are filled from the sample resident-ID cards: the holder
is the same invented person. Everything else answers as a card does that knows it not. Nothing here knows sockets.
"""

import hashlib
from dataclasses import dataclass

from demo.emulators.id_card import IdCard

AID = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")  # sx1.sh.社会保障
ISSUER_FILE = 0xEF05
HOLDER_FILE = 0xEF06
NAME_SIZE = 30
NAME_REST_SIZE = 20

ATR = {
    "t0": bytes.fromhex("3B021450"),  # two historical bytes, no interface byte: T=0
    "t1": bytes.fromhex("3B800181"),  # TD1 says T=1; check byte
}

DONE = 0x9000
RECORD_NOT_FOUND = 0x6A83
FILE_NOT_FOUND = 0x6A82
WRONG_LENGTH = 0x6700
WRONG_PARAMETERS = 0x6A86
UNKNOWN_INSTRUCTION = 0x6D00
UNKNOWN_CLASS = 0x6E00
NO_FILE_SELECTED = 0x6986


@dataclass(frozen=True)
class Record:
    tag: int
    value: bytes

    def framed(self, framing: str) -> bytes:
        return bytes([self.tag, len(self.value)]) + self.value if framing == "tlv" else self.value


def can_have_card(holder: IdCard) -> bool:
    """The number has 18 characters, and the name fits the card's two fields."""
    return len(holder.fields["number"]) == 18 and len(_name(holder)) <= NAME_SIZE + NAME_REST_SIZE


def card_number(holder: IdCard) -> str:
    """Nine characters, the same at every start."""
    return "S" + str(int(hashlib.sha256(holder.key.encode()).hexdigest(), 16))[:8]


def valid_until(holder: IdCard) -> str:
    """Of the card: a day, or nothing where it does not say one; those whose identity card has no end have such a card."""
    until = holder.fields["valid_until"]
    return until if until.isdigit() else ""


def files_of(holder: IdCard) -> dict[int, list[Record]]:
    """Records by file, in the order of their numbers."""
    fields = holder.fields
    division = fields["number"][:6]
    name = _name(holder)
    issuer = [
        Record(0x01, _digits(f"{division}D156000005991101", 16)),
        Record(0x02, b"3"),
        Record(0x03, b"2.00"),
        Record(0x04, _digits(f"{division}000000", 12)),
        Record(0x05, _digits(fields["valid_from"], 4)),
        Record(0x06, _digits(valid_until(holder), 4)),
        Record(0x07, card_number(holder).encode("ascii")),
    ]
    person = [
        Record(0x08, fields["number"].encode("ascii")),
        Record(0x09, name[:NAME_SIZE].ljust(NAME_SIZE, b"\0")),
        Record(0x4E, name[NAME_SIZE:].ljust(NAME_REST_SIZE, b"\0")),
        Record(0x0A, fields["sex"].encode("ascii")),
        Record(0x0B, _digits(fields.get("ethnicity", ""), 1)),
        Record(0x0C, _digits(division, 3)),
        Record(0x0D, _digits(fields["birth"], 4)),
    ]
    return {ISSUER_FILE: issuer, HOLDER_FILE: person}


class VirtualCard:
    """One card from power-up to removal. `holder` None: a card of another kind, which knows no application of ours."""

    def __init__(self, holder: IdCard | None, *, protocol: str = "t0", framing: str = "tlv"):
        self.holder = holder
        self.garbled = False
        self._files = files_of(holder) if holder else {}
        self._t0 = protocol == "t0"
        self._framing = framing
        self.atr = ATR[protocol]
        self.reset()

    def reset(self) -> None:
        self._in_application = False
        self._file: list[Record] | None = None
        self._kept = b""

    def answer(self, command: bytes) -> bytes:
        if len(command) < 4:
            return _status(WRONG_LENGTH)
        if command[0] != 0x00:
            return _status(UNKNOWN_CLASS)
        kept, self._kept = self._kept, b""
        if command[1] == 0xC0:
            return self._get_response(command, kept)
        if command[1] == 0xA4:
            return self._select(command)
        if command[1] == 0xB2:
            return self._read_record(command)
        return _status(UNKNOWN_INSTRUCTION)

    def is_reading_name(self, command: bytes) -> bool:
        """Halfway through a reading: the holder's second record is asked for."""
        return command[:4] == b"\x00\xb2\x02\x04" and self._file is not None and self._file[0].tag == 0x08

    def _select(self, command: bytes) -> bytes:
        if len(command) < 6 or len(command) < 5 + command[4]:
            return _status(WRONG_LENGTH)
        name = command[5 : 5 + command[4]]
        if command[2] == 0x04:
            if name != AID or not self._files:
                return _status(FILE_NOT_FOUND)
            self._in_application = True
            self._file = None
            return self._give(b"\x6f" + bytes([len(AID) + 2]) + b"\x84" + bytes([len(AID)]) + AID)
        if command[2] not in (0x00, 0x02):
            return _status(WRONG_PARAMETERS)
        number = int.from_bytes(name, "big")
        if not self._in_application or number not in self._files:
            return _status(FILE_NOT_FOUND)
        self._file = self._files[number]
        return _status(DONE)

    def _read_record(self, command: bytes) -> bytes:
        if len(command) != 5:
            return _status(WRONG_LENGTH)
        if self._file is None:
            return _status(NO_FILE_SELECTED)
        if command[3] == 0x04:
            found = self._file[command[2] - 1 : command[2]] if command[2] > 0 else []
        elif command[3] == 0x00:
            found = [record for record in self._file if record.tag == command[2]]
        else:
            return _status(WRONG_PARAMETERS)
        if not found:
            return _status(RECORD_NOT_FOUND)
        data = found[0].framed(self._framing)
        if self.garbled:
            data = bytes(byte ^ 0x55 for byte in data)
        if self._t0 and command[4] != len(data):
            return _status(0x6C00 | len(data))
        return data + _status(DONE)

    def _get_response(self, command: bytes, kept: bytes) -> bytes:
        if not kept:
            return _status(NO_FILE_SELECTED)
        if len(command) != 5 or command[4] != len(kept):
            return _status(0x6C00 | len(kept))
        return kept + _status(DONE)

    def _give(self, data: bytes) -> bytes:
        """T=0 cannot carry data both ways in one exchange: the answer is fetched."""
        if not self._t0:
            return _status(DONE)
        self._kept = data
        return _status(0x6100 | len(data))


def _name(holder: IdCard) -> bytes:
    return (holder.fields.get("name") or holder.fields.get("chinese_name") or holder.fields["english_name"]).encode(
        "gb18030"
    )


def _digits(text: str, size: int) -> bytes:
    """Two digits a byte, filled up with F."""
    return bytes.fromhex(text.ljust(2 * size, "F"))


def _status(word: int) -> bytes:
    return word.to_bytes(2, "big")
