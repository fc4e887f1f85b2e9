"""What can go wrong on the way to the platform: one application in the end, and an honest screen all the way."""

import unittest
import urllib.request

from citizen import ADDRESS, RECORD, Citizen
from terminal_world import EndToEnd, spoken

STORED = "Stored here, not yet sent"
ACCEPTED = "Application accepted"
NO_NETWORK = "Not available now: the network is interrupted."


class PlatformFaults(EndToEnd):
    settings = '[visit]\nplatform_patience = "2s"\n'

    def setUp(self) -> None:
        super().setUp()
        self.stored_before = self.stored()

    def citizen(self, service: str = ADDRESS) -> Citizen:
        return Citizen(self.world, service, language="en", card="zhang-xiaoming")

    def assert_once(self) -> None:
        """In the end, however it came there."""
        self.world.wait(lambda: self.stored() > self.stored_before, "the application to arrive", 60)
        self.wait_sent()
        self.assertEqual(self.stored(), self.stored_before + 1)

    def assert_stored_here(self, citizen: Citizen) -> None:
        """Printed, and neither screen nor receipt calls it accepted."""
        scene = citizen.go_to("finished")
        self.assertIn(STORED, spoken(scene))
        self.assertNotIn(ACCEPTED, spoken(scene))
        self.assertIn("Number on this terminal", spoken(scene))
        self.assertEqual(self.world.scene()["health"]["backlog"], 1)

    def assert_told_when_it_arrives(self) -> None:
        """Who still stands there learns that it was accepted, and its number."""
        scene = self.await_words(ACCEPTED, limit=60)
        self.assertIn(self.applications()[0]["number"], spoken(scene).replace(" ", ""))

    def assert_stored_during(self, trouble: str, end: str, *, waits: bool) -> None:
        """Who waits until the trouble ends is told; for who does not it arrives too."""
        self.world.platform.do(trouble)
        citizen = self.citizen()
        self.assert_stored_here(citizen)
        if not waits:
            citizen.go_to("idle")
        self.world.platform.do(end)
        if waits:
            self.assert_told_when_it_arrives()
            citizen.go_to("idle")
        self.assert_once()

    def give_a_query_up(self) -> None:
        """The platform goes away before it is sent."""
        citizen = self.citizen(RECORD)
        citizen.go_to("declaring")
        self.world.platform.do("go-away")
        citizen.go_to("not-submitted")
        self.world.tap("finish")
        citizen.leave()

    # ---- slow ----

    def test_an_application_does_not_wait_for_a_slow_platform(self) -> None:
        self.assert_stored_during("slow 20000", "slow off", waits=True)

    def test_a_query_cannot_wait_and_says_so(self) -> None:
        citizen = self.citizen(RECORD)
        citizen.go_to("declaring")
        self.world.platform.do("slow 20000")
        scene = citizen.go_to("not-submitted")
        self.assertIn("The platform does not answer", spoken(scene))
        self.assertNotIn("accepted", spoken(scene))
        self.world.platform.do("slow off")
        citizen.go_to("finished", limit=60)
        self.assert_once()
        citizen.go_to("idle")
        self.assertEqual(self.stored(), self.stored_before + 1)

    def test_a_query_that_is_given_up_is_not_made_later(self) -> None:
        self.give_a_query_up()
        self.world.wait_state("idle", "goodbye")
        self.world.platform.do("come-back")
        self.wait_ready()
        self.wait_sent()
        self.assertEqual(self.stored(), self.stored_before)

    def test_the_query_is_offered_again_soon_after_a_silence(self) -> None:
        self.give_a_query_up()
        citizen = self.citizen(RECORD)
        self.world.wait_state("idle", limit=20)
        citizen.go_to("home")
        self.await_words(NO_NETWORK)
        self.world.platform.do("come-back")
        citizen.go_to("guide", limit=60)
        citizen.go_to("idle")
        self.assert_once()

    # ---- no ----

    def test_a_refusal_and_its_reason(self) -> None:
        for language, title in (("en", "The application was refused"), ("zh-CN", "该申请未被受理")):
            with self.subTest(language=language):
                self.world.platform.do("refuse on")
                citizen = Citizen(self.world, ADDRESS, language=language, card="zhang-xiaoming")
                scene = citizen.go_to("not-submitted")
                self.assertIn(title, spoken(scene))
                self.world.platform.do("refuse off")
                # The answers are all there still: look at them, and submit again.
                self.world.tap("back")
                citizen.go_to("finished")
                self.assert_once()
                citizen.go_to("idle")
                self.stored_before += 1

    def test_a_refused_application_never_arrives_later(self) -> None:
        self.world.platform.do("refuse on")
        citizen = self.citizen()
        citizen.go_to("not-submitted")
        self.world.tap("finish")
        citizen.leave()
        self.world.platform.do("refuse off")
        self.wait_ready()
        self.restart_terminal()
        self.wait_ready()
        self.wait_sent()
        self.assertEqual(self.stored(), self.stored_before)

    def test_an_overloaded_platform(self) -> None:
        self.assert_stored_during("error 503 1", "error off", waits=True)

    def test_a_platform_that_breaks(self) -> None:
        self.assert_stored_during("error 500", "error off", waits=False)

    def test_a_platform_that_forbids_this_terminal(self) -> None:
        self.world.platform.do("forbid on")
        citizen = self.citizen()
        self.assert_stored_here(citizen)
        self.assert_says("Online services are paused")
        citizen.go_to("idle")
        self.world.platform.do("forbid off")
        self.restart_terminal()  # a terminal that was turned away asks again after minutes, or when it starts
        self.assert_once()

    # ---- nobody knows ----

    def test_a_reply_that_is_lost(self) -> None:
        self.world.platform.do("drop-reply 1")
        citizen = self.citizen()
        scene = citizen.go_to("finished")
        self.assertEqual(self.stored(), self.stored_before + 1)
        if ACCEPTED not in spoken(scene):
            self.assertIn(STORED, spoken(scene))
        self.assert_told_when_it_arrives()
        citizen.go_to("idle")
        self.assert_once()
        self.assertEqual(self.applications()[0]["replays"], 0, "asked about, not sent again")

    def test_every_reply_is_lost_for_a_while(self) -> None:
        self.assert_stored_during("drop-reply on", "drop-reply off", waits=False)

    # ---- away ----

    def store_while_it_is_away(self) -> None:
        citizen = self.citizen()
        citizen.go_to("declaring")
        self.world.platform.do("go-away")
        self.assert_stored_here(citizen)
        citizen.go_to("idle")

    def test_away_in_the_middle_of_a_visit(self) -> None:
        self.store_while_it_is_away()
        self.world.platform.do("come-back")
        self.assert_once()

    def test_away_when_the_terminal_starts(self) -> None:
        self.world.platform.do("go-away")
        self.world.parts["terminal"].kill()
        self.world.start_terminal()
        scene = self.await_words("Out of service for the moment", limit=20)
        self.assertEqual(scene["state"], "out-of-service")
        self.assertIn("暂停服务", spoken(scene))
        self.world.platform.do("come-back")
        citizen = self.citizen()
        citizen.go_to("finished", limit=120)
        self.assert_once()
        citizen.go_to("idle")

    def test_what_waits_survives_a_terminal_that_starts_without_the_platform(self) -> None:
        self.store_while_it_is_away()
        self.world.parts["terminal"].kill()
        self.world.start_terminal()
        self.world.wait(lambda: self.world.scene()["health"]["backlog"] == 1, "the outbox to be read", 20)
        self.world.platform.do("come-back")
        self.assert_once()

    def test_the_operators_page_is_where_it_was(self) -> None:
        """Who has it open, and the dock, know the address of the start."""
        address = self.world.operator_url()
        self.world.parts["platform"].kill()
        self.assertEqual(self.world.keep_alive(), ["platform"])
        self.world.wait(self.world.platform.answers, "the platform", 20)
        self.assertEqual(self.world.operator_url(), address)
        with urllib.request.urlopen(address, timeout=10) as page:
            self.assertEqual(page.status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
