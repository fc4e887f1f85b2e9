"""The program behind `./run --headless`: alone in its folder, ended by any signal without a trace, and plain about faults."""

import fcntl
import os
import select
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from terminal_world import ROOT, process_children

LIMIT = 60.0  # seconds, for anything the program does


class TheScriptedVisit(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="bm visit 便民 ", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "out put" / "visit"
        self.lock = self.output.with_name("visit.lock")

    # ---- the program ----

    def start(self) -> subprocess.Popen:
        words = [sys.executable, "-B", str(ROOT / "demo" / "visit.py"), "--output", str(self.output)]
        if binaries := os.environ.get("BIANMIN_BINARIES"):
            words += ["--binaries", binaries]
        program = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.clear, program)
        return program

    def clear(self, program: subprocess.Popen) -> None:
        program.kill()
        program.communicate(timeout=LIMIT)

    def start_a_visit(self) -> subprocess.Popen:
        """Up to its first picture: everything runs."""
        program = self.start()
        for line in program.stdout:
            if line.strip().endswith(".png"):
                return program
        self.fail(f"it ended: {program.communicate(timeout=LIMIT)[1]}")

    def parts(self, program: subprocess.Popen) -> dict[int, list[str]]:
        """With what they have started in turn."""
        found = process_children(program.pid)
        for part in list(found):
            found |= process_children(part)
        self.assertGreaterEqual(len(found), 5 + 3, "the parts, and the terminal's devices")
        return found

    def short_folder(self) -> Path:
        return Path(self.lock.read_text().splitlines()[1])

    def assert_gone(self, processes: dict[int, list[str]], limit: float = 10.0) -> None:
        for process in processes:
            try:
                alive = os.pidfd_open(process)
            except ProcessLookupError:
                continue
            try:
                self.assertTrue(select.select([alive], [], [], limit)[0], f"stayed behind: {processes[process]}")
            finally:
                os.close(alive)

    # ---- to its end ----

    def test_a_whole_visit_leaves_pictures_receipts_and_applications(self) -> None:
        program = self.start()
        out, err = program.communicate(timeout=6 * LIMIT)
        self.assertEqual((program.returncode, err), (0, ""))
        self.assertIn(str(self.output), out.splitlines()[-1])
        for pattern, count in (("1-*-finished.png", 1), ("2-*-finished.png", 1), ("receipt-*.png", 2), ("application-*", 2)):
            self.assertEqual(len(list(self.output.glob(pattern))), count, pattern)

    # ---- one at a time ----

    def test_a_second_one_is_refused_and_touches_nothing(self) -> None:
        self.output.mkdir(parents=True)
        picture = self.output / "1-01-idle.png"
        picture.write_text("of the first")
        with open(self.lock, "w") as lock:
            lock.write("4711\n")
            lock.flush()
            fcntl.flock(lock, fcntl.LOCK_EX)
            out, err = self.start().communicate(timeout=LIMIT)
        self.assertEqual(out, "")
        self.assertEqual(
            err, f"{self.output} is in use by another ./run (process 4711): let it come to its end, or end it first\n"
        )
        self.assertEqual(picture.read_text(), "of the first")

    # ---- ended ----

    def test_signals_end_everything_without_a_trace(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number.name):
                program = self.start_a_visit()
                parts, short = self.parts(program), self.short_folder()
                program.send_signal(number)
                _, err = program.communicate(timeout=LIMIT)
                self.assertEqual((program.returncode, err), (128 + number, f"Ended by {number.name}.\n"))
                self.assert_gone(parts)
                self.assertFalse(short.exists())

    def test_a_killed_one_takes_its_parts_along_and_the_next_clears_up(self) -> None:
        program = self.start_a_visit()
        parts, short = self.parts(program), self.short_folder()
        program.kill()
        self.assert_gone(parts)
        self.assertTrue(short.exists())
        self.start_a_visit()
        self.assertFalse(short.exists())

    # ---- faults ----

    def test_the_first_fault_is_told_even_where_no_log_can_be_kept(self) -> None:
        program = self.start_a_visit()
        (self.output / "logs").write_text("in the way")
        terminal = next(process for process, words in self.parts(program).items() if "bianmin-terminal" in words[0])
        os.kill(terminal, signal.SIGKILL)
        _, err = program.communicate(timeout=LIMIT)
        self.assertEqual(program.returncode, 1)
        first, second = err.splitlines()
        self.assertRegex(first, "^The visit did not come to its end: .*; terminal died [(]SIGKILL[)]$")
        self.assertRegex(second, f"^The logs could not be kept: {self.output}/logs: File exists; remove the file")

    def test_a_folder_that_cannot_be_written_is_named(self) -> None:
        self.output.parent.write_text("a file")
        _, err = self.start().communicate(timeout=LIMIT)
        self.assertEqual(err, f"{self.output.parent}: File exists; remove the file that stands where a folder is wanted\n")

    def test_missing_programs_are_named(self) -> None:
        with mock.patch.dict(os.environ, BIANMIN_BINARIES=str(self.folder)):
            _, err = self.start().communicate(timeout=LIMIT)
        self.assertEqual(err, f"{self.folder} holds no bianmin-terminal; ./run builds it\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
