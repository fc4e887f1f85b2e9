"""Kills each process but the terminal's own at each of some steps, and sees that the visit goes on."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from citizen import Citizen
from steps import NOT_SEALED, SLOW_PRINTER, STEPS, Way
from terminal_world import EndToEnd, WorldFault, process_children, spoken

SURROUNDINGS = ("platform", "reader", "printer", "scanner")
# The terminal's own device processes, and the emulator at the other end of the wire of each.
DEVICES = {"id-card-reader": "reader", "receipt-printer": "printer", "code-scanner": "scanner"}
PARTS = (*SURROUNDINGS, *DEVICES)
MOST_SECONDS = 20.0  # for a part to be back and known; restarts of what dies again and again are spaced up to 5 s

WITHOUT_A_VISIT = ("out-of-service", "interrupted")
OF_A_QUERY = ("checking-code", "sealing", "showing-result", "printing", "rating")
OF_TROUBLE = ("not-submitted", "receipt-trouble", "receipt-on-screen")
# Without the rating: an application whose platform died has no answer yet that could be rated.
OF_AN_APPLICATION = tuple(step for step in STEPS if step not in WITHOUT_A_VISIT + OF_A_QUERY + OF_TROUBLE)

# Where a device is in use, its death is worth a sentence. Elsewhere it would only worry.
SENTENCES = {
    ("id-card-reader", "awaiting-card"): ("The card reader is being restarted",),
    ("reader", "awaiting-card"): ("The card reader is being restarted",),
    ("id-card-reader", "home"): ("Not available now: the card reader is not ready.",),
    ("reader", "home"): ("Not available now: the card reader is not ready.",),
    ("receipt-printer", "printing"): ("Did your receipt come out?",),
    # A printer that vanished in mid-picture has surely not printed it whole.
    ("printer", "printing"): ("Did your receipt come out?", "Keep your receipt another way"),
}
# Where the citizen may be next, when not at the same step still.
SENT = ("printing", "receipt-trouble", "showing-result", "not-submitted", "finished")
ONWARDS = {
    "out-of-service": ("idle",),  # a platform that was started again is one that came back
    "checking-code": ("awaiting-card", "confirming-identity"),
    "sealing": ("submitting", *SENT),
    "submitting": SENT,
    "printing": ("receipt-trouble", "finished"),
    "goodbye": ("idle",),
}
SUBMITTED = ("Application accepted", "Stored here, not yet sent")


class KillsParts(EndToEnd):
    more_words = SLOW_PRINTER

    def setUp(self) -> None:
        self.world.printer.do("paper full")
        super().setUp()
        self.hit: set[tuple[str, str]] = set()  # part and step

    # ---- one part, once ----

    def kill(self, part: str, sentences: tuple[str, ...] = ()) -> None:
        """And its supervisor starts it again: the terminal its devices, systemd the rest. The sentence comes first."""
        if part in SURROUNDINGS:
            self.world.parts[part].kill()
            self.await_sentence(sentences)
            self.assertEqual(self.world.keep_alive(), [part])
            return
        before = self.process_of(part)
        with self.unanswered(DEVICES[part] if sentences else ""):
            os.kill(before, signal.SIGKILL)
            self.await_sentence(sentences)
        self.world.wait(lambda: self.process_of(part) != before, f"another process of {part}", MOST_SECONDS)

    def await_sentence(self, sentences: tuple[str, ...]) -> None:
        if sentences:
            self.await_words(*sentences, limit=MOST_SECONDS)

    @contextmanager
    def unanswered(self, emulator: str) -> Iterator[None]:
        """A new device process is not ready before the device has answered: what the screen says meanwhile stays."""
        process = self.world.parts[emulator].pid if emulator else 0
        if process:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            if process:
                os.kill(process, signal.SIGCONT)

    def process_of(self, device: str) -> int:
        found: list[int] = []

        def there() -> bool:
            children = process_children(self.world.parts["terminal"].pid)
            found[:] = [process for process, words in children.items() if device in words]
            return bool(found)

        self.world.wait(there, f"the process of {device}", MOST_SECONDS)
        return found[0]

    def wait_back(self, part: str) -> None:
        if part in SURROUNDINGS:
            self.world.wait(self.world.callers()[part].answers, f"the {part}", MOST_SECONDS)
        name = DEVICES.get(part, part)
        if name != "platform":
            self.world.wait(
                lambda: self.world.scene()["health"][name]["state"] == "ready",
                f"{name} to be ready again",
                MOST_SECONDS,
            )

    def break_here(self, part: str, step: str) -> None:
        """The terminal stands at the step and the part dies. When it is back, a citizen can go on."""
        terminal = self.world.parts["terminal"].pid
        self.assertEqual(self.world.scene()["state"], step, f"before {part} was killed")
        self.kill(part, SENTENCES.get((part, step), ()))
        self.hit.add((part, step))
        self.wait_back(part)
        scene = self.world.scene()
        self.assertIn(scene["state"], (step, *ONWARDS.get(step, ())), f"{part} killed at {step}")
        self.assertEqual(self.world.parts["terminal"].pid, terminal)
        if scene["state"] in (*NOT_SEALED, "not-submitted"):
            for words in SUBMITTED:
                self.assertNotIn(words, spoken(scene), f"{part} killed at {step}")

    # ---- all of them ----

    def break_every_pair(self, service: str, steps: tuple[str, ...]) -> None:
        """Visits through these steps, with another part killed at each, until every part was killed at every step."""
        for turn in range(len(PARTS)):
            # In the order of a Latin square: each visit meets every part, the visits together every pair.
            broken = {step: PARTS[(place + turn) % len(PARTS)] for place, step in enumerate(steps)}
            with self.subTest(turn=turn):
                # Devices that died many times are let rest for long; a terminal that has just started forgives them.
                self.restart_terminal()
                self.wait_ready()
                self.visit(Citizen(self.world, service, language="en", card="zhang-xiaoming"), broken)
        self.assert_every_pair(steps)

    def assert_every_pair(self, steps: tuple[str, ...]) -> None:
        missed = {(part, step) for part in PARTS for step in steps} - self.hit
        self.assertEqual(missed, set(), "these were never tried")

    def visit(self, citizen: Citizen, broken: dict[str, str]) -> None:
        """One visit, with a part killed at each of the steps. It ends on the platform once."""
        way = Way(citizen)
        self.addCleanup(way.let_go)
        stored_before = self.stored()
        for step, part in broken.items():
            try:
                way.bring_to(step)
                self.break_here(part, step)
                # A disk that is held still keeps back what it was asked to write.
                most = stored_before + (step not in (*NOT_SEALED, "not-submitted"))
                self.assertLessEqual(self.stored(), most, f"{part} killed at {step}")
                way.let_go()
            except WorldFault as fault:
                self.fail(f"{part} killed at {step}: {fault}")
        citizen.go_to("idle")
        self.assertNotIn("interrupted", citizen.seen)
        self.world.wait(lambda: self.stored() > stored_before, "the application to arrive", 60)
        self.wait_sent()
        self.assertEqual(self.stored(), stored_before + 1)
        data = self.form_data(self.applications()[0]["number"])
        for name in data.keys() & citizen.answers.keys() - {"movedIn"}:
            self.assertEqual(data[name], citizen.answers[name])
