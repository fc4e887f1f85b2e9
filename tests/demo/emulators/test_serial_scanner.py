"""Conversations with the emulated code scanner over its PTY, in both makers' dialects."""

from unittest import mock

from demo.emulators import serial_scanner
from demo.emulators.serial_scanner import SerialScanner
from tests.demo.emulators.terminal_side import DeviceCase, SerialTerminal

TRIGGER_ON, TRIGGER_OFF = b"\x16T\r", b"\x16U\r"
CODE = "https://example.gov.cn/q?id=云山 1"


class Scanning(DeviceCase):
    dialect = "honeywell"

    async def asyncSetUp(self) -> None:
        at_once = mock.patch.object(serial_scanner, "DECODE_TIME", 0.0)
        at_once.start()
        self.addCleanup(at_once.stop)
        link = str(self.folder / "scanner")
        self.scanner = await self.started(SerialScanner(link, self.dialect))
        self.terminal = SerialTerminal(link)
        self.addAsyncCleanup(self.terminal.close)

    async def ask(self, order: bytes, expected: bytes) -> None:
        """Fails if anything else comes first."""
        self.terminal.write(order)
        self.assertEqual(await self.terminal.read(len(expected)), expected)


class Honeywell(Scanning):
    async def test_reads_only_when_triggered(self) -> None:
        self.scanner.show(CODE)
        await self.ask(b"\x16M\rQRCENA?!", b"QRCENA1\x06!")
        await self.ask(TRIGGER_ON, CODE.encode() + b"\r")
        self.assertFalse(self.scanner.state()["triggered"], "a good read ends the trigger")
        self.assertEqual(self.scanner.state()["reads"], 1)

    async def test_a_code_that_comes_while_the_trigger_is_pulled(self) -> None:
        self.terminal.write(TRIGGER_ON)
        await self.until(lambda: self.scanner.state()["triggered"])
        self.scanner.show("a", "b")
        self.assertEqual(await self.terminal.read_past(b"\r"), b"a b\r")

    async def test_a_released_trigger_reads_nothing(self) -> None:
        self.terminal.write(TRIGGER_ON + TRIGGER_OFF)
        await self.until(lambda: not self.scanner.state()["triggered"])
        self.scanner.show(CODE)
        await self.ask(b"\x16M\rTRGMOD?!", b"TRGMOD0\x06!")
        self.assertEqual(self.terminal.unread(), b"")

    async def test_menu_commands_are_echoed_with_their_status(self) -> None:
        await self.ask(b"\x16M\rqrcena0!", b"QRCENA0\x06!")
        await self.ask(b"\x16M\rTRGSTO5000,MOD3;QRCENA1.", b"TRGSTO5000\x06,MOD3\x06;QRCENA1\x06.")
        await self.ask(b"\x16M\rQRCENA7!", b"QRCENA7\x15!")
        await self.ask(b"\x16M\rTRGSTO300001!", b"TRGSTO300001\x15!")
        await self.ask(b"\x16M\rNOTTAG1!", b"NOTTAG1\x05!")
        await self.ask(b"\x16M\rTRGSTO^;TRGSTO*!", b"TRGSTO30000\x06;TRGSTO0-300000\x06!")
        self.assertEqual(self.scanner.state()["flash_writes"], 3)
        self.assertEqual(len(self.scanner.state()["errors"]), 3)

    async def test_a_switched_off_symbology_is_not_read(self) -> None:
        await self.ask(b"\x16M\rALLENA0!", b"ALLENA0\x06!")
        self.scanner.show(CODE)
        self.terminal.write(TRIGGER_ON)
        await self.ask(b"\x16M\rQRCENA?!", b"QRCENA0\x06!")
        await self.ask(TRIGGER_OFF + b"\x16M\rQRCENA1!" + TRIGGER_ON, b"QRCENA1\x06!" + CODE.encode() + b"\r")

    async def test_volatile_settings_are_lost_with_the_power(self) -> None:
        await self.ask(b"\x16M\rSUFCA2!", b"SUFCA2\x06!")
        self.scanner.blurt("x")
        self.assertEqual(await self.terminal.read(1), b"x")
        self.scanner.unplug()
        await self.terminal.until_hung_up()
        self.scanner.plug()
        self.assertEqual(self.scanner.state()["settings"]["SUFBK2"], "990D")

    async def test_blurts_and_rubbish(self) -> None:
        self.scanner.rubbish("on")
        self.scanner.blurt("unasked")
        noise = await self.terminal.read_past(b"\r")
        self.assertEqual(noise[0], 0xFF)
        self.assertEqual(await self.terminal.read_past(b"\r"), b"unasked\r")

    async def test_unknown_bytes_are_recorded(self) -> None:
        self.terminal.write(b"hello\x16X\r")
        await self.ask(b"\x16M\rQRCENA?!", b"QRCENA1\x06!")
        self.assertEqual(self.scanner.state()["errors"], ["unknown bytes: 68 65 6c 6c 6f", "unknown bytes: 16 58 0d"])

    async def test_a_code_no_qr_code_can_hold_is_refused(self) -> None:
        for text in ("", "x" * 2954):
            with self.assertRaises(ValueError):
                self.scanner.show(text)


class Newland(Scanning):
    dialect = "newland"

    async def test_trigger_is_a_command(self) -> None:
        self.scanner.show(CODE)
        await self.ask(b"~\x010000#SCNTRG1;\x03", b"\x02\x010000#SCNTRG1\x06;\x03" + CODE.encode() + b"\r")

    async def test_queries_and_refusals(self) -> None:
        await self.ask(b"~\x010000@QRCENA*;\x03", b"\x02\x010000@QRCENA1\x06;\x03")
        await self.ask(b"~\x010000#QRCENA0;SCNMOD0;\x03", b"\x02\x010000#QRCENA0\x06;SCNMOD0\x06;\x03")
        await self.ask(b"~\x010000#QRCENA*;\x03", b"\x02\x010000#QRCENA0\x06;\x03")
        await self.ask(b"~\x010000#QRCENA&;\x03", b"\x02\x010000#QRCENA1\x06;\x03")
        await self.ask(b"~\x010000#QRCENA^;\x03", b"\x02\x010000#QRCENA0-1\x06;\x03")
        await self.ask(b"~\x010000#SCNMOD9;\x03", b"\x02\x010000#SCNMOD9\x15;\x03")
        await self.ask(b"~\x010000#XXXXXX1;\x03", b"\x02\x010000#XXXXXX1\x05;\x03")
        self.assertEqual(self.scanner.state()["flash_writes"], 0)

    async def test_the_other_makers_trigger_means_nothing(self) -> None:
        self.scanner.show(CODE)
        self.terminal.write(TRIGGER_ON)
        await self.ask(b"~\x010000#QRCENA*;\x03", b"\x02\x010000#QRCENA1\x06;\x03")
        self.assertEqual(self.scanner.state()["errors"], ["unknown bytes: 16 54 0d"])
