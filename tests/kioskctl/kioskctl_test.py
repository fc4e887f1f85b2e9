"""kioskctl itself, on a line with the emulated reader: what it prints, what it exits with, and what it never shows."""

import os
import re
import signal
import subprocess
import unittest

from running_kioskctl import CARD_UNREADABLE, DONE, LIMIT, NO_CARD, NOT_OPENED, PROGRAM, READER_FAULT, ROOT, WRONG_USE
from running_kioskctl import Kioskctl

DOCUMENTS = {
    "citizen": "citizen",
    "hmt-permit": "hmt-permit",
    "foreign-2017": "foreign-permanent-2017",
    "foreign-2023": "foreign-permanent-2023",
}


class Reading(Kioskctl):
    def test_every_kind_of_document_is_read(self):
        samples = self.first_of_each_kind()
        self.assertEqual(set(samples), set(DOCUMENTS))
        for kind, key in samples.items():
            with self.subTest(kind):
                self.reader(f"lay {key}")
                holder = self.cards()[key]
                answer = self.read("--json", "--full", "--fingerprints")
                self.assertEqual((answer.returncode, answer.stderr), (DONE, ""))
                read = self.json_of(answer)
                self.assertEqual(read["document"], DOCUMENTS[kind])
                self.assertEqual(read["card"]["number"], holder["number"])
                self.assertIn(holder["name"], (read["card"]["name"], read["card"]["english_name"]))
                self.assertIsInstance(read["card"]["fingerprints"], int)
                self.golden(f"read-{kind}", self.read().stdout)
                self.golden(f"read-{kind}-full-zh", self.read("--full", language="zh_CN.UTF-8").stdout)
        self.assertEqual(self.reader("state")["errors"], [])

    def test_nothing_personal_is_shown_unless_in_full(self):
        for key, holder in self.cards().items():
            with self.subTest(key):
                self.reader(f"lay {key}")
                masked = self.read("--json", "--trace", "--fingerprints")
                self.assertEqual(masked.returncode, DONE)
                self.assertTrue(self.json_of(masked)["masked"])
                shown = masked.stdout + masked.stderr + self.read("--trace").stdout
                self.assertNotIn(holder["number"], shown)
                self.assertNotIn(holder["name"], shown)

    def test_the_trace_shows_the_wire_and_no_card(self):
        self.reader("lay zhang-xiaoming")
        answer = self.read("--trace", "--full", "--fingerprints")
        self.assertEqual(answer.returncode, DONE)
        trace = [line[10:] for line in answer.stderr.splitlines()]
        self.assertTrue(all(re.match(r" *\d+ ms [→←] ", line) for line in answer.stderr.splitlines()))
        self.golden("trace", "\n".join(trace) + "\n")
        # Not as text, and not as the bytes of the chip.
        number = "44980119850312001X"
        self.assertNotIn(number, answer.stderr)
        self.assertNotIn(number.encode("utf-16-le").hex(" "), answer.stderr)

    def test_a_card_laid_later_is_waited_for(self):
        program = subprocess.Popen(
            self.arguments("read", "--serial", self.line, "--timeout", str(LIMIT)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment("C"),
        )
        with program:
            self.assertEqual(program.stderr.readline(), "Lay a card on the reader …\n")
            self.reader("lay zhang-xiaoming")
            printed, _ = program.communicate(timeout=LIMIT)
        self.assertEqual(program.returncode, DONE)
        self.assertIn("Resident identity card", printed)

    def test_no_card_within_the_time_is_told(self):
        answer = self.read("--json")
        self.assertEqual(answer.returncode, NO_CARD)
        self.assertEqual(self.json_of(answer)["error"]["code"], "no-card")
        self.assertIn("Lay a card on the reader, or wait longer with --timeout", answer.stderr)

    def test_a_damaged_card_is_told_from_none(self):
        self.reader("lay zhang-xiaoming")
        self.reader("damage on")
        answer = self.read("--json")
        self.assertEqual(answer.returncode, CARD_UNREADABLE)
        self.assertEqual(self.json_of(answer)["error"]["code"], "card-damaged")
        self.assertIn("Try another card", answer.stderr)

    def test_a_card_pulled_in_mid_read_was_removed(self):
        self.reader("lay zhang-xiaoming")
        self.reader("pull-mid-read")
        answer = self.read("--json")
        self.assertEqual(answer.returncode, CARD_UNREADABLE)
        self.assertEqual(self.json_of(answer)["error"]["code"], "card-removed")

    def test_a_reader_unplugged_while_it_waits_is_told(self):
        program = subprocess.Popen(
            self.arguments("read", "--serial", self.line, "--timeout", str(LIMIT)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment("C"),
        )
        with program:
            program.stderr.readline()
            self.reader("unplug")
            _, said = program.communicate(timeout=LIMIT)
        self.assertEqual(program.returncode, READER_FAULT)
        self.assertIn("went away while it was in use", said)

    def test_a_silent_reader_is_told_with_what_to_check(self):
        self.reader("silence on")
        answer = self.read("--json")
        self.assertEqual(answer.returncode, READER_FAULT)
        self.assertEqual(self.json_of(answer)["error"]["code"], "no-answer")
        self.assertIn("Check its power", answer.stderr)

    def test_an_interrupt_ends_it_at_once(self):
        program = subprocess.Popen(
            self.arguments("read", "--serial", self.line, "--timeout", str(LIMIT)),
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment("C"),
        )
        with program:
            program.stderr.readline()
            program.send_signal(signal.SIGINT)
            self.assertEqual(program.wait(LIMIT), 130)


class Places(Kioskctl):
    def test_a_line_that_is_not_there_is_told(self):
        answer = self.run_card("read", "--serial", str(self.folder / "none"), "--json")
        self.assertEqual(answer.returncode, NOT_OPENED)
        self.assertEqual(self.json_of(answer)["error"]["code"], "missing")

    def test_a_line_that_another_program_holds_is_told_with_what_to_stop(self):
        holder = subprocess.Popen(
            self.arguments("read", "--serial", self.line, "--timeout", str(LIMIT)),
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment("C"),
        )
        with holder:
            holder.stderr.readline()
            answer = self.read("--json")
            holder.send_signal(signal.SIGINT)
            holder.wait(LIMIT)
        self.assertEqual(answer.returncode, NOT_OPENED)
        self.assertEqual(self.json_of(answer)["error"]["code"], "busy")
        self.assertIn("another program holds it. Stop the terminal first: systemctl stop", answer.stderr)

    def test_readers_are_listed_with_what_they_say_of_themselves(self):
        answer = self.run_card("list", "--serial", self.line, "--devices", str(self.folder), "--json")
        self.assertEqual(answer.returncode, DONE, answer.stderr)
        readers = {one["connection"]: one for one in self.json_of(answer)["readers"]}
        reader = readers[f"serial:{self.line}"]
        self.assertEqual(reader["state"], "ready")
        self.assertEqual(reader["firmware"], "05.03")
        self.assertEqual(reader["sam_id"], "05.03-20260118-1449801017-1503276049")
        self.assertEqual(reader["layout"], "serial")
        words = self.run_card("list", "--serial", self.line, "--devices", str(self.folder))
        self.assertIn("SAM id    05.03-20260118-1449801017-1503276049\nState     ready\n", words.stdout)

    def test_lines_below_dev_are_found_and_a_silent_one_is_told(self):
        os.symlink(self.line, self.folder / "ttyUSB0")
        self.reader("silence on")
        answer = self.run_card("list", "--devices", str(self.folder), "--json")
        readers = {one["connection"]: one for one in self.json_of(answer)["readers"]}
        self.assertEqual(readers[f"serial:{self.folder}/ttyUSB0"]["state"], "no-answer")

    def test_a_passive_list_asks_nothing(self):
        os.symlink(self.line, self.folder / "ttyUSB0")
        self.reader("silence on")
        answer = self.run_card("list", "--devices", str(self.folder), "--passive", "--json")
        readers = {one["connection"]: one for one in self.json_of(answer)["readers"]}
        self.assertEqual(readers[f"serial:{self.folder}/ttyUSB0"]["state"], "present")


class WrongUse(unittest.TestCase):
    def test_is_told_with_its_own_status_and_the_option(self):
        for words, named in (
            ([], "subcommand"),
            (["card"], "subcommand"),
            (["card", "eat"], "subcommand"),
            (["card", "read"], "--serial"),
            (["card", "read", "--serial", "/dev/null", "--usb", "1:2"], "--usb"),
            (["card", "read", "--serial", "/dev/null", "--timeout", "soon"], "--timeout"),
            (["card", "read", "--serial", "/dev/null", "--timeout", "-1"], "--timeout"),
            (["card", "read", "--serial", "/dev/null?speed=1"], "--serial"),
            (["card", "read", "--usb", "one"], "--usb"),
            (["card", "read", "--serial", "/dev/null", "--quirk", "loud"], "--quirk"),
            (["card", "read", "--serial", "/dev/null", "--quirk", "rf_frame=77"], "rf_frame"),
            (["card", "read", "--serial", "/dev/null", "--quirk", "photo_output=jpg"], "photo_output"),
        ):
            with self.subTest(words):
                answer = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=LIMIT)
                self.assertEqual(answer.returncode, WRONG_USE)
                self.assertIn(named, answer.stderr)
                self.assertEqual(answer.stdout, "")

    def test_help_names_every_option(self):
        answer = subprocess.run([PROGRAM, "card", "read", "--help"], capture_output=True, text=True, timeout=LIMIT)
        self.assertEqual(answer.returncode, DONE)
        described = (ROOT / "docs" / "kioskctl.md").read_text(encoding="utf-8")
        options = set(re.findall(r"--[a-z][a-z-]+", answer.stdout)) - {"--help"}
        self.assertGreaterEqual(len(options), 9)
        for option in options:
            self.assertIn(option, described)

if __name__ == "__main__":
    unittest.main()
