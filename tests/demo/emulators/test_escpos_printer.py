"""Incidents at the emulated receipt printer, told over its TCP port."""

import asyncio
import json
import random
from pathlib import Path

from PIL import Image

from demo.emulators.escpos_input import RealTimeScanner
from demo.emulators.escpos_printer import EscPosPrinter
from tests.demo.emulators.qr_code import raster_of
from tests.demo.emulators.terminal_side import LIMIT, DeviceCase

INITIALISE = b"\x1b@"
CUT = b"\x1dVB\x00"
DOTS = 576


def old_raster(rows: list[bytes]) -> bytes:
    return b"\x1dv0\x00" + len(rows[0]).to_bytes(2, "little") + len(rows).to_bytes(2, "little") + b"".join(rows)


def new_raster(rows: list[bytes], width: int) -> bytes:
    body = b"\x30\x70\x30\x01\x01\x31" + width.to_bytes(2, "little") + len(rows).to_bytes(2, "little") + b"".join(rows)
    return b"\x1d(L" + len(body).to_bytes(2, "little") + body + b"\x1d(L\x02\x00\x30\x32"


def process_id(name: bytes) -> bytes:
    return b"\x1d(H\x06\x00\x30\x30" + name


def noise(rows: int, size: int = 72) -> list[bytes]:
    """Random dots without DLE, so that no real-time command hides in them."""
    source = random.Random(7)
    return [source.randbytes(size).replace(b"\x10", b"\x11") for _ in range(rows)]


class PrinterCase(DeviceCase):
    options: dict = {}

    async def asyncSetUp(self) -> None:
        self.paper = self.folder / "paper"
        self.printer = await self.started(EscPosPrinter(str(self.paper), **{"speed": 0, **self.options}))
        await self.connect()

    async def connect(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.printer.port)
        self.addCleanup(self.writer.close)

    async def leave(self) -> None:
        self.writer.close()
        await self.until(lambda: not self.state["connected"])

    @property
    def state(self) -> dict:
        return self.printer.state()

    async def answer(self, count: int) -> bytes:
        return await asyncio.wait_for(self.reader.readexactly(count), LIMIT)

    async def ask(self, order: bytes, expected: bytes) -> None:
        """Fails if anything else comes first."""
        self.writer.write(order)
        self.assertEqual((await self.answer(len(expected))).hex(" "), expected.hex(" "))

    async def print_and_confirm(self, job: bytes) -> None:
        await self.ask(job + process_id(b"DONE"), b"\x37\x22DONE\x00")

    def dots(self, number: int = 1) -> list[bytes]:
        """A ticket's rows as they came out, told from the picture's brightness alone."""
        picture = Image.open(self.paper / f"ticket-{number:04}.png").convert("L")
        self.assertEqual(picture.width, DOTS)
        black = [value < 128 for value in picture.tobytes()]
        return [
            int("".join("01"[dot] for dot in black[y * DOTS : (y + 1) * DOTS]), 2).to_bytes(72, "big")
            for y in range(picture.height)
        ]

    def facts(self, number: int = 1) -> dict:
        return json.loads((self.paper / f"ticket-{number:04}.json").read_text(encoding="utf-8"))


class Printing(PrinterCase):
    async def test_an_image_comes_out_dot_for_dot(self) -> None:
        rows = noise(50)
        await self.print_and_confirm(INITIALISE + old_raster(rows) + CUT)
        self.assertEqual(self.dots(), rows)
        self.assertEqual(self.state["errors"], [])
        self.assertTrue(self.facts()["complete"])

    async def test_the_newer_image_command_too(self) -> None:
        rows = noise(40, 10)
        await self.print_and_confirm(new_raster(rows, 77) + b"\x1dVB\x05")
        wanted = [(int.from_bytes(row, "big") >> 3 << 3 << (DOTS - 80)).to_bytes(72, "big") for row in rows]
        self.assertEqual(self.dots(), wanted + [bytes(72)] * 5)
        self.assertEqual(self.state["errors"], [])

    async def test_alignment(self) -> None:
        job = b"".join(b"\x1ba" + bytes([n]) + old_raster([b"\xff\x01"]) for n in (0, 1, 2))
        await self.print_and_confirm(job + CUT)
        self.assertEqual([row.index(b"\xff\x01") for row in self.dots()], [0, 35, 70])

    async def test_qr_codes_are_read_back(self) -> None:
        text = "https://example.gov.cn/receipt/AB12"
        await self.print_and_confirm(old_raster(raster_of(text, 5, 40)) + b"\x1bd\x01" + CUT)
        self.assertEqual(self.facts()["codes"], [text])

    async def test_plain_text(self) -> None:
        await self.print_and_confirm(b"HELLO\n" + CUT)
        rows = self.dots()
        self.assertEqual(len(rows), 34)
        self.assertTrue(any(any(row[:8]) for row in rows))
        self.assertFalse(any(any(row[8:]) for row in rows), "five letters of twelve dots")
        self.assertEqual(self.state["errors"], [])

    async def test_a_ticket_hangs_in_the_mouth_until_it_is_taken(self) -> None:
        await self.print_and_confirm(old_raster(noise(4)) + CUT)
        self.assertEqual(self.state["in_mouth"], str(self.paper / "ticket-0001.png"))
        self.printer._presenter.take()
        self.assertIsNone(self.state["in_mouth"])

    async def test_numbers_go_on_after_older_tickets(self) -> None:
        await self.print_and_confirm(old_raster(noise(4)) + CUT)
        later = EscPosPrinter(str(self.paper))
        self.assertEqual(later._tickets._last, 1)


