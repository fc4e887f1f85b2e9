"""A citizen walks away: the terminal asks, counts down, and ends the visit for whoever comes next."""

import hashlib
import os
import re
import tempfile
import time
import unittest
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import hearing
import technician
from citizen import ADDRESS, Citizen
from terminal_world import EndToEnd, spoken

WARNING = 10  # seconds; the shortest that kiosk.toml takes
READING = 14
COUNTDOWN = 12
GOODBYE = 3
SLACK = 6  # of a busy machine
PHONE = "13900672518"


@dataclass(frozen=True)
class Look:
    """At the screen."""

    began: float
    ended: float
    picture: bytes  # its digest


class Alone(EndToEnd):
    # A window without glass, since a terminal without a window is silent.
    headless = False
    settings = f"""{technician.SETTINGS}
[visit]
idle_warning = "{WARNING}s"
idle_reading = "{READING}s"
countdown = "{COUNTDOWN}s"
goodbye = "{GOODBYE}s"
"""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory(prefix="bm-sound-")
        cls.addClassCleanup(folder.cleanup)
        cls.recording = Path(folder.name) / "heard.raw"
        with mock.patch.dict(os.environ, hearing.environment(cls.recording)):
            super().setUpClass()

    def setUp(self) -> None:
        super().setUp()
        # Of a loudspeaker that still plays: what was written before becomes silence.
        if self.recording.exists():
            os.truncate(self.recording, 0)

    # ---- watching ----

    def overlay(self) -> str:
        return self.world.scene()["overlay"]

    def standing(self) -> tuple[str, str]:
        """What lies over the screen, and all that the screen says but the clock."""
        scene = self.world.scene()
        return scene["overlay"], re.sub(r"(\d+月\d+日 )?\b\d\d:\d\d\b", "the time", spoken(scene))

    def last_touch(self) -> float:
        """Where no button is: from now on nobody does anything. Gives a time before it, however slow the machine is."""
        before = time.monotonic()
        self.world.terminal.do("touch 0.5 0.01")
        return before

    def assert_warned_after(self, patience: float) -> float:
        """Gives when."""
        last = self.last_touch()
        self.world.wait(lambda: self.overlay() == "still-there", "the question", patience + SLACK)
        self.assertGreaterEqual(time.monotonic() - last, patience, "nobody is asked before the time")
        return time.monotonic()

    def calls(self) -> int:
        return sum(hearing.asks_for_attention(each) for each in hearing.signals(self.recording))

    def await_calls(self, count: int) -> None:
        self.world.wait(lambda: self.calls() >= count, f"call {count} to be heard", SLACK)

    def looks_until(self, state: str) -> list[Look]:
        """All that is seen on the way."""
        looks: list[Look] = []
        picture = self.world.folder / "paper" / "alone.png"

        def there() -> bool:
            if self.world.scene()["state"] == state:
                return True
            began = time.monotonic()
            self.world.terminal.do(f"png {picture}")
            ended = time.monotonic()
            looks.append(Look(began, ended, hashlib.sha256(picture.read_bytes()).digest()))
            return False

        self.world.wait(there, state, COUNTDOWN + SLACK)
        return looks

    def assert_every_second_is_seen(self, looks: list[Look]) -> None:
        """As far as a slow machine lets one look: two seconds later there is another picture."""
        pairs = [(one, other) for one in looks for other in looks if other.began >= one.ended + 2]
        self.assertTrue(pairs, "the screen was looked at more than once")
        for one, other in pairs:
            self.assertNotEqual(one.picture, other.picture)
        # One more for the clock, whose minute may turn meanwhile.
        self.assertLessEqual(len({look.picture for look in looks}), COUNTDOWN + 2, "nothing but the seconds moves")

    def bring_to_the_keyboard(self, citizen: Citizen) -> None:
        citizen.go_to("editing-field")
        citizen.type_keys(len(PHONE))

    # ---- what happens ----

    def test_a_visit_left_alone_is_ended_and_leaves_nothing(self) -> None:
        stored = self.stored()
        card = "zhang-xiaoming"
        self.bring_to_the_keyboard(Citizen(self.world, ADDRESS, language="en", card=card, answers={"phone": PHONE}))
        began = self.assert_warned_after(WARNING)
        scene = self.assert_says("Are you still there?", "this visit ends by itself when the time is up")
        self.assertEqual({one["action"] for one in scene["targets"]}, {"leave-anyway", "stay"})
        self.await_calls(1)
        counted = self.looks_until("goodbye")
        self.assertGreater(time.monotonic() - began, COUNTDOWN - 4)
        self.assert_every_second_is_seen(counted)
        self.assert_says("Please take your card", "What you entered has been deleted from this terminal")
        # The card is called again a few times.
        self.assertEqual(self.world.wait_state("idle", limit=7 * GOODBYE + SLACK)["language"], "zh-CN")
        self.assert_nothing_left(stored)
        self.world.reader.do("remove")
        next_one = Citizen(self.world, ADDRESS, card="chen-jing")
        form = next_one.go_to("filling-form")
        self.assertNotIn("139****2518", spoken(form))
        self.assertIn("陈*", spoken(form))

    def assert_nothing_left(self, stored: int) -> None:
        self.assertEqual((self.stored(), self.world.scene()["health"]["backlog"]), (stored, 0))
        mark = self.world.folder / "journal" / "visit.open"
        self.world.wait(lambda: not mark.exists(), "the mark of the visit to go", SLACK)

    def test_the_last_seconds_are_called_again(self) -> None:
        Citizen(self.world, ADDRESS).go_to("home")
        self.world.wait(lambda: hearing.signals(self.recording), "the ticks of the keys to be heard", SLACK)
        self.assertEqual(self.calls(), 0)
        self.assert_warned_after(WARNING)
        self.await_calls(1)
        self.await_calls(2)
        self.assertEqual(self.overlay(), "still-there")

    def test_a_touch_goes_on_with_everything_as_it_was(self) -> None:
        citizen = Citizen(self.world, ADDRESS, answers={"phone": PHONE})
        self.bring_to_the_keyboard(citizen)
        before = self.standing()
        self.assertEqual(before[0], "none")
        self.assert_warned_after(WARNING)
        self.world.tap("stay")
        self.assertEqual(self.standing(), before)
        self.assert_warned_after(WARNING)
        # Not on a button: any touch says that somebody is there.
        self.world.terminal.do("touch 0.5 0.01")
        self.assertEqual(self.standing(), before)
        citizen.go_to("finished")
        self.assertEqual(self.form_data(self.applications()[0]["number"])["phone"], PHONE)

    def test_where_there_is_much_to_read_it_waits_longer(self) -> None:
        Citizen(self.world, ADDRESS).go_to("guide")
        self.assert_warned_after(READING)
        self.world.tap("leave-anyway")
        self.world.wait_state("idle")

    def test_an_open_question_is_no_reason_to_stay(self) -> None:
        Citizen(self.world, ADDRESS).go_to("guide")
        self.world.tap("leave")
        self.assertEqual(self.overlay(), "asking-to-leave")
        self.assert_warned_after(READING)
        self.world.wait_state("idle", limit=COUNTDOWN + SLACK)

    def test_a_technician_who_walked_away_is_not_asked(self) -> None:
        technician.enter(self.world)
        last = self.last_touch()
        seen: set[str] = set()

        def resting() -> bool:
            scene = self.world.scene()
            seen.add(scene["overlay"])
            return scene["state"] == "idle"

        self.world.wait(resting, "the idle screen", WARNING + SLACK)
        self.assertGreaterEqual(time.monotonic() - last, WARNING)
        self.assertEqual(seen, {"none"})


if __name__ == "__main__":
    unittest.main(verbosity=2)
