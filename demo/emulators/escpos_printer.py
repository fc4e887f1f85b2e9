#!/usr/bin/python3
"""An emulated ESC/POS kiosk receipt printer on a loopback TCP port: 80 mm paper, 576 dots, 203 dpi.

It interprets what it gets strictly, prints at a printer's pace, and writes every cut ticket as a picture with its facts
beside it. Over the control socket it can run out of paper, jam, overheat, fall silent or leave the network.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from demo.control import Control
from demo.emulators import program
from demo.emulators.escpos_input import ReceiveBuffer
from demo.emulators.escpos_interpreter import Host, Interpreter
from demo.emulators.escpos_mechanism import PAPER, Mechanism
from demo.emulators.escpos_paper import TicketFolder
from demo.emulators.escpos_port import HOST, PrinterPort, RealTime
from demo.emulators.escpos_presenter import HOLDING_MODELS, MODELS, Presenter

DOTS_A_MM = 8
SHOWN_TICKETS = 100

# Which changed bytes of the four a bit of GS a asks to hear of.
AUTOMATIC_STATUS_BITS = ((0x03, 0), (0x04, 1), (0x08, 2))


class EscPosPrinter:
    """The printer. Everything runs on the event loop."""

    def __init__(
        self,
        paper_folder: str,
        *,
        port: int = 0,
        port_file: str | None = None,
        speed: float = 150.0,
        buffer_size: int = 64 * 1024,
        model: str = "plain",
        keeps_old_jobs: bool = True,
        knows_process_id: bool = True,
    ):
        self.errors = program.ErrorList()
        self._port_file = port_file
        self._keeps_old_jobs = keeps_old_jobs
        self._knows_process_id = knows_process_id
        self._tickets = TicketFolder(paper_folder)
        self._mechanism = Mechanism(speed * DOTS_A_MM, self._changed)
        self._presenter = Presenter(model, self._changed)
        self._buffer = ReceiveBuffer(buffer_size)
        real_time = RealTime(
            self._answer_status, self._recover, lambda: self._mechanism.ready, self._changed, self._connection_ended
        )
        self._silent_from_cut = False
        self._line = PrinterPort(port, self._buffer, real_time)
        host = Host(self._line.send, self._confirm, self._set_automatic_status, self._changed, self._cutting)
        self._interpreter = Interpreter(
            self._buffer, self._mechanism, self._presenter, self._tickets, self.errors, host
        )
        self._job: asyncio.Task | None = None
        self._automatic_status = 0
        self._last_status = self._mechanism.automatic_status()
        self._paper_was = self._mechanism.paper
        self._confirmed = 0
        self.control = Control(
            self.state,
            {
                "paper": lambda amount: self._mechanism.set_paper(program.one_of(amount, PAPER)),
                "paper-after": self.paper_after,
                "cover": self.cover,
                "cutter": self.cutter,
                "head": self.head,
                "silence": self.silence,
                "take": self._presenter.take,
                "hangup": self.hang_up,
                "go-away": self.go_away,
                "come-back": self.come_back,
            },
        )

    async def start(self) -> None:
        await self._line.listen()
        self._job = asyncio.create_task(self._interpret())
        if self._port_file is not None:
            fresh = f"{self._port_file}.{os.getpid()}"
            Path(fresh).write_text(f"{self.port}\n")
            os.replace(fresh, self._port_file)

    async def stop(self) -> None:
        self._line.go_away()
        self._presenter.stop()
        if self._job is not None:
            self._job.cancel()
            if self._port_file is not None:
                Path(self._port_file).unlink(missing_ok=True)

    @property
    def port(self) -> int:
        return self._line.port

    def ready_line(self) -> str:
        return f"ESC/POS printer on {HOST}:{self.port}"

    def state(self) -> dict:
        mechanism, presenter = self._mechanism, self._presenter
        return {
            "device": "receipt-printer",
            "paper": mechanism.paper,
            "cover": "open" if mechanism.cover_open else "closed",
            "cutter": "jammed" if mechanism.cutter_jammed else "ok",
            "head": "hot" if mechanism.head_hot else "ok",
            "online": mechanism.ready,
            "stopped": mechanism.stopped,
            "printing": mechanism.moving and mechanism.ready,
            "held": presenter.held,
            "in_mouth": presenter.in_mouth,
            "retracted": presenter.retracted[-SHOWN_TICKETS:],
            "tickets": self._tickets.paths[-SHOWN_TICKETS:],
            "errors": self.errors.as_list(),
            "connected": self._line.connected,
            "listening": self._line.listening,
            "port": self.port,
            "silence": self._line.silence,
            "confirmed": self._confirmed,
            "bytes": self._buffer.received,
            "buffered": len(self._buffer),
        }

    # What the control socket can ask for.

    def paper_after(self, rows: str) -> None:
        if int(rows) < 0:
            raise ValueError(f"'{rows}' rows: it takes 0 or more")
        self._mechanism.paper_after(int(rows))

    def cover(self, position: str) -> None:
        self._mechanism.set_cover(program.one_of(position, ("open", "close")) == "open")

    def cutter(self, blade: str) -> None:
        self._mechanism.set_cutter(program.one_of(blade, ("jam", "clear")) == "jam")

    def head(self, heat: str) -> None:
        self._mechanism.set_head(program.one_of(heat, ("hot", "cool")) == "hot")

    def silence(self, switch: str) -> None:
        """`on`, `off`, or `from-cut`: it prints the next ticket whole and is not heard of again."""
        if switch == "from-cut":
            self._silent_from_cut = True
            return
        self._line.silence = program.on_or_off(switch)
        self._silent_from_cut = False

    def hang_up(self) -> None:
        self._line.hang_up()

    def go_away(self) -> None:
        self._line.go_away()

    async def come_back(self) -> None:
        await self._line.listen()

    # What the terminal sends.

    def _answer_status(self, n: int) -> None:
        if 1 <= n <= 4:
            self._line.send(self._mechanism.real_time_status(n))
        elif n == 20 and self._presenter.model in HOLDING_MODELS:
            self._line.send(self._mechanism.full_status(len(self._buffer) > 0, self._presenter.in_mouth is not None))

    def _recover(self, n: int) -> bool:
        """DLE ENQ. True if everything received so far was cleared; without an error to recover from nothing happens."""
        if n == 1:
            self._mechanism.recover()
        if n != 2 or self._mechanism.ready:
            return False
        self._clear()
        return True

    def _clear(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._interpreter.clear()
        self._mechanism.abandon_job()
        self._job = asyncio.create_task(self._interpret())

    async def _interpret(self) -> None:
        try:
            await self._interpreter.run()
        except Exception as error:  # a bug here must end the program loudly, not leave a printer that never prints
            asyncio.get_running_loop().call_exception_handler({"message": "the interpreter failed", "exception": error})
            os._exit(70)

    def _connection_ended(self) -> None:
        self._drop_orphans()
        self._changed()

    def _drop_orphans(self) -> None:
        """A better printer than most throws away a stopped job whose connection is gone."""
        if not self._keeps_old_jobs and not self._line.connected and not self._mechanism.ready and self._unfinished():
            self._clear()

    def _unfinished(self) -> bool:
        return len(self._buffer) > 0 or self._mechanism.moving

    # What the printer sends.

    def _confirm(self, process_id: bytes) -> None:
        if self._knows_process_id:
            self._confirmed += 1
            self._line.send(b"\x37\x22" + process_id + b"\x00")
            self._changed()

    def _cutting(self) -> None:
        self._line.silence = self._line.silence or self._silent_from_cut

    def _set_automatic_status(self, mask: int) -> None:
        self._automatic_status = mask
        if mask:
            self._line.send(self._mechanism.automatic_status())

    def _changed(self) -> None:
        status = self._mechanism.automatic_status()
        changed = [place for place in range(4) if status[place] != self._last_status[place]]
        self._last_status = status
        if any(self._automatic_status & bits and place in changed for bits, place in AUTOMATIC_STATUS_BITS):
            self._line.send(status)
        if self._mechanism.paper == "out" and self._paper_was != "out":
            self._interpreter.roll_ended()
        self._paper_was = self._mechanism.paper
        self._drop_orphans()
        self.control.changed()


def main() -> int:
    parser = program.command_line("escpos_printer", __doc__)
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        help="where to listen on 127.0.0.1; 0 chooses (default: %(default)s)",
    )
    parser.add_argument("--port-file", metavar="PATH", help="where to write the port")
    parser.add_argument(
        "--paper",
        required=True,
        metavar="DIR",
        help="where the tickets go, as ticket-0001.png and .json",
    )
    parser.add_argument(
        "--speed",
        type=float,
        default=150.0,
        help="mm of paper a second; 0 prints at once (default: %(default)s)",
    )
    parser.add_argument(
        "--buffer",
        type=int,
        default=64 * 1024,
        metavar="BYTES",
        help="the receive buffer (default: %(default)s)",
    )
    parser.add_argument(
        "--model",
        choices=MODELS,
        default="plain",
        help="plain: a cut ticket hangs in the mouth; kpm and tptcm: Custom's presenters; "
        "pmu: Citizen's (default: %(default)s)",
    )
    parser.add_argument(
        "--keeps-old-jobs",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="the bad habit of most printers: after a refill they print what an earlier connection left",
    )
    parser.add_argument(
        "--process-id",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="whether the model answers GS ( H, which proves that a job was printed",
    )
    options = parser.parse_args()

    def make() -> EscPosPrinter:
        try:
            return EscPosPrinter(
                options.paper,
                port=options.port,
                port_file=options.port_file,
                speed=options.speed,
                buffer_size=options.buffer,
                model=options.model,
                keeps_old_jobs=options.keeps_old_jobs,
                knows_process_id=options.process_id,
            )
        except OSError as error:
            reason = f"--paper {options.paper}: {error.strerror}; choose a folder that can be written"
            raise ValueError(reason) from error

    return program.run(parser.prog, make, options.control)


if __name__ == "__main__":
    sys.exit(main())