class PrintingSlowly(PrinterCase):
    options = {"speed": 100}

    async def test_the_process_id_comes_when_the_paper_has_moved(self) -> None:
        begun = asyncio.get_running_loop().time()
        await self.print_and_confirm(old_raster(noise(80)) + CUT)
        self.assertGreater(asyncio.get_running_loop().time() - begun, 0.06, "80 rows are 10 mm, a tenth of a second")


class Strictness(PrinterCase):
    async def test_unknown_bytes_are_recorded_and_printed_as_garbage(self) -> None:
        await self.print_and_confirm(b"\x7f\x1bZ\xe4\n" + CUT)
        self.assertEqual(
            self.state["errors"],
            ["at byte 1: unknown byte 7F", "at byte 3: unknown command 1B 5A", "at byte 4: unknown byte E4"],
        )
        self.assertTrue(any(any(row) for row in self.dots()))
        self.assertFalse(self.facts()["complete"])

    async def test_what_is_out_of_range_is_recorded(self) -> None:
        cases = {
            b"\x1ba\x07": "alignment",
            b"\x1dr\x09": "GS r 9",
            b"\x1d(k\x03\x001C\x03": "native QR",
            b"\x1d(L\x02\x0002": "no image",
            b"\x1dv0\x00\x49\x00\x01\x00" + bytes(73): "wider than the head",
            b"X\x1dv0\x00\x01\x00\x01\x00\xff\n": "line buffer is not empty",
            b"\x1d(H\x06\x0000\x01BCD": "process id",
            b"\x1d(L\x0b\x00\x30\x70\x30\x01\x01\x31\x10\x00\x01\x00\xff": "1 bytes of data",
        }
        for job, words in cases.items():
            before = len(self.state["errors"])
            await self.print_and_confirm(job)
            fresh = self.state["errors"][before:]
            self.assertEqual(len(fresh), 1, f"{job!r}: {fresh}")
            self.assertIn(words, fresh[0])

    async def test_an_image_too_tall_leaves_its_dots_to_be_taken_for_commands(self) -> None:
        await self.print_and_confirm(b"\x1dv0\x00\x01\x00\x00\x09\x01\x01\n")
        self.assertEqual(len(self.state["errors"]), 3)

    async def test_nul_is_passed_over(self) -> None:
        await self.print_and_confirm(bytes(8192) + INITIALISE)
        self.assertEqual(self.state["errors"], [])


class RealTime(PrinterCase):
    async def test_a_status_request_inside_an_image_is_answered_and_still_printed(self) -> None:
        rows = noise(10)
        rows[5] = b"\x10\x04\x01" + rows[5][3:]
        await self.ask(old_raster(rows) + CUT + process_id(b"1234"), b"\x12\x37\x221234\x00")
        self.assertEqual(self.dots(), rows)
        self.assertEqual(self.state["errors"], [])

    async def test_the_status_bytes(self) -> None:
        def statuses() -> bytes:
            return b"".join(self.printer._mechanism.real_time_status(n) for n in (1, 2, 3, 4))

        mechanism = self.printer._mechanism
        self.assertEqual(statuses().hex(" "), "12 12 12 12")
        mechanism.set_paper("near")
        self.assertEqual(statuses().hex(" "), "12 12 12 1e")
        mechanism.set_paper("out")
        self.assertEqual(statuses().hex(" "), "1a 32 12 7e")
        mechanism.set_paper("full")
        mechanism.set_cover(True)
        self.assertEqual(statuses().hex(" "), "1a 16 12 12")
        mechanism.set_cover(False)
        mechanism.set_cutter(True)
        self.assertEqual(statuses().hex(" "), "1a 52 1a 12")
        mechanism.set_cutter(False)
        mechanism.set_head(True)
        self.assertEqual(statuses().hex(" "), "1a 52 52 12")

    async def test_automatic_status_is_pushed_on_every_change(self) -> None:
        await self.ask(b"\x1da\xff", b"\x10\x00\x00\x0f")
        self.printer._mechanism.set_paper("out")
        self.assertEqual(await self.answer(4), b"\x18\x00\x0f\x0f")
        self.printer._mechanism.set_cover(True)
        self.assertEqual(await self.answer(4), b"\x38\x00\x0f\x0f")
        self.printer._mechanism.set_paper("full")
        self.assertEqual(await self.answer(4), b"\x38\x00\x00\x0f")

    async def test_queued_status_waits_for_paper_while_real_time_status_does_not(self) -> None:
        self.printer._mechanism.set_paper("out")
        await self.ask(b"\x1dr\x01\x10\x04\x04", b"\x7e")
        self.printer._mechanism.set_paper("near")
        self.assertEqual(await self.answer(1), b"\x03")

    async def test_silence_prints_and_says_nothing(self) -> None:
        self.printer.silence("on")
        self.writer.write(b"\x10\x04\x01" + old_raster(noise(2)) + CUT + process_id(b"1234"))
        await self.until(lambda: self.state["confirmed"] == 1)
        self.printer.silence("off")
        await self.ask(b"\x10\x04\x02", b"\x12")

    def test_commands_cut_anywhere_are_found_once(self) -> None:
        stream = b"\x10\x10\x04\x01ab\x10\x05\x02\x10\x10\x04"
        for at in range(len(stream) + 1):
            scanner = RealTimeScanner()
            found = [hit[1:] for part in (stream[:at], stream[at:], b"\x04x\x10\x04\x02") for hit in scanner.scan(part)]
            self.assertEqual(found, [(4, 1), (5, 2), (4, 4), (4, 2)], at)


