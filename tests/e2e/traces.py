"""Looks for what is left of a person: in the memory of real processes, in files, as words and as pictures."""

import json
import os
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

LARGEST_PIECE = 64 * 1024 * 1024  # of a mapping that is read at once
PAGE = 4096
ZERO = bytes(PAGE)
CONTEXT = 24  # bytes before and after, to see what it belongs to


@dataclass(frozen=True)
class Trace:
    """Something personal, in one of the ways in which a program may keep it."""

    what: str
    how: str
    bytes: bytes
    every: int = 1  # 4: these are every fourth byte

    def places_in(self, content: bytes) -> Iterable[int]:
        seen = content[:: self.every]
        at = seen.find(self.bytes)
        while at >= 0:
            yield at * self.every
            at = seen.find(self.bytes, at + 1)


def has(content: bytes, trace: Trace) -> bool:
    return next(iter(trace.places_in(content)), None) is not None


def traces_of(what: str, words: str) -> list[Trace]:
    """`words` in the encodings of cards and libraries, and as JSON writes what is not ASCII."""
    ways = {
        # A short std::string that was moved from has lost its first byte, and keeps the rest.
        "UTF-8": words.encode()[1:],
        "UTF-16": words.encode("utf-16-le"),
        "UTF-32": words.encode("utf-32-le"),
        "GB 18030": words.encode("gb18030"),
        "JSON": json.dumps(words).strip('"').encode(),
    }
    return list({written: Trace(what, how, written) for how, written in reversed(ways.items())}.values())


# ---- memory ----


def may_hold_words(line: str) -> bool:
    """Of /proc/PID/maps. What is mapped from a file and cannot be written is the file's."""
    _, rights, _, _, _, *name = line.split(maxsplit=5)
    from_file = bool(name) and name[0].startswith("/")
    of_the_kernel = bool(name) and name[0].startswith("[v")
    return rights.startswith("r") and not of_the_kernel and ("w" in rights or not from_file)


def memory_of(process: int) -> list[tuple[int, str, bytes]]:
    """Place, name and content of each stretch of used memory, as the process runs; as_root.py says who may look."""
    found = []
    with (
        open(f"/proc/{process}/mem", "rb", buffering=0) as memory,
        open(f"/proc/{process}/pagemap", "rb", buffering=0) as pages,
    ):
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            if not may_hold_words(line):
                continue
            begin, end = (int(part, 16) for part in line.split()[0].split("-"))
            name = line.split(maxsplit=5)[5] if len(line.split()) > 5 else "anonymous memory"
            for first, last in _touched(pages, begin, end) if _is_its_own(line) else [(begin, end)]:
                found += [(first + at, name, used) for at, used in _used(_read(memory, first, last))]
    return found


def _is_its_own(line: str) -> bool:
    """Memory of no file and of no other process: where it was never touched there is nothing."""
    _, rights, _, _, inode, *_ = line.split(maxsplit=5)
    return rights.endswith("p") and inode == "0"


def _touched(pages: BinaryIO, begin: int, end: int) -> Iterable[tuple[int, int]]:
    """Places of the pages that are in memory or were put out of it, as Documentation/admin-guide/mm/pagemap.rst says."""
    pages.seek(begin // PAGE * 8)
    about = array("Q", pages.read((end - begin) // PAGE * 8))
    if len(about) < (end - begin) // PAGE:  # it changed while it was looked at
        yield begin, end
        return
    began = None
    for number, page in enumerate(about):
        there = page >> 62 != 0
        if there and began is None:
            began = number
        if not there and began is not None:
            yield begin + began * PAGE, begin + number * PAGE
            began = None
    if began is not None:
        yield begin + began * PAGE, end


def _used(content: bytes) -> Iterable[tuple[int, bytes]]:
    """What lies between pages of zeros: most of a stack or an arena was never touched."""
    began = None
    for at in range(0, len(content), PAGE):
        zero = content.startswith(ZERO, at)
        if not zero and began is None:
            began = at
        if zero and began is not None:
            yield began, content[began:at]
            began = None
    if began is not None:
        yield began, content[began:]


def _read(memory, begin: int, end: int) -> bytes:
    content = bytearray()
    try:
        memory.seek(begin)
        while begin + len(content) < end:
            piece = memory.read(min(LARGEST_PIECE, end - begin - len(content)))
            if not piece:
                break
            content += piece
    except OSError:
        pass  # unmapped while it was read
    return bytes(content)


def in_memory(process: int, traces: Iterable[Trace]) -> list[str]:
    """A line for each place where one of the traces is."""
    found = []
    for begin, name, content in memory_of(process):
        for trace in traces:
            for at in trace.places_in(content):
                around = content[max(0, at - CONTEXT) : at + len(trace.bytes) + CONTEXT]
                found.append(f"{trace.what} as {trace.how} at {begin + at:#x} in {name}: {around!r}")
    return found


# ---- files ----


def in_files(files: Iterable[Path], traces: Iterable[Trace]) -> list[str]:
    traces = list(traces)
    found = []
    for path in files:
        content = path.read_bytes()
        found += [f"{trace.what} as {trace.how} in {path}" for trace in traces if has(content, trace)]
    return found


def open_files(process: int) -> list[Path]:
    """What it holds open, also when the name is gone. Not devices, sockets and pipes."""
    folder = Path(f"/proc/{process}/fd")
    return [folder / each for each in os.listdir(folder) if (folder / each).is_file()]


# ---- pictures ----


def most_varied(lines: list[bytes]) -> bytes:
    return max(lines, key=lambda line: len(set(line)))


def screen_trace(what: str, picture: Path, left: int, top: int, right: int, bottom: int) -> Trace:
    """The line of a part of the screen that shows most, as Cairo keeps it: blue, green, red, and one unused."""
    blue = Image.open(picture).convert("RGB").getchannel("B").crop((left, top, right, bottom))
    lines = [blue.crop((0, y, blue.width, y + 1)).tobytes() for y in range(blue.height)]
    return Trace(what, "pixels", most_varied(lines), every=4)


def receipt_trace(what: str, picture: Path) -> Trace:
    """The line of a receipt that shows most, as it is sent to a printer: eight dots a byte, black is 1."""
    dots = Image.open(picture).convert("L").point(lambda grey: 255 if grey < 128 else 0).convert("1")
    lines = [dots.crop((0, y, dots.width, y + 1)).tobytes() for y in range(dots.height)]
    return Trace(what, "dots", most_varied(lines))
