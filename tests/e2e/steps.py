"""The steps of a visit at which the tests break something: every screen that a citizen may stand before."""

import re

from citizen import Citizen
from slow_disk import SlowDisk
from terminal_world import EXPIRED_CARD, ROOT

# In the order of the terminal's own table.
STEPS = (
    "out-of-service",
    "idle",
    "interrupted",
    "choosing-language",
    "home",
    "searching",
    "guide",
    "awaiting-card",
    "checking-code",
    "card-refused",
    "confirming-identity",
    "filling-form",
    "choosing-option",
    "editing-field",
    "reviewing",
    "declaring",
    "sealing",
    "submitting",
    "not-submitted",
    "showing-result",
    "printing",
    "receipt-trouble",
    "receipt-on-screen",
    "finished",
    "rating",
    "goodbye",
)
# Nobody's visit is under way at these: there is nothing to lose and nothing to say.
TECHNICIANS = ("entering-pin", "technician-status")
# What has been sealed is certain, and what has not been is not there.
NOT_SEALED = STEPS[: STEPS.index("submitting")]

# Printing is slow enough to be hit in the middle; sending ends before the terminal's patience does.
SLOW_PRINTER = {"printer": ["--speed", "150"]}
SLOW_PLATFORM = "slow 5000"


def all_screens() -> set[str]:
    """As the table of every State x Event names them."""
    table = (ROOT / "tests" / "golden" / "flow" / "table.txt").read_text()
    return set(re.findall(r"^== ([a-z-]+)", table, re.MULTILINE))


class Way:
    """A citizen's way from step to step, and what it takes to stand at each."""

    def __init__(self, citizen: Citizen):
        self.citizen = citizen
        self._world = citizen.world
        self._disk = SlowDisk(citizen.world)

    def bring_to(self, step: str) -> dict:
        """Up to the step, and a little into it where something goes on. Gives its scene."""
        special = getattr(self, "_to_" + step.replace("-", "_"), None)
        if special is None:
            return self.citizen.go_to(step)
        special()
        return self._world.scene()

    def let_go(self) -> None:
        """Of what holds the visit at its step, or brought it there."""
        self._disk.go_on()
        for line in ("slow off", "refuse off", "come-back"):
            self._world.platform.do(line)
        self._world.printer.do("paper full")
        self._world.scanner.do("take-away")

    # ---- steps that do not come by themselves, or do not stay ----

    def _to_choosing_language(self) -> None:
        """And the disk knows of it: nobody is told of the end of a visit that was a few milliseconds old."""
        self.citizen.go_to("choosing-language")
        mark = self._world.folder / "journal" / "visit.open"
        self._world.wait(mark.exists, "the mark of the visit", 20)

    def _to_searching(self) -> None:
        self.citizen.go_to("home")
        self._world.tap("search")
        self.citizen.act(self._world.wait_state("searching"))

    def _to_checking_code(self) -> None:
        """An electronic ID is shown in the place of a card."""
        self.citizen.go_to("awaiting-card")
        self._world.platform.do(SLOW_PLATFORM)
        self._world.scanner.do(f"show-electronic-id {self.citizen.card}")
        self._world.wait_state("checking-code")
        self._world.scanner.do("take-away")

    def _to_card_refused(self) -> None:
        self.citizen.go_to("awaiting-card")
        own, self.citizen.card = self.citizen.card, EXPIRED_CARD
        self.citizen.go_to("card-refused")
        self.citizen.card = own
        self._world.reader.do("remove")

    def _to_editing_field(self) -> None:
        self.citizen.go_to("editing-field")
        self.citizen.type_keys(3)

    def _to_sealing(self) -> None:
        self.citizen.go_to("declaring")
        self._disk.hold()
        self.citizen.go_to("sealing")

    def _to_submitting(self) -> None:
        self.citizen.go_to("declaring")
        self._world.platform.do(SLOW_PLATFORM)
        self.citizen.go_to("submitting")
        self._world.wait(
            lambda: self._world.platform.do("state")["running"] == 1, "the application to be on its way", 10
        )

    def _to_not_submitted(self) -> None:
        """The platform looks at it and says no."""
        self.citizen.go_to("declaring")
        self._world.platform.do("refuse on")
        self.citizen.go_to("not-submitted")

    def _to_receipt_trouble(self) -> None:
        self.citizen.go_to("declaring")
        self._world.printer.do("paper out")
        self._world.wait(
            lambda: not self._world.scene()["health"]["can_print"], "the empty roll to be seen", 20
        )
        self.citizen.go_to("receipt-trouble")

    def _to_receipt_on_screen(self) -> None:
        if "receipt-trouble" not in self.citizen.seen:
            self._to_receipt_trouble()
        self.citizen.go_to("receipt-on-screen")
