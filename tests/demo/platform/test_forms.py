"""What is wrong with a form comes back as 422 with the field and a sentence in both languages."""

import json
import unittest

from running_platform import ADDRESS_FORM, ADDRESS_SERVICE, QUERY_FORM, PlatformTest, address_form, query_form

import file_number


class Forms(PlatformTest):
    def faults(self, document: dict, service: str = ADDRESS_SERVICE) -> dict[str, dict]:
        reply = self.platform.submit(document, service=service)
        problem = self.assert_problem(reply, 422, "form-invalid")
        return {each["field"]: each["message"] for each in problem["errors"]}

    def test_good_forms_are_accepted(self):
        for form in (
            address_form(),
            address_form(hasPermit="yes", permitNumber="YS2021083015"),
            address_form(leaseNumber="ZL20260001234"),
            address_form(dwelling="owned", oldAddress=None),
        ):
            reply = self.platform.submit(form, service=ADDRESS_SERVICE)
            self.assertEqual(reply.status, 200, reply.body)
            self.assertEqual((reply.json()["status"]["code"], reply.json()["ended"]), ("PENDING", False))

    def test_missing_field(self):
        self.assertEqual(
            self.faults(address_form(detail=None)),
            {"detail": {"zh-CN": "请填写“详细地址”。", "en": "Please fill in 'Street, building, room'."}},
        )

    def test_wrong_field_says_how_to_mend_it(self):
        faults = self.faults(address_form(phone="12345"))
        self.assertEqual(faults["phone"]["zh-CN"], "请输入 11 位手机号码，以 1 开头。")
        self.assertIn("11 digits", faults["phone"]["en"])

    def test_all_wrong_fields_come_at_once_in_the_order_of_the_pages(self):
        self.assertEqual(
            list(self.faults(address_form(movedIn="2026-02-30", phone="1", delivery="drone"))),
            ["phone", "movedIn", "delivery"],
        )

    def test_street_of_another_district(self):
        self.assertEqual(list(self.faults(address_form(district="449801"))), ["street"])

    def test_permit_number_is_asked_for_only_when_the_permit_is_there(self):
        self.assertEqual(list(self.faults(address_form(hasPermit="yes"))), ["permitNumber"])
        faults = self.faults(address_form(permitNumber="YS2021083015"))
        self.assertIn("does not apply", faults["permitNumber"]["en"])

    def test_unknown_field(self):
        self.assertEqual(list(self.faults(address_form(secret="x"))), ["secret"])

    def test_notes_of_the_terminal_are_no_fields(self):
        document = address_form()
        document["formData"]["data"]["bianmin.terminal"] = {"number": "YS-HALL-01"}
        self.assertEqual(self.platform.submit(document, service=ADDRESS_SERVICE).status, 200)

    def test_value_that_is_not_wrapped(self):
        document = address_form()
        document["formData"]["data"]["phone"] = {"text": "13800000000"}
        self.assertEqual(list(self.faults(document)), ["phone"])

    def test_value_of_another_type(self):
        document = address_form()
        document["formData"]["data"]["phone"] = {"value": 13800000000}
        self.assertEqual(list(self.faults(document)), ["phone"])

    def test_form_of_another_service(self):
        document = address_form()
        document["formData"]["eFormId"] = QUERY_FORM
        problem = self.assert_problem(self.platform.submit(document, service=ADDRESS_SERVICE), 422, "form-invalid")
        self.assertIn(ADDRESS_FORM, problem["detail"])

    def test_body_of_another_shape_is_refused_with_its_place(self):
        flat = {"applicantId": "x", "formData": {"data": {"phone": "13800000000"}}}
        for body, place in {
            b"": "no JSON",
            b"{": "no JSON",
            b"[]": "no JSON object",
            b"\xff\xfe": "no JSON",
            b"[" * 100_000: "no JSON",
            b'{"applicantId":"\\ud800"}': "no JSON",
            b"{}": "required",
            b'{"applicantId":1}': "/applicantId",
            json.dumps(flat).encode(): "/formData/data/phone",
        }.items():
            with self.subTest(body=body[:40]):
                problem = self.assert_problem(self.platform.submit(body), 400, "malformed-request")
                self.assertIn(place, problem["detail"])

    def test_requests_that_lack_something(self):
        reply = self.platform.submit(query_form(), Information_Mediator_Client=None)
        self.assert_problem(reply, 400, "missing-mediator")
        reply = self.platform.submit(query_form(), Content_Type="text/plain")
        self.assert_problem(reply, 415, "unsupported-media-type")
        self.assert_problem(self.platform.submit(b" " * 300_000), 413, "too-large")
        reply = self.platform.submit(query_form(), service="00000000-0000-0000-0000-000000000000")
        self.assert_problem(reply, 404, "not-found")

    def test_sentence_for_people_follows_the_language_asked_for(self):
        chinese = self.platform.submit(b"{}").json()
        english = self.platform.submit(b"{}", Accept_Language="en-GB,en;q=0.9").json()
        self.assertEqual(chinese["localizedMessage"], "请求格式有误。")
        self.assertEqual(english["localizedMessage"], "The request is malformed.")


class Numbers(unittest.TestCase):
    def test_every_single_slip_is_noticed(self):
        number = file_number.new_number()
        self.assertTrue(file_number.is_number(number))
        for place, character in enumerate(number):
            for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
                slip = number[:place] + other + number[place + 1 :]
                self.assertEqual(file_number.is_number(slip), other == character, slip)

    def test_published_check_characters(self):
        self.assertEqual(file_number.mod_37_36("A12425GABC1234002"), "M")  # GRid, the standard's best known use
        self.assertTrue(file_number.is_credit_code("91350100M000100Y43"))
        self.assertFalse(file_number.is_credit_code("91350100M000100Y44"))


if __name__ == "__main__":
    unittest.main()
