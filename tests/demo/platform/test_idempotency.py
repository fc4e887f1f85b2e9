"""An application is taken exactly once, however often it is sent, and whatever happens on the way."""

import asyncio
import base64
import hashlib
import http.client
import json
import shutil
import tempfile
import threading
import unittest
import uuid
from pathlib import Path

from running_platform import (
    ADDRESS_SERVICE,
    QUERY_SERVICE,
    ROOT,
    Platform,
    PlatformTest,
    address_form,
    query_form,
    wait_until,
)

import catalogue
import store
from problems import Problem
from records import RESULT_KEYS, Contributions
from submissions import Submission, Submissions
from switches import Switches


class Repeats(PlatformTest):
    def test_repeat_gets_the_identical_answer(self):
        first = self.platform.submit(query_form(), key="repeat")
        again = self.platform.submit(query_form(), key="repeat")
        self.assertEqual((first.status, again.status), (200, 200))
        self.assertEqual(first.body, again.body)
        self.assertIsNone(first.headers["Idempotency-Replayed"])
        self.assertEqual(again.headers["Idempotency-Replayed"], "true")
        self.assertEqual([each["replays"] for each in self.platform.stored() if each["key"] == "repeat"], [1])

    def test_same_key_with_other_bytes_is_refused(self):
        self.platform.submit(query_form(), key="reused")
        reply = self.platform.submit(query_form(period="2025"), key="reused")
        self.assert_problem(reply, 422, "idempotency-key-reused")

    def test_same_meaning_in_other_bytes_is_another_payload(self):
        body = json.dumps(query_form()).encode()
        self.platform.submit(body, key="spaced")
        self.assert_problem(self.platform.submit(body + b" ", key="spaced"), 422, "idempotency-key-reused")

    def test_same_key_for_another_service_is_refused(self):
        body = json.dumps(query_form()).encode()
        self.platform.submit(body, key="elsewhere")
        reply = self.platform.submit(body, key="elsewhere", service=ADDRESS_SERVICE)
        self.assert_problem(reply, 422, "idempotency-key-reused")

    def test_missing_and_malformed_keys_are_refused(self):
        for header in (None, "naked", '"open', '""', '"a", "b"', '"tab\t"', f'"{"x" * 201}"', "'single'"):
            with self.subTest(header=header):
                reply = self.platform.submit(query_form(), Idempotency_Key=header)
                self.assert_problem(reply, 400, "idempotency-key-missing")

    def test_key_with_odd_characters_can_be_asked_for(self):
        first = self.platform.submit(query_form(), Idempotency_Key=r'"a/b c%?\"\\"')
        self.assertEqual(first.status, 200)
        self.assertEqual(self.platform.get("/bianmin/submissions/a%2Fb%20c%25%3F%22%5C").body, first.body)

    def test_refused_form_leaves_the_key_free(self):
        self.assert_problem(self.platform.submit(query_form(period="1999"), key="mended"), 422, "form-invalid")
        self.assert_problem(self.platform.get("/bianmin/submissions/mended"), 404, "not-found")
        self.assertEqual(self.platform.submit(query_form(), key="mended").status, 200)

    def test_status_query_gives_the_stored_bytes(self):
        first = self.platform.submit(address_form(), service=ADDRESS_SERVICE, key="asked")
        reply = self.platform.get("/bianmin/submissions/asked")
        self.assertEqual((reply.status, reply.body), (200, first.body))
        self.assert_problem(self.platform.get("/bianmin/submissions/never"), 404, "not-found")


