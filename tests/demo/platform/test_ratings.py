"""A citizen rates a handling (好差评): once, for good, and only through the terminal that sent it."""

import contextlib
import dataclasses
import shutil
import sqlite3
import tempfile
import unittest
import uuid
from pathlib import Path

from running_platform import Platform, PlatformTest, query_form

import file_number
import store


class Ratings(PlatformTest):
    def test_grade_is_stored_and_shown(self):
        for grade in range(1, 6):
            key, number = self.submit()
            self.assertIsNone(self.shown(key))
            reply = self.platform.rate(key, {"grade": grade})
            self.assertEqual((reply.status, reply.json()), (200, {"grade": grade}))
            self.assertEqual(self.shown(key), grade)
            self.assertEqual(self.platform.control(f"application {number}")["application"]["rating"], grade)

    def test_same_grade_again_is_answered_alike(self):
        key, _ = self.submit()
        first, again = (self.platform.rate(key, {"grade": 2}) for _ in range(2))
        self.assertEqual((first.status, again.status, first.body), (200, 200, again.body))
        self.assertEqual(self.shown(key), 2)

    def test_another_grade_is_refused_and_the_first_stays(self):
        key, _ = self.submit()
        self.platform.rate(key, {"grade": 1})
        self.assert_problem(self.platform.rate(key, {"grade": 5}), 409, "already-rated")
        self.assertEqual(self.shown(key), 1)
        self.assertEqual(self.platform.rate(key, {"grade": 1}).status, 200)

    def test_rating_leaves_the_stored_answer_alone(self):
        key, _ = self.submit()
        before = self.platform.get(f"/bianmin/submissions/{key}").body
        self.platform.rate(key, {"grade": 3})
        self.assertEqual(self.platform.get(f"/bianmin/submissions/{key}").body, before)
        self.assertEqual(self.platform.submit(query_form(), key=key).body, before)

    def test_what_was_never_received_cannot_be_rated(self):
        self.assert_problem(self.platform.rate("never-rated", {"grade": 5}), 404, "not-found")
        self.platform.submit(query_form(), key="never-rated")
        self.assertIsNone(self.shown("never-rated"))

    def test_another_terminals_handling_cannot_be_rated(self):
        key, number = self.submit()
        theirs = str(uuid.uuid4())
        with contextlib.closing(store.Store(self.platform.state / "platform.db")) as applications:
            names = {"client": "another", "idempotency_key": theirs, "file_id": theirs}
            other = dataclasses.replace(applications.by_number(number), number=file_number.new_number(), **names)
            applications.add(other)
        self.assert_problem(self.platform.rate(theirs, {"grade": 5}), 404, "not-found")
        self.assertIsNone(self.shown(theirs))

    def test_malformed_bodies_are_refused(self):
        key, _ = self.submit()
        grades = [0, 6, -1, 4.5, "5", True, None, [5], {"value": 5}]
        shapes = [{}, [], 5, None, {"Grade": 5}, {"grade": 5, "comment": "很好"}]
        broken = [b"", b"{", b'{"grade": NaN}', b'{"grade": 1e999}', b"grade=5", b"\xff", b"[" * 100_000]
        for body in [{"grade": grade} for grade in grades] + shapes + broken:
            with self.subTest(body=body if len(str(body)) < 100 else "deep"):
                self.assert_problem(self.platform.rate(key, body), 400, "malformed-request")
        self.assertIsNone(self.shown(key))

    def test_other_kinds_and_sizes_of_body_are_refused(self):
        key, _ = self.submit()
        reply = self.platform.rate(key, {"grade": 5}, media_type="text/plain")
        self.assert_problem(reply, 415, "unsupported-media-type")
        self.assert_problem(self.platform.rate(key, b" " * 300_000), 413, "too-large")
        path = f"/bianmin/submissions/{key}/rating"
        self.assert_problem(self.platform.get(path), 405, "method-not-allowed")
        self.assertIsNone(self.shown(key))

    def submit(self) -> tuple[str, str]:
        key = str(uuid.uuid4())
        reply = self.platform.submit(query_form(), key=key)
        return key, reply.json()["additionalMeta"]["data"]["number"]["value"]

    def shown(self, key: str) -> int | None:
        return next(each["rating"] for each in self.platform.stored() if each["key"] == key)


class Survival(unittest.TestCase):
    def setUp(self):
        folder = Path(tempfile.mkdtemp(prefix="platform-test-"))
        self.addCleanup(shutil.rmtree, folder)
        self.platform = Platform(folder / "state").start()

    def test_rating_survives_sigkill(self):
        self.platform.submit(query_form(), key="kept")
        self.assertEqual(self.platform.rate("kept", {"grade": 2}).status, 200)
        self.platform.kill()
        self.platform.start()
        self.addCleanup(self.platform.stop)
        self.assertEqual([each["rating"] for each in self.platform.stored()], [2])
        self.assertEqual(self.platform.rate("kept", {"grade": 5}).status, 409)

    def test_store_from_before_there_were_ratings_is_used_on(self):
        self.platform.submit(query_form(), key="old")
        self.platform.stop()
        with contextlib.closing(sqlite3.connect(self.platform.state / "platform.db")) as db:
            db.execute("DROP TABLE ratings")
        self.platform.start()
        self.addCleanup(self.platform.stop)
        self.assertEqual(self.platform.rate("old", {"grade": 4}).status, 200)
        self.assertEqual([each["rating"] for each in self.platform.stored()], [4])


if __name__ == "__main__":
    unittest.main()
