"""A social security card in the slot: real pcscd, the card at the other end of its wire, the whole terminal."""

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from citizen import RECORD, Citizen
from terminal_world import EndToEnd, new_world, smart_cards_hindrance, spoken

HINDRANCE = smart_cards_hindrance()


@unittest.skipIf(HINDRANCE, HINDRANCE)
class SmartCard(EndToEnd):
    smart_cards = True

    def setUp(self) -> None:
        self.world.slot.do("remove")
        super().setUp()
        self.world.wait(lambda: self.world.scene()["health"]["slot"]["state"] == "ready", "the slot to be ready", 30)

    def asked_who(self) -> Citizen:
        citizen = Citizen(self.world, RECORD, language="en")
        citizen.go_to("awaiting-card")
        self.assert_says("Or put your social security card into the slot")
        return citizen

    def test_a_visit_with_a_social_security_card(self) -> None:
        citizen = self.asked_who()
        self.world.slot.do("lay zhang-xiaoming")
        self.world.wait_state("confirming-identity")
        self.assert_says("Social security card", "Please check that the card in the slot is yours.")
        citizen.go_to("finished")
        self.assertEqual(self.form_data(self.applications()[0]["number"])["holderNumber"], "44980119850312001X")
        citizen.go_to("goodbye")
        self.assert_says("Your card is in the slot")
        self.world.slot.do("remove")
        self.world.wait(lambda: "in the slot" not in spoken(self.world.scene()), "the card to be missed", 10)

    def test_another_card_is_named_as_such_and_the_right_one_is_read(self) -> None:
        self.asked_who()
        self.world.slot.do("other-card")
        self.await_words("This card cannot be read here")
        # Quicker than any hand.
        self.world.slot.do("remove")
        self.world.slot.do("lay zhang-xiaoming")
        self.world.wait_state("confirming-identity")

    def test_a_card_in_the_place_of_one_that_an_earlier_citizen_left_is_read(self) -> None:
        citizen = self.asked_who()
        self.world.slot.do("lay zhang-xiaoming")
        self.world.wait_state("confirming-identity")
        self.world.tap("leave")
        self.world.tap("leave-anyway")
        citizen.go_to("goodbye")
        citizen.go_to("idle")
        self.asked_who()
        self.world.slot.do("remove")
        self.world.slot.do("lay rezwangul")
        self.world.wait_state("confirming-identity")

    def test_without_the_service_the_slot_is_not_offered_and_comes_back(self) -> None:
        self.world.slot.do("service off")
        self.world.wait(lambda: self.world.scene()["health"]["slot"]["state"] != "ready", "the slot to be missed", 20)
        citizen = Citizen(self.world, RECORD, language="en", card="zhang-xiaoming")
        citizen.go_to("awaiting-card")
        self.assertNotIn("into the slot", spoken(self.world.scene()))
        self.world.slot.do("service on")
        self.await_words("Or put your social security card into the slot", limit=20)
        citizen.go_to("confirming-identity")


class NoSlot(unittest.TestCase):
    def test_a_machine_that_cannot_have_one_is_told_so_in_a_line_and_has_the_rest(self) -> None:
        told: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            refusing = Path(folder) / "smart_card_reader.py"
            refusing.write_text("raise SystemExit('smart_card_reader: there is no pcscd')")
            world = new_world(smart_cards=True, without_slot=told.append)
            self.addCleanup(world.stop)
            with mock.patch("world.SMART_CARD_READER", refusing):
                world.start()
        self.assertEqual(told, ["there is no pcscd"])
        world.wait_state("idle", limit=40)
        self.assertEqual(world.dead(), [])
        self.assertNotIn("slot", world.callers())


if __name__ == "__main__":
    unittest.main(verbosity=2)
