"""How two makers' code scanners are spoken to over a serial line. Pure: bytes in, orders out; answers as bytes.

Honeywell: SYN T CR and SYN U CR pull and release the trigger; SYN M CR, tag, sub-tag, data, then `!` (volatile) or `.`
(flash) set things. Newland: ~ SOH 0000, then @ (flash) or # (volatile), tag, sub-tag, data, `;` ETX. Both echo a command
with ACK, NAK (data out of range) or ENQ (no such tag) before the punctuation mark, and answer queries with the value.
"""

import re
from dataclasses import dataclass

ACK, NAK, ENQ = b"\x06", b"\x15", b"\x05"
MAX_COMMAND = 1024
TAG_SIZE = 6
_STORAGE = re.compile(rb"[!.]")


@dataclass(frozen=True)
class Setting:
    default: str
    allowed: str  # a regular expression for the whole of the data
    shown_range: str


@dataclass(frozen=True)
class Trigger:
    pulled: bool


@dataclass(frozen=True)
class Menu:
    """One framed menu command: `text` as sent, without frame and storage mark."""

    text: str
    permanent: bool


@dataclass(frozen=True)
class Unknown:
    data: bytes


Order = Trigger | Menu | Unknown

ON_OFF = Setting("1", "[01]", "0-1")
OFF_ON = Setting("0", "[01]", "0-1")

HONEYWELL_SETTINGS = {
    "QRCENA": ON_OFF,  # QR codes
    "IDMENA": ON_OFF,  # Data Matrix
    "PDFENA": ON_OFF,  # PDF417
    "AZTENA": ON_OFF,  # Aztec
    "128ENA": ON_OFF,  # Code 128
    "C39ENA": ON_OFF,  # Code 39
    "CBRENA": ON_OFF,  # Codabar
    "TRGMOD": Setting("0", "[03]", "0|3"),  # 0 serial trigger, 3 presentation: reads without a trigger
    "TRGSTO": Setting("30000", "[0-9]{1,6}", "0-300000"),  # ms after which the trigger lets go by itself
    "DLYRRD": Setting("500", "[0-9]{1,5}", "0-30000"),  # ms before the same code is read again
    "BEPBEP": ON_OFF,  # a beep at every good read
    "SCNLED": ON_OFF,  # light
    "SCNAIM": Setting("2", "[02]", "0|2"),  # aiming mark
    "SUFBK2": Setting("990D", "99([0-9A-F]{2}){1,15}", "99 and hex"),  # what follows every code
}
NEWLAND_SETTINGS = {
    "QRCENA": ON_OFF,
    "DMCENA": ON_OFF,
    "PDFENA": ON_OFF,
    "AZTENA": ON_OFF,
    "128ENA": ON_OFF,
    "C39ENA": ON_OFF,
    "CBAENA": ON_OFF,
    "SCNMOD": Setting("0", "[0-3]", "0-3"),  # 0 trigger, the others read without one
    "ORTSET": Setting("30000", "[0-9]{1,7}", "0-3600000"),  # ms after which the trigger lets go by itself
    "RRDENA": OFF_ON,
    "RRDDUR": Setting("1500", "[0-9]{1,7}", "1-3600000"),
    "GRBENA": ON_OFF,
    "SETUPE": OFF_ON,  # whether set-up codes are obeyed
    "TSUENA": ON_OFF,  # whether something follows every code
    "TSUSET": Setting("0D", "([0-9A-F]{2}){1,7}", "hex"),
}


class Dialect:
    """The part of a maker's protocol that differs. `settings` are its tags; `actions` are commands that set nothing."""

    name: str
    settings: dict[str, Setting]
    actions: tuple[str, ...]
    queries: dict[str, str]  # the sign of a query -> current, default, range
    mode_key: str
    timeout_key: str

    def parse(self, pending: bytearray) -> Order | None:
        """Takes the first order off `pending`; None while it is not whole."""
        raise NotImplementedError

    def framed(self, answer: bytes, permanent: bool) -> bytes:
        """An answer whose last command is still without its punctuation mark."""
        raise NotImplementedError

    def suffix(self, settings: dict[str, str]) -> bytes:
        raise NotImplementedError


class Honeywell(Dialect):
    name = "honeywell"
    settings = HONEYWELL_SETTINGS
    actions = ("DEFALT", "SUFCA2", "PRECA2", "PAPHHF", "ALLENA")
    queries = {"?": "current", "^": "default", "*": "range"}
    mode_key = "TRGMOD"
    timeout_key = "TRGSTO"

    _TRIGGERS = {b"\x16T\r": True, b"\x16U\r": False}
    _MENU = b"\x16M\r"

    def parse(self, pending: bytearray) -> Order | None:
        at = pending.find(b"\x16")
        if at != 0:
            return _rubbish(pending, at)
        if len(pending) < 3:
            return None
        head = bytes(pending[:3])
        if head in self._TRIGGERS:
            del pending[:3]
            return Trigger(self._TRIGGERS[head])
        if head != self._MENU:
            return _rubbish(pending, pending.find(b"\x16", 1))
        end = _STORAGE.search(pending, 3)
        if end is None:
            return None if len(pending) <= MAX_COMMAND else _rubbish(pending, len(pending))
        menu = Menu(pending[3 : end.start()].decode("latin-1"), permanent=end[0] == b".")
        del pending[: end.end()]
        return menu

    def framed(self, answer: bytes, permanent: bool) -> bytes:
        return answer + (b"." if permanent else b"!")

    def suffix(self, settings: dict[str, str]) -> bytes:
        return bytes.fromhex(settings["SUFBK2"][2:])


class Newland(Dialect):
    name = "newland"
    settings = NEWLAND_SETTINGS
    actions = ("FACDEF", "SCNTRG", "ALLENA")
    queries = {"*": "current", "&": "default", "^": "range"}
    mode_key = "SCNMOD"
    timeout_key = "ORTSET"

    _PREFIX = b"~\x010000"
    _SUFFIX = b";\x03"

    def parse(self, pending: bytearray) -> Order | None:
        at = pending.find(b"~")
        if at != 0:
            return _rubbish(pending, at)
        head = bytes(pending[: len(self._PREFIX)])
        if not self._PREFIX.startswith(head):
            return _rubbish(pending, 1)
        if len(pending) <= len(self._PREFIX):
            return None
        if pending[len(self._PREFIX)] not in b"@#":
            return _rubbish(pending, len(self._PREFIX) + 1)
        end = pending.find(self._SUFFIX)
        if end < 0:
            return None if len(pending) <= MAX_COMMAND else _rubbish(pending, len(pending))
        body = bytes(pending[len(self._PREFIX) : end])
        del pending[: end + len(self._SUFFIX)]
        return Menu(body[1:].decode("latin-1"), permanent=body[:1] == b"@")

    def framed(self, answer: bytes, permanent: bool) -> bytes:
        return b"\x02\x010000" + (b"@" if permanent else b"#") + answer + self._SUFFIX

    def suffix(self, settings: dict[str, str]) -> bytes:
        return bytes.fromhex(settings["TSUSET"]) if settings["TSUENA"] == "1" else b""


DIALECTS: dict[str, type[Dialect]] = {"honeywell": Honeywell, "newland": Newland}


def _rubbish(pending: bytearray, count: int) -> Unknown | None:
    """Takes `count` bytes, all when negative, off as unknown."""
    if not pending:
        return None
    count = len(pending) if count < 0 else count
    data = bytes(pending[:count])
    del pending[:count]
    return Unknown(data)
