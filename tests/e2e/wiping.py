"""What a search for what is left of a visit has in common, whichever way the citizen came."""

import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest import mock

import as_root
from citizen import Citizen
from stepping import Stepped
from terminal_world import ROOT, EndToEnd, process_children
from traces import Trace, has, in_files, in_memory, memory_of, open_files, receipt_trace, screen_trace, traces_of

CARDS = {each["key"]: each for each in json.loads((ROOT / "demo/emulators/sample_citizens.json").read_text())}
# The other side of the wire rightly holds what was sent to it.
NOT_THE_TERMINALS = ("platform", "paper", "run", "platform.log", "reader.log", "printer.log", "scanner.log")
# Sending, rating and sweeping go on for a moment when the screen is already for the next one; and looking takes time.
SETTLED = 40.0
PASSING = 30.0  # a device's process may stand still at a hundred calls


def masked(words: str, head: int, tail: int) -> str:
    return words[:head] + "*" * (len(words) - head - tail) + words[len(words) - tail :]


def traces_of_card(key: str) -> list[Trace]:
    card = CARDS[key]["fields"]
    found = traces_of("the name", card["name"]) + traces_of("the masked name", masked(card["name"], 1, 1))
    found += traces_of("the number", card["number"]) + traces_of("the masked number", masked(card["number"], 4, 4))
    found += traces_of("the birthday", card["birth"]) + traces_of("the address", card["address"])
    for address in CARDS[key].get("newest_addresses", []):
        found += traces_of("a newer address", address)
    return found


class Wiping(EndToEnd):
    # Slow enough for a look while the receipt is on its way.
    more_words = {"printer": ["--speed", "150"]}

    @classmethod
    def setUpClass(cls) -> None:
        home = tempfile.TemporaryDirectory(prefix="bm-home-")
        cls.addClassCleanup(home.cleanup)
        cls.home = Path(home.name)
        # Whatever a library keeps for its user lands where it is looked for.
        folders = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home.name)
        with mock.patch.dict(os.environ, folders):
            super().setUpClass()
        cls.may_look = as_root.may_look_into(cls.world.parts["terminal"].pid)

    # ---- looking ----

    def processes(self) -> dict[str, int]:
        """The terminal, and each device's by its kind."""
        terminal = self.world.parts["terminal"].pid
        found = {"terminal": terminal}
        for process, words in process_children(terminal).items():
            found[words[words.index("--kind") + 1]] = process
        slot = {"social-security-card-reader"} if self.smart_cards else set()
        self.assertEqual(set(found), {"terminal", "id-card-reader", "receipt-printer", "code-scanner"} | slot)
        return found

    def everywhere(self, traces: list[Trace]) -> list[str]:
        found = in_files(self.files_of_the_terminal(), traces)
        if not self.may_look:
            return found
        for name, process in self.processes().items():
            if name != "terminal":
                found += [f"{name}: a process that it started: {words}" for words in process_children(process).values()]
            found += [f"{name}: {place}" for place in in_memory(process, traces)]
            found += in_files(open_files(process), traces)
        return found

    def files_of_the_terminal(self) -> list[Path]:
        tops = [each for each in self.world.folder.iterdir() if each.name not in NOT_THE_TERMINALS]
        tops += [self.home, *Path.cwd().glob("core*")]
        files = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file()]
        self.assertTrue(any(path.name == "journal.db" for path in files), "the journal is looked through")
        return files

    def assert_held(self, process: str, *traces: Trace) -> None:
        """That the search finds it now is what gives its silence later a meaning."""
        self.assert_held_in(self.memory(process), process, traces)

    def memory(self, process: str) -> list[tuple[int, str, bytes]]:
        return memory_of(self.processes()[process]) if self.may_look else []

    def assert_held_in(self, content: list[tuple[int, str, bytes]], process: str, traces: Iterable[Trace]) -> None:
        for trace in traces if self.may_look else ():
            held = any(has(each, trace) for _, _, each in content)
            self.assertTrue(held, f"{trace.what} as {trace.how} should be in the {process} now")

    def assert_passes_through(self, process: str, traces: list[Trace], act: Callable[[], object]) -> None:
        """What is done brings each of them into the process for a moment, where the search would find it."""
        if not self.may_look:
            act()
            return
        with Stepped(self.processes()[process]).held() as stepped:
            act()
            missed = stepped.find(traces, PASSING)
        self.assertEqual([f"{each.what} as {each.how}" for each in missed], [], f"never in the process of the {process}")

    def assert_nothing_left(self, traces: list[Trace]) -> None:
        found: list[str] = []

        def gone() -> bool:
            found[:] = self.everywhere(traces)
            return not found

        try:
            self.world.wait(gone, "everything of the visit to be gone", SETTLED)
        except Exception as fault:
            self.fail(f"{fault}:\n" + "\n".join(found[:40]))
        if not self.may_look:
            self.skipTest("the files hold nothing; the memory can only be looked into by root: not done")

    # ---- what a visit shows ----

    def revealed(self, top: str, bottom: str) -> Trace:
        """The page between two targets, as it is while a finger lies on the eye."""
        self.world.terminal.do("hold reveal")
        boxes = {one["action"]: one["box"] for one in self.world.scene()["targets"]}
        left, right = boxes[bottom][0], boxes["reveal"][0] + boxes["reveal"][2]
        trace = self.shown(left, boxes[top][1], right, boxes[bottom][1])
        self.world.terminal.do("release")
        return trace

    def shown(self, left: int, top: int, right: int, bottom: int) -> Trace:
        """That part of the screen, as it is now."""
        picture = self.world.folder / "paper" / "shown.png"
        self.world.terminal.do(f"png {picture}")
        trace = screen_trace("the page", picture, left, top, right, bottom)
        self.assert_held("terminal", trace)
        return trace

    def receipt_on_its_way(self, citizen: Citizen) -> Trace:
        """Brings the citizen to the end of the printing."""
        citizen.go_to("printing")
        self.world.wait(lambda: self.world.printer.do("state")["printing"], "the paper to move", 20)
        content = self.memory("receipt-printer")
        citizen.go_to("finished")
        trace = receipt_trace("the receipt", Path(self.tickets()[-1]))
        self.assert_held_in(content, "receipt printer's process", [trace])
        return trace
