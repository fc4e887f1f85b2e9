#!/usr/bin/python3
"""An emulated code scanner on a serial line (a PTY), in Honeywell's or Newland's dialect.

In trigger mode, as it starts, it reads the code that is held under its window only while the trigger is pulled. Over
the control socket codes are shown and taken away, and it can misbehave as a badly set scanner does.
"""

import asyncio
import random
import re
import sys
import time
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from demo import electronic_id
from demo.control import Control
from demo.emulators import program
from demo.emulators.pty_line import PtyLine, rubbish
from demo.emulators.scanner_dialects import ACK, DIALECTS, ENQ, NAK, TAG_SIZE, Menu, Order, Trigger

DECODE_TIME = 0.06  # seconds from seeing a code to sending it
MAX_PAYLOAD = 2953  # bytes: the largest QR code
SHOWN_COMMANDS = 50


class SerialScanner:
    """The scanner and what lies under its window. Everything runs on the event loop."""

    def __init__(self, link: str, dialect: str, seed: int = 1):
        self._dialect = DIALECTS[dialect]()
        self._random = random.Random(seed)
        self._pending = bytearray()
        self.line = PtyLine(link, self._received, self._garbled, seed)
        self.errors = program.ErrorList()
        self._flash = {key: setting.default for key, setting in self._dialect.settings.items()}
        self._settings = dict(self._flash)
        self._flash_writes = 0
        self._commands: list[str] = []
        self._shown: str | None = None
        self._already_read = False
        self._triggered = False
        self._let_go: asyncio.TimerHandle | None = None
        self._decoding: asyncio.TimerHandle | None = None
        self._reads = 0
        self._rubbish = False
        self._silence = False
        self.control = Control(
            self.state,
            {
                "show": self.show,
                "show-electronic-id": self.show_electronic_id,
                "take-away": self.take_away,
                "blurt": self.blurt,
                "rubbish": self.rubbish,
                "silence": self.silence,
                "unplug": self.unplug,
                "plug": self.plug,
            },
        )

    async def start(self) -> None:
        self.line.plug()

    async def stop(self) -> None:
        self._pull(False)
        self.line.unplug()

    def ready_line(self) -> str:
        return f"code scanner ({self._dialect.name}) on {self.line.link}"

    def state(self) -> dict:
        return {
            "device": "code-scanner",
            "dialect": self._dialect.name,
            "shown": self._shown,
            "triggered": self._triggered,
            "rubbish": self._rubbish,
            "silence": self._silence,
            "plugged": self.line.plugged,
            "terminal_speed": self.line.terminal_speed(),
            "reads": self._reads,
            "settings": self._settings,
            "flash_writes": self._flash_writes,
            "commands": self._commands,
            "errors": self.errors.as_list(),
        }

    # What the control socket can ask for.

    def show(self, *text: str) -> None:
        self._shown = _payload(text)
        self._already_read = False
        self._look()

    def show_electronic_id(self, citizen: str, age: str = "0") -> None:
        """A telephone with the electronic ID of a sample citizen, opened `age` seconds ago."""
        if citizen not in electronic_id.citizens():
            raise ValueError(f"no citizen '{citizen}'; there are: {', '.join(electronic_id.citizens())}")
        if not age.isdigit():
            raise ValueError(f"'{age}' is no number of seconds")
        self.show(electronic_id.make_code(citizen, time.time() - int(age)))

    def take_away(self) -> None:
        self._shown = None
        self._stop_decoding()

    def blurt(self, *text: str) -> None:
        """Sends a code that nobody asked for."""
        payload = _payload(text)
        if not self.line.plugged:
            raise ValueError("the scanner is unplugged; plug it in first")
        self._send_code(payload)

    def rubbish(self, switch: str) -> None:
        self._rubbish = program.on_or_off(switch)

    def silence(self, switch: str) -> None:
        self._silence = program.on_or_off(switch)

    def unplug(self) -> None:
        self._pull(False)
        self.line.unplug()
        self._pending.clear()

    def plug(self) -> None:
        if not self.line.plugged:
            self._settings = dict(self._flash)
            self.line.plug()
            self._look()

    # What the terminal sends.

    def _received(self, data: bytes) -> None:
        if self._silence:
            return
        self._pending += data
        while (order := self._dialect.parse(self._pending)) is not None:
            self._obey(order)
        self.control.changed()

    def _garbled(self, reason: str) -> None:
        self.errors.add(reason)
        self.control.changed()

    def _obey(self, order: Order) -> None:
        if isinstance(order, Trigger):
            self._pull(order.pulled)
        elif isinstance(order, Menu):
            self._commands.append(f"{order.text}{' (permanent)' if order.permanent else ''}")
            del self._commands[:-SHOWN_COMMANDS]
            self.line.send(self._dialect.framed(self._menu_answer(order), order.permanent))
        else:
            self.errors.add(f"unknown bytes: {order.data[:32].hex(' ')}")

    def _menu_answer(self, menu: Menu) -> bytes:
        """Carries out every command of a menu sequence and echoes each with its status before its mark."""
        answer = b""
        tag = ""
        for part in re.findall(r"[,;]|[^,;]+", menu.text):
            if part in (",", ";"):
                answer += part.encode()
                continue
            sub_tag_only = answer.endswith(b",")
            name = (tag + part[:3] if sub_tag_only else part[:TAG_SIZE]).upper()
            data = part[3:] if sub_tag_only else part[TAG_SIZE:]
            tag = name[:3]
            value, status = self._set(name, data.upper(), menu.permanent)
            answer += _wire(name[3:] if sub_tag_only else name) + _wire(value) + status
        return answer

    def _set(self, name: str, data: str, permanent: bool) -> tuple[str, bytes]:
        """The value to echo and ACK, NAK or ENQ."""
        setting = self._dialect.settings.get(name)
        if setting is not None and data in self._dialect.queries:
            asked = self._dialect.queries[data]
            current = self._settings[name]
            return {"current": current, "default": setting.default, "range": setting.shown_range}[asked], ACK
        if name in self._dialect.actions:
            return data, self._act(name, data, permanent)
        if setting is None:
            self.errors.add(f"no such tag: {name}{data}")
            return data, ENQ
        if not re.fullmatch(setting.allowed, data) or not _in_range(data, setting.shown_range):
            self.errors.add(f"out of range: {name}{data}; it takes {setting.shown_range}")
            return data, NAK
        self._store({name: data}, permanent)
        return data, ACK

    def _act(self, name: str, data: str, permanent: bool) -> bytes:
        if name in ("ALLENA", "SCNTRG") and data not in ("0", "1"):
            self.errors.add(f"out of range: {name}{data}; it takes 0-1")
            return NAK
        if name == "SCNTRG":
            self._pull(data == "1")
        elif name == "ALLENA":
            self._store(
                {key: data for key in self._dialect.settings if key.endswith("ENA") and key[:3] in _SYMBOLOGIES},
                permanent,
            )
        elif name == "SUFCA2":
            self._store({"SUFBK2": "99"}, permanent)
        elif name == "PAPHHF":
            self._store({"TRGMOD": "0"}, permanent)
        elif name in ("DEFALT", "FACDEF"):
            self._store({key: setting.default for key, setting in self._dialect.settings.items()}, permanent)
        return ACK

    def _store(self, values: dict[str, str], permanent: bool) -> None:
        self._settings.update(values)
        if permanent:
            self._flash.update(values)
            self._flash_writes += 1

    # The window.

    @property
    def _reads_without_trigger(self) -> bool:
        return self._settings[self._dialect.mode_key] != "0"

    def _pull(self, pulled: bool) -> None:
        self._triggered = pulled
        if self._let_go is not None:
            self._let_go.cancel()
            self._let_go = None
        if not pulled:
            self._stop_decoding()
            return
        limit = int(self._settings[self._dialect.timeout_key]) / 1000
        if limit > 0:
            self._let_go = asyncio.get_running_loop().call_later(limit, self._tired)
        if self._rubbish:
            self.line.send(_noise(self._random))
        self._already_read = False
        self._look()

    def _tired(self) -> None:
        self._pull(False)
        self.control.changed()

    def _look(self) -> None:
        """Starts to decode what lies under the window, if it is looking at all."""
        looking = self._triggered or (self._reads_without_trigger and not self._already_read)
        if looking and self._shown is not None and self._settings["QRCENA"] == "1" and self.line.plugged:
            self._stop_decoding()
            self._decoding = asyncio.get_running_loop().call_later(DECODE_TIME, self._decoded)

    def _decoded(self) -> None:
        if self._shown is None or self._silence:
            return
        self._already_read = True
        self._reads += 1
        self._send_code(self._shown)
        self._pull(False)
        self.control.changed()

    def _send_code(self, text: str) -> None:
        if self._rubbish:
            self.line.send(_noise(self._random))
        self.line.send(text.encode() + self._dialect.suffix(self._settings))

    def _stop_decoding(self) -> None:
        if self._decoding is not None:
            self._decoding.cancel()
            self._decoding = None


