"""The mouth of an emulated kiosk printer: where a cut ticket hangs, waits inside, is presented, taken or drawn back.

Models differ: `plain` has no presenter, a cut ticket hangs in the mouth; Custom's `kpm` and `tptcm` hold it inside
until told to present it; Citizen's `pmu` presents by itself and can be set to draw back what nobody takes.
"""

import asyncio
from collections.abc import Callable

MODELS = ("plain", "kpm", "tptcm", "pmu")
HOLDING_MODELS = ("kpm", "tptcm")


class Presenter:
    def __init__(self, model: str, on_change: Callable[[], None]):
        self.model = model
        self.held: str | None = None
        self.in_mouth: str | None = None
        self.retracted: list[str] = []
        self.retract_after: int | None = None  # seconds
        self._timer: asyncio.TimerHandle | None = None
        self._on_change = on_change

    def ticket_cut(self, path: str) -> None:
        if self.model in HOLDING_MODELS:
            self.held = path
            self._on_change()
        else:
            self._put_in_mouth(path)

    def custom_order(self, n: int) -> bool:
        """GS e n, whose numbers differ by model. False for one the model does not know."""
        orders = {
            "kpm": {2: self.retract, 3: self.present, 5: self.eject},
            "tptcm": {0: self.present, 1: self._turn, 2: self._turn, 4: self.retract, 5: self.eject},
        }.get(self.model, {})
        if n not in orders:
            return False
        orders[n]()
        return True

    def present(self) -> None:
        if self.held is not None:
            path, self.held = self.held, None
            self._put_in_mouth(path)

    def retract(self) -> None:
        for path in (self.in_mouth, self.held):
            if path is not None:
                self.retracted.append(path)
        self._empty()

    def eject(self) -> None:
        """Pushes the ticket out: it falls where anybody may find it."""
        self._empty()

    def take(self) -> None:
        if self.in_mouth is None:
            raise ValueError("no ticket is in the mouth")
        self.in_mouth = None
        self._stop_timer()
        self._on_change()

    def stop(self) -> None:
        self._stop_timer()

    def _turn(self) -> None:
        """The motor alone moves no ticket."""

    def _put_in_mouth(self, path: str) -> None:
        self.in_mouth = path
        self._stop_timer()
        if self.retract_after is not None:
            self._timer = asyncio.get_running_loop().call_later(self.retract_after, self.retract)
        self._on_change()

    def _empty(self) -> None:
        self.held = self.in_mouth = None
        self._stop_timer()
        self._on_change()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
