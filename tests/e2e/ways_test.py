"""The ways to say who one is: a card, or the electronic ID on a telephone, whichever works."""

import unittest

import technician
from citizen import ADDRESS, RECORD, Citizen
from terminal_world import EndToEnd, spoken

GOODBYE = 3  # seconds; a card is called again as often
OUT_OF_DATE = 600  # seconds


class Ways(EndToEnd):
    settings = f'''{technician.SETTINGS}
[visit]
goodbye = "{GOODBYE}s"
'''

    def setUp(self) -> None:
        self.world.scanner.do("take-away")
        self.world.reader.do("plug")
        self.world.reader.do("remove")
        super().setUp()

    def asked_who(self, citizen: Citizen) -> dict:
        return citizen.go_to("awaiting-card")

    def show(self, citizen: str, age: int = 0) -> None:
        self.world.scanner.do(f"show-electronic-id {citizen} {age}")

    def test_a_visit_with_an_electronic_id(self) -> None:
        citizen = Citizen(self.world, RECORD, language="en", card="zhang-xiaoming")
        self.asked_who(citizen)
        self.assert_says("Or show the electronic ID on your phone")
        self.show("zhao-guilan")
        self.world.wait_state("confirming-identity")
        self.assert_says("Please check that this is your electronic ID.", "Electronic ID on your phone")
        self.world.scanner.do("take-away")
        citizen.go_to("finished")
        number = self.applications()[0]["number"]
        self.assertEqual(self.form_data(number)["holderNumber"], "44980219420206004X")
        self.assertEqual(self.world.reader.do("state")["card"], None)
        citizen.go_to("idle")

    def test_a_code_that_is_out_of_date_then_a_new_one(self) -> None:
        self.asked_who(Citizen(self.world, RECORD, language="en"))
        self.show("zhang-xiaoming", OUT_OF_DATE)
        self.await_words("This code is not accepted")
        self.assert_says("This code is out of date; please show a new one")
        self.world.scanner.do("take-away")
        self.show("zhang-xiaoming")
        self.world.wait_state("confirming-identity")

    def test_any_other_code_is_refused_and_a_card_still_does(self) -> None:
        citizen = Citizen(self.world, RECORD, language="en")
        self.asked_who(citizen)
        self.world.scanner.do("show https://zwfw.yunshan.example/a/1")
        self.await_words("This code is not accepted")
        self.world.scanner.do("take-away")
        citizen.go_to("confirming-identity")
        self.assert_says("Please check that the card on the reader is yours.")

    def test_without_a_reader_the_code_is_offered_and_the_other_service_is_not(self) -> None:
        self.world.reader.do("unplug")
        self.world.wait(
            lambda: self.world.scene()["health"]["reader"]["state"] != "ready", "the reader to be missed", 20
        )
        citizen = Citizen(self.world, RECORD, language="en")
        home = citizen.go_to("home")
        usable = {one["action"] for one in home["targets"] if one["enabled"]}
        self.assertIn(RECORD, usable)
        self.assertNotIn(ADDRESS, usable)
        self.asked_who(citizen)
        self.assert_says("Please show your electronic ID", "The card reader is being restarted")
        self.show("zhang-xiaoming")
        self.world.wait_state("confirming-identity")

    def test_without_the_platform_the_code_cannot_be_checked(self) -> None:
        citizen = Citizen(self.world, RECORD, language="en")
        self.asked_who(citizen)
        self.world.platform.do("go-away")
        self.show("zhang-xiaoming")
        self.await_words("Your code could not be checked")
        self.world.scanner.do("take-away")
        citizen.go_to("confirming-identity")
        self.world.platform.do("come-back")

    def test_a_card_left_behind_is_called_and_not_read_for_the_next(self) -> None:
        first = Citizen(self.world, ADDRESS, language="en", card="zhang-xiaoming")
        first.go_to("confirming-identity")
        self.world.tap("leave")
        self.world.tap("leave-anyway")
        self.world.wait_state("goodbye")
        self.world.wait_state("idle", limit=8 * GOODBYE)
        self.assert_says("有人的证件遗留在读卡区，请交给工作人员。")
        second = Citizen(self.world, ADDRESS, language="en", card="chen-jing")
        for state in ("choosing-language", "home", "guide"):
            second.act(second.go_to(state))
        self.world.wait_state("awaiting-card")
        self.assert_says("Somebody's card was left here")
        reads = self.world.reader.do("state")["reads"]
        self.world.reader.do("remove")
        self.world.wait(lambda: "was left here" not in spoken(self.world.scene()), "the card to be missed", 10)
        self.assertEqual(self.world.reader.do("state")["reads"], reads)
        self.assertIn("陈*", spoken(second.go_to("confirming-identity")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
