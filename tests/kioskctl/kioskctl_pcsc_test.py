"""kioskctl with a real pcscd of its own, and a virtual card."""

import subprocess
import sys
import unittest

from running_kioskctl import DONE, NO_CARD, NOT_OPENED, ROOT, WRONG_USE, Kioskctl

sys.path.insert(0, str(ROOT / "demo"))
from world import smart_cards_hindrance  # noqa: E402

HINDRANCE = smart_cards_hindrance()


@unittest.skipIf(HINDRANCE, HINDRANCE)
class OnPcsc(Kioskctl):
    def start_emulator(self) -> None:
        name, _, path = self.launch("demo/emulators/smart_card_reader.py").partition("=")
        self.assertEqual(name, "PCSCLITE_CSOCK_NAME")
        self.more_environment = {name: path}

    def read_smart_card(self, *words: str) -> subprocess.CompletedProcess:
        return self.run_card("read", "--pcsc", "auto", "--timeout", "20", *words)

    def test_a_social_security_card_is_read_and_masked(self):
        key, holder = next(iter(self.cards().items()))
        self.reader(f"lay {key}")
        full = self.read_smart_card("--json", "--full")
        self.assertEqual(full.returncode, DONE, full.stderr)
        read = self.json_of(full)
        self.assertEqual(read["document"], "social-security-card")
        self.assertEqual((read["card"]["name"], read["card"]["number"]), (holder["name"], holder["number"]))
        masked = self.read_smart_card("--trace")
        self.assertEqual(masked.returncode, DONE, masked.stderr)
        for secret in (holder["name"], holder["number"], holder["number"].encode().hex(" ")):
            self.assertNotIn(secret, masked.stdout + masked.stderr)
        self.assertIn("bytes not shown", masked.stderr)

    def test_the_reader_is_listed_by_the_name_that_pcscd_gives(self):
        answer = self.run_card("list", "--devices", str(self.folder), "--json")
        readers = [one for one in self.json_of(answer)["readers"] if one["kind"] == "smart-card-reader"]
        self.assertTrue(readers)
        for reader in readers:
            self.assertEqual((reader["state"], reader["layout"]), ("ready", "pcsc"))
            self.assertEqual(reader["connection"], "pcsc:" + reader["device"])

    def test_quirks_are_those_of_the_card(self):
        key, holder = next(iter(self.cards().items()))
        self.reader(f"lay {key}")
        read = self.read_smart_card("--quirk", "records=plain", "--json", "--full")
        self.assertEqual(read.returncode, DONE, read.stderr)
        self.assertEqual(self.json_of(read)["card"]["number"], holder["number"])
        for wrong in ("records=ber", "rf_frame=50"):
            with self.subTest(wrong):
                answer = self.read_smart_card("--quirk", wrong)
                self.assertEqual(answer.returncode, WRONG_USE)
                self.assertIn("records", answer.stderr)

    def test_no_card_within_the_time_is_told(self):
        answer = self.run_card("read", "--pcsc", "auto", "--timeout", "0", "--json")
        self.assertEqual(answer.returncode, NO_CARD)
        self.assertEqual(self.json_of(answer)["error"]["code"], "no-card")

    def test_a_pcscd_that_does_not_run_is_told_with_how_to_start_it(self):
        self.more_environment["PCSCLITE_CSOCK_NAME"] = str(self.folder / "nobody")
        answer = self.run_card("read", "--pcsc", "auto", "--json")
        self.assertEqual(answer.returncode, NOT_OPENED)
        self.assertEqual(self.json_of(answer)["error"]["code"], "no-service")
        self.assertIn("systemctl start pcscd.socket", answer.stderr)


if __name__ == "__main__":
    unittest.main()
