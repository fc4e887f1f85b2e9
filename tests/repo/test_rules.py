"""The repository keeps its rules, and each rule finds what it is for."""

import os
import re
import subprocess
import unittest
from pathlib import Path

import rules


class TheRepository(unittest.TestCase):
    maxDiff = None

    def test_keeps_every_rule(self):
        self.assertEqual(list(rules.problems()), [])

    def test_was_looked_at(self):
        seen = {path.as_posix() for path in rules.files()}
        self.assertLessEqual({"run", "check", "kiosk/main.cpp", "screens/scene/layout.cpp", "demo/world.py"}, seen)

    def test_every_source_is_built(self):
        """A file that no CMakeLists.txt names is dead, or forgotten."""
        named = "\n".join(
            (rules.ROOT / path).read_text() for path in rules.files() if path.name == "CMakeLists.txt"
        )
        words = set(re.findall(r"[\w.-]+", named.replace("/", " ")))
        # A fuzz target's line names the file without its ending.
        forgotten = [
            path.as_posix()
            for path in rules.files()
            if path.suffix == ".cpp" and not {path.name, path.stem} & words
        ]
        self.assertEqual(forgotten, [])

    def test_commands_can_be_run_and_name_their_options(self):
        for command in ("run", "check"):
            with self.subTest(command):
                answer = subprocess.run([rules.ROOT / command, "--help"], capture_output=True, text=True, timeout=10)
                self.assertEqual(answer.returncode, 0, answer.stderr)
                self.assertIn(f"./{command}", answer.stdout)
                wrong = subprocess.run([rules.ROOT / command, "--no-such"], capture_output=True, text=True, timeout=10)
                self.assertEqual(wrong.returncode, 2)
                self.assertIn("--no-such", wrong.stderr)
        self.assertTrue(os.access(rules.ROOT / ".ci" / "run", os.X_OK))


class EachRule(unittest.TestCase):
    def finds(self, rule, path: str, text: str) -> list[str]:
        return list(rule(Path(path), text))

    def test_finds_what_is_unfinished(self):
        self.assertTrue(self.finds(rules.unfinished, "a.cpp", "// TO" + "DO: more"))
        self.assertFalse(self.finds(rules.unfinished, "a.cpp", "// done"))

    def test_finds_folders_of_one_machine(self):
        self.assertTrue(self.finds(rules.machine_words, "a.md", "see /wo" + "rk/main"))
        self.assertTrue(self.finds(rules.machine_words, "a.md", "cd /ho" + "me/someone/bianmin"))
        self.assertFalse(self.finds(rules.machine_words, "a.md", "the kiosk's framework/main"))

    def test_finds_package_hosts(self):
        self.assertTrue(self.finds(rules.machine_words, "a.sh", "http://deb.debi" + "an.org/x"))

    def test_finds_pauses_in_tests_only(self):
        pause = "std::this_thread::sleep_" + "for(1s);"
        self.assertTrue(self.finds(rules.sleeps, "tests/a_test.cpp", pause))
        self.assertFalse(self.finds(rules.sleeps, "kiosk/a.cpp", pause))

    def test_finds_long_files(self):
        self.assertTrue(self.finds(rules.too_long, "a.cpp", "x\n" * (rules.MOST_LINES + 1)))
        self.assertFalse(self.finds(rules.too_long, "a.cpp", "x\n" * rules.MOST_LINES))

    def test_finds_headers_without_their_first_line(self):
        self.assertTrue(self.finds(rules.header_guards, "a.h", "// x\n#pragma once\n"))
        self.assertFalse(self.finds(rules.header_guards, "a.h", "#pragma once\n"))

    def test_finds_includes_against_the_rooms_order(self):
        for path, line in (
            ("kiosk/flow/a.cpp", '#include "drivers/host/messages.h"'),
            ("kiosk/flow/a.cpp", '#include "screens/scene/node.h"'),
            ("kiosk/flow/a.cpp", "#include <SDL.h>"),
            ("kiosk/flow/a.cpp", "#include <sqlite3.h>"),
            ("screens/scene/a.h", "#include <cairo.h>"),
            ("screens/scene/a.h", "#include <curl/curl.h>"),
            ("drivers/transport/a.cpp", '#include "kiosk/flow/state.h"'),
            ("kiosk/base/a.h", '#include "kiosk/service/form.h"'),
        ):
            with self.subTest(path=path, line=line):
                self.assertTrue(self.finds(rules.includes, path, line))
        for path, line in (
            ("kiosk/flow/a.cpp", '#include "kiosk/service/form.h"'),
            ("kiosk/flow/a.cpp", "#include <vector>"),
            ("screens/render/a.cpp", "#include <SDL.h>"),
        ):
            with self.subTest(path=path, line=line):
                self.assertFalse(self.finds(rules.includes, path, line))

    def test_finds_links_that_lead_nowhere(self):
        self.assertTrue(self.finds(rules.links, "docs/a.md", "[x](no-such-file.md)"))
        self.assertTrue(self.finds(rules.links, "docs/a.md", "# Title\n[x](#other)"))
        self.assertTrue(self.finds(rules.links, "docs/a.md", '<img src="no-such.png">'))
        self.assertFalse(self.finds(rules.links, "docs/a.md", "# A title\n[x](#a-title) [y](../CMakeLists.txt) [z](https://e.cn)"))


if __name__ == "__main__":
    unittest.main()
