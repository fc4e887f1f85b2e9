"""kioskctl at work with an emulated reader, for the tests of it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ["BIANMIN_BINARIES"]) / "kioskctl"
SCHEMA = json.loads((ROOT / "config" / "kioskctl-card.schema.json").read_text(encoding="utf-8"))
GOLDENS = ROOT / "tests" / "golden" / "kioskctl"
LIMIT = 60  # seconds that anything may take before a test fails

DONE, READER_FAULT, WRONG_USE, NO_CARD, CARD_UNREADABLE, NOT_OPENED = range(6)


class Kioskctl(unittest.TestCase):
    maxDiff = None

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.line = str(self.folder / "line")
        self.more_environment: dict[str, str] = {}
        self.start_emulator()

    def start_emulator(self) -> None:
        self.launch("demo/emulators/sam_v_reader.py", "--link", self.line)

    def launch(self, program: str, *words: str) -> str:
        """Gives what the emulator's ready line says."""
        self.emulator = subprocess.Popen(
            [sys.executable, "-B", ROOT / program, *words, "--control", self.folder / "control"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(self.end_emulator)
        line = self.emulator.stdout.readline()
        self.assertTrue(line.startswith("ready: "), line)
        return line.removeprefix("ready: ").strip()

    def end_emulator(self) -> None:
        self.emulator.terminate()
        self.emulator.wait(LIMIT)
        self.emulator.stdout.close()

    def reader(self, line: str) -> dict:
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(LIMIT)
            control.connect(str(self.folder / "control"))
            control.sendall(line.encode() + b"\n")
            with control.makefile(encoding="utf-8") as lines:
                answer = json.loads(lines.readline())
        self.assertTrue(answer["ok"], answer)
        return answer

    def arguments(self, *words: str) -> list[str]:
        return [str(PROGRAM), "card", *words]

    def environment(self, language: str) -> dict[str, str]:
        return {**os.environ, "LC_ALL": language, **self.more_environment}

    def run_card(self, *words: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess:
        return subprocess.run(
            self.arguments(*words),
            capture_output=True,
            text=True,
            timeout=LIMIT,
            env=self.environment(language),
        )

    def read(self, *words: str, **more) -> subprocess.CompletedProcess:
        return self.run_card("read", "--serial", self.line, "--timeout", "0", *words, **more)

    def json_of(self, answer: subprocess.CompletedProcess) -> dict:
        self.assertEqual(answer.stdout.count("\n"), 1)
        parsed = json.loads(answer.stdout)
        jsonschema.validate(parsed, SCHEMA)
        return parsed

    def cards(self) -> dict[str, dict]:
        return self.reader("cards")["cards"]

    def first_of_each_kind(self) -> dict[str, str]:
        first: dict[str, str] = {}
        for card in json.loads((ROOT / "demo/emulators/sample_citizens.json").read_text(encoding="utf-8")):
            first.setdefault(card["kind"], card["key"])
        return first

    def golden(self, name: str, text: str) -> None:
        text = text.replace(self.line, "LINE")
        path = GOLDENS / f"{name}.txt"
        if os.environ.get("BIANMIN_UPDATE_GOLDENS"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.assertEqual(text, path.read_text(encoding="utf-8"), f"golden {path}")
