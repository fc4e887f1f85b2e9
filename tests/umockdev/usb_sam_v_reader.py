#!/usr/bin/python3
"""The emulated SAM_V reader of the demonstration, behind USB instead of a serial line.

Over the control socket it can also be told to spoil its next answer to a command, or every one, at any byte.
"""

import argparse
import asyncio
import os
import sys
from itertools import cycle
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from demo.emulators import program
from demo.emulators.id_card import load_cards
from demo.emulators.sam_v_reader import SamVReader
from demo.emulators.sam_v_wire import HEADER_SIZE, Refusal, Request, Status, reply

PRELOAD = "libumockdev-preload.so.0"
LAYOUTS = {"split": ((0x02, 0x06), (0x81, 0x85)), "pair": ((0x01,), (0x82,))}
STAGES = {
    b"\x10\xff": "reset",
    b"\x11\xff": "status",
    b"\x12\xff": "sam-id",
    b"\x20\x01": "find",
    b"\x20\x02": "select",
    b"\x30\x01": "read",
    b"\x30\x10": "read-fingerprints",
    b"\x30\x03": "address",
    b"\x30\x05": "management-number",
    b"\x60\x00": "baud-rate",
    b"\x61\xff": "rf-frame",
}
FAULTS = ("stall", "short", "long", "overflow", "rubbish", "silence", "unplug")
PIECES = (1, 2, 1, 3, 64, 13, 97, 5)
SURPLUS = b"\xaa\xaa\xaa\x96\x69\x00\x05\xff" + bytes(70)


class UsbLine:
    """In the place of a serial line: whole replies in, transfers out. `stage` is that of the request answered."""

    link = "USB"
    speed = 115200

    def __init__(self, on_bytes, layout: str, vendor: int, product: int, serial: str):
        # It needs the preloaded library, so not before main() has seen to that.
        from usb_device import Endpoints, UsbDevice

        self._endpoints = Endpoints(*LAYOUTS[layout])
        self._on_bytes = on_bytes
        self._loop: asyncio.AbstractEventLoop | None = None
        self.device = UsbDevice(vendor, product, serial, self._endpoints, self._out)
        self.split = False
        self.stage = ""
        self.fault: tuple[str, str, int] | None = None
        self.fault_stays = False
        self.spoilt = 0

    @property
    def plugged(self) -> bool:
        return self.device.plugged

    def plug(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.device.plug()

    def unplug(self) -> None:
        self.device.unplug()

    def terminal_speed(self) -> int:
        return self.speed

    def send(self, data: bytes) -> None:
        if not self.plugged:
            return
        fault = self.fault
        if fault is None or fault[1] != self.stage:
            self._transfer(data)
            return
        if not self.fault_stays:
            self.fault = None
        self.spoilt += 1
        self._spoil(fault[0], min(fault[2], len(data)), data)

    def _spoil(self, kind: str, at: int, data: bytes) -> None:
        if kind == "long":
            self._transfer(data + SURPLUS)
            return
        if kind == "rubbish":
            self._transfer(bytes((7 * i + 3) & 0xFF for i in range(len(data))))
            return
        if kind == "silence":
            return
        self._transfer(data[:at])
        if kind == "stall":
            self.device.halt(self._endpoint_at(at))
        elif kind == "overflow":
            self.device.overflow(self._endpoint_at(at))
        elif kind == "unplug":
            self.unplug()

    def _endpoint_at(self, at: int) -> int:
        into = self._endpoints.into
        return into[-1] if at >= HEADER_SIZE else into[0]

    def _transfer(self, data: bytes) -> None:
        into = self._endpoints.into
        parts = [data] if len(into) == 1 else [data[:HEADER_SIZE], data[HEADER_SIZE:]]
        for endpoint, part in zip(into, parts, strict=True):
            sizes = cycle(PIECES if self.split else (len(part),))
            while part:
                size = next(sizes)
                self.device.send(endpoint, part[:size])
                part = part[size:]

    def _out(self, endpoint: int, data: bytes) -> None:
        assert endpoint in self._endpoints.out and self._loop is not None
        self._loop.call_soon_threadsafe(self._on_bytes, data)


class UsbSamVReader(SamVReader):
    def __init__(self, options: argparse.Namespace, cards):
        self._options = options
        self._unwell = False
        self._asked: set[str] = set()
        super().__init__("USB", cards)
        self.line.device.be_busy(options.busy)

    def make_line(self, link: str, seed: int, pace: bool) -> UsbLine:
        options = self._options
        return UsbLine(self._received, options.layout, options.vendor, options.product, options.serial)

    def verbs(self) -> dict:
        return super().verbs() | {
            "fault": self.fault,
            "unwell": self.unwell,
            "busy": lambda switch: self.line.device.be_busy(program.on_or_off(switch)),
        }

    def state(self) -> dict:
        return super().state() | {"root": self.line.device.root, "spoilt": self.line.spoilt, "asked": sorted(self._asked)}

    def fault(self, kind: str, stage: str = "", at: str = "0", how_long: str = "once") -> None:
        """`fault stall read 7 always`; `fault none`."""
        if kind == "none":
            self.line.fault = None
            return
        program.one_of(kind, FAULTS)
        program.one_of(stage, tuple(STAGES.values()))
        self.line.fault = (kind, stage, int(at))
        self.line.fault_stays = program.one_of(how_long, ("once", "always")) == "always"

    def unwell(self) -> None:
        """Its self-test has failed; when it is started anew it passes."""
        self._unwell = True

    def _answer(self, request: Request | Refusal) -> bytes:
        self.line.stage = STAGES.get(request.body[:2], "") if isinstance(request, Request) else ""
        self._asked.add(self.line.stage)
        if self.line.stage == "status" and self._unwell:
            return reply(Status.SELF_TEST_FAILED)
        if self.line.stage == "reset":
            self._unwell = False
        return super()._answer(request)


def number(word: str) -> int:
    return int(word, 16)


def main() -> int:
    parser = program.command_line("usb_sam_v_reader", __doc__)
    program.add_cards(parser)
    parser.add_argument("--layout", choices=tuple(LAYOUTS), required=True)
    parser.add_argument("--vendor", type=number, default=0x0400, metavar="HEX")
    parser.add_argument("--product", type=number, default=0xC35A, metavar="HEX")
    parser.add_argument("--serial", default="A12", metavar="TEXT")
    parser.add_argument("--busy", action="store_true", help="another program has claimed it")
    options = parser.parse_args()
    if PRELOAD not in os.environ.get("LD_PRELOAD", ""):
        # The false /sys goes where the control socket is, and with it.
        os.environ["LD_PRELOAD"] = PRELOAD
        os.environ["TMPDIR"] = str(Path(options.control).parent)
        os.execv(sys.executable, [sys.executable, *sys.argv])
    return program.run(parser.prog, lambda: UsbSamVReader(options, load_cards(options.cards)), options.control)


if __name__ == "__main__":
    sys.exit(main())
