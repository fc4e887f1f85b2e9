"""The virtual social-security card's answers, command by command, without a reader."""

import unittest
from pathlib import Path

from demo.emulators.id_card import load_cards
from demo.emulators.social_security_card import ATR, VirtualCard, can_have_card, card_number

CARDS = load_cards(str(Path(__file__).resolve().parents[3] / "demo" / "emulators" / "sample_citizens.json"))
HOLDER = CARDS["zhang-xiaoming"]
SELECT_APPLICATION = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
SELECT_ISSUER = bytes.fromhex("00A4020002EF05")
SELECT_HOLDER = bytes.fromhex("00A4020002EF06")


def ask(card: VirtualCard, command: str) -> str:
    return card.answer(bytes.fromhex(command)).hex().upper()


def selected(**words: str) -> VirtualCard:
    card = VirtualCard(HOLDER, **words)
    card.answer(SELECT_APPLICATION)
    card.answer(SELECT_HOLDER)
    return card


class SocialSecurityCard(unittest.TestCase):
    def test_t0_answers_are_fetched(self) -> None:
        card = VirtualCard(HOLDER)
        self.assertEqual(card.answer(SELECT_APPLICATION).hex(), "6113")
        self.assertTrue(ask(card, "00C0000013").startswith("6F11840F7378312E"))
        self.assertEqual(ask(card, "00C0000013"), "6986", "what was fetched is gone")

    def test_t0_wants_the_exact_length(self) -> None:
        card = selected()
        self.assertEqual(ask(card, "00B2010400"), "6C14")
        self.assertEqual(ask(card, "00B2010414"), "0812" + HOLDER.fields["number"].encode().hex().upper() + "9000")

    def test_t1_gives_what_there_is(self) -> None:
        card = selected(protocol="t1")
        self.assertEqual(ask(card, "00B2070400"), "0D04198503129000")

    def test_records_by_number_and_by_tag(self) -> None:
        card = selected(protocol="t1")
        self.assertEqual(ask(card, "00B2040400"), ask(card, "00B20A0000"))
        self.assertEqual(ask(card, "00B2080400"), "6A83")
        self.assertEqual(ask(card, "00B2000400"), "6A83")

    def test_plain_records_are_the_values_alone(self) -> None:
        self.assertEqual(ask(selected(protocol="t1", framing="plain"), "00B2070400"), "198503129000")

    def test_nothing_is_read_before_it_was_selected(self) -> None:
        card = VirtualCard(HOLDER, protocol="t1")
        self.assertEqual(ask(card, "00B2010400"), "6986")
        self.assertEqual(card.answer(SELECT_ISSUER).hex(), "6a82")
        card.answer(SELECT_APPLICATION)
        self.assertEqual(card.answer(SELECT_ISSUER).hex(), "9000")
        card.reset()
        self.assertEqual(card.answer(SELECT_ISSUER).hex(), "6a82")

    def test_another_kind_of_card_knows_no_application(self) -> None:
        card = VirtualCard(None)
        self.assertEqual(card.answer(SELECT_APPLICATION).hex(), "6a82")

    def test_what_no_card_understands(self) -> None:
        card = selected()
        for command, status in (("80CA9F17", "6E00"), ("00CB0000", "6D00"), ("00A4", "6700"), ("00A40400FF41", "6700")):
            with self.subTest(command):
                self.assertEqual(ask(card, command), status)

    def test_garbled_records_keep_their_status(self) -> None:
        card = selected(protocol="t1")
        card.garbled = True
        answer = ask(card, "00B2070400")
        self.assertNotEqual(answer[:4], "0D04")
        self.assertTrue(answer.endswith("9000"))

    def test_whoever_has_eighteen_characters_can_have_a_card(self) -> None:
        holders = [card for card in CARDS.values() if can_have_card(card)]
        self.assertGreater(len(holders), 4)
        self.assertEqual(len({card_number(card) for card in holders}), len(holders))
        for holder in holders:
            with self.subTest(holder.key):
                self.assertEqual(len(card_number(holder)), 9)
                VirtualCard(holder)

    def test_answers_to_reset_say_their_protocol(self) -> None:
        self.assertEqual(ATR["t0"][1] >> 4, 0, "no interface bytes: T=0")
        self.assertEqual(ATR["t1"][2] & 0x0F, 1)
        self.assertEqual(ATR["t1"][1] ^ ATR["t1"][2], ATR["t1"][3])


if __name__ == "__main__":
    unittest.main()
