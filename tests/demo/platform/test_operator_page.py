"""The operator's page: shows what arrived, changes nothing, and lets nothing of it act."""

import unittest

from running_platform import ADDRESS_SERVICE, PlatformTest, address_form

HOSTILE = "<script>alert(1)</script>\"'&"


class OperatorPage(PlatformTest):
    def test_listing_shows_what_arrived(self):
        number = self.submit(key="on-the-page")
        self.platform.submit(address_form(), service=ADDRESS_SERVICE, key="on-the-page")
        reply = self.platform.page("/")
        text = reply.body.decode()
        self.assertEqual((reply.status, reply.headers.get_content_type()), (200, "text/html"))
        for expected in (number, "居住证居住地址变更", "陈* 4498**********0222", "待审核 Pending", "on-the-page (×1)"):
            self.assertIn(expected, text)
        self.assertNotIn("449801199305270222", text)
        self.assertIn('http-equiv="refresh"', text)

    def test_details_show_the_stored_document(self):
        text = self.platform.page(f"/applications/{self.submit()}").body.decode()
        self.assertIn("学府大道288号1号楼101室", text)
        self.assertIn("&quot;holderNumber&quot;", text)

    def test_rating_is_shown_in_both_languages(self):
        words = {
            5: "非常满意 Very satisfied",
            4: "满意 Satisfied",
            3: "基本满意 Fairly satisfied",
            2: "不满意 Dissatisfied",
            1: "非常不满意 Very dissatisfied",
        }
        for grade, expected in words.items():
            number = self.submit(key=f"rated-{grade}")
            self.assertIn("<p>评价 Rating: 未评价 Not rated</p>", self.details(number))
            self.assertEqual(self.platform.rate(f"rated-{grade}", {"grade": grade}).status, 200)
            self.assertIn(f"<p>评价 Rating: {expected}</p>", self.details(number))
            self.assertIn(f"<td>{expected}</td>", self.platform.page("/").body.decode())
            self.assertNotIn(expected, self.platform.page(f"/a/{number}").body.decode())

    def details(self, number: str) -> str:
        return self.platform.page(f"/applications/{number}").body.decode()

    def test_progress_page_of_the_receipt_tells_nothing_about_the_person(self):
        number = self.submit()
        text = self.platform.page(f"/a/{number}").body.decode()
        self.assertIn(number, text)
        for personal in ("陈", "4498", "学府大道"):
            self.assertNotIn(personal, text)

    def test_everything_is_escaped(self):
        number = self.submit(detail=HOSTILE, holderName=HOSTILE, key="<b>key</b>", Bianmin_Terminal="<i>terminal</i>")
        for path in ("/", f"/applications/{number}", f"/a/{number}"):
            text = self.platform.page(path).body.decode()
            for tag in ("<script", "<b>", "<i>"):
                self.assertNotIn(tag, text)
        self.assertIn("&lt;i&gt;terminal", self.platform.page("/").body.decode())

    def test_nothing_may_run_or_load(self):
        policy = self.platform.page("/").headers["Content-Security-Policy"]
        self.assertTrue(policy.startswith("default-src 'none'; style-src 'unsafe-inline';"))

    def test_page_is_read_only(self):
        for method in ("POST", "PUT", "DELETE"):
            self.assertEqual(self.platform.page("/", method=method).status, 405)

    def test_unknown_number_and_foreign_name_are_refused(self):
        self.assertEqual(self.platform.page("/applications/YS-0000-0000-0000").status, 404)
        self.assertEqual(self.platform.page("/", host="evil.example").status, 403)
        self.assertEqual(self.platform.page("/", host=f"localhost:{self.platform.operator_port}").status, 200)

    def test_api_is_not_served_there(self):
        self.assertEqual(self.platform.page("/services").status, 404)

    def submit(self, *, key: str | None = None, Bianmin_Terminal: str = "YS-HALL-01", **changes: str) -> str:
        reply = self.platform.submit(
            address_form(**changes), service=ADDRESS_SERVICE, key=key, Bianmin_Terminal=Bianmin_Terminal
        )
        self.assertEqual(reply.status, 200, reply.body)
        return reply.json()["additionalMeta"]["data"]["number"]["value"]


if __name__ == "__main__":
    unittest.main()
