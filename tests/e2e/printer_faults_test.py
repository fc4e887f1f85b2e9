"""What can go wrong with the receipt: never "printed" when it was not, never twice without saying so, never stuck."""

import json
import unittest
from pathlib import Path

from citizen import ADDRESS, RECORD, Citizen
from terminal_world import EndToEnd, spoken

NO_RECEIPTS = "Not available now: receipts cannot be printed."


class PrinterTest(EndToEnd):
    def setUp(self) -> None:
        self.mend()
        super().setUp()
        self.stored_before = self.stored()

    def mend(self) -> None:
        for line in ("silence off", "paper full", "cover close", "cutter clear", "head cool", "come-back"):
            self.world.printer.do(line)
        self.world.printer.ask("take")  # if there is one

    def facts(self, ticket: str) -> dict:
        return json.loads(Path(ticket).with_suffix(".json").read_text())

    def whole_receipts(self, number: str) -> list[dict]:
        """Those of this application that somebody could carry away."""
        tickets = [self.facts(ticket) for ticket in self.tickets()]
        return [facts for facts in tickets if facts["complete"] and facts["codes"] == [self.link(number)]]

    def link(self, number: str) -> str:
        return self.application(number)["response"]["additionalMeta"]["data"]["link"]["value"]

    def number(self) -> str:
        self.assertEqual(self.stored(), self.stored_before + 1, "one application, whatever the paper does")
        return self.applications()[0]["number"]

    def wait_printer(self) -> None:
        self.world.wait(lambda: self.world.scene()["health"]["can_print"], "the printer to be ready again", 30)


class PrinterFaults(PrinterTest):
    more_words = {"printer": ["--speed", "150"]}

    def receipt_under_way(self) -> Citizen:
        """The printer is in the middle of it."""
        citizen = Citizen(self.world, ADDRESS, language="en", card="zhang-xiaoming")
        citizen.go_to("printing")
        self.world.wait(lambda: self.world.printer.do("state")["printing"], "the paper to move", 10)
        return citizen

    def assert_receipt_by_code(self, citizen: Citizen) -> None:
        """The way without paper: a code and the number on the screen."""
        self.world.tap("show-code")
        scene = self.world.wait_state("receipt-on-screen")
        self.assertIn(self.number(), spoken(scene).replace(" ", ""))
        citizen.go_to("idle")
        self.assertEqual(self.stored(), self.stored_before + 1)

    def assert_never_called_printed(self, scene: dict) -> None:
        self.assertEqual(scene["state"], "receipt-trouble")
        self.assertNotIn("Take your receipt", spoken(scene))
        self.assertIn("Only the printed receipt is missing", spoken(scene))

    # ---- before ----

    def test_no_paper_when_the_terminal_starts(self) -> None:
        self.world.printer.do("paper out")
        self.restart_terminal()
        self.assert_offered_by_need()

    def test_no_paper_while_nobody_is_here(self) -> None:
        self.world.printer.do("paper out")
        self.world.wait(lambda: not self.world.scene()["health"]["can_print"], "the empty roll to be seen", 20)
        self.assert_offered_by_need()

    def assert_offered_by_need(self) -> None:
        citizen = Citizen(self.world, ADDRESS, language="en")
        citizen.go_to("home")
        scene = self.await_words(NO_RECEIPTS)
        offered = {one["action"]: one["enabled"] for one in scene["targets"] if one["action"] in (ADDRESS, RECORD)}
        self.assertEqual(offered, {ADDRESS: True, RECORD: False})
        self.world.terminal.do(f"tap {RECORD}")
        self.assertEqual(self.world.scene()["state"], "home")
        citizen.go_to("receipt-trouble")
        self.assert_never_called_printed(self.assert_says("The printer has run out of paper"))
        self.assert_receipt_by_code(citizen)
        self.world.printer.do("paper full")
        self.world.wait(lambda: self.world.scene()["health"]["can_print"], "the new roll to be seen", 20)
        citizen = Citizen(self.world, RECORD, language="en")
        citizen.go_to("finished")
        citizen.go_to("idle")
        self.assertEqual(self.stored(), self.stored_before + 2)

    # ---- in the middle ----

    def test_paper_ends_in_the_middle(self) -> None:
        citizen = Citizen(self.world, ADDRESS, language="en")
        citizen.go_to("declaring")
        self.world.printer.do("paper-after 300")
        scene = citizen.go_to("receipt-trouble")
        self.assert_never_called_printed(scene)
        self.assertIn("The printer has run out of paper", spoken(scene))
        self.assertEqual(self.whole_receipts(self.number()), [])
        self.assert_receipt_by_code(citizen)

    def test_paper_ends_and_is_refilled(self) -> None:
        """Surely not printed, so the next one is the receipt: whole, and once."""
        citizen = Citizen(self.world, ADDRESS, language="en")
        citizen.go_to("declaring")
        self.world.printer.do("paper-after 300")
        citizen.go_to("receipt-trouble")
        self.world.printer.do("paper full")
        self.print_again(citizen)

    def test_the_cover_is_opened_in_the_middle(self) -> None:
        citizen = self.receipt_under_way()
        self.world.printer.do("cover open")
        scene = self.world.wait_state("receipt-trouble", limit=60)
        self.assert_never_called_printed(scene)
        self.assertIn("The printer's cover is open", spoken(scene))
        self.world.printer.do("cover close")
        self.print_again(citizen)

    def print_again(self, citizen: Citizen) -> None:
        self.wait_printer()
        self.world.tap("print-again")
        self.world.wait_state("finished", limit=60)
        self.assertEqual(len(self.whole_receipts(self.number())), 1)
        citizen.go_to("idle")

    def test_the_line_breaks_in_the_middle(self) -> None:
        citizen = self.receipt_under_way()
        self.world.printer.do("hangup")
        scene = self.world.wait_state("receipt-trouble", "finished", limit=60)
        if scene["state"] == "finished":
            self.assertEqual(len(self.whole_receipts(self.number())), 1, "it says finished, so it must be there")
        else:
            self.assertIn("Only the printed receipt is missing", spoken(scene))
        citizen.go_to("idle")
        self.assertLessEqual(len(self.whole_receipts(self.number())), 2)