_SYMBOLOGIES = ("QRC", "IDM", "DMC", "PDF", "AZT", "128", "C39", "CBR", "CBA")


def _payload(words: tuple[str, ...]) -> str:
    text = " ".join(words)
    if not 1 <= len(text.encode()) <= MAX_PAYLOAD:
        raise ValueError(f"a code holds 1 to {MAX_PAYLOAD} bytes, this text has {len(text.encode())}")
    return text


def _wire(text: str) -> bytes:
    return text.encode("ascii", "replace")


def _in_range(data: str, shown_range: str) -> bool:
    limits = re.fullmatch(r"(\d+)-(\d+)", shown_range)
    return limits is None or int(limits[1]) <= int(data) <= int(limits[2])


def _noise(source: random.Random) -> bytes:
    """A line of its own that is no text, so that it can be told from a code whatever the dice say."""
    return b"\xff" + rubbish(source).replace(b"\r", b"").replace(b"\n", b"") + b"\r"


def main() -> int:
    parser = program.command_line("serial_scanner", __doc__)
    program.add_link(parser)
    parser.add_argument(
        "--dialect",
        choices=tuple(DIALECTS),
        default="honeywell",
        help="whose commands it obeys (default: %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=1, help="makes rubbish repeatable (default: %(default)s)")
    options = parser.parse_args()
    return program.run(
        parser.prog, lambda: SerialScanner(options.link, options.dialect, options.seed), options.control
    )


if __name__ == "__main__":
    sys.exit(main())
