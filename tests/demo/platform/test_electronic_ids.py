"""The platform vouches for its own electronic IDs, while they are fresh, and for nothing else."""

import json
import time
import unittest

from running_platform import PlatformTest

import electronic_id


class ElectronicIds(PlatformTest):
    def verify(self, code: object):
        body = json.dumps({"code": code}).encode()
        return self.platform.request("POST", "/bianmin/electronic-ids", body, Content_Type="application/json")

    def test_holder_of_a_fresh_code(self):
        code = electronic_id.make_code("zhang-xiaoming")
        reply = self.verify(code)
        self.assertEqual(reply.status, 200)
        self.assertEqual(
            reply.json(),
            {
                "name": "张晓明",
                "sex": "1",
                "birth": "1985-03-12",
                "number": "44980119850312001X",
                "address": "云山市清溪区桂花路18号3栋602室",
                "validUntil": "2038-04-20",
            },
        )
        self.assertEqual(self.verify(code).body, reply.body)

    def test_every_sample_citizen_has_one(self):
        for citizen in electronic_id.citizens():
            holder = self.verify(electronic_id.make_code(citizen)).json()
            self.assertTrue(holder.get("name") or holder.get("englishName"), citizen)

    def test_what_is_out_of_date_is_told_from_what_is_none(self):
        old = electronic_id.make_code("zhang-xiaoming", time.time() - electronic_id.GOOD_FOR - 1)
        self.assert_problem(self.verify(old), 422, "electronic-id-expired")
        code = electronic_id.make_code("zhang-xiaoming")
        content = code.split(".")[1]
        for wrong in (code[:-4] + "AAAA", code.replace(content, content[:-3] + "AAA"), "https://example.cn", ".."):
            self.assert_problem(self.verify(wrong), 422, "electronic-id-unknown")
        self.assert_problem(self.verify(electronic_id.make_code("nobody")), 422, "electronic-id-unknown")

    def test_what_is_no_code_is_malformed(self):
        for wrong in ("", 7, None, "x" * 3001):
            self.assert_problem(self.verify(wrong), 400, "malformed-request")


if __name__ == "__main__":
    unittest.main()
