"""A whole terminal with its surroundings, each part a process of its own: platform, devices, terminal.

`./run`, the scripted visit and the end-to-end tests all build the same world. Whatever dies is started again while
`keep_alive()` runs, as systemd does it on a real terminal.
"""

import ctypes
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from caller import Caller, WorldFault

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "/usr/bin/python3"
SMART_CARD_READER = ROOT / "demo" / "emulators" / "smart_card_reader.py"
START_LIMIT = 30.0  # seconds for a part to be ready
SLOT_LIMIT = 5.0  # the same, for what the rest can do without

_PR_SET_PDEATHSIG = ctypes.c_int(1)  # prctl(2)
_KILL = ctypes.c_ulong(signal.SIGKILL)
_prctl = ctypes.CDLL(None).prctl  # looked up before any fork


def _end_with(parent: int) -> None:
    """In a child that is about to become another program: the kernel kills it when the parent has ended, however that
    was. It looks at the thread that started the child, so that one must be the last to end."""
    _prctl(_PR_SET_PDEATHSIG, _KILL)
    if os.getppid() != parent:  # it had ended before
        os.kill(os.getpid(), signal.SIGKILL)


class Part:
    """One process of the world. It never outlives this one."""

    def __init__(self, name: str, command: list[str], log: Path, environment: dict[str, str] | None = None):
        self.name = name
        self._command = command
        self._log = log
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen | None = None
        self.starts = 0
        self.wanted = False

    @property
    def pid(self) -> int:
        if self._process is None:
            raise WorldFault(f"{self.name} was never started")
        return self._process.pid

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment,
                # Ctrl-C reaches the foreground's group: it is for this process alone, which ends its parts in order.
                process_group=0,
                preexec_fn=functools.partial(_end_with, os.getpid()),
            )
        self.starts += 1
        self.wanted = True

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def ended_well(self) -> bool:
        """It ended by itself and of its own will, as a window does that was closed."""
        return self._process is not None and self._process.poll() == 0

    def how_it_ended(self) -> str:
        code = None if self._process is None else self._process.poll()
        if code is None:
            return "not at all"
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        """SIGKILL, as the worst that can happen to a process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        self.wanted = False
        if self._process is None or not self.alive():
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def last_words(self) -> str:
        text = self._log.read_text(errors="replace") if self._log.exists() else ""
        return "\n".join(text.splitlines()[-8:])


class World:
    """Call start(), then work it by its sockets, then stop(). `folder` must be short: socket paths are limited."""

    def __init__(
        self,
        folder: Path,
        binaries: Path,
        *,
        headless: bool,
        landscape: bool = False,
        settings: str = "",
        more_words: dict[str, list[str]] | None = None,
        smart_cards: bool = False,
        without_slot: Callable[[str], None] | None = None,
    ):
        """`settings` is added to kiosk.toml; `more_words` to the command lines of the parts named.

        `smart_cards`: with a slot for social-security cards. Where it cannot be had, `without_slot` is told why and the
        rest goes on; without that it is a fault.
        """
        self.folder = folder
        self.run = folder / "run"
        self.paper = folder / "paper"
        self._binaries = binaries
        self._headless = headless
        self._panel = (1920, 1080) if landscape else (1080, 1920)
        self._settings = settings
        self._more_words = more_words or {}
        self._smart_cards = smart_cards
        self._without_slot = without_slot
        self.parts: dict[str, Part] = {}
        self.reader = Caller(self.run / "reader.sock")
        self.printer = Caller(self.run / "printer.sock")
        self.scanner = Caller(self.run / "scanner.sock")
        self.platform = Caller(self.run / "platform.sock")
        self.slot = Caller(self.run / "slot.sock")
        self.terminal = Caller(self.run / "terminal.sock")

    # ---- life ----

    def start(self) -> None:
        for folder in (self.folder, self.run, self.paper):
            folder.mkdir(parents=True, exist_ok=True)
        self._start_surroundings()
        self._write_settings()
        self.start_terminal()

    def start_terminal(self) -> None:
        words = [str(self._binaries / "bianmin-terminal"), "--settings", str(self.folder / "kiosk.toml")]
        words += ["--automation", str(self.terminal.path)]
        if self._headless:
            words.append("--headless")
        # Where its device processes look for pcscd: ours, not the system's.
        part = self._add("terminal", words, {"PCSCLITE_CSOCK_NAME": str(self.run / "pcsc" / "pcscd.comm")})
        self.wait(self.terminal_answers, "the terminal to show a screen", START_LIMIT, part)

    def start_dock(self, words: list[str]) -> None:
        """The window that works everything else; it needs a display."""
        command = [str(self._binaries / "bianmin-dock"), "--operator-url", self.operator_url(), *words]
        for name, caller in self.callers().items():
            command += [f"--{name}", str(caller.path)]
        self._add("dock", command)

    def dead(self) -> list[str]:
        """What should be alive, with how it ended."""
        return [f"{part.name} died ({part.how_it_ended()})" for part in self.parts.values() if part.wanted and not part.alive()]

    def terminal_answers(self) -> bool:
        try:
            return self.terminal.ask("scene", limit=2.0)["ok"]
        except (OSError, ValueError):
            return False

    def stop(self) -> None:
        for part in reversed(list(self.parts.values())):
            part.stop()

    def keep_alive(self) -> list[str]:
        """Starts again what has died. Names them."""
        died = [part for part in self.parts.values() if part.wanted and not part.alive()]
        for part in died:
            part.start()
        return [part.name for part in died]

    def _add(self, name: str, words: list[str], environment: dict[str, str] | None = None) -> Part:
        more = self._more_words.get(name, [])
        part = self.parts.get(name) or Part(name, [*words, *more], self.folder / f"{name}.log", environment)
        self.parts[name] = part
        part.start()
        return part

    def _start_surroundings(self) -> None:
        emulators = ROOT / "demo" / "emulators"
        # A second start asks for the ports of the first: kiosk.toml and the terminal's memory of them stay right.
        platform_port = _read_port(self.run / "platform.last") or 0
        operator_port = _read_port(self.run / "operator.last") or 0
        printer_port = _read_port(self.run / "printer.last") or 0
        platform = [PYTHON, str(ROOT / "demo" / "bianmin-platform"), "--state", str(self.folder / "platform")]
        platform += ["--port", str(platform_port), "--port-file", str(self.run / "platform.port")]
        platform += ["--operator-port", str(operator_port), "--operator-port-file", str(self.run / "operator.port")]
        platform += ["--control", str(self.platform.path)]
        self._add("platform", platform)
        reader = [PYTHON, str(emulators / "sam_v_reader.py"), "--link", str(self.run / "reader")]
        reader += ["--control", str(self.reader.path), "--cards", str(emulators / "sample_citizens.json"), "--pace"]
        self._add("reader", reader)
        printer = [PYTHON, str(emulators / "escpos_printer.py"), "--port", str(printer_port)]
        printer += ["--port-file", str(self.run / "printer.port"), "--control", str(self.printer.path)]
        printer += ["--paper", str(self.paper)]
        self._add("printer", printer)
        scanner = [PYTHON, str(emulators / "serial_scanner.py"), "--link", str(self.run / "scanner")]
        scanner += ["--control", str(self.scanner.path), "--dialect", "honeywell"]
        self._add("scanner", scanner)
        if self._smart_cards:
            slot = [PYTHON, str(SMART_CARD_READER), "--folder", str(self.run / "pcsc")]
            slot += ["--control", str(self.slot.path), "--cards", str(emulators / "sample_citizens.json")]
            self._add("slot", slot)
        # The slot last: its pcscd starts beside the others.
        for name, caller in self.callers().items():
            if name != "slot":
                self.wait(caller.answers, f"the {name} to be ready", START_LIMIT, self.parts[name])
        self._keep_ports()
        if self._smart_cards:
            self._await_slot()

    def _await_slot(self) -> None:
        part = self.parts["slot"]
        try:
            self.wait(self.slot.answers, "the slot to be ready", SLOT_LIMIT, part)
            if self.slot.do("state")["service_starts"] > 1:
                raise WorldFault(f"pcscd does not stay alive; {self.run / 'pcsc' / 'pcscd.log'} may say why")
        except WorldFault as fault:
            if self._without_slot is None:
                raise
            why = str(fault)
            if not part.alive() and part.last_words():
                why = part.last_words().splitlines()[-1].removeprefix("smart_card_reader: ")
            part.stop()
            del self.parts["slot"]
            self._smart_cards = False
            self._without_slot(why)

    def _keep_ports(self) -> None:
        """A killed platform or printer must come back where the terminal, or a browser, looks for it."""
        for name, flag, file in (
            ("platform", "--port", "platform"),
            ("platform", "--operator-port", "operator"),
            ("printer", "--port", "printer"),
        ):
            port = _read_port(self.run / f"{file}.port")
            if port is None:
                raise WorldFault(f"{name} did not say its port; its last words:\n{self.parts[name].last_words()}")
            command = self.parts[name]._command
            command[command.index(flag) + 1] = str(port)
            (self.run / f"{file}.last").write_text(str(port))

    def callers(self) -> dict[str, Caller]:
        callers = {"platform": self.platform, "reader": self.reader, "printer": self.printer, "scanner": self.scanner}
        return {**callers, "slot": self.slot} if self._smart_cards else callers

    def operator_url(self) -> str:
        return f"http://127.0.0.1:{_read_port(self.run / 'operator.port')}/"

    def _write_settings(self) -> None:
        platform = _read_port(self.run / "platform.port")
        printer = _read_port(self.run / "printer.port")
        text = f"""# Written for this demonstration; config/kiosk.toml explains every key.
