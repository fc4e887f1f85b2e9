"""./run and ./check wherever a checkout may stand, and for whoever starts them."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import rules

LIMIT = 60.0  # seconds
PRESETS = """{"version": 5, "configurePresets": [{"name": "release", "generator": "Ninja",
  "binaryDir": "${sourceDir}/build/${presetName}", "cacheVariables": {"BIANMIN_ANY": "thing"}}]}"""


class Building(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="bm checkout 便民 ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def bash(self, commands: str, folder: Path, **environment: str | None) -> subprocess.CompletedProcess:
        """With scripts/building read; what is given as None is not set."""
        known = {name: value for name, value in {**os.environ, **environment}.items() if value is not None}
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f'. "$0"; {commands}', str(rules.ROOT / "scripts" / "building")],
            cwd=folder,
            env=known,
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )

    # ---- the build folder ----

    def checkout(self) -> Path:
        first = self.folder / "first"
        first.mkdir()
        (first / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(any LANGUAGES NONE)\n")
        (first / "CMakePresets.json").write_text(PRESETS)
        return first

    def configure(self, folder: Path) -> str:
        done = self.bash("if is_new release; then echo new; fi; configure release -D BIANMIN_ANY=else", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"CMAKE_HOME_DIRECTORY:INTERNAL={folder}\n", (folder / "build/release/CMakeCache.txt").read_text())
        return done.stdout

    def test_is_said_to_be_new_only_once(self) -> None:
        checkout = self.checkout()
        self.assertEqual(self.configure(checkout), "new\n")
        self.assertEqual(self.configure(checkout), "")

    def test_goes_along_with_a_checkout_that_is_copied_or_renamed(self) -> None:
        first, second, third = self.checkout(), self.folder / "second", self.folder / "third"
        self.configure(first)
        shutil.copytree(first, second)
        second.rename(third)
        said = self.configure(third)
        self.assertEqual(said, f"new\nbuild/release was made when this was {first}: it is made anew.\n")
        self.assertEqual(self.configure(third), "")
        self.assertEqual(self.configure(first), "")

    def test_a_fault_is_told(self) -> None:
        checkout = self.checkout()
        (checkout / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(any LANGUAGES NONE)\nx()\n")
        done = self.bash("configure release", checkout)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('Unknown CMake command "x"', done.stderr)

    # ---- the compiler's cache ----

    def folder_of_ccache(self, **environment: str | None) -> str:
        plain = {"CCACHE_DIR": None, "XDG_CACHE_HOME": None, "CCACHE_CONFIGPATH": None}
        done = self.bash('give_ccache_a_folder; echo "${CCACHE_DIR:-its own}"', self.folder, **{**plain, **environment})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.strip()

    def test_stays_at_home_where_it_can(self) -> None:
        self.assertEqual(self.folder_of_ccache(HOME=str(self.folder)), "its own")

    def test_moves_into_the_build_folder_where_home_cannot_be_written(self) -> None:
        self.assertEqual(self.folder_of_ccache(HOME="/proc/nobody"), f"{self.folder}/build/ccache")

    def test_stays_where_somebody_put_it(self) -> None:
        self.assertEqual(self.folder_of_ccache(HOME="/proc/nobody", CCACHE_DIR="/proc/mine"), "/proc/mine")


class Running(unittest.TestCase):
    def test_what_cannot_be_done_together_is_refused(self) -> None:
        for words, reason in (
            (["--headless", "--keep"], "--keep is for windows only"),
            (["--language", "en", "--headless"], "--language is for windows only"),
            (["--language"], "--language is zh-CN or en, not ''"),
            (["--language", "fr"], "--language is zh-CN or en, not 'fr'"),
        ):
            with self.subTest(words=words):
                done = subprocess.run([rules.ROOT / "run", *words], capture_output=True, text=True, timeout=LIMIT)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(reason, done.stderr.splitlines()[0])


if __name__ == "__main__":
    unittest.main()
