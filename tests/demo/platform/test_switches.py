"""The control socket makes the platform slow, refusing, failing, forgetful of replies, or absent."""

import http.client
import time
import unittest

from running_platform import ADDRESS_SERVICE, PlatformTest, address_form, query_form


class ControlSwitches(PlatformTest):
    def test_slow_delays_answers(self):
        self.assertEqual(self.platform.control("slow 300"), {"ok": True})
        begun = time.monotonic()
        self.assertEqual(self.platform.get("/services").status, 200)
        self.assertGreaterEqual(time.monotonic() - begun, 0.3)

    def test_refuse_answers_422_and_stores_nothing(self):
        self.platform.control("refuse on")
        self.assert_problem(self.platform.submit(query_form(), key="refused"), 422, "refused")
        self.assertEqual(self.platform.get("/services").status, 200)
        self.platform.control("refuse off")
        self.assertEqual(self.platform.get("/bianmin/submissions/refused").status, 404)

    def test_refuse_does_not_take_back_what_was_accepted(self):
        first = self.platform.submit(query_form(), key="accepted-before")
        self.platform.control("refuse on")
        self.assertEqual(self.platform.submit(query_form(), key="accepted-before").body, first.body)

    def test_error_answers_any_status_to_applications(self):
        for code in (500, 502, 503, 429, 401):
            self.platform.control(f"error {code} 7")
            reply = self.platform.submit(query_form(), key="failing")
            self.assert_problem(reply, code, "unavailable")
            self.assertEqual(reply.headers["Retry-After"], "7")
        self.assertEqual(self.platform.get("/services").status, 200)
        self.assertEqual(self.platform.get("/bianmin/submissions/failing").status, 404)

    def test_forbid_answers_403_to_everything(self):
        self.platform.control("forbid on")
        self.assert_problem(self.platform.submit(query_form()), 403, "forbidden")
        self.assert_problem(self.platform.get("/services"), 403, "forbidden")

    def test_going_away_cuts_open_connections_and_coming_back_takes_the_same_port(self):
        kept = self.platform.connection()
        kept.request("GET", "/bianmin/health")
        kept.getresponse().read()
        self.platform.control("go-away")
        with self.assertRaises((http.client.RemoteDisconnected, ConnectionError)):
            kept.request("GET", "/bianmin/health")
            kept.getresponse()
        kept.close()
        with self.assertRaises(ConnectionRefusedError):
            self.platform.get("/bianmin/health")
        self.assertFalse(self.platform.control("state")["listening"])
        self.platform.control("come-back")
        self.assertEqual(self.platform.get("/bianmin/health").json()["status"], "ok")
        self.assertTrue(self.platform.control("state")["listening"])

    def test_state_lists_what_arrived_without_personal_data(self):
        reply = self.platform.submit(address_form(), service=ADDRESS_SERVICE, key="listed")
        state = self.platform.control("state")
        self.assertEqual((state["service"], state["port"]), ("platform", self.platform.port))
        newest = state["applications"][0]
        self.assertEqual(newest["number"], reply.json()["additionalMeta"]["data"]["number"]["value"])
        self.assertEqual(newest["applicant"], "陈* 4498**********0222")
        self.assertEqual((newest["service"], newest["key"], newest["replays"]), ("居住证居住地址变更", "listed", 0))
        self.assertEqual((newest["status"], newest["terminal"]), ("PENDING", "YS-HALL-01"))
        self.assertIsNone(newest["rating"])
        self.assertNotIn("学府大道", str(state))

    def test_application_gives_the_whole_document(self):
        document = address_form()
        reply = self.platform.submit(document, service=ADDRESS_SERVICE).json()
        number = reply["additionalMeta"]["data"]["number"]["value"]
        whole = self.platform.control(f"application {number}")["application"]
        self.assertEqual((whole["request"], whole["response"]), (document, reply))

    def test_wrong_words_are_answered_with_a_sentence(self):
        for line, sentence in {
            "slow soon": "'soon' is no MS",
            "slow -1": "whole number from 0",
            "error 200": "whole number from 400 to 599",
            "refuse maybe": "neither on nor off",
            "drop-reply": "missing a required argument: 'word'",
            "application YS-0000-0000-0000": "no application has the number",
        }.items():
            with self.subTest(line=line):
                answer = self.platform.control(line)
                self.assertFalse(answer["ok"])
                self.assertIn(sentence, answer["error"])


if __name__ == "__main__":
    unittest.main()