[terminal]
number = "YS-0001"
place = {{ zh-CN = "云山市政务服务中心", en = "Yunshan Government Service Centre" }}
help_number = "12345"
[screen]
width = {self._panel[0]}
height = {self._panel[1]}
full_screen = false
[platform]
url = "https://127.0.0.1:{platform}"
ca = "platform/ca.pem"
certificate = "platform/terminal.pem"
key = "platform/terminal.key"
client = "YS/GOV/0001/kiosk"
[journal]
folder = "journal"
[[device]]
kind = "id-card-reader"
model = "sam-v"
connection = {_toml(f"serial:{self.run / 'reader'}?baud=115200")}
[[device]]
kind = "receipt-printer"
model = "generic-80mm"
connection = "tcp:127.0.0.1:{printer}"
[[device]]
kind = "code-scanner"
model = "honeywell"
connection = {_toml(f"serial:{self.run / 'scanner'}")}
[assets]
folder = {_toml(str(ROOT / "assets"))}
"""
        if self._smart_cards:
            text += '[[device]]\nkind = "social-security-card-reader"\nmodel = "pcsc"\nconnection = "pcsc:auto"\n'
        (self.folder / "kiosk.toml").write_text(text + self._settings)

    # ---- waiting ----

    def wait(self, happened: Callable[[], bool], what: str, limit: float, part: Part | None = None) -> None:
        deadline = time.monotonic() + limit
        while not happened():
            if part is not None and not part.alive():
                raise WorldFault(f"{part.name} ended instead of starting; its last words:\n{part.last_words()}")
            if time.monotonic() > deadline:
                raise WorldFault(f"waited {limit:.0f} s in vain for {what}")
            time.sleep(0.02)

    def scene(self) -> dict:
        return self.terminal.do("scene")

    def wait_state(self, *states: str, limit: float = 20.0) -> dict:
        """Until the terminal is at one of these screens. Gives its scene."""
        seen: dict = {}

        def there() -> bool:
            seen.clear()
            try:
                seen.update(self.scene())
            except (OSError, ValueError):
                return False
            return seen["state"] in states

        try:
            self.wait(there, " or ".join(states), limit)
        except WorldFault as fault:
            raise WorldFault(f"{fault}; the screen is '{seen.get('state')}' ({seen.get('title')})") from None
        return seen

    def tap(self, action: str) -> None:
        """As soon as the target is there and can be used."""

        def usable() -> bool:
            return any(one["action"] == action and one["enabled"] for one in self.scene()["targets"])

        self.wait(usable, f"the target '{action}'", 10.0)
        self.terminal.do(f"tap {action}")


def smart_cards_hindrance() -> str:
    """Why no pcscd can run here beside the system's, as a sentence; empty when it can."""
    asked = subprocess.run([PYTHON, "-B", str(SMART_CARD_READER), "--check"], capture_output=True, text=True, check=False)
    return (asked.stdout + asked.stderr).strip()


def _read_port(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _toml(text: str) -> str:
    """As a basic string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def binaries_folder(given: str | None) -> Path:
    folder = Path(given) if given else ROOT / "build" / "release" / "bin"
    if not (folder / "bianmin-terminal").exists():
        raise WorldFault(f"{folder} holds no bianmin-terminal; ./run builds it")
    return folder


def fresh_folder(path: Path) -> Path:
    if path.exists():
        shutil.rmtree(path)
    path.mkdir(parents=True)
    return path


def say(sentence: str) -> None:
    print(sentence, flush=True)


if sys.version_info < (3, 11):
    raise SystemExit("Python 3.11 or later is needed: Debian 12's own is")
