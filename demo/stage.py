#!/usr/bin/python3
"""A terminal in a window and beside it the dock: a whole visit by hand.

Closing the terminal's window or Ctrl-C ends everything. Whatever else dies is started again.
"""

import argparse
import ctypes
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from life import EndedBySignal, alone_in, lead  # noqa: E402
from world import ROOT, World, WorldFault, binaries_folder, fresh_folder, say  # noqa: E402

# Parts of the desktop in hundredths, left,top,width,height: the windows stand side by side and never overlap.
PLACES = {
    False: {"terminal": "0,0,42,100", "dock": "42,0,58,100"},
    True: {"terminal": "0,0,58,100", "dock": "58,0,42,100"},
}
LOOK = 0.2  # seconds between two looks at what has died
REST = 2.0  # seconds before a part that died is started again
MOST_STARTS = 20  # of one part: what dies more often is broken


def has_display() -> bool:
    """SDL itself is asked, since it will open the windows. It must not take a bare console for a desktop."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    sdl = ctypes.CDLL("libSDL2-2.0.so.0")
    video = 0x20
    sdl.SDL_GetCurrentVideoDriver.restype = ctypes.c_char_p
    if sdl.SDL_Init(video) != 0:
        return False
    driver = sdl.SDL_GetCurrentVideoDriver()
    sdl.SDL_Quit()
    return driver in (b"x11", b"wayland")


def watch(world: World) -> None:
    """Until the terminal's window is closed."""
    terminal = world.parts["terminal"]
    dock = world.parts["dock"]
    while not terminal.ended_well():
        time.sleep(LOOK)
        if dock.wanted and dock.ended_well():
            dock.wanted = False
            say("The dock was closed. Close the terminal's window or press Ctrl-C to end everything.")
        for part in world.parts.values():
            if not part.wanted or part.alive() or part is terminal and part.ended_well():
                continue
            if part.starts >= MOST_STARTS:
                raise WorldFault(f"{part.name} died {part.starts} times; its last words:\n{part.last_words()}")
            say(f"{part.name} died ({part.how_it_ended()}); it is started again.")
            time.sleep(REST)
            part.start()


def on_stage(options: argparse.Namespace, home: Path) -> int:
    places = PLACES[options.landscape]
    with alone_in(home) as short:
        if options.keep:
            home.mkdir(parents=True, exist_ok=True)
        else:
            fresh_folder(home)
        folder = short / "world"
        folder.symlink_to(home)
        world = World(
            folder,
            binaries_folder(options.binaries),
            headless=False,
            landscape=options.landscape,
            more_words={"terminal": ["--window-part", places["terminal"]]},
            smart_cards=True,
            without_slot=lambda why: say(f"There is no slot for social security cards: {why}"),
        )
        try:
            say("Starting the platform, the devices and the terminal …")
            world.start()
            world.start_dock(["--language", options.language, "--window-part", places["dock"]])
            say(f"The operator's page, with what arrived:  {world.operator_url()}")
            say(f"Records, printed paper and logs:         {home}")
            say("Close the terminal's window or press Ctrl-C to end everything.")
            watch(world)
        except WorldFault as fault:
            print(f"{fault}\nLogs: {home}", file=sys.stderr)
            return 1
        except EndedBySignal:
            say("")
        finally:
            world.stop()
    say("Everything has ended.")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binaries", help="folder of the programs (default: build/release/bin)")
    parser.add_argument("--landscape", action="store_true", help="a screen of 1920×1080 instead of 1080×1920")
    parser.add_argument("--keep", action="store_true", help="go on with the records of the last time")
    parser.add_argument("--language", choices=["zh-CN", "en"], default="zh-CN", help="of the dock")
    parser.add_argument("--has-display", action="store_true", help="only tell by the exit code whether windows can be shown")
    options = parser.parse_args()
    if options.has_display:
        return 0 if has_display() else 1
    home = ROOT / "out" / "world"
    return lead(lambda: on_stage(options, home), home)


if __name__ == "__main__":
    raise SystemExit(main())
