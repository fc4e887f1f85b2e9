"""What can go wrong with the card: a sentence of what to do, and the visit goes on."""

import unittest

from citizen import ADDRESS, RECORD, Citizen
from terminal_world import EXPIRED_CARD, EndToEnd, spoken

AWAY = "The card was taken away too soon"
NO_ANSWER = "The card does not answer"
RESTARTED = "The card reader is being restarted"


class CardFaults(EndToEnd):
    def setUp(self) -> None:
        for line in ("damage off", "rubbish off", "silence off", "split off", "pull-mid-read off", "remove", "plug"):
            self.world.reader.do(line)
        super().setUp()
        self.stored_before = self.stored()

    def waiting_for_card(self, service: str = RECORD, card: str = "zhang-xiaoming") -> Citizen:
        citizen = Citizen(self.world, service, language="en", card=card)
        citizen.go_to("awaiting-card")
        return citizen

    def lay(self, card: str) -> None:
        """The reader has looked since the last card went: a hand leaves it the time."""
        looks = self.world.reader.do("state")["looks"]
        self.world.wait(lambda: self.world.reader.do("state")["looks"] > looks + 1, "the reader to look", 10)
        self.world.reader.do(f"lay {card}")

    def assert_goes_on(self, citizen: Citizen) -> None:
        """And ends well: one application, one receipt."""
        tickets = len(self.tickets())
        citizen.go_to("confirming-identity", limit=40)
        self.assertEqual(self.stored(), self.stored_before)
        citizen.go_to("idle")
        self.assertEqual(self.stored(), self.stored_before + 1)
        self.assertEqual(len(self.tickets()), tickets + 1)

    def test_pulled_while_it_is_read(self) -> None:
        citizen = self.waiting_for_card()
        self.world.reader.do("pull-mid-read on")
        self.lay("zhang-xiaoming")
        self.await_words(AWAY)
        self.assert_goes_on(citizen)

    def test_pulled_again_and_again(self) -> None:
        citizen = self.waiting_for_card()
        for _ in range(3):
            self.world.reader.do("pull-mid-read on")
            self.lay("zhang-xiaoming")
            self.world.wait(lambda: self.world.reader.do("state")["card"] is None, "the card to be pulled", 10)
            self.await_words(AWAY)
        self.assert_goes_on(citizen)

    def test_a_damaged_card_and_then_another_one(self) -> None:
        citizen = self.waiting_for_card()
        self.world.reader.do("damage on")
        self.lay("li-haitao")
        self.await_words(NO_ANSWER)
        self.world.reader.do("remove")
        self.world.reader.do("damage off")
        self.assert_goes_on(citizen)

    def test_rubbish_between_the_answers(self) -> None:
        citizen = self.waiting_for_card()
        self.world.reader.do("rubbish on")
        self.world.reader.do("split on")
        self.assert_goes_on(citizen)

    def test_a_reader_that_falls_silent(self) -> None:
        citizen = self.waiting_for_card()
        self.world.reader.do("silence on")
        self.await_words(RESTARTED, limit=20)
        self.world.reader.do("silence off")
        self.assert_goes_on(citizen)

    def test_a_reader_that_is_unplugged_and_plugged_in_again(self) -> None:
        citizen = self.waiting_for_card()
        self.world.reader.do("unplug")
        self.await_words(RESTARTED, limit=20)
        self.world.reader.do("plug")
        self.assert_goes_on(citizen)

    def test_no_reader_no_service_that_takes_cards_alone(self) -> None:
        self.world.reader.do("unplug")
        citizen = Citizen(self.world, RECORD, language="en")
        citizen.go_to("home")
        scene = self.await_words("Not available now: the card reader is not ready.", limit=20)
        tiles = [one for one in scene["targets"] if one["action"].startswith("open-service:")]
        self.assertEqual({one["action"]: one["enabled"] for one in tiles}, {ADDRESS: False, RECORD: True})
        self.world.reader.do("plug")
        self.assert_goes_on(citizen)

    def test_an_expired_card(self) -> None:
        citizen = self.waiting_for_card(card=EXPIRED_CARD)
        scene = citizen.go_to("card-refused")
        self.assertIn("This card has expired", spoken(scene))
        self.assertIn("8 July 2025", spoken(scene))
        self.assertIn("police station", spoken(scene))
        citizen.card = "zhang-xiaoming"
        self.world.reader.do("remove")
        self.world.tap("try-again")
        self.assert_goes_on(citizen)

    def test_a_document_the_service_does_not_take(self) -> None:
        citizen = self.waiting_for_card(ADDRESS, card="martin-claire")
        scene = citizen.go_to("card-refused")
        self.assertIn("This service does not take this document", spoken(scene))
        self.assertIn("Accepted documents", spoken(scene))
        citizen.card = "wong-kahei"
        self.world.reader.do("remove")
        self.world.tap("try-again")
        self.assert_goes_on(citizen)

    def test_a_card_with_an_english_name(self) -> None:
        citizen = self.waiting_for_card(card="martin-claire")
        citizen.go_to("finished")
        number = self.applications()[0]["number"]
        self.assertEqual(self.stored(), self.stored_before + 1)
        self.assertEqual(self.form_data(number)["holderNumber"], "FRA449982071490")
        applicant = self.application(number)["request"]["additionalMeta"]["data"]["applicant"]
        self.assertEqual(applicant["englishName"], "MARTIN, CLAIRE ELISABETH")
        citizen.go_to("idle")

    def test_a_card_left_lying_is_not_the_next_citizens(self) -> None:
        first = self.waiting_for_card()
        first.go_to("confirming-identity")
        self.world.tap("leave")
        self.world.tap("leave-anyway")
        self.await_words("Please take your card")
        self.world.tap("finish")
        second = Citizen(self.world, RECORD, language="en", card="zhao-guilan")
        second.go_to("guide")
        self.world.reader.do("remove")
        second.go_to("confirming-identity")
        self.assertEqual(self.stored(), self.stored_before)
        second.go_to("idle")
        self.assertEqual(self.form_data(self.applications()[0]["number"])["holderName"], "赵桂兰")


if __name__ == "__main__":
    unittest.main(verbosity=2)