class PaperRunsOut(PrinterCase):
    async def stop_mid_job(self, rows: list[bytes]) -> None:
        self.printer.paper_after("20")
        self.writer.write(INITIALISE + old_raster(rows) + CUT + process_id(b"JOB1"))
        await self.until(lambda: self.state["stopped"])

    async def test_it_halts_and_confirms_nothing(self) -> None:
        await self.stop_mid_job(noise(50))
        await self.ask(b"\x10\x04\x01\x10\x04\x04", b"\x1a\x7e")
        self.assertEqual((self.state["confirmed"], self.state["tickets"]), (0, []))
        self.assertGreater(self.state["buffered"], 0)

    async def test_dle_enq_1_goes_on_after_the_refill_and_not_before(self) -> None:
        rows = noise(50)
        await self.stop_mid_job(rows)
        await self.ask(b"\x10\x05\x01\x10\x04\x01", b"\x1a")
        self.printer._mechanism.set_paper("full")
        await self.ask(b"\x10\x04\x01", b"\x1a")
        await self.ask(b"\x10\x05\x01", b"\x37\x22JOB1\x00")
        self.assertEqual(self.dots(), rows)

    async def test_closing_the_cover_goes_on_too(self) -> None:
        rows = noise(50)
        await self.stop_mid_job(rows)
        self.printer._mechanism.set_cover(True)
        self.printer._mechanism.set_paper("full")
        self.printer._mechanism.set_cover(False)
        self.assertEqual(await self.answer(7), b"\x37\x22JOB1\x00")
        self.assertEqual(self.dots(), rows)

    async def test_dle_enq_2_throws_the_job_away(self) -> None:
        await self.stop_mid_job(noise(50))
        self.printer._mechanism.set_paper("full")
        fresh = noise(3)
        await self.print_and_confirm(b"\x10\x05\x02" + INITIALISE + old_raster(fresh) + CUT)
        self.assertEqual(
            self.facts(1) | {"bytes": 0}, self.facts(1) | {"bytes": 0, "torn": True, "complete": False, "rows": 20}
        )
        self.assertEqual(self.dots(2), fresh)
        self.assertTrue(self.facts(2)["complete"])
        self.assertEqual(self.state["confirmed"], 1)

    async def test_the_bad_habit_of_printing_an_earlier_connections_job(self) -> None:
        self.printer._mechanism.set_paper("out")
        self.writer.write(old_raster(noise(9)) + CUT)
        await self.until(lambda: self.state["bytes"] == 8 + 9 * 72 + 4)
        await self.leave()
        self.printer._mechanism.set_paper("full")
        await self.until(lambda: len(self.state["tickets"]) == 1)
        self.assertEqual(self.dots(), noise(9))

    async def test_a_terminal_can_clear_that_job_before_the_refill(self) -> None:
        self.printer._mechanism.set_paper("out")
        self.writer.write(old_raster(noise(9)) + CUT)
        await self.until(lambda: self.state["bytes"] > 0)
        await self.leave()
        await self.connect()
        await self.ask(b"\x10\x05\x02\x10\x04\x01", b"\x1a")
        self.assertEqual(self.state["buffered"], 0)
        self.printer._mechanism.set_paper("full")
        await self.print_and_confirm(old_raster(noise(3)) + CUT)
        self.assertEqual(self.dots(), noise(3))

    async def test_paper_gone_while_idle_needs_no_recovery(self) -> None:
        self.printer._mechanism.set_paper("out")
        self.printer._mechanism.set_paper("full")
        await self.print_and_confirm(old_raster(noise(3)) + CUT)


