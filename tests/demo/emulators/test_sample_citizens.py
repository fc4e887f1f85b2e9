"""The sample citizens: check digits, layouts, and the oddities each of them is there for."""

import json
import tempfile
import unittest
from datetime import date
from pathlib import Path

from demo.emulators import id_card
from demo.emulators.id_card import LAYOUTS, gb11643_check, load_cards

SAMPLES = Path(id_card.__file__).with_name("sample_citizens.json")
TODAY = "20260601"


def text(block: bytes, offset: int, size: int) -> str:
    return block[offset : offset + size].decode("utf-16-le")


class CheckDigits(unittest.TestCase):
    def test_published_numbers(self) -> None:
        for number in ("11010519491231002X", "932682198501010017", "911124198108030024"):
            self.assertEqual(gb11643_check(number[:17]), number[17])

    def test_every_sample_with_18_characters(self) -> None:
        every_number = [card.fields["number"] for card in load_cards(str(SAMPLES)).values()]
        numbers = [number for number in every_number if len(number) == 18]
        self.assertEqual(len(numbers), 8)
        for number in numbers:
            self.assertEqual(gb11643_check(number[:17]), number[17], number)


class Samples(unittest.TestCase):
    def setUp(self) -> None:
        self.cards = load_cards(str(SAMPLES))

    def test_numbers_agree_with_the_rest_of_the_card(self) -> None:
        for card in self.cards.values():
            number, birth, kind = card.fields["number"], card.fields["birth"], card.kind
            date.fromisoformat(f"{birth[:4]}-{birth[4:6]}-{birth[6:]}")
            if kind in ("citizen", "hmt-permit"):
                self.assertEqual(number[6:14], birth, card.key)
                self.assertEqual(int(number[16]) % 2, int(card.fields["sex"]) % 2, card.key)
            if kind == "citizen":
                self.assertEqual(number[:4], "4498", "a division that no place has")
            if kind == "hmt-permit":
                self.assertEqual(number[:6], "810000")
            if kind == "foreign-2023":
                self.assertEqual((number[0], number[6:14]), ("9", birth))
            if kind == "foreign-2017":
                self.assertEqual((number[:3], number[7:13]), (card.fields["nationality"], birth[2:]))

    def test_just_one_card_has_expired(self) -> None:
        expired = [key for key, card in self.cards.items() if card.fields["valid_until"] < TODAY]
        self.assertEqual(expired, ["li-haitao"])

    def test_the_oddities(self) -> None:
        self.assertEqual(self.cards["zhao-guilan"].fields["valid_until"], "长期")
        self.assertEqual(len(self.cards["rezwangul"].fields["name"]), 15, "fills the name to the last place")
        rare = self.cards["gong-yan"].fields["name"]
        self.assertGreater(len(rare.encode("utf-16-le")), 2 * len(rare), "needs a surrogate pair")

    def test_titles_in_both_languages(self) -> None:
        for card in self.cards.values():
            self.assertEqual(set(card.title), {"zh-CN", "en"})
            self.assertTrue(card.title["en"].isascii(), card.key)


class Layouts(unittest.TestCase):
    def test_fields_follow_each_other_over_256_bytes(self) -> None:
        for kind, fields in LAYOUTS.items():
            end = 0
            for field in fields:
                self.assertEqual(field.offset, end, kind)
                end += field.size
            self.assertEqual(end, 256, kind)

    def test_where_things_lie_on_each_kind(self) -> None:
        cards = load_cards(str(SAMPLES))
        citizen = cards["zhang-xiaoming"].text_block()
        self.assertEqual(text(citizen, 0, 30), "张晓明".ljust(15))
        self.assertEqual(text(citizen, 122, 36), "44980119850312001X")
        self.assertEqual(text(citizen, 248, 2), " ")
        permit = cards["wong-kahei"].text_block()
        self.assertEqual((text(permit, 220, 18), text(permit, 248, 2)), ("H09998887", "J"))
        foreign = cards["wolfeschlegel"].text_block()
        name = text(foreign, 52, 70) + text(foreign, 220, 22)
        self.assertEqual(name, "WOLFESCHLEGELSTEINHAUSEN, ALEXANDR BARTHOLOMEW")
        self.assertEqual((text(foreign, 242, 6), text(foreign, 248, 2)), ("DEU", "Y"))
        old = cards["martin-claire"].text_block()
        self.assertEqual(text(old, 0, 120).rstrip(), "MARTIN, CLAIRE ELISABETH")
        self.assertEqual(
            (text(old, 122, 30), text(old, 220, 16), text(old, 248, 2)), ("FRA449982071490", "19820714", "I")
        )


class BadFiles(unittest.TestCase):
    def refused(self, content: str) -> str:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(content)
            file.flush()
            with self.assertRaises(ValueError) as caught:
                load_cards(file.name)
        return str(caught.exception)

    def test_each_is_named(self) -> None:
        entry = json.loads(SAMPLES.read_text(encoding="utf-8"))[0]
        self.assertIn("not JSON", self.refused("{"))
        self.assertIn("card 1: the key 'kind' is missing", self.refused('[{"key": "a"}]'))
        self.assertIn("card 2: the key 'zhang-xiaoming' is taken", self.refused(json.dumps([entry, entry])))
        entry["fields"]["name"] = "一" * 16
        self.assertIn("takes 32 bytes where the card has 30", self.refused(json.dumps([entry])))


if __name__ == "__main__":
    unittest.main()
