"""What a program and all the processes it started take of the machine."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[str]:
    """Of /proc/PID/stat, from the state on: the name before it may hold anything. See proc(5)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def tree(root: int) -> list[int]:
    """It and its descendants. What has ended meanwhile is left out."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int(_fields(int(entry.name))[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def memory(pids: list[int]) -> float:
    """MB (10^6 bytes): proportional set size, where a page shared by n processes counts 1/n to each."""
    kilobytes = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes * 1024 / 1e6


def processor_time(pids: list[int]) -> float:
    """Seconds that they, and children of theirs that have ended, have run."""
    ticks = 0
    for pid in pids:
        try:
            ticks += sum(int(field) for field in _fields(pid)[11:15])
        except OSError:
            continue  # ended: its parent has its time
    return ticks / TICKS
