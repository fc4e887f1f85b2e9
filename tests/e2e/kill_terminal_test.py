"""The terminal itself is killed at every step of a visit: nothing is lost, nothing is doubled, and it says what is."""

import unittest

from citizen import ADDRESS, RECORD, Citizen
from steps import NOT_SEALED, SLOW_PRINTER, STEPS, bring_to
from terminal_world import EndToEnd, spoken

NOTHING = "没有提交任何内容"
STORED = "申请已存入本终端"
ACCEPTED = "申请已被平台受理"


class KillTheTerminal(EndToEnd):
    more_words = SLOW_PRINTER

    def test_at_every_step_of_an_application(self) -> None:
        for step in STEPS:
            with self.subTest(step=step):
                self.kill_at(step, Citizen(self.world, ADDRESS, card="zhang-xiaoming"))

    def test_while_a_query_is_answered(self) -> None:
        for step in ("submitting", "showing-result", "printing"):
            with self.subTest(step=step):
                self.kill_at(step, Citizen(self.world, RECORD, card="zhang-xiaoming"))

    def kill_at(self, step: str, citizen: Citizen) -> None:
        stored_before = self.stored()
        self.wait_ready()
        bring_to(citizen, step)
        self.world.parts["terminal"].kill()
        self.world.platform.do("slow off")
        self.assertEqual(self.world.keep_alive(), ["terminal"])
        citizen.leave()
        found = self.world.wait_state("idle", "interrupted", limit=40)
        sealed = step not in NOT_SEALED
        if step in ("idle", "goodbye"):  # outside of a visit, as far as the citizen is concerned
            self.assertNotIn(NOTHING if sealed else STORED, spoken(found))
        else:
            self.assertEqual(found["state"], "interrupted")
            self.assert_honest(sealed)
        # Whatever a killed terminal left half said, the platform ends up with it once.
        expected = stored_before + sealed
        if sealed:
            self.world.wait(lambda: self.stored() == expected, "the application to arrive", 60)
        self.wait_sent()
        if found["state"] == "interrupted":
            self.assert_number_shown(sealed)
            self.world.tap("finish")
        self.wait_ready()
        self.assertEqual(self.stored(), expected)
        self.assertEqual(self.journal_pending(), 0)

    def assert_honest(self, sealed: bool) -> None:
        said = spoken(self.world.scene())
        if sealed:
            self.assertTrue(STORED in said or ACCEPTED in said, said)
            self.assertNotIn(NOTHING, said)
        else:
            self.assertIn(NOTHING, said)
            self.assertNotIn(STORED, said)
            self.assertNotIn(ACCEPTED, said)

    def assert_number_shown(self, sealed: bool) -> None:
        """Once it has arrived, the screen says so, with the platform's number."""
        if not sealed:
            return self.assert_honest(False)
        self.await_words(ACCEPTED)
        self.assertIn(self.applications()[0]["number"], spoken(self.world.scene()).replace(" ", ""))

    def journal_pending(self) -> int:
        return self.world.scene()["health"]["backlog"]


if __name__ == "__main__":
    unittest.main(verbosity=2)
