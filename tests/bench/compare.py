#!/usr/bin/python3
"""The README's figures in one run: the terminal beside Chromium in kiosk mode showing the same page.

Both draw on an X server of their own at 1080×1920, and the same eye looks at both: the pixels in that server's memory.
The terminal lives in its usual world of emulated devices and reference platform. Files of both are in memory already
(both ran before they are timed), Chromium keeps its profile from the run before, and its launcher script is left out.
A goal that is missed is marked; it is no failure.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "demo"))

from contender import Contender, count_idle  # noqa: E402
from panel import BenchFault, Panel  # noqa: E402
from rows import row_of_sealing, rows_beside, rows_of_cards, rows_of_screens  # noqa: E402
from table import facts, table  # noqa: E402
from world import World, WorldFault, binaries_folder, say  # noqa: E402

CHROMIUM = ["/usr/lib/chromium/chromium", "/usr/bin/chromium"]
CHROMIUM_WORDS = [
    "--kiosk",
    "--no-first-run",
    "--no-sandbox",  # root may not start it otherwise
    "--test-type",  # else a bar says that there is no sandbox
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-quic",
    "--password-store=basic",
    "--window-position=0,0",
    "--window-size=1080,1920",
]


def the_terminal(world: World, binaries: Path, panel: Panel) -> Contender:
    """The terminal of a world, in a window of its own; the world starts it without one."""
    world.start()
    world.wait_state("idle")
    world.wait(lambda: world.scene()["health"]["can_print"], "the printer to be ready", 30)
    world.parts["terminal"].stop()
    settings = world.folder / "kiosk.toml"
    settings.write_text(settings.read_text().replace("full_screen = false", "full_screen = true"))
    return Contender("the terminal", [str(binaries / "bianmin-terminal"), "--settings", str(settings)], panel)


def learn_first_page(terminal: Contender, world: World, picture: Path) -> None:
    """The page that stands until the platform has answered: it is kept from answering for as long."""
    platform = world.parts["platform"].pid
    os.kill(platform, signal.SIGSTOP)
    try:
        with terminal.running():
            terminal.first = terminal.panel.settled_edges("the first page of the terminal", still=0.5)
            terminal.panel.write_picture(picture)
    finally:
        os.kill(platform, signal.SIGCONT)


def chromium(folder: Path, panel: Panel) -> Contender | None:
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    if program is None:
        return None
    words = [program, f"--user-data-dir={folder / 'chromium'}", *CHROMIUM_WORDS, (HERE / "home.html").as_uri()]
    return Contender("Chromium", words, panel)


def bench(binaries: Path, program: str, environment: dict[str, str] | None = None) -> list[list[str]]:
    """The lines of a benchmark program, cut at their tabs."""
    say(f"{program} …")
    done = subprocess.run([str(binaries / program)], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise BenchFault(f"{program} failed: {done.stderr.strip()}")
    return [line.split("\t") for line in done.stdout.splitlines()]


def measure(options: argparse.Namespace, binaries: Path, folder: Path, pictures: Path) -> str:
    panels = [Panel(folder / "panel-terminal"), Panel(folder / "panel-chromium")]
    world = World(folder / "world", binaries, headless=True)
    try:
        terminal = the_terminal(world, binaries, panels[0])
        contenders = [terminal]
        if browser := chromium(folder, panels[1]):
            contenders.append(browser)
        else:
            say("There is no Chromium here to compare with: apt-get install chromium")
        learn_first_page(terminal, world, pictures / "bench-terminal-first.png")
        for contender in contenders:
            contender.learn(pictures / f"bench-{contender.name.split()[-1].lower()}.png")
        for run in range(options.runs):
            say(f"Start {run + 1} of {options.runs} …")
            for contender in contenders:
                contender.time_start()
        say("Memory …")
        for contender in contenders:
            contender.count_memory()
        say(f"Idle for {options.idle:.0f} s …")
        count_idle(contenders, options.idle)
        world.stop()
        screens = bench(binaries, "bench_screens")
        sealed = bench(binaries, "bench_sealed_commit")
        cards = bench(binaries, "bench_card_reader")
        return table(
            [
                *rows_beside(terminal, browser, options.idle),
                *rows_of_screens(screens),
                row_of_sealing(sealed),
                *rows_of_cards(cards),
            ]
        )
    finally:
        world.stop()
        for panel in panels:
            panel.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binaries", help="folder of the programs (default: build/bench/bin)")
    parser.add_argument("--output", default="out/bench.md", help="where the table goes (default: out/bench.md)")
    parser.add_argument("--runs", type=int, default=5, help="starts of each that are timed (default: 5)")
    parser.add_argument("--idle", type=float, default=20.0, help="seconds over which idling is counted (default: 20)")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("Only root may count the memory of the terminal, which lets nobody look into it: sudo", file=sys.stderr)
        return 2
    output = Path(options.output).resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bianmin-bench-"))
    try:
        binaries = binaries_folder(options.binaries or str(HERE.parent.parent / "build" / "bench" / "bin"))
        load = os.getloadavg()[0]
        measured = measure(options, binaries, folder, output.parent)
        text = f"{measured}\n{facts(binaries, load)}\n"
    except (BenchFault, WorldFault) as fault:
        print(f"No figures: {fault}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    output.write_text(text)
    print(text)
    say(f"Written to {output}; the pages compared lie beside it.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
