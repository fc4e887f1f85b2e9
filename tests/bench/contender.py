"""A program with a page to show: how fast it shows it, and what it takes of the machine."""

import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import processes
from panel import Panel

REST = 5.0  # seconds that a page stands before anything is counted


@dataclass
class Contender:
    name: str
    command: list[str]
    panel: Panel
    first: bytes = b""  # the edges of its first page, where that is not the one it rests on
    page: bytes = b""
    first_seen: list[float] = field(default_factory=list)  # seconds from exec
    page_seen: list[float] = field(default_factory=list)
    memory: float = 0.0
    memory_of_main: float = 0.0
    processor: float = 0.0  # of one processor
    processor_of_main: float = 0.0
    count: int = 0

    def start(self) -> subprocess.Popen:
        self.panel.wait_for(self.panel.empty, "the panel to be empty")
        return subprocess.Popen(
            self.command, env=self.panel.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @contextmanager
    def running(self):
        process = self.start()
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def learn(self, picture: Path) -> None:
        """What its page looks like."""
        with self.running():
            self.page = self.panel.settled(f"the page of {self.name}")
            self.panel.write_picture(picture)

    def time_start(self) -> None:
        begun = time.monotonic()
        with self.running():
            if self.first:
                self.first_seen.append(self.panel.wait_for_edges(self.first, f"the first page of {self.name}") - begun)
            self.page_seen.append(self.panel.wait_for(self.page, f"the page of {self.name}") - begun)

    def count_memory(self) -> None:
        with self.running() as process:
            self.panel.wait_for(self.page, f"the page of {self.name}")
            time.sleep(REST)
            pids = processes.tree(process.pid)
            self.count = len(pids)
            self.memory = processes.memory(pids)
            self.memory_of_main = processes.memory([process.pid])


def count_idle(contenders: list[Contender], seconds: float) -> None:
    """All of them over the same seconds."""
    started = [contender.start() for contender in contenders]
    try:
        for contender in contenders:
            contender.panel.wait_for(contender.page, f"the page of {contender.name}")
        time.sleep(REST)
        trees = [processes.tree(process.pid) for process in started]
        before = [(processes.processor_time(pids), processes.processor_time(pids[:1])) for pids in trees]
        begun = time.monotonic()
        time.sleep(seconds)
        after = [(processes.processor_time(pids), processes.processor_time(pids[:1])) for pids in trees]
        lasted = time.monotonic() - begun
        for contender, (all_before, main_before), (all_after, main_after) in zip(contenders, before, after):
            contender.processor = (all_after - all_before) / lasted
            contender.processor_of_main = (main_after - main_before) / lasted
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()
