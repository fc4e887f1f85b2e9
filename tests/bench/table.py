"""The figures as a table, and on what machine they are from."""

import datetime
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Row:
    what: str
    terminal: str
    chromium: str = "–"
    goal: str = ""
    met: bool = True


def table(rows: list[Row]) -> str:
    lines = ["| | Bianmin | Chromium | Goal |", "|---|---|---|---|"]
    for row in rows:
        goal = row.goal if row.met else f"{row.goal} (**missed**)"
        lines.append(f"| {row.what} | {row.terminal} | {row.chromium} | {goal} |")
    return "\n".join(lines) + "\n"


def _first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except OSError:
        return ""
    return done.stdout.strip().partition("\n")[0]


def facts(binaries: Path, load: float) -> str:
    models = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
              if line.startswith("model name")]
    parts = [
        f"{models[0] if models else os.uname().machine}, {os.cpu_count()} cores, load {load:.1f} at the start",
        f"Debian {Path('/etc/debian_version').read_text().strip()}, Linux {os.uname().release}",
        f"Bianmin {_first_line(str(binaries / 'bianmin-terminal'), '--version')}",
        _first_line("/usr/bin/chromium", "--version") or "no Chromium",
        f"{datetime.date.today():%Y-%m-%d}",
    ]
    return "; ".join(part.strip() for part in parts) + "."
