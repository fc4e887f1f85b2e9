#!/usr/bin/python3
"""An emulated smart-card reader: the real pcscd with a virtual reader, and virtual social-security cards to lay on it.

The daemon is one of its own, beside the system's: see private_pcscd.py. A program uses this reader when it is started
with the environment variable PCSCLITE_CSOCK_NAME that the ready line names. The cards speak vpcd's protocol: two bytes of
length, big-endian, then a command; 00, 01, 02 are power off, power on, reset, 04 asks for the ATR; a connection that
closes is a card that is taken away.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from demo.control import Control
from demo.emulators import program
from demo.emulators.id_card import IdCard, load_cards
from demo.emulators.private_pcscd import PrivatePcscd
from demo.emulators.social_security_card import VirtualCard, can_have_card, card_number, valid_until

POWER_OFF, POWER_ON, RESET, ASK_ATR = 0x00, 0x01, 0x02, 0x04
GIVES_UP_AFTER = 1.0  # seconds that a reader waits for a mute card; CCID readers wait about three
NO_ANSWER = b"\x00"  # vpcd has no word for a mute card, but one byte is no answer either
HAND = 0.8  # seconds between one card taken and the next laid: pcscd looks two or three times a second
CONNECT_AGAIN = 0.05  # seconds until a card that lies there tries again to reach a daemon that is away
OTHER_CARD = "other-card"


class SmartCardReader:
    """The reader and its card. Everything runs on the event loop."""

    def __init__(
        self, cards: dict[str, IdCard], folder: Path | None, *, protocol: str, framing: str
    ):
        self._cards = {key: card for key, card in cards.items() if can_have_card(card)}
        self._protocol = protocol
        self._framing = framing
        self._own_folder = None if folder else tempfile.TemporaryDirectory(prefix="bianmin-pcsc-")
        self._folder = folder or Path(self._own_folder.name)
        self._pcscd = PrivatePcscd(self._folder)
        self._card: VirtualCard | None = None
        self._lying: asyncio.Task | None = None
        self._name: str | None = None
        self._pull_mid_read = False
        self._mute = False
        self._awake = asyncio.Event()
        self._awake.set()
        self._garble = False
        self._reads = 0
        self._commands = 0
        self.control = Control(self.state, self.verbs())

    def verbs(self) -> dict[str, Callable[..., dict | None]]:
        return {
            "cards": lambda: {"cards": {key: self._holder(card) for key, card in self._cards.items()}},
            "lay": self.lay,
            "remove": self.remove,
            "other-card": self.other_card,
            "pull-mid-read": self.pull_mid_read,
            "mute": self.mute,
            "hang": self.hang,
            "garble": self.garble,
            "service": self.service,
            "unplug": self.unplug,
            "plug": self.plug,
        }

    async def start(self) -> None:
        self._pcscd.prepare()
        await self._pcscd.start()

    async def stop(self) -> None:
        self._take_away()
        await self._pcscd.stop()
        if self._own_folder is not None:
            self._own_folder.cleanup()

    def ready_line(self) -> str:
        return f"PCSCLITE_CSOCK_NAME={self._pcscd.socket_path}"

    def state(self) -> dict:
        return {
            "device": "social-security-card-reader",
            "card": self._name,
            "holder": self._holder(self._card.holder) if self._card and self._card.holder else None,
            "pull_mid_read": self._pull_mid_read,
            "mute": self._mute,
            "hang": not self._awake.is_set(),
            "garble": self._garble,
            "service": self._pcscd.running,
            "service_starts": self._pcscd.starts,
            "plugged": self._pcscd.plugged,
            "socket": str(self._pcscd.socket_path),
            "reads": self._reads,
            "commands": self._commands,
        }

    # What the dock and the tests order.

    def lay(self, name: str) -> None:
        if name == OTHER_CARD:
            self.other_card()
            return
        if name not in self._cards:
            raise ValueError(f"no card '{name}'; there are: {', '.join([*self._cards, OTHER_CARD])}")
        self._put(VirtualCard(self._cards[name], protocol=self._protocol, framing=self._framing), name)

    def other_card(self) -> None:
        self._put(VirtualCard(None, protocol=self._protocol), OTHER_CARD)

    def remove(self) -> None:
        self._take_away()

    def pull_mid_read(self, switch: str = "on") -> None:
        self._pull_mid_read = program.on_or_off(switch)

    def mute(self, switch: str) -> None:
        self._mute = program.on_or_off(switch)

    def hang(self, switch: str) -> None:
        """The answer comes when the reader is awake again; until then the daemon waits for it, without a limit."""
        if program.on_or_off(switch):
            self._awake.clear()
        else:
            self._awake.set()

    def garble(self, switch: str) -> None:
        self._garble = program.on_or_off(switch)

    async def service(self, order: str) -> None:
        if program.one_of(order, ("on", "off", "kill")) == "on":
            await self._pcscd.start()
        elif order == "off":
            await self._pcscd.stop()
        else:
            await self._pcscd.kill()

    async def unplug(self) -> None:
        """vpcd cannot lose a reader while it runs: the daemon is started anew without one."""
        self._pcscd.unplug()
        await self._pcscd.kill()

    async def plug(self) -> None:
        self._pcscd.plug()
        await self._pcscd.kill()

    # What vpcd sends.

    async def _lie(self, card: VirtualCard, after: float) -> None:
        """Until the card is taken away: also a daemon that died finds it again when it comes back."""
        await asyncio.sleep(after)
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self._pcscd.port)
            except OSError:
                await asyncio.sleep(CONNECT_AGAIN)
                continue
            card.reset()
            try:
                while True:
                    size = int.from_bytes(await reader.readexactly(2), "big")
                    await self._obey(card, await reader.readexactly(size), writer)
            except (asyncio.IncompleteReadError, ConnectionError):
                pass  # The daemon ended, or the reader gave this conversation up.
            finally:
                writer.close()

    async def _obey(self, card: VirtualCard, message: bytes, writer: asyncio.StreamWriter) -> None:
        if len(message) == 1:
            if message[0] == ASK_ATR:
                await _send(writer, card.atr)
            elif message[0] in (POWER_OFF, POWER_ON, RESET):
                card.reset()
            return
        self._commands += 1
        if self._pull_mid_read and card.is_reading_name(message):
            self._pull_mid_read = False
            self._take_away()
            self.control.changed()
            return
        await self._awake.wait()
        if self._mute:
            await asyncio.sleep(GIVES_UP_AFTER)
            await _send(writer, NO_ANSWER)
            return
        card.garbled = self._garble
        answer = card.answer(message)
        if card.is_reading_name(message) and len(answer) > 2:
            self._reads += 1
            self.control.changed()
        await _send(writer, answer)

    def _put(self, card: VirtualCard, name: str) -> None:
        after = HAND if self._card else 0.0
        self._take_away()
        self._card = card
        self._name = name
        self._lying = asyncio.create_task(self._lie(card, after))

    def _take_away(self) -> None:
        self._card = None
        self._name = None
        if self._lying is not None:
            self._lying.cancel()
            self._lying = None

    def _holder(self, card: IdCard) -> dict:
        return {**card.holder(), "card_number": card_number(card), "valid_until": valid_until(card)}


async def _send(writer: asyncio.StreamWriter, payload: bytes) -> None:
    writer.write(len(payload).to_bytes(2, "big") + payload)
    await writer.drain()


def check() -> int:
    try:
        with tempfile.TemporaryDirectory(prefix="bianmin-pcsc-") as folder:
            PrivatePcscd(Path(folder)).prepare()
    except (OSError, ValueError) as error:
        print(error)
        return 1
    return 0


def main() -> int:
    parser = program.command_line("smart_card_reader", __doc__)
    program.add_cards(parser, ", whose holders also have a social-security card")
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="PATH",
        help="where pcscd's socket and files go; short, for the socket's sake (default: a temporary folder)",
    )
    parser.add_argument(
        "--protocol",
        choices=("t0", "t1"),
        default="t0",
        help="what the cards speak with the reader (default: %(default)s)",
    )
    parser.add_argument(
        "--records",
        choices=("tlv", "plain"),
        default="tlv",
        help="how the cards frame their records; issuers may differ (default: %(default)s)",
    )
    parser.add_argument(
        "--check", action="store_true", help="only say whether a pcscd of one's own can run here, and why not"
    )
    options = parser.parse_args()
    if options.check:
        return check()
    folder = options.folder.resolve() if options.folder else None

    def make() -> SmartCardReader:
        return SmartCardReader(load_cards(options.cards), folder, protocol=options.protocol, framing=options.records)

    return program.run(parser.prog, make, options.control)


if __name__ == "__main__":
    sys.exit(main())
