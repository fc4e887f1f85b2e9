"""Every other process is killed at every step of a visit: it costs the visit seconds and a sentence, never the visit."""

import os
import signal
import unittest

from citizen import ADDRESS, RECORD, Citizen
from steps import SLOW_PRINTER, STEPS, bring_to
from terminal_world import EndToEnd, WorldFault, process_children, spoken

SURROUNDINGS = ("platform", "reader", "printer", "scanner")
DEVICES = ("id-card-reader", "receipt-printer", "code-scanner")
PARTS = (*SURROUNDINGS, *DEVICES)
MOST_SECONDS = 20.0  # for a part to be back and known; restarts of what dies again and again are spaced up to 5 s

# Where a device is in use, its death is worth a sentence. Elsewhere it would only worry.
SENTENCES = {
    ("id-card-reader", "awaiting-card"): ("The card reader is being restarted",),
    ("reader", "awaiting-card"): ("The card reader is being restarted",),
    ("id-card-reader", "home"): ("Not available now: the card reader is not ready.",),
    ("receipt-printer", "printing"): ("Did your receipt come out?",),
    # A printer that vanished in mid-picture has surely not printed it whole.
    ("printer", "printing"): ("Did your receipt come out?", "Keep your receipt another way"),
}
# Where the citizen may be next, when not at the same step still.
ONWARDS = {
    "submitting": ("printing", "receipt-trouble", "showing-result", "not-submitted", "finished"),
    "printing": ("receipt-trouble", "finished"),
    "goodbye": ("idle",),
}


class KillTheParts(EndToEnd):
    more_words = SLOW_PRINTER

    def kill(self, part: str) -> None:
        """And its supervisor starts it again: the terminal its devices, systemd the rest."""
        if part in SURROUNDINGS:
            self.world.parts[part].kill()
            self.assertEqual(self.world.keep_alive(), [part])
        else:
            os.kill(self.process_of(part), signal.SIGKILL)

    def process_of(self, device: str) -> int:
        found: list[int] = []

        def there() -> bool:
            children = process_children(self.world.parts["terminal"].pid)
            found[:] = [process for process, words in children.items() if device in words]
            return bool(found)

        self.world.wait(there, f"the process of {device}", MOST_SECONDS)
        return found[0]

    def wait_back(self, part: str) -> None:
        if part == "platform":
            return self.world.wait(self.world.platform.answers, "the platform", MOST_SECONDS)
        names = {"id-card-reader": "reader", "receipt-printer": "printer", "code-scanner": "scanner"}
        name = names.get(part, part)
        if part in SURROUNDINGS:
            self.world.wait(self.world.callers()[name].answers, f"the {name}", MOST_SECONDS)
        self.world.wait(
            lambda: self.world.scene()["health"][name]["state"] == "ready", f"{name} to be ready again", MOST_SECONDS
        )

    def break_at(self, citizen: Citizen, step: str, part: str) -> None:
        terminal = self.world.parts["terminal"].pid
        if bring_to(citizen, step)["state"] != step:
            return  # what is only stored here has no rating; the goodbye has its own turn
        self.kill(part)
        if (part, step) in SENTENCES:
            self.await_words(*SENTENCES[part, step], limit=15)
        self.wait_back(part)
        self.world.platform.do("slow off")
        now = self.world.scene()["state"]
        self.assertIn(now, (step, *ONWARDS.get(step, ())), f"{part} killed at {step}")
        self.assertEqual(self.world.parts["terminal"].pid, terminal)

    def visit(self, citizen: Citizen, broken: dict[str, str]) -> None:
        """One visit through all of the steps, with one part killed at each. It ends on the platform once."""
        stored_before = self.stored()
        self.wait_ready()
        for step, part in broken.items():
            try:
                self.break_at(citizen, step, part)
            except WorldFault as fault:
                self.fail(f"{part} killed at {step}: {fault}")
        citizen.go_to("idle")
        self.assertNotIn("interrupted", citizen.seen)
        self.world.wait(lambda: self.stored() == stored_before + 1, "the application to arrive", 60)
        self.wait_sent()
        self.assertEqual(self.stored(), stored_before + 1)

    def assert_stored_right(self, citizen: Citizen) -> None:
        data = self.form_data(self.applications()[0]["number"])
        for name in ("phone", "district", "street", "detail", "dwelling", "delivery"):
            self.assertEqual(data[name], citizen.answers[name])

    def test_every_part_at_every_step(self) -> None:
        # A part that dies while the application is sent may keep the visit until the receipt is out: see below for that.
        steps = [step for step in STEPS if step != "printing"]
        for turn in range(len(PARTS)):
            # In the order of a Latin square: each visit meets every part, the visits together every pair.
            broken = {step: PARTS[(place + turn) % len(PARTS)] for place, step in enumerate(steps)}
            with self.subTest(turn=turn):
                self.setUp()
                citizen = Citizen(self.world, ADDRESS, language="en", card="zhang-xiaoming")
                self.visit(citizen, broken)
                self.assert_stored_right(citizen)

    def test_every_part_while_the_receipt_is_printed(self) -> None:
        for part in PARTS:
            with self.subTest(part=part):
                self.setUp()
                self.visit(Citizen(self.world, RECORD, language="en", card="zhang-xiaoming"), {"printing": part})

    def test_the_platform_while_a_query_is_answered(self) -> None:
        """A query cannot wait: the screen says so, and once more is enough."""
        citizen = Citizen(self.world, RECORD, language="en", card="zhang-xiaoming")
        stored_before = self.stored()
        bring_to(citizen, "submitting")
        self.kill("platform")
        self.await_words("The platform does not answer", limit=15)
        self.assertNotIn("accepted", spoken(self.world.scene()))
        self.wait_back("platform")
        citizen.go_to("idle")
        self.wait_sent()
        self.assertEqual(self.stored(), stored_before + 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
