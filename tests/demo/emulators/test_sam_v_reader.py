"""Conversations with the emulated resident-ID reader over its PTY. Frames are spelled out, not built by its code."""

import asyncio
import struct
import termios
from pathlib import Path
from unittest import mock

from demo.emulators import id_card, sam_v_reader
from demo.emulators.id_card import load_cards
from demo.emulators.sam_v_reader import SamVReader
from tests.demo.emulators.terminal_side import LIMIT, DeviceCase, SerialTerminal

PREAMBLE = bytes.fromhex("AAAAAA9669")
FIND, SELECT, READ = "0003200122", "0003200221", "0003300132"
READ_WITH_FINGERPRINT, READ_ADDRESS, READ_MANAGEMENT = "0003301023", "0003300330", "0003300536"
FOUND, SELECTED = "000800009F0000000097", "000C00009000000000000000009C"
DONE, READ_FAILED, NO_CARD, SELECT_FAILED = "000400009094", "000400004145", "000400008084", "000400008185"
CARDS = load_cards(str(Path(id_card.__file__).with_name("sample_citizens.json")))


class Conversation(DeviceCase):
    async def asyncSetUp(self) -> None:
        await self.begin()

    async def begin(self, **options) -> None:
        self.link = str(self.folder / "reader")
        self.reader = await self.started(SamVReader(self.link, CARDS, **options))
        self.terminal = SerialTerminal(self.link)
        self.addAsyncCleanup(self.terminal.close)

    def send(self, frame: str) -> None:
        self.terminal.write(PREAMBLE + bytes.fromhex(frame))

    async def answer(self) -> bytes:
        """A reply from its length on; fails on anything before the preamble and on a wrong checksum."""
        head = await self.terminal.read(7)
        self.assertEqual(head[:5], PREAMBLE)
        body = await self.terminal.read(int.from_bytes(head[5:], "big"))
        total = 0
        for byte in head[5:] + body:
            total ^= byte
        self.assertEqual(total, 0)
        return head[5:] + body

    async def ask(self, frame: str, expected: str) -> None:
        self.send(frame)
        self.assertEqual((await self.answer()).hex(), bytes.fromhex(expected).hex())

    async def heard(self, data: bytes) -> None:
        """Comes back when the reader has taken in what no answer will follow."""
        taken_in = asyncio.Event()
        listen = self.reader.line._on_bytes
        with mock.patch.object(self.reader.line, "_on_bytes", lambda data: (listen(data), taken_in.set())):
            self.terminal.write(data)
            await asyncio.wait_for(taken_in.wait(), LIMIT)

    async def select(self, card: str) -> None:
        self.reader.lay(card)
        await self.ask(FIND, FOUND)
        await self.ask(SELECT, SELECTED)


class Reading(Conversation):
    async def test_find_select_read(self) -> None:
        await self.select("zhang-xiaoming")
        self.send(READ)
        answer = await self.answer()
        self.assertEqual(len(PREAMBLE) + len(answer), 1295)
        self.assertEqual(answer[:9].hex(), "050800009001000400")
        self.assertEqual(answer[9:265].decode("utf-16-le")[:15].rstrip(), "张晓明")
        self.assertEqual(self.reader.state()["reads"], 1)

    async def test_fingerprints_make_the_reply_longer(self) -> None:
        cases = (("zhang-xiaoming", 2321, "0400"), ("chen-jing", 1809, "0200"), ("zhao-guilan", 1297, "0000"))
        for card, whole, size in cases:
            await self.select(card)
            self.send(READ_WITH_FINGERPRINT)
            answer = await self.answer()
            self.assertEqual(len(PREAMBLE) + len(answer), whole)
            self.assertEqual(answer[5:11].hex(), "01000400" + size)

    async def test_newest_address(self) -> None:
        await self.select("zhang-xiaoming")
        await self.ask(READ_ADDRESS, "000400009195")
        await self.select("rezwangul")
        self.send(READ_ADDRESS)
        answer = await self.answer()
        self.assertEqual(len(answer), 2 + 3 + 2 * 70 + 1)
        self.assertEqual(answer[75:145].decode("utf-16-le").rstrip(), "云山市东湖区柳岸街42号6栋802室")

    async def test_management_number(self) -> None:
        await self.select("zhang-xiaoming")
        self.send(READ_MANAGEMENT)
        answer = await self.answer()
        self.assertEqual(answer[:2].hex(), "0020")
        self.assertTrue(answer[5:-1].startswith(b"449801201804200000000017"))

    async def test_housekeeping(self) -> None:
        for frame in ("000310FFEC", "000311FFED", "000461FF50CA"):
            await self.ask(frame, DONE)
        self.send("000312FFEE")
        answer = await self.answer()
        self.assertEqual(answer[:2].hex(), "0014")
        printed = "%02d.%02d-%08u-%010u-%010u" % struct.unpack("<HHIII", answer[5:21])
        self.assertEqual(printed, "05.03-20260118-1449801017-1503276049")

    async def test_a_card_found_again_after_reading_depends_on_the_model(self) -> None:
        await self.select("zhang-xiaoming")
        self.send(READ)
        await self.answer()
        await self.ask(FIND, FOUND)