class StillRunning(PlatformTest):
    def in_background(self, key: str, results: list) -> threading.Thread:
        thread = threading.Thread(target=lambda: results.append(self.platform.submit(query_form(), key=key)))
        thread.start()
        wait_until(lambda: self.platform.control("state")["running"] == 1, "the first request to be under way")
        return thread

    def test_second_request_while_the_first_is_running(self):
        self.platform.control("slow 60000")
        results: list = []
        thread = self.in_background("busy", results)
        reply = self.platform.submit(query_form(), key="busy")
        self.assert_problem(reply, 409, "still-running")
        self.assertEqual(reply.headers["Retry-After"], "1")
        other = self.platform.submit(query_form(period="2025"), key="busy")
        self.assert_problem(other, 422, "idempotency-key-reused")
        self.assertEqual([each for each in self.platform.stored() if each["key"] == "busy"], [])
        self.platform.control("slow off")
        thread.join()
        self.assertEqual(results[0].status, 200)
        self.assertEqual(self.platform.submit(query_form(), key="busy").body, results[0].body)

    def test_caller_that_hangs_up_does_not_stop_the_work(self):
        self.platform.control("slow 60000")
        with self.assertRaises(TimeoutError):
            self.platform.submit(query_form(), key="hung-up", timeout=0.3)
        self.assertEqual(self.platform.control("state")["running"], 1)
        self.platform.control("slow off")
        wait_until(
            lambda: self.platform.get("/bianmin/submissions/hung-up").status == 200, "the application to be stored"
        )

    def test_ten_at_once_make_one_application(self):
        results: list = []
        threads = [
            threading.Thread(target=lambda: results.append(self.platform.submit(query_form(), key="ten")))
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        bodies = {reply.body for reply in results if reply.status == 200}
        self.assertEqual(len(bodies), 1)
        self.assertLessEqual({reply.status for reply in results}, {200, 409})
        self.assertEqual(len([each for each in self.platform.stored() if each["key"] == "ten"]), 1)


class StatusWhileRunning(unittest.IsolatedAsyncioTestCase):
    """Inside the process, for the wire's status query is as slow as everything else then."""

    async def test_status_query_says_still_running(self):
        folder = Path(tempfile.mkdtemp(prefix="platform-test-"))
        self.addCleanup(shutil.rmtree, folder)
        applications = store.Store(folder / "platform.db")
        self.addCleanup(applications.close)
        switches = Switches()
        submissions = Submissions(applications, switches, Contributions(), "https://example.test")
        services = catalogue.load(ROOT / "config", {"social-insurance-contributions": RESULT_KEYS})
        body = json.dumps(query_form()).encode()
        service = services.services[QUERY_SERVICE]
        submission = Submission("terminal", "key", "/path", body, service, json.loads(body), "", "mediator")

        switches.set_slow("60000")
        task = asyncio.create_task(submissions.accept(submission))
        await asyncio.wait([task], timeout=0)
        with self.assertRaises(Problem) as raised:
            submissions.status("terminal", "key")
        self.assertEqual((raised.exception.kind, raised.exception.status), ("still-running", 409))
        switches.set_slow("off")
        outcome = await task
        self.assertEqual(submissions.status("terminal", "key").response, outcome.application.response)
        with self.assertRaises(Problem):
            submissions.status("another-terminal", "key")


class LostReplies(PlatformTest):
    def test_dropped_reply_has_committed_exactly_one(self):
        self.platform.control("drop-reply 1")
        with self.assertRaises((http.client.RemoteDisconnected, ConnectionError)):
            self.platform.submit(query_form(), key="dropped")
        status = self.platform.get("/bianmin/submissions/dropped")
        again = self.platform.submit(query_form(), key="dropped")
        self.assertEqual((status.status, again.status), (200, 200))
        self.assertEqual(status.body, again.body)
        self.assertEqual(again.headers["Idempotency-Replayed"], "true")
        self.assertEqual(len([each for each in self.platform.stored() if each["key"] == "dropped"]), 1)

    def test_dropping_goes_on_until_it_is_switched_off(self):
        self.platform.control("drop-reply on")
        for _ in range(3):
            with self.assertRaises((http.client.RemoteDisconnected, ConnectionError)):
                self.platform.submit(query_form(), key="dropped-on")
        self.platform.control("drop-reply off")
        self.assertEqual(self.platform.submit(query_form(), key="dropped-on").headers["Idempotency-Replayed"], "true")


class Survival(unittest.TestCase):
    def test_what_was_answered_survives_sigkill(self):
        folder = Path(tempfile.mkdtemp(prefix="platform-test-"))
        self.addCleanup(shutil.rmtree, folder)
        platform = Platform(folder / "state").start()
        keys = [str(uuid.uuid4()) for _ in range(5)]
        answers = [platform.submit(query_form(), key=key).body for key in keys]
        platform.kill()
        platform.start()
        self.addCleanup(platform.stop)
        self.assertEqual([platform.get(f"/bianmin/submissions/{key}").body for key in keys], answers)
        self.assertEqual([platform.submit(query_form(), key=key).body for key in keys], answers)
        self.assertEqual(platform.control("state")["stored"], 5)

    def test_what_was_under_way_at_sigterm_was_never_taken(self):
        folder = Path(tempfile.mkdtemp(prefix="platform-test-"))
        self.addCleanup(shutil.rmtree, folder)
        platform = Platform(folder / "state").start()
        platform.control("slow 60000")
        faults: list = []

        def submit() -> None:
            try:
                platform.submit(query_form(), key="cut")
            except (http.client.HTTPException, OSError) as fault:
                faults.append(fault)

        thread = threading.Thread(target=submit)
        thread.start()
        wait_until(lambda: platform.control("state")["running"] == 1, "the request to be under way")
        self.assertEqual(platform.stop(), 0)
        thread.join()
        self.assertEqual(len(faults), 1)
        self.assertNotIn("Traceback", platform.log())
        platform.start()
        self.addCleanup(platform.stop)
        self.assertEqual(platform.get("/bianmin/submissions/cut").status, 404)


class Digests(PlatformTest):
    def test_right_digest_is_taken(self):
        body = json.dumps(query_form()).encode()
        reply = self.platform.submit(body, Content_Digest=f"sha-256=:{sha256(body)}:")
        self.assertEqual(reply.status, 200)
        self.assertEqual(reply.headers["Content-Digest"], f"sha-256=:{sha256(reply.body)}:")

    def test_wrong_and_malformed_digests_are_refused(self):
        body = json.dumps(query_form()).encode()
        wrong = sha256(b"other bytes")
        broken = [f"sha-256={wrong}", "sha-256=:no!base64:", "sha-256=:abc:", "", ","]
        for header in [f"sha-256=:{wrong}:", f"sha-512=:{wrong}:", *broken]:
            with self.subTest(header=header):
                reply = self.platform.submit(body, key="digest", Content_Digest=header)
                self.assert_problem(reply, 400, "content-digest-mismatch")
        self.assertEqual(self.platform.get("/bianmin/submissions/digest").status, 404)

    def test_unknown_algorithm_is_passed_over(self):
        body = json.dumps(query_form()).encode()
        self.assertEqual(self.platform.submit(body, Content_Digest="crc32c=:AAAAAA==:").status, 200)


def sha256(body: bytes) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


if __name__ == "__main__":
    unittest.main()
