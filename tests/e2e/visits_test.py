"""Whole visits, both services in both languages: accepted, printed, and stored as they were entered."""

import json
import unittest
from pathlib import Path

from citizen import ADDRESS, RECORD, Citizen
from terminal_world import EndToEnd, spoken


class Visits(EndToEnd):
    def visit(self, citizen: Citizen) -> str:
        """From the idle screen to the idle screen. Gives the application's number."""
        applications, tickets = self.stored(), len(self.tickets())
        citizen.go_to("finished")
        self.assertEqual(self.stored(), applications + 1)
        newest = self.applications()[0]
        self.assertEqual(newest["replays"], 0)
        scene = self.world.scene()
        self.assertIn(newest["number"], spoken(scene).replace(" ", ""))
        self.assertEqual(len(self.tickets()), tickets + 1, "one receipt, and no more")
        self.assert_receipt(newest["number"])
        citizen.go_to("idle")
        self.assertNotIn("receipt-trouble", citizen.seen)
        return newest["number"]

    def assert_receipt(self, number: str) -> None:
        facts = json.loads(Path(self.tickets()[-1]).with_suffix(".json").read_text())
        link = self.application(number)["response"]["additionalMeta"]["data"]["link"]["value"]
        self.assertTrue(facts["complete"])
        self.assertEqual(facts["codes"], [link])
        self.assertTrue(link.endswith(number), link)
        self.assertEqual(self.world.printer.do("state")["errors"], [])

    def assert_rated(self, number: str, grade: int | None) -> None:
        self.world.wait(lambda: self.application(number)["rating"] == grade, f"the rating to be {grade}", 10)

    def test_a_record_in_chinese(self) -> None:
        number = self.visit(Citizen(self.world, RECORD, language="zh-CN", card="zhang-xiaoming", grade=4))
        self.assertEqual(
            self.form_data(number),
            {
                "holderName": "张晓明",
                "holderNumber": "44980119850312001X",
                "period": "2024",
                "kinds": "pension",
                "purpose": "loan",
            },
        )
        self.assert_rated(number, 4)

    def test_a_record_in_english(self) -> None:
        answers = {"period": "recent-12", "kinds": "all", "purpose": "other"}
        citizen = Citizen(self.world, RECORD, language="en", card="zhao-guilan", answers=answers, grade=None)
        number = self.visit(citizen)
        expected = {"holderName": "赵桂兰", "holderNumber": "44980219420206004X", **answers}
        self.assertEqual(self.form_data(number), expected)
        self.assert_rated(number, None)

    def test_a_change_of_address_in_chinese(self) -> None:
        typed = [("guihua", "桂花"), ("lu", "路"), "18", ("hao", "号"), "3-602"]
        citizen = Citizen(
            self.world, ADDRESS, language="zh-CN", card="rezwangul", answers={"detail": typed, "street": "449803005"}
        )
        number = self.visit(citizen)
        self.assertEqual(
            self.form_data(number),
            {
                "holderName": "热孜宛古丽阿依·阿卜杜热依木江",
                "holderNumber": "449803199709180867",
                "oldAddress": "云山市东湖区柳岸街42号6栋802室",
                "phone": "13800138000",
                "hasPermit": "no",
                "district": "449803",
                "street": "449803005",
                "detail": "桂花路18号3-602",
                "dwelling": "owned",
                "movedIn": "2026-10-01",
                "delivery": "post",
            },
        )
        self.assert_rated(number, 5)

    def test_a_change_of_address_in_english(self) -> None:
        answers = {
            "phone": "19912345678",
            "hasPermit": "yes",
            "permitNumber": "YS2026000815",
            "district": "449804",
            "street": "449804201",
            "detail": "No. 8, Room 302",
            "dwelling": "rented",
            "leaseNumber": "ZL20260815",
            "movedIn": "20260228",
            "delivery": "counter",
        }
        citizen = Citizen(self.world, ADDRESS, language="en", card="wong-kahei", answers=answers)
        number = self.visit(citizen)
        self.assertEqual(
            self.form_data(number),
            {
                "holderName": "黄嘉熙",
                "holderNumber": "810000199004089973",
                "oldAddress": "云山市东湖区滨湖路66号澜庭花园5栋1201室",
                **answers,
                "movedIn": "2026-02-28",
            },
        )


if __name__ == "__main__":
    unittest.main(verbosity=2)