class ReadOnce(Conversation):
    async def begin(self) -> None:
        await super().begin(find_once=True)

    async def test_is_found_again_only_when_laid_again(self) -> None:
        await self.select("zhang-xiaoming")
        self.send(READ)
        await self.answer()
        await self.ask(FIND, NO_CARD)
        await self.select("zhang-xiaoming")


class WrongOrders(Conversation):
    async def test_no_card(self) -> None:
        await self.ask(FIND, NO_CARD)
        await self.ask(SELECT, SELECT_FAILED)
        await self.ask(READ, READ_FAILED)

    async def test_steps_left_out(self) -> None:
        self.reader.lay("zhang-xiaoming")
        await self.ask(SELECT, SELECT_FAILED)
        await self.ask(FIND, FOUND)
        await self.ask(READ, READ_FAILED)

    async def test_bad_frames(self) -> None:
        await self.ask("0003200123", "000400001014")
        await self.ask("000420010025", "000400001115")
        await self.ask("00022022", "000400001115")
        await self.ask("000399019B", "000400002125")
        self.assertEqual(len(self.reader.state()["errors"]), 4)

    async def test_the_preamble_is_found_in_rubbish_and_in_pieces(self) -> None:
        self.terminal.write(b"\xaa\xaa\x00\x96" + PREAMBLE[:3])
        self.terminal.write(PREAMBLE + bytes.fromhex(FIND)[:2])
        self.terminal.write(bytes.fromhex(FIND)[2:] + PREAMBLE + bytes.fromhex(SELECT))
        self.assertEqual((await self.answer()).hex(), NO_CARD)
        self.assertEqual((await self.answer()).hex(), SELECT_FAILED)

    async def test_half_a_request_is_forgotten(self) -> None:
        with mock.patch.object(sam_v_reader, "HALF_REQUEST_LIMIT", 0.0):
            await self.heard(PREAMBLE + b"\x00")
            await self.ask(FIND, NO_CARD)


class Mishaps(Conversation):
    async def test_the_card_is_pulled_while_it_is_read(self) -> None:
        await self.select("zhang-xiaoming")
        self.reader.pull_mid_read()
        self.send(READ)
        half = await self.terminal.read(1295 // 2)
        self.assertTrue(half.startswith(PREAMBLE + bytes.fromhex("0508000090")))
        await self.ask(FIND, NO_CARD)
        self.assertIsNone(self.reader.state()["card"])
        self.assertEqual(self.reader.state()["reads"], 0)

    async def test_the_card_is_damaged(self) -> None:
        self.reader.damage("on")
        await self.select("zhang-xiaoming")
        await self.ask(READ, READ_FAILED)

    async def test_rubbish_on_the_line(self) -> None:
        self.reader.rubbish("on")
        self.send(FIND)
        noisy = await self.terminal.read_past(PREAMBLE + bytes.fromhex(NO_CARD))
        self.assertGreater(len(noisy), 11)

    async def test_bytes_trickle_in_odd_pieces(self) -> None:
        self.reader.split("on")
        await self.select("zhang-xiaoming")
        self.send(READ)
        self.assertEqual(len(await self.answer()), 1290)

    async def test_silence(self) -> None:
        self.reader.silence("on")
        await self.heard(PREAMBLE + bytes.fromhex(FIND))
        self.reader.silence("off")
        await self.ask(SELECT, SELECT_FAILED)

    async def test_unplugged_and_plugged_in_again(self) -> None:
        self.reader.unplug()
        await self.terminal.until_hung_up()
        self.assertFalse(Path(self.link).is_symlink())
        self.reader.plug()
        again = SerialTerminal(self.link)
        self.addAsyncCleanup(again.close)
        again.write(PREAMBLE + bytes.fromhex(FIND))
        self.assertEqual(await again.read(11), PREAMBLE + bytes.fromhex(NO_CARD))

    async def test_another_speed_is_not_understood(self) -> None:
        await self.ask("0003600162", DONE)
        self.assertEqual(self.reader.state()["speed"], 57600)
        self.send(FIND)
        await self.until(lambda: self.reader.state()["errors"] == ["10 bytes at 115200 baud, the line is at 57600"])
        attributes = termios.tcgetattr(self.terminal.fd)
        attributes[4] = attributes[5] = termios.B57600
        termios.tcsetattr(self.terminal.fd, termios.TCSADRAIN, attributes)
        await self.ask(SELECT, SELECT_FAILED)

    async def test_an_unknown_card_is_named_with_those_there_are(self) -> None:
        with self.assertRaisesRegex(ValueError, "no card 'nobody'; there are: zhang-xiaoming"):
            self.reader.lay("nobody")