class Doubt(PrinterTest):
    """The printer goes on printing and does not say what became of it."""

    def fall_silent_behind(self, action: str) -> None:
        """The ticket that follows `action` comes out whole, and the printer is not heard of from its cut on."""
        self.world.printer.do("silence from-cut")
        self.world.tap(action)
        scene = self.world.wait_state("receipt-trouble", limit=90)
        self.assertIn("Did your receipt come out?", spoken(scene))
        self.assertIn("Your application has been accepted. Only the printed receipt is missing", spoken(scene))
        self.world.printer.do("silence off")
        self.wait_printer()

    def in_doubt(self) -> Citizen:
        citizen = Citizen(self.world, ADDRESS, language="en")
        citizen.go_to("declaring")
        self.world.printer.do("silence from-cut")
        scene = citizen.go_to("receipt-trouble", limit=90)
        self.assertIn("Did your receipt come out?", spoken(scene))
        self.assertIn("Your application has been accepted. Only the printed receipt is missing", spoken(scene))
        self.world.printer.do("silence off")
        self.wait_printer()
        self.assertEqual(len(self.whole_receipts(self.number())), 1)
        return citizen

    def test_it_came_out_and_the_printer_did_not_say_so(self) -> None:
        citizen = self.in_doubt()
        self.world.tap("have-receipt")
        self.world.wait_state("finished")
        citizen.go_to("idle")
        self.wait_ready()
        self.assertEqual(len(self.whole_receipts(self.number())), 1)

    def test_a_copy_says_that_it_is_one_and_there_is_no_second(self) -> None:
        citizen = self.in_doubt()
        rows = self.whole_receipts(self.number())[0]["rows"]
        self.fall_silent_behind("missing-receipt")
        receipts = self.whole_receipts(self.number())
        self.assertEqual(len(receipts), 2)
        self.assertGreater(receipts[1]["rows"], rows, "a copy has one line more: that it is one")
        self.world.tap("missing-receipt")
        self.world.wait_state("receipt-on-screen")
        citizen.go_to("idle")
        self.wait_ready()
        self.assertEqual(len(self.whole_receipts(self.number())), 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
