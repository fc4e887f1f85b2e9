"""The terminal itself is killed at every step of a visit: nothing is lost, nothing is doubled, and it says what is."""

import threading
import unittest

from citizen import ADDRESS, RECORD, Citizen
from steps import NOT_SEALED, SLOW_PRINTER, STEPS, Way
from terminal_world import EndToEnd, spoken

NOTHING = "没有提交任何内容"
STORED = "申请已存入本终端"
ACCEPTED = "申请已被平台受理"
REFUSED = "平台没有受理"
SENT = {STORED, ACCEPTED}  # it is with the platform, or will be

OF_A_QUERY = ("checking-code", "sealing", "submitting", "not-submitted", "showing-result", "printing", "receipt-trouble", "rating")
WITHOUT_A_VISIT = ("out-of-service", "interrupted")
OF_AN_APPLICATION = tuple(step for step in STEPS if step not in (*WITHOUT_A_VISIT, "checking-code", "showing-result"))


class KillTheTerminal(EndToEnd):
    more_words = SLOW_PRINTER

    def setUp(self) -> None:
        self.begin()
        self.hit: set[str] = set()

    def begin(self) -> None:
        super().setUp()
        self.stored_before = self.stored()

    def way(self, service: str) -> Way:
        way = Way(Citizen(self.world, service, card="zhang-xiaoming"))
        self.addCleanup(way.let_go)
        return way

    def kill_and_start(self, way: Way, *states: str) -> str:
        """Gives the first of these screens to come."""
        self.world.parts["terminal"].kill()
        way.let_go()
        self.assertEqual(self.world.keep_alive(), ["terminal"])
        way.citizen.leave()
        return self.world.wait_state(*states, limit=40)["state"]

    def told(self) -> set[str]:
        """What became of the application, as the screen says it."""
        said = spoken(self.world.scene())
        return {sentence for sentence in (NOTHING, STORED, ACCEPTED, REFUSED) if sentence in said}

    def assert_interrupted(self, way: Way, *truths: set[str]) -> set[str]:
        """After a kill: one of the truths is told, and once all is sent, it is still true. Gives the one."""
        # A terminal that has its catalogue before its journal is idle for a moment.
        self.kill_and_start(way, "interrupted")
        told = self.told()
        self.assertEqual(len(told), 1, "it says one thing")
        truth = next((truth for truth in truths if told <= truth), set())
        self.assertTrue(truth, f"{told} is not true")
        self.assert_once(sent=truth == SENT)
        self.assertLessEqual(self.told(), truth)
        if truth == SENT:
            self.await_words(ACCEPTED)
            self.assertIn(self.applications()[0]["number"], spoken(self.world.scene()).replace(" ", ""))
        self.world.tap("finish")
        self.wait_ready()
        return truth

    def assert_once(self, *, sent: bool) -> None:
        """Whatever a killed terminal left half said, the platform ends up with it once."""
        expected = self.stored_before + sent
        self.world.wait(lambda: self.stored() >= expected, "the application to arrive", 60)
        self.wait_sent()
        self.assertEqual(self.stored(), expected)
        self.stored_before = expected

    # ---- at every step ----

    def test_at_every_step_of_an_application(self) -> None:
        for step in OF_AN_APPLICATION:
            with self.subTest(step=step):
                self.kill_at(step, self.way(ADDRESS))
        self.assertEqual(self.hit, set(OF_AN_APPLICATION))

    def test_at_every_step_of_a_query(self) -> None:
        for step in OF_A_QUERY:
            with self.subTest(step=step):
                self.kill_at(step, self.way(RECORD))
        self.assertEqual(self.hit, set(OF_A_QUERY))

    def kill_at(self, step: str, way: Way) -> None:
        self.begin()
        self.assertEqual(way.bring_to(step)["state"], step)
        self.hit.add(step)
        if step == "not-submitted":
            self.assert_interrupted(way, {REFUSED})
        elif step == "idle":
            self.kill_and_start(way, "idle")
            self.assert_once(sent=False)
        elif step == "goodbye":
            # The screen may come before the disk has it that the visit is over.
            if self.kill_and_start(way, "idle", "interrupted") == "interrupted":
                self.assert_interrupted(way, SENT)
            else:
                self.assert_once(sent=True)
        else:
            self.assert_interrupted(way, {NOTHING} if step in NOT_SEALED else SENT)

    def test_at_a_query_that_found_no_platform(self) -> None:
        """It never left, and its citizen was told: it is not made behind their back."""
        way = self.way(RECORD)
        way.citizen.go_to("declaring")
        self.world.platform.do("go-away")
        way.citizen.go_to("not-submitted")
        self.assert_interrupted(way, {NOTHING})

    def test_at_a_query_whose_answer_was_lost(self) -> None:
        way = self.way(RECORD)
        way.citizen.go_to("declaring")
        self.world.platform.do("drop-reply 1")
        way.citizen.go_to("not-submitted")
        self.assert_interrupted(way, SENT)

    def test_behind_a_disk_that_was_too_slow(self) -> None:
        """What it takes at last is not sent: its citizen was told that nothing was submitted."""
        way = self.way(ADDRESS)
        way.bring_to("sealing")
        self.world.wait_state("not-submitted", limit=30)
        self.assert_says("没能保存到本终端")
        way.let_go()
        self.world.tap("finish")
        mark = self.world.folder / "journal" / "visit.open"
        self.world.wait(lambda: not mark.exists(), "the disk to do all that it was asked for", 20)
        self.kill_and_start(way, "idle")
        self.wait_ready()
        self.assert_once(sent=False)
        self.assertEqual(self.told(), set())

    # ---- where nobody's visit goes on ----

    def test_while_an_interruption_is_told(self) -> None:
        for step, truth in (("declaring", {NOTHING}), ("printing", SENT), ("not-submitted", {REFUSED})):
            with self.subTest(step=step):
                self.begin()
                way = self.way(ADDRESS)
                way.bring_to(step)
                self.kill_and_start(way, "interrupted")
                self.assert_interrupted(way, truth)

    def test_while_nothing_is_offered(self) -> None:
        self.world.platform.do("go-away")
        for _ in range(2):
            self.world.parts["terminal"].kill()
            self.world.start_terminal()
            # Long after the journal was read: an interruption would be told by now.
            self.await_words("Out of service for the moment", limit=20)
            self.world.wait(
                lambda: len(self.ready_devices()) == 3, "the devices to be ready while nothing is offered", 30
            )
            self.assertEqual(self.world.scene()["state"], "out-of-service")
        self.world.platform.do("come-back")
        self.wait_ready()
        self.assert_once(sent=False)

    def ready_devices(self) -> list[str]:
        health = self.world.scene()["health"]
        return [name for name in ("reader", "scanner", "printer") if health[name]["state"] == "ready"]

    # ---- at the moments that are shorter than a look ----

    def test_at_the_very_moment_of_sealing_and_sending(self) -> None:
        """How long a machine takes to seal is found by halving, so that most of the kills come about when it does."""
        sealed_by, not_by = 0.016, 0.0
        while not self.kill_behind_the_order(sealed_by):
            not_by, sealed_by = sealed_by, 2 * sealed_by
            self.assertLess(sealed_by, 10, "the terminal waits for its disk no longer")
        for _ in range(6):
            moment = (sealed_by + not_by) / 2
            if self.kill_behind_the_order(moment):
                sealed_by = moment
            else:
                not_by = moment
        # From the first byte on the wire to the answer's way into the journal.
        for times in (1.25, 1.5, 2, 3, 5):
            self.kill_behind_the_order(times * sealed_by)

    def kill_behind_the_order(self, seconds: float) -> bool:
        """Whether it was sealed by then."""
        self.begin()
        way = self.way(ADDRESS)
        way.bring_to("sealing")
        killer = threading.Timer(seconds, self.world.parts["terminal"].kill)
        killer.start()
        way.let_go()
        killer.join()
        with self.subTest(seconds=seconds):
            return self.assert_interrupted(way, {NOTHING}, SENT) == SENT
        return False


if __name__ == "__main__":
    unittest.main(verbosity=2)
