"""Nothing of a visit is left when the next citizen comes: not in the memory of the terminal and of its devices'
processes, not in their files, neither as words nor as pictures.

Who may not look into the memory looks into the files alone, and the tests are told as skipped.
"""

import unittest

import as_root
from citizen import ADDRESS, RECORD, Citizen
from traces import Trace, traces_of
from wiping import CARDS, Wiping, masked, traces_of_card

PHONE = "13900672518"
PERMIT = "YS2026000815"
TYPED = "文昌街77-1102"
EMPLOYER = "云山大学"  # in the record that the platform answers with

as_root.run_again_as_root()


class ScanningCitizen(Citizen):
    """Holds the permit under the scanner instead of typing its number."""

    def _at_editing_field(self, scene: dict) -> None:
        if self._field != "permitNumber":
            return super()._at_editing_field(scene)
        self.world.scanner.do(f"show {self.answers['permitNumber']}")
        self.world.wait_state("filling-form")
        self.world.scanner.do("take-away")


class Wiped(Wiping):
    def test_an_application(self) -> None:
        answers = {"phone": PHONE, "detail": [("wenchang", "文昌"), ("jie", "街"), *"77-1102"]}
        answers |= {"hasPermit": "yes", "permitNumber": PERMIT}
        citizen = ScanningCitizen(self.world, ADDRESS, card="zhang-xiaoming", answers=answers)
        traces = traces_of_card("zhang-xiaoming")
        traces += traces_of("the telephone number", PHONE)
        traces += traces_of("the masked telephone number", masked(PHONE, 3, 4))
        traces += traces_of("the scanned number", PERMIT) + traces_of("the typed address", TYPED)
        self.assertEqual(self.everywhere(traces), [], "before anybody was there")
        citizen.go_to("reviewing")
        card = CARDS["zhang-xiaoming"]["fields"]
        for words in (card["name"], card["number"], card["address"], PHONE, PERMIT, TYPED):
            self.assert_held("terminal", Trace(words, "UTF-8", words.encode()))
        traces.append(self.revealed("change-answers:0", "page:0"))
        traces.append(self.receipt_on_its_way(citizen))
        citizen.go_to("idle")
        self.assertEqual(self.form_data(self.applications()[0]["number"])["detail"], TYPED)
        self.assert_nothing_left(traces)

    def test_a_query(self) -> None:
        citizen = Citizen(self.world, RECORD, language="en", card="rezwangul")
        traces = traces_of_card("rezwangul") + traces_of("the employer", EMPLOYER)
        self.assertEqual(self.everywhere(traces), [], "before anybody was there")
        citizen.go_to("reviewing")
        card = CARDS["rezwangul"]["fields"]
        for words in (card["name"], card["number"]):
            self.assert_held("terminal", Trace(words, "UTF-8", words.encode()))
        citizen.go_to("showing-result")
        self.assert_held("terminal", Trace(EMPLOYER, "UTF-8", EMPLOYER.encode()))
        traces.append(self.receipt_on_its_way(citizen))
        citizen.go_to("idle")
        self.assert_nothing_left(traces)

    def test_a_visit_that_is_left_with_a_half_filled_form(self) -> None:
        citizen = Citizen(self.world, ADDRESS, card="zhang-xiaoming", answers={"phone": PHONE})
        traces = traces_of_card("zhang-xiaoming") + traces_of("the telephone number", PHONE)
        citizen.go_to("editing-field")
        citizen.type_keys(len(PHONE))
        self.assert_held("terminal", Trace("the telephone number", "UTF-8", PHONE.encode()))
        self.world.tap("leave")
        self.world.tap("leave-anyway")
        self.world.wait_state("goodbye")
        citizen.leave()
        self.world.wait_state("idle")
        self.assert_nothing_left(traces)


class WipedWhenLeftAlone(Wiping):
    settings = '[visit]\nidle_warning = "10s"\nidle_reading = "10s"\ncountdown = "10s"\ngoodbye = "3s"\n'

    def test_a_visit_that_nobody_ends(self) -> None:
        """Nobody reads what is on the screen, and nobody takes the card."""
        traces = traces_of_card("zhang-xiaoming") + traces_of("the telephone number", PHONE)
        citizen = Citizen(self.world, ADDRESS, card="zhang-xiaoming", answers={"phone": PHONE})
        citizen.go_to("reviewing")
        self.assert_held("terminal", Trace("the telephone number", "UTF-8", PHONE.encode()))
        self.world.wait_state("idle", limit=60)
        self.assert_nothing_left(traces)


if __name__ == "__main__":
    unittest.main(verbosity=2)
