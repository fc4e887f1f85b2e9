#!/usr/bin/python3
"""An emulated SAM_V resident-ID reader on a serial line (a PTY).

It answers every command of the protocol as a module with a security chip does, from the sample cards of a JSON file,
and can be told over the control socket to lay and remove cards and to fail.
"""

import asyncio
import random
import struct
import sys
from collections.abc import Callable
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from demo.control import Control
from demo.emulators import program
from demo.emulators.id_card import IdCard, load_cards
from demo.emulators.pty_line import PtyLine, rubbish
from demo.emulators.sam_v_wire import PREAMBLE, Refusal, Request, RequestStream, Status, reply

SAM_ID = (5, 3, 20260118, 1449801017, 1503276049)  # printed 05.03-20260118-1449801017-1503276049
BAUD_RATES = (115200, 57600, 38400, 19200, 9600)
HALF_REQUEST_LIMIT = 0.5  # seconds after which the start of a request that never became whole is dropped
FALSE_STARTS = (b"", b"", b"\xaa", b"\xaa\xaa\xaa", PREAMBLE[:-1])


class SamVReader:
    """The reader and its card. Everything runs on the event loop."""

    def __init__(
        self, link: str, cards: dict[str, IdCard], *, pace: bool = False, find_once: bool = False, seed: int = 1
    ):
        self._cards = cards
        self._find_once = find_once
        self._random = random.Random(seed)
        self._requests = RequestStream()
        self._last_byte = 0.0
        self.line = self.make_line(link, seed, pace)
        self.errors = program.ErrorList()
        self._card: IdCard | None = None
        self._found = False
        self._selected = False
        self._read_since_laid = False
        self._looks = 0
        self._reads = 0
        self._pull_mid_read = False
        self._damage = False
        self._rubbish = False
        self._silence = False
        self.control = Control(self.state, self.verbs())
        # CMD and what follows it -> what answers. A command byte that is known with another tail is a wrong length
        # or a wrong parameter, see _answer.
        self._commands = {
            b"\x10\xff": self._reset,
            b"\x11\xff": lambda: reply(Status.DONE),
            b"\x12\xff": lambda: reply(Status.DONE, struct.pack("<HHIII", *SAM_ID)),
            b"\x20\x01": self._find,
            b"\x20\x02": self._select,
            b"\x30\x01": lambda: self._read(with_fingerprint=False),
            b"\x30\x10": lambda: self._read(with_fingerprint=True),
            b"\x30\x03": self._read_newest_address,
            b"\x30\x05": self._read_management_number,
        }

    def make_line(self, link: str, seed: int, pace: bool) -> PtyLine:
        """What carries the frames; tests put another line in its place."""
        return PtyLine(link, self._received, self._garbled, seed, pace)

    def verbs(self) -> dict[str, Callable[..., dict | None]]:
        """What the control socket can ask for."""
        return {
            "lay": self.lay,
            "remove": self.remove,
            "pull-mid-read": self.pull_mid_read,
            "damage": self.damage,
            "rubbish": self.rubbish,
            "silence": self.silence,
            "split": self.split,
            "unplug": self.unplug,
            "plug": self.plug,
            "cards": lambda: {"cards": {key: card.holder() for key, card in self._cards.items()}},
        }

    async def start(self) -> None:
        self.line.plug()

    async def stop(self) -> None:
        self.line.unplug()

    def ready_line(self) -> str:
        return f"SAM_V reader on {self.line.link}, {len(self._cards)} cards"

    def state(self) -> dict:
        return {
            "device": "id-card-reader",
            "card": self._card.key if self._card else None,
            "holder": self._card.holder() if self._card else None,
            "pull_mid_read": self._pull_mid_read,
            "damage": self._damage,
            "rubbish": self._rubbish,
            "silence": self._silence,
            "split": self.line.split,
            "plugged": self.line.plugged,
            "speed": self.line.speed,
            "terminal_speed": self.line.terminal_speed(),
            "looks": self._looks,
            "reads": self._reads,
            "errors": self.errors.as_list(),
        }

    def lay(self, name: str) -> None:
        if name not in self._cards:
            raise ValueError(f"no card '{name}'; there are: {', '.join(self._cards)}")
        self._forget_card()
        self._card = self._cards[name]
        self._read_since_laid = False

    def remove(self) -> None:
        self._forget_card()

    def pull_mid_read(self, switch: str = "on") -> None:
        self._pull_mid_read = program.on_or_off(switch)

    def damage(self, switch: str) -> None:
        self._damage = program.on_or_off(switch)

    def rubbish(self, switch: str) -> None:
        self._rubbish = program.on_or_off(switch)

    def silence(self, switch: str) -> None:
        self._silence = program.on_or_off(switch)

    def split(self, switch: str) -> None:
        self.line.split = program.on_or_off(switch)

    def unplug(self) -> None:
        self.line.unplug()
        self._requests.forget()
        self._found = self._selected = False

    def plug(self) -> None:
        self.line.plug()

    # What the terminal sends.

    def _received(self, data: bytes) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._last_byte > HALF_REQUEST_LIMIT:
            self._requests.forget()
        self._last_byte = now
        if self._silence:
            self._requests.forget()
            return
        for request in self._requests.feed(data):
            answer = self._answer(request)
            if self._rubbish:
                answer = rubbish(self._random, FALSE_STARTS) + answer + rubbish(self._random, FALSE_STARTS)
            self.line.send(answer)

    def _answer(self, request: Request | Refusal) -> bytes:
        if isinstance(request, Refusal):
            return self._refuse(request.status, request.reason)
        body = request.body
        if body[0] == 0x60:
            return self._set_baud_rate(body)
        if body[0] == 0x61:
            return self._set_largest_frame(body)
        command = self._commands.get(body)
        if command is not None:
            return command()
        if body[:2] in self._commands:
            return self._refuse(Status.BAD_LENGTH, f"a known command with a tail: {body.hex(' ')}")
        return self._refuse(Status.BAD_COMMAND, f"an unknown command: {body.hex(' ')}")

    def _garbled(self, reason: str) -> None:
        self.errors.add(reason)
        self.control.changed()

    def _refuse(self, status: Status, reason: str) -> bytes:
        self.errors.add(reason)
        self.control.changed()
        return reply(status)

    def _reset(self) -> bytes:
        self._found = self._selected = self._read_since_laid = False
        return reply(Status.DONE)

    def _find(self) -> bytes:
        self._looks += 1
        self._found = self._selected = False
        if self._card is None or (self._find_once and self._read_since_laid):
            return reply(Status.NO_CARD)
        self._found = True
        return reply(Status.CARD_FOUND, bytes(4))

    def _select(self) -> bytes:
        if not self._found:
            return reply(Status.SELECT_FAILED)
        self._selected = True
        return reply(Status.DONE, bytes(8))

    def _read(self, with_fingerprint: bool) -> bytes:
        card = self._readable_card()
        if card is None:
            return reply(Status.READ_FAILED)
        text, photo = card.text_block(), card.photo()
        fingers = card.fingerprint_templates() if with_fingerprint else b""
        sizes = [len(text), len(photo)] + ([len(fingers)] if with_fingerprint else [])
        lengths = b"".join(size.to_bytes(2, "big") for size in sizes)
        whole = reply(Status.DONE, lengths + text + photo + fingers)
        if self._pull_mid_read:
            self._pull_mid_read = False
            self._forget_card()
            whole = whole[: len(whole) // 2]
        else:
            self._read_since_laid = True
            self._reads += 1
        self.control.changed()
        return whole

    def _read_newest_address(self) -> bytes:
        card = self._readable_card()
        if card is None:
            return reply(Status.READ_FAILED)
        if not card.newest_addresses:
            return reply(Status.NO_SUCH_CONTENT)
        return reply(Status.DONE, card.newest_address_blocks())

    def _read_management_number(self) -> bytes:
        card = self._readable_card()
        return reply(Status.READ_FAILED) if card is None else reply(Status.DONE, card.management_number)

    def _readable_card(self) -> IdCard | None:
        return self._card if self._selected and not self._damage else None

    def _set_baud_rate(self, body: bytes) -> bytes:
        if len(body) != 2:
            return self._refuse(Status.BAD_LENGTH, f"a baud-rate command of {len(body)} bytes")
        if body[1] >= len(BAUD_RATES):
            return self._refuse(Status.BAD_COMMAND, f"baud-rate number {body[1]}; known: 0 to {len(BAUD_RATES) - 1}")
        # The answer still leaves at the old speed; a PTY carries it whatever the new one is.
        self.line.speed = BAUD_RATES[body[1]]
        self.control.changed()
        return reply(Status.DONE)

    def _set_largest_frame(self, body: bytes) -> bytes:
        if len(body) != 3:
            return self._refuse(Status.BAD_LENGTH, f"a largest-RF-frame command of {len(body)} bytes")
        if body[1] != 0xFF:
            return self._refuse(Status.BAD_COMMAND, f"an unknown command: {body.hex(' ')}")
        return reply(Status.DONE)

    def _forget_card(self) -> None:
        self._card = None
        self._found = self._selected = False


def main() -> int:
    parser = program.command_line("sam_v_reader", __doc__)
    program.add_link(parser)
    program.add_cards(parser)
    parser.add_argument(
        "--pace",
        action="store_true",
        help="send no faster than the line's speed allows (115200 baud: 11.5 bytes a ms)",
    )
    parser.add_argument(
        "--find-after-read",
        choices=("again", "once"),
        default="again",
        help="whether a card that was read and still lies there is found again; models differ (default: %(default)s)",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        help="makes rubbish and split sizes repeatable (default: %(default)s)",
    )
    options = parser.parse_args()
    find_once = options.find_after_read == "once"

    def make() -> SamVReader:
        cards = load_cards(options.cards)
        return SamVReader(options.link, cards, pace=options.pace, find_once=find_once, seed=options.seed)

    return program.run(parser.prog, make, options.control)


if __name__ == "__main__":
    sys.exit(main())
