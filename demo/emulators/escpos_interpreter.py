"""A strict interpreter of ESC/POS: buffered bytes in, rows of dots, tickets and answers out.

It knows the commands of the table below and no others. Anything else is an error, recorded with its place in the stream
and printed as garbage, as a real printer would; a test can ask for `errors == []`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from demo.emulators.escpos_input import DLE, ENQ, EOT, ReceiveBuffer
from demo.emulators.escpos_mechanism import Mechanism
from demo.emulators.escpos_paper import (
    BLANK_ROW,
    DOTS,
    GARBAGE,
    GLYPH_WIDTH,
    GLYPHS_A_LINE,
    LINE_HEIGHT,
    MAX_ROWS,
    Sheet,
    TicketFolder,
    text_rows,
)
from demo.emulators.escpos_presenter import HOLDING_MODELS, Presenter
from demo.emulators.escpos_raster import MAX_OLD_ROWS, new_raster_problem, placed, widened
from demo.emulators.program import ErrorList

ESC, FS, GS = 0x1B, 0x1C, 0x1D
PASSED_OVER = (0x00, DLE)  # mean nothing here, so not even a printer without paper keeps them


@dataclass
class Host:
    """What the interpreter tells the other end."""

    reply: Callable[[bytes], None]
    confirm: Callable[[bytes], None]  # a process id, when everything before it has been printed
    set_automatic_status: Callable[[int], None]
    on_change: Callable[[], None]
    on_cut: Callable[[], None]  # a ticket is about to be cut, all of it printed


class Interpreter:
    def __init__(
        self,
        buffer: ReceiveBuffer,
        mechanism: Mechanism,
        presenter: Presenter,
        tickets: TicketFolder,
        errors: ErrorList,
        host: Host,
    ):
        self._buffer = buffer
        self._mechanism = mechanism
        self._presenter = presenter
        self._tickets = tickets
        self._errors = errors
        self._host = host
        self._sheet = Sheet()
        self._align = 0
        self._line: list[str | None] = []
        self._graphics: list[bytes] = []
        self._roll_ended = False
        self._commands: dict[tuple[int, int], Callable[[], Awaitable[None]]] = {
            (ESC, 0x40): self._initialise,
            (ESC, 0x61): self._set_align,
            (ESC, 0x64): self._feed_lines,
            (FS, 0x26): self._chinese_mode,
            (FS, 0x2E): self._chinese_mode,
            (GS, 0x28): self._long_command,
            (GS, 0x56): self._feed_and_cut,
            (GS, 0x61): self._automatic_status,
            (GS, 0x72): self._transmit_status,
            (GS, 0x76): self._old_raster,
        }
        if presenter.model in HOLDING_MODELS:
            self._commands[GS, 0x65] = self._custom_presenter
        if presenter.model == "pmu":
            self._commands[GS, 0x52] = self._citizen_presenter
        self._long_commands: dict[int, Callable[[bytes], Awaitable[None]]] = {
            0x48: self._process_id,
            0x4C: self._new_raster,
        }

    async def run(self) -> None:
        """Interprets for ever. Cancelled by `clear`'s caller when the job is thrown away."""
        while True:
            start = self._buffer.taken
            first = (await self._buffer.take(1))[0]
            self._drop_unprinted_sheet(start)
            if first not in PASSED_OVER:
                self._set_moving(True)
                await self._mechanism.wait_ready(mid_job=bool(self._sheet.rows))
            await self._interpret(first)
            if self._buffer.ends_between(start, self._buffer.taken):
                self._error("a connection ended inside a command; what came next filled it up")
            if len(self._buffer) == 0:
                self._set_moving(False)

    def clear(self) -> None:
        """DLE ENQ 2: the job is gone. What is printed stays on the paper, unless the end of a roll took it along."""
        self._buffer.clear()
        self._line = []
        self._graphics = []
        self._sheet.complete = False
        if self._roll_ended:
            self._finish_ticket(torn=True)

    def roll_ended(self) -> None:
        """The paper ran out. If the job is not gone on with, the operator pulls out what was printed of it."""
        self._roll_ended = bool(self._sheet.rows)

    async def _interpret(self, first: int) -> None:
        if first == 0x00:
            return  # a printer passes over NUL, which is what makes it fit to fill up half a command
        if first == 0x0A:
            await self._line_feed()
        elif 0x20 <= first <= 0x7E:
            await self._put(chr(first))
        elif first == DLE:
            await self._pass_over_real_time()
        elif first in (ESC, FS, GS):
            second = (await self._buffer.take(1))[0]
            command = self._commands.get((first, second))
            if command is None:
                await self._garbage(f"unknown command {first:02X} {second:02X}", 2)
            else:
                await command()
        else:
            await self._garbage(f"unknown byte {first:02X}", 1)

    async def _pass_over_real_time(self) -> None:
        kind, n = await self._buffer.take(1), await self._buffer.take(1)
        known = {EOT: (1, 2, 3, 4, 20), ENQ: (1, 2)}
        if n[0] not in known.get(kind[0], ()):
            await self._garbage(f"unknown real-time command 10 {kind.hex()} {n.hex()}", 3)

    # Text and paper.

    async def _put(self, character: str | None) -> None:
        if len(self._line) == GLYPHS_A_LINE:
            await self._line_feed()
        self._line.append(character)

    async def _garbage(self, what: str, marks: int) -> None:
        self._error(what)
        for _ in range(marks):
            await self._put(GARBAGE)

    async def _line_feed(self) -> None:
        line, self._line = self._line, []
        rows = text_rows(line, self._offset(len(line) * GLYPH_WIDTH)) if line else []
        await self._print(rows + [BLANK_ROW] * (LINE_HEIGHT - len(rows)))

    async def _print(self, rows: list[bytes]) -> None:
        for row in rows:
            await self._mechanism.move_one_row()
            self._sheet.rows.append(row)
            if len(self._sheet.rows) >= MAX_ROWS:
                self._error(f"{MAX_ROWS} rows without a cut; the paper was torn off")
                self._finish_ticket(torn=True)

    def _offset(self, width: int) -> int:
        return (0, (DOTS - width) // 2, DOTS - width)[self._align]

    def _placed(self, row: bytes, width: int) -> bytes:
        return placed(row, width, self._offset(min(width, DOTS)))

    def _finish_ticket(self, torn: bool) -> None:
        sheet, self._sheet = self._sheet, Sheet(first_byte=self._buffer.taken)
        self._roll_ended = False
        if not sheet.rows:
            return
        sheet.connections += self._buffer.ends_between(sheet.first_byte, self._buffer.taken)
        path = self._tickets.add(sheet, self._buffer.taken - sheet.first_byte, torn)
        if torn:
            self._host.on_change()
        else:
            self._presenter.ticket_cut(path)

    # Commands.

    async def _initialise(self) -> None:
        self._align = 0
        self._line = []
        self._graphics = []

    async def _set_align(self) -> None:
        n = (await self._buffer.take(1))[0]
        if n in (0, 1, 2, 0x30, 0x31, 0x32):
            self._align = n & 0x0F
        else:
            self._error(f"ESC a {n}: alignment is 0, 1 or 2")

    async def _feed_lines(self) -> None:
        n = (await self._buffer.take(1))[0]
        if self._line:
            await self._line_feed()
            n = max(0, n - 1)
        await self._print([BLANK_ROW] * (n * LINE_HEIGHT))

    async def _chinese_mode(self) -> None:
        """Both ways are known; the double-byte characters themselves are not, and end as garbage."""

    async def _feed_and_cut(self) -> None:
        m = (await self._buffer.take(1))[0]
        if m != 0x42:
            await self._garbage(f"GS V {m:02X}: this printer knows 42 only", 3)
            return
        n = (await self._buffer.take(1))[0]
        if self._line:
            self._error("GS V in the middle of a line")
            await self._line_feed()
        if self._sheet.rows:
            self._host.on_cut()
        await self._print([BLANK_ROW] * n)
        await self._mechanism.wait_ready(mid_job=True)
        self._finish_ticket(torn=False)

    async def _automatic_status(self) -> None:
        self._host.set_automatic_status((await self._buffer.take(1))[0])

    async def _transmit_status(self) -> None:
        n = (await self._buffer.take(1))[0]
        if n in (0x01, 0x31):
            self._host.reply(self._mechanism.paper_status())
        else:
            self._error(f"GS r {n}: this printer knows 1, the paper sensors")

    async def _old_raster(self) -> None:
        kind, mode, *sizes = await self._buffer.take(6)
        width, height = sizes[0] | sizes[1] << 8, sizes[2] | sizes[3] << 8
        if kind != 0x30 or mode & 0xCF > 3 or mode & 0x30 not in (0, 0x30):
            await self._garbage(f"GS v {kind:02X} {mode:02X}: unknown raster mode", 8)
            return
        if not 1 <= height <= MAX_OLD_ROWS or width == 0:
            await self._garbage(f"GS v 0: {width} bytes by {height} rows is out of range", 8)
            return
        wide, high = mode & 1, mode >> 1 & 1
        dots = width * 8 << wide
        if dots > DOTS:
            self._error(f"GS v 0: {dots} dots are wider than the head's {DOTS}")
        discard = bool(self._line)
        if discard:
            self._error("GS v 0: the line buffer is not empty; the image is lost")
        for _ in range(height):
            row = await self._buffer.take(width)
            if not discard:
                await self._print([self._placed(widened(row) if wide else row, dots)] * (1 + high))

    async def _long_command(self) -> None:
        function, low, high = await self._buffer.take(3)
        body = await self._buffer.take(low | high << 8)
        command = self._long_commands.get(function)
        if command is None:
            name = "native QR codes, GS ( k" if function == 0x6B else f"GS ( {function:02X}"
            self._error(f"{name}: this printer has none of it")
        else:
            await command(body)

    async def _process_id(self, body: bytes) -> None:
        if len(body) != 6 or body[:2] != b"\x30\x30" or not all(0x20 <= byte <= 0x7E for byte in body[2:]):
            self._error(f"GS ( H {body[:8].hex(' ')}: a process id is 30 30 and four bytes from 20 to 7E")
            return
        if self._line:
            await self._line_feed()
        self._host.confirm(body[2:])

    async def _new_raster(self, body: bytes) -> None:
        if body == b"\x30\x32":
            if not self._graphics:
                self._error("GS ( L 50: there is no image to print")
            if self._line:
                self._error("GS ( L 50: in the middle of a line")
                await self._line_feed()
            rows, self._graphics = self._graphics, []
            await self._print(rows)
            return
        problem = new_raster_problem(body)
        if problem:
            self._error(f"GS ( L: {problem}")
            return
        wide, high = body[3] - 1, body[4] - 1
        width, height = body[6] | body[7] << 8, body[8] | body[9] << 8
        size = (width + 7) // 8
        dots = width << wide
        if dots > DOTS:
            self._error(f"GS ( L 112: {dots} dots are wider than the head's {DOTS}")
        self._graphics = []
        for y in range(height):
            row = body[10 + y * size : 10 + (y + 1) * size]
            self._graphics += [self._placed(widened(row) if wide else row, dots)] * (1 + high)

    async def _custom_presenter(self) -> None:
        n = (await self._buffer.take(1))[0]
        if self._presenter.model == "kpm" and n == 3:
            await self._buffer.take(1)  # how far to push it out
        if not self._presenter.custom_order(n):
            await self._garbage(f"GS e {n}: this model does not know it", 3)

    async def _citizen_presenter(self) -> None:
        n = (await self._buffer.take(1))[0]
        if n == 0x30:
            self._presenter.retract()
        elif n == 0x31:
            seconds = (await self._buffer.take(1))[0]
            if seconds > 9:
                self._error(f"GS R 1: {seconds} seconds; it is 0 to 9")
            else:
                self._presenter.retract_after = seconds
        else:
            await self._garbage(f"GS R {n}: this model does not know it", 3)

    def _error(self, what: str) -> None:
        self._sheet.complete = False
        self._errors.add(f"at byte {self._buffer.taken}: {what}")
        self._host.on_change()

    def _drop_unprinted_sheet(self, start: int) -> None:
        """What an earlier connection sent without printing anything is no part of the next one's ticket."""
        if not self._sheet.rows and not self._line and self._buffer.ends_between(self._sheet.first_byte - 1, start + 1):
            self._sheet = Sheet(first_byte=start)

    def _set_moving(self, moving: bool) -> None:
        if self._mechanism.moving != moving:
            self._mechanism.moving = moving
            self._host.on_change()
