"""Contributions are worked out of careers, the same today as tomorrow, and an unknown person has none."""

import datetime
import json
import unittest

from running_platform import KNOWN_NUMBER, ROOT, PlatformTest, query_form

from records import FILE, RESULT_KEYS, Contributions

TODAY = datetime.date(2026, 11, 22)


class Records(unittest.TestCase):
    def answer(self, number: str = KNOWN_NUMBER, today: datetime.date = TODAY, **form: str) -> dict:
        return Contributions().answer({"period": "recent-12", "kinds": "all"} | form, number, today)

    def months(self, **form: str) -> list[str]:
        return [row["month"] for row in self.answer(**form)["rows"]]

    def test_last_twelve_complete_months(self):
        months = self.months(period="recent-12")
        self.assertEqual((months[0], months[-1], len(months)), ("2025-11", "2026-10", 12))

    def test_this_year_ends_with_the_last_complete_month(self):
        self.assertEqual(self.months(period="this-year")[-1], "2026-10")

    def test_first_days_of_a_year_have_no_complete_month(self):
        answer = self.answer(period="this-year", today=datetime.date(2027, 1, 3))
        self.assertEqual((answer["rows"], answer["periodFrom"], answer["periodTo"]), ([], "2027-01", "2027-01"))

    def test_month_between_two_employers_is_missing(self):
        answer = self.answer(period="2024")
        self.assertNotIn("2024-04", [row["month"] for row in answer["rows"]])
        self.assertEqual({row["employer"] for row in answer["rows"]}, {"青石机械", "云山精工"})
        self.assertEqual(answer["months"], "11")

    def test_amounts_are_shares_of_the_base_and_add_up(self):
        january = self.answer(period="2024", kinds="pension")["rows"][0]
        self.assertEqual((january["base"], january["paid"], january["employerPaid"]), ("7100.00", "568.00", "1136.00"))
        answer = self.answer(period="2024")
        self.assertEqual(answer["totalPaid"], "8557.80")
        self.assertEqual(answer["totalPaid"], f"{sum(float(row['paid']) for row in answer['rows']):.2f}")

    def test_unknown_person_has_no_record(self):
        answer = self.answer(number="11010519491231002X")
        self.assertEqual((answer["rows"], answer["months"], answer["totalPaid"]), ([], "0", "0.00"))
        self.assertIn("holds no contribution record", answer["message"]["en"])
        self.assertIn("没有查到", answer["message"]["zh-CN"])

    def test_person_insured_long_ago_is_told_so(self):
        answer = self.answer(number="44980219420206004X")
        self.assertEqual(answer["rows"], [])
        self.assertIn("records for other periods", answer["message"]["en"])

    def test_answer_has_the_keys_the_catalogue_is_checked_against(self):
        self.assertEqual(set(self.answer()), RESULT_KEYS)

    def test_everybody_in_the_store_is_a_sample_citizen(self):
        sample = json.loads((ROOT / "demo/emulators/sample_citizens.json").read_text("utf-8"))
        numbers = {each["fields"]["number"] for each in sample}
        self.assertLessEqual(set(json.loads(FILE.read_text("utf-8"))["people"]), numbers)


class OverTheWire(PlatformTest):
    def test_query_is_answered_at_once(self):
        answer = self.platform.submit(query_form(period="2025")).json()
        self.assertEqual((answer["status"]["code"], answer["ended"]), ("APPROVED", True))
        result = answer["additionalMeta"]["data"]["result"]
        self.assertEqual((result["months"], result["rows"][0]["month"]), ("12", "2025-01"))

    def test_query_about_an_unknown_person_is_answered_honestly(self):
        answer = self.platform.submit(query_form(holderNumber="11010519491231002X", holderName="王五")).json()
        self.assertEqual(answer["status"]["code"], "APPROVED")
        self.assertEqual(answer["additionalMeta"]["data"]["result"]["rows"], [])


if __name__ == "__main__":
    unittest.main()
