"""Every other process is killed where not every visit comes by, and where the terminal has something to own up to."""

import unittest

from citizen import ADDRESS, RECORD, Citizen
from parts import OF_A_QUERY, OF_TROUBLE, PARTS, KillsParts
from steps import STEPS, TECHNICIANS, Way, all_screens
from terminal_world import spoken

NOTHING = "没有提交任何内容"


class TheSteps(unittest.TestCase):
    def test_are_all_screens(self) -> None:
        self.assertEqual({*STEPS, *TECHNICIANS}, all_screens())


class KillThePartsLater(KillsParts):
    def test_every_part_at_every_step_of_a_query(self) -> None:
        self.break_every_pair(RECORD, OF_A_QUERY)

    def test_every_part_in_trouble(self) -> None:
        """The platform refuses, then takes it; the paper has run out."""
        self.break_every_pair(ADDRESS, OF_TROUBLE)

    def test_every_part_while_nothing_is_offered(self) -> None:
        self.world.platform.do("go-away")
        for part in PARTS:
            with self.subTest(part=part):
                self.world.platform.do("go-away")
                self.world.parts["terminal"].kill()
                self.world.start_terminal()
                self.await_words("Out of service for the moment", limit=20)
                self.break_here(part, "out-of-service")
        self.world.platform.do("come-back")
        self.wait_ready()
        self.assert_every_pair(("out-of-service",))

    def test_every_part_while_an_interruption_is_told(self) -> None:
        stored = self.stored()
        Citizen(self.world, ADDRESS, card="zhang-xiaoming").go_to("reviewing")
        for part in PARTS:
            with self.subTest(part=part):
                # And a terminal that is killed before it was read tells it again.
                self.world.parts["terminal"].kill()
                self.world.start_terminal()
                self.world.wait_state("interrupted", limit=40)
                self.assert_says(NOTHING)
                self.break_here(part, "interrupted")
                self.assert_says(NOTHING)
        self.world.tap("finish")
        self.wait_ready()
        self.assertEqual(self.stored(), stored)
        self.assert_every_pair(("interrupted",))

    def test_the_platform_while_a_query_is_answered(self) -> None:
        """A query cannot wait: the screen says so, and once more is enough."""
        citizen = Citizen(self.world, RECORD, language="en", card="zhang-xiaoming")
        stored_before = self.stored()
        Way(citizen).bring_to("submitting")
        self.kill("platform")
        self.await_words("The platform does not answer", limit=15)
        self.assertNotIn("accepted", spoken(self.world.scene()))
        self.wait_back("platform")
        citizen.go_to("idle")
        self.wait_sent()
        self.assertEqual(self.stored(), stored_before + 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