class BetterPrinter(PrinterCase):
    options = {"keeps_old_jobs": False}

    async def test_drops_the_job_of_a_connection_that_is_gone(self) -> None:
        self.printer._mechanism.set_paper("out")
        self.writer.write(old_raster(noise(9)) + CUT)
        await self.until(lambda: self.state["bytes"] > 0)
        await self.leave()
        self.assertEqual(self.state["buffered"], 0)


class OtherFaults(PrinterCase):
    async def test_a_jammed_cutter_keeps_the_ticket(self) -> None:
        self.printer.paper_after("10")
        self.writer.write(old_raster(noise(30)) + CUT + process_id(b"JOB1"))
        await self.until(lambda: self.state["stopped"])
        self.printer._mechanism.set_cutter(True)
        self.printer._mechanism.set_paper("full")
        await self.ask(b"\x10\x05\x01\x10\x04\x03", b"\x1a")
        self.printer._mechanism.set_cutter(False)
        await self.ask(b"\x10\x05\x01", b"\x37\x22JOB1\x00")

    async def test_half_a_command_eats_the_next_job_unless_it_is_filled_up(self) -> None:
        self.writer.write(old_raster(noise(100))[:-5000])
        await self.leave()
        await self.connect()
        await self.print_and_confirm(bytes(8192) + INITIALISE + CUT + old_raster(noise(3)) + CUT)
        self.assertFalse(self.facts(1)["complete"])
        self.assertIn("a connection ended inside a command", self.state["errors"][0])
        self.assertEqual(self.dots(2), noise(3))
        self.assertTrue(self.facts(2)["complete"])

    async def test_hanging_up_and_going_away(self) -> None:
        self.printer.hang_up()
        self.assertEqual(await asyncio.wait_for(self.reader.read(), LIMIT), b"")
        self.printer.go_away()
        with self.assertRaises(ConnectionRefusedError):
            await self.connect()
        await self.printer.come_back()
        await self.connect()
        await self.ask(b"\x10\x04\x01", b"\x12")

    async def test_a_second_terminal_waits_for_the_first_to_leave(self) -> None:
        first = self.writer
        await self.ask(b"\x10\x04\x01", b"\x12")
        await self.connect()
        self.writer.write(b"\x10\x04\x02")
        first.close()
        self.assertEqual(await self.answer(1), b"\x12")


class SmallBuffer(PrinterCase):
    options = {"buffer_size": 1000}

    async def test_a_stopped_printer_stops_reading_and_survives_the_terminals_death(self) -> None:
        self.printer._mechanism.set_cover(True)
        self.writer.write(b"X" * 50_000)
        await self.until(lambda: self.state["buffered"] == 1000)
        self.assertEqual(self.state["bytes"], 1001, "the interpreter has one, the buffer the rest")
        await self.leave()
        await self.connect()
        await self.ask(b"\x10\x05\x02\x10\x04\x02", b"\x16")
        self.assertEqual(self.state["buffered"], 0)


class Presenters(PrinterCase):
    options = {"model": "kpm"}

    async def test_a_ticket_is_held_presented_and_drawn_back(self) -> None:
        await self.print_and_confirm(old_raster(noise(3)) + CUT)
        self.assertEqual(Path(self.state["held"]).name, "ticket-0001.png")
        await self.print_and_confirm(b"\x1de\x03\x50")
        self.assertEqual(Path(self.state["in_mouth"]).name, "ticket-0001.png")
        self.writer.write(b"\x10\x04\x14")
        self.assertEqual((await self.answer(6))[:3].hex(" "), "10 0f 20")
        await self.print_and_confirm(b"\x1de\x02")
        self.assertIsNone(self.state["in_mouth"])
        self.assertEqual([Path(path).name for path in self.state["retracted"]], ["ticket-0001.png"])
        self.assertEqual(self.state["errors"], [])


class CitizenPresenter(PrinterCase):
    options = {"model": "pmu"}

    async def test_draws_back_by_itself_what_nobody_takes(self) -> None:
        await self.print_and_confirm(b"\x1dR1\x00" + old_raster(noise(3)) + CUT)
        await self.until(lambda: len(self.state["retracted"]) == 1)
        self.assertIsNone(self.state["in_mouth"])


class WithoutProcessId(PrinterCase):
    options = {"knows_process_id": False}

    async def test_is_passed_over_in_silence(self) -> None:
        await self.ask(process_id(b"1234") + b"\x1dr\x01", b"\x00")
        self.assertEqual((self.state["errors"], self.state["confirmed"]), ([], 0))
