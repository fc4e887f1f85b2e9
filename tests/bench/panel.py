"""A panel that nobody sees: an X server of its own, whose pixels are read in its memory.

Reading costs the server nothing, so that looking does not slow down what is looked at.
"""

import mmap
import os
import struct
import subprocess
import time
from pathlib import Path

WIDTH, HEIGHT = 1080, 1920
LOOK = 0.002  # seconds between two looks
# The clock of the page differs from run to run; it stands at the right of the top bar.
CLOCK_LEFT, CLOCK_BOTTOM = 600, 160
PROBED_ROWS = range(40, HEIGHT, 120)  # looked at first: comparing all takes a millisecond


EDGE_TOP = 1560  # below it stand the buttons, and nothing that moves


class BenchFault(Exception):
    """A sentence for the person who started it."""


class Panel:
    def __init__(self, folder: Path):
        folder.mkdir(parents=True)
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)]
        words += ["-nolisten", "tcp", "-dpms", "-s", "0"]
        with (folder / "xvfb.log").open("wb") as log:
            self._server = subprocess.Popen(words, pass_fds=(writing,), stdout=log, stderr=log)
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()  # ends when the server does
        if not number:
            raise BenchFault(f"Xvfb did not start: {(folder / 'xvfb.log').read_text()}")
        self.environment = {**os.environ, "DISPLAY": f":{number}", "SDL_VIDEODRIVER": "x11"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self._map_pixels(folder / "Xvfb_screen0")
        self.empty = self.page()

    def _map_pixels(self, file: Path) -> None:
        """The file is an X window dump (XWDFile.h): a header, its colours, the rows."""
        with file.open("rb") as opened:
            self._memory = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self._memory[:100])
        size, bytes_a_row, colours = header[0], header[12], header[19]
        shape = header[4], header[5], header[11]
        if shape != (WIDTH, HEIGHT, 32):
            raise BenchFault(f"Xvfb's memory has another shape than asked for: {shape}")
        self._first = size + colours * 12
        self._row = bytes_a_row

    def _part(self, top: int, bottom: int, right: int = WIDTH) -> bytes:
        begin = self._first + top * self._row
        if right == WIDTH:
            return self._memory[begin : begin + (bottom - top) * self._row]
        rows = (begin + row * self._row for row in range(bottom - top))
        return b"".join(self._memory[row : row + right * 4] for row in rows)

    def page(self) -> bytes:
        """All that is shown, but for the clock."""
        return self._part(0, CLOCK_BOTTOM, CLOCK_LEFT) + self._part(CLOCK_BOTTOM, HEIGHT)

    def shows(self, page: bytes) -> bool:
        clock = CLOCK_BOTTOM * CLOCK_LEFT * 4
        for row in PROBED_ROWS:
            if row < CLOCK_BOTTOM:
                continue
            at = clock + (row - CLOCK_BOTTOM) * self._row
            if self._part(row, row + 1) != page[at : at + self._row]:
                return False
        return self.page() == page

    def edges(self) -> bytes:
        """The bar at the top and the bottom of the page: where nothing moves."""
        return self._part(0, CLOCK_BOTTOM, CLOCK_LEFT) + self._part(EDGE_TOP, HEIGHT)

    def settled_edges(self, what: str, still: float, limit: float = 30.0) -> bytes:
        """The edges that stay for `still` seconds."""
        deadline = time.monotonic() + limit
        before, since = self.edges(), time.monotonic()
        while self.page() == self.empty or time.monotonic() - since < still:
            if time.monotonic() > deadline:
                raise BenchFault(f"waited {limit:.0f} s in vain for {what} to stand still")
            time.sleep(0.05)
            if self.edges() != before:
                before, since = self.edges(), time.monotonic()
        return before

    def wait_for_edges(self, edges: bytes, what: str, limit: float = 30.0) -> float:
        """The moment at which they were there."""
        deadline = time.monotonic() + limit
        while self.edges() != edges:
            if time.monotonic() > deadline:
                raise BenchFault(f"waited {limit:.0f} s in vain for {what}")
            time.sleep(LOOK)
        return time.monotonic()

    def wait_for(self, page: bytes, what: str, limit: float = 30.0) -> float:
        """The moment at which it was there."""
        deadline = time.monotonic() + limit
        while not self.shows(page):
            if time.monotonic() > deadline:
                raise BenchFault(f"waited {limit:.0f} s in vain for {what}")
            time.sleep(LOOK)
        return time.monotonic()

    def settled(self, what: str, still: float = 2.0, limit: float = 60.0) -> bytes:
        """The page that stays for `still` seconds."""
        deadline = time.monotonic() + limit
        page, since = self.page(), time.monotonic()
        while page == self.empty or time.monotonic() - since < still:
            if time.monotonic() > deadline:
                raise BenchFault(f"waited {limit:.0f} s in vain for {what} to stand still")
            time.sleep(0.05)
            if not self.shows(page):
                page, since = self.page(), time.monotonic()
        return page

    def write_picture(self, path: Path) -> None:
        """To see with one's own eyes what was measured."""
        from PIL import Image

        rows = self._part(0, HEIGHT)
        Image.frombuffer("RGB", (WIDTH, HEIGHT), rows, "raw", "BGRX", self._row, 1).save(path)

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()
