"""The moving and sensing parts of an emulated ESC/POS printer: paper, cover, cutter, head, and the status they give.

Two ways of not being ready: a cause that is present (no paper, cover open, cutter jammed, head hot), and `stopped`,
which remains after paper or cutter failed in the middle of a job until DLE ENQ or until the cover is closed.
Thread: the event loop's.
"""

import asyncio
from collections.abc import Callable

PAPER = ("full", "near", "out")


class Mechanism:
    """`on_change` is called after every change that the printer's status or the dock can show."""

    def __init__(self, rows_a_second: float, on_change: Callable[[], None]):
        self.paper = "full"
        self.cover_open = False
        self.cutter_jammed = False
        self.head_hot = False
        self.stopped = False
        self.moving = False
        self._rows_left: int | None = None
        self._rows_a_second = rows_a_second
        self._due = 0.0
        self._rows_since_pause = 0
        self._waiting_mid_job = False
        self._on_change = on_change
        self._ready_now = asyncio.Event()
        self._ready_now.set()

    @property
    def failed(self) -> bool:
        """A cause that hands must remove."""
        return self.cover_open or self.paper == "out" or self.cutter_jammed or self.head_hot

    @property
    def ready(self) -> bool:
        return not self.failed and not self.stopped

    # What hands do.

    def set_paper(self, paper: str) -> None:
        self.paper = paper
        self._rows_left = None
        self._settle()

    def paper_after(self, rows: int) -> None:
        self._rows_left = rows
        self._settle()

    def set_cover(self, is_open: bool) -> None:
        closing = self.cover_open and not is_open
        self.cover_open = is_open
        if closing and not self.failed:
            self.stopped = False
        self._settle()

    def set_cutter(self, jammed: bool) -> None:
        self.cutter_jammed = jammed
        self._settle()

    def set_head(self, hot: bool) -> None:
        self.head_hot = hot
        self._settle()

    def recover(self) -> None:
        """DLE ENQ: goes on if no cause is left."""
        if not self.failed:
            self.stopped = False
        self._settle()

    def abandon_job(self) -> None:
        """The job that waited was cleared: nothing is left to be stopped in the middle of."""
        self.stopped = False
        self._waiting_mid_job = False
        self.moving = False
        self._settle()

    # What the job does.

    async def wait_ready(self, mid_job: bool) -> None:
        while not self.ready:
            self._waiting_mid_job = mid_job
            self._settle()
            await self._ready_now.wait()
        self._waiting_mid_job = False

    async def move_one_row(self) -> None:
        """Waits until the paper may move by one dot row, and for as long as that takes."""
        await self.wait_ready(mid_job=True)
        if self._rows_left == 0:
            self.set_paper("out")
            await self.wait_ready(mid_job=True)
        if self._rows_left is not None:
            self._rows_left -= 1
        await self._keep_pace()

    async def _keep_pace(self) -> None:
        self._rows_since_pause += 1
        if self._rows_a_second <= 0:
            if self._rows_since_pause >= 32:
                self._rows_since_pause = 0
                await asyncio.sleep(0)  # lets real-time commands and the dock in
            return
        now = asyncio.get_running_loop().time()
        self._due = max(self._due, now - 0.02) + 1 / self._rows_a_second
        if self._due - now > 0.01:
            await asyncio.sleep(self._due - now)

    def _settle(self) -> None:
        if self._waiting_mid_job and (self.paper == "out" or self.cutter_jammed):
            self.stopped = True
        if self.ready:
            self._ready_now.set()
        else:
            self._ready_now.clear()
        self._on_change()

    # What sensors tell.

    def real_time_status(self, n: int) -> bytes:
        """The answer to DLE EOT n, n from 1 to 4."""
        bits = {
            1: 0x08 * (not self.ready),
            2: 0x04 * self.cover_open | 0x20 * (self.paper == "out") | 0x40 * (self.cutter_jammed or self.head_hot),
            3: 0x08 * self.cutter_jammed | 0x40 * self.head_hot,
            4: 0x0C * (self.paper != "full") | 0x60 * (self.paper == "out"),
        }
        return bytes([0x12 | bits[n]])

    def automatic_status(self) -> bytes:
        """The four bytes of automatic status back."""
        return bytes(
            (
                0x10 | 0x08 * (not self.ready) | 0x20 * self.cover_open,
                0x01 * (self.stopped and not self.failed) | 0x08 * self.cutter_jammed | 0x40 * self.head_hot,
                self.paper_status()[0],
                0x0F,
            )
        )

    def paper_status(self) -> bytes:
        """The answer to GS r 1."""
        return bytes([0x03 * (self.paper != "full") | 0x0C * (self.paper == "out")])

    def full_status(self, spooling: bool, in_mouth: bool) -> bytes:
        """The answer of Custom's kiosk printers to DLE EOT 20."""
        paper = 0x01 * (self.paper == "out") | 0x04 * (self.paper != "full") | 0x20 * in_mouth
        user = 0x02 * self.cover_open | 0x04 * spooling | 0x08 * self.moving
        return bytes((0x10, 0x0F, paper, user, 0x01 * self.head_hot, 0x01 * self.cutter_jammed))
