"""A whole terminal for each test class: real processes, real wires, HTTPS. Logs are kept where a test fails."""

import atexit
import json
import os
import shutil
import sys
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "demo"))

from world import World, WorldFault, binaries_folder, say, smart_cards_hindrance  # noqa: E402

__all__ = ["EXPIRED_CARD", "EndToEnd", "World", "WorldFault", "process_children", "say", "smart_cards_hindrance", "spoken"]

EXPIRED_CARD = "li-haitao"
FAST_PRINTER = {"printer": ["--speed", "0"]}
SWITCHES_OFF = ("slow off", "refuse off", "forbid off", "error off", "drop-reply off", "come-back")


def new_world(
    *,
    settings: str = "",
    more_words: dict[str, list[str]] | None = None,
    headless: bool = True,
    smart_cards: bool = False,
    without_slot: Callable[[str], None] | None = None,
) -> World:
    """Not started yet. Its folder goes when the test program ends."""
    # Socket paths are limited to about a hundred characters: the world lives in a short one.
    folder = Path(tempfile.mkdtemp(prefix="bm-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    binaries = binaries_folder(os.environ.get("BIANMIN_BINARIES"))
    words = {**FAST_PRINTER, "reader": ["--cards", str(write_cards(folder / "run"))], **(more_words or {})}
    return World(
        folder,
        binaries,
        headless=headless,
        settings=settings,
        more_words=words,
        smart_cards=smart_cards,
        without_slot=without_slot,
    )


def write_cards(folder: Path) -> Path:
    """The sample citizens' cards. On some day they expire, and the tests go on: here only one is to be refused."""
    cards = json.loads((ROOT / "demo" / "emulators" / "sample_citizens.json").read_text())
    for card in cards:
        if card["key"] != EXPIRED_CARD and card["fields"]["valid_until"].isdigit():
            card["fields"]["valid_until"] = "20991231"
    folder.mkdir()
    path = folder / "cards.json"
    path.write_text(json.dumps(cards))
    return path


def process_children(parent: int) -> dict[int, list[str]]:
    """Command lines by process id."""
    children = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[1]) == parent and after_name[0] != "Z":
                children[int(folder.name)] = (folder / "cmdline").read_bytes().decode().split("\0")[:-1]
        except (OSError, ValueError, IndexError):
            continue  # it ended while it was looked at
    return children


def spoken(scene: dict) -> str:
    """All that a citizen hears or reads."""
    return "\n".join([scene["title"], *scene["spoken"]])


class EndToEnd(unittest.TestCase):
    """One world for the class; what stands here is set by the classes that want another."""

    settings = ""
    more_words: dict[str, list[str]] = {}
    headless = True
    smart_cards = False
    world: World

    @classmethod
    def setUpClass(cls) -> None:
        cls.world = new_world(
            settings=cls.settings, more_words=cls.more_words, headless=cls.headless, smart_cards=cls.smart_cards
        )
        cls.addClassCleanup(cls.world.stop)
        cls.world.start()
        cls.wait_ready()

    def run(self, result: unittest.TestResult | None = None) -> unittest.TestResult | None:
        before = len(result.failures) + len(result.errors) if result is not None else 0
        done = super().run(result)
        if result is not None and len(result.failures) + len(result.errors) > before:
            keep_logs(self.world, self.id())
        return done

    def setUp(self) -> None:
        """A test before may have left a visit behind: nothing of it may reach this one."""
        if self.world.scene()["state"] != "idle":
            self.restart_terminal()
        self.switches_off()
        self.wait_ready()
        self.wait_sent()

    def restart_terminal(self) -> None:
        """As by a power cut, and the words about it read."""
        terminal = self.world.parts["terminal"]
        terminal.kill()
        self.world.start_terminal()
        if self.world.wait_state("idle", "interrupted", limit=40)["state"] == "interrupted":
            self.world.tap("finish")

    @classmethod
    def wait_ready(cls) -> None:
        """Nobody is here, and every device answers."""
        world = cls.world
        world.wait_state("idle", limit=40)

        def ready() -> bool:
            health = world.scene()["health"]
            devices_ready = all(health[name]["state"] == "ready" for name in ("reader", "scanner", "printer"))
            return devices_ready and health["can_print"]

        try:
            world.wait(ready, "all devices to be ready", 30)
        except WorldFault as fault:
            devices = [getattr(world, name).do("state") for name in ("reader", "scanner", "printer")]
            raise WorldFault(f"{fault}: {world.scene()['health']}; {devices}") from fault

    # ---- the platform ----

    def stored(self) -> int:
        return self.world.platform.do("state")["stored"]

    def applications(self) -> list[dict]:
        return self.world.platform.do("state")["applications"]

    def application(self, number: str) -> dict:
        return self.world.platform.do(f"application {number}")["application"]

    def form_data(self, number: str) -> dict[str, str]:
        data = self.application(number)["request"]["formData"]["data"]
        return {name: held["value"] for name, held in data.items()}

    def switches_off(self) -> None:
        for line in SWITCHES_OFF:
            self.world.platform.do(line)

    def wait_sent(self, limit: float = 90.0) -> None:
        """Until nothing waits in the outbox any more. After a few failures the next try is half a minute away."""
        self.world.wait(lambda: self.world.scene()["health"]["backlog"] == 0, "the outbox to be empty", limit)

    # ---- the printer ----

    def tickets(self) -> list[str]:
        return self.world.printer.do("state")["tickets"]

    # ---- the screen ----

    def assert_says(self, *sentences: str) -> dict:
        """At once: use await_words for what takes time."""
        scene = self.world.scene()
        for sentence in sentences:
            self.assertIn(sentence, spoken(scene))
        return scene

    def await_words(self, *sentences: str, limit: float = 10.0) -> dict:
        """Until the screen says one of them."""
        seen: dict = {}

        def said() -> bool:
            seen.update(self.world.scene())
            return any(sentence in spoken(seen) for sentence in sentences)

        try:
            self.world.wait(said, f"the words '{' | '.join(sentences)}'", limit)
        except WorldFault as fault:
            self.fail(f"{fault}; the screen is '{seen.get('state')}' and says: {spoken(seen)}")
        return seen


def keep_logs(world: World, name: str) -> None:
    kept = Path(tempfile.gettempdir()) / f"bianmin-e2e-{os.getpid()}" / name.replace("/", "-")
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for log in world.folder.glob("*.log"):
        shutil.copy(log, kept)
    if world.terminal_answers():
        world.terminal.ask(f"png {kept / 'screen.png'}")
    say(f"logs of {name}: {kept}")
