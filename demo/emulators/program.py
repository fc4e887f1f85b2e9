"""What every emulated device program has in common: starting, one ready line, ending on SIGTERM.

A device is an object with `start()`, `stop()`, `ready_line()` and a `control`. Errors that the caller can mend (a path
that is taken, a file that does not parse) end the program with one sentence on stderr and exit code 1.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from demo.control import Control

SAMPLE_CARDS = Path(__file__).with_name("sample_citizens.json")


class Device(Protocol):
    control: Control

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    def ready_line(self) -> str: ...


def command_line(program: str, purpose: str) -> argparse.ArgumentParser:
    """With the words that every program takes."""
    parser = argparse.ArgumentParser(
        prog=program, description=purpose, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--control", metavar="PATH", help="where to put the control socket (default: none)")
    return parser


def add_link(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--link", required=True, metavar="PATH", help="where to put the link to the serial line")


def add_cards(parser: argparse.ArgumentParser, more: str = "") -> None:
    parser.add_argument(
        "--cards", default=str(SAMPLE_CARDS), metavar="FILE", help=f"the sample cards{more} (default: %(default)s)"
    )


def run(program: str, make: Callable[[], Device], control_path: str | None) -> int:
    """Makes the device and runs it until SIGTERM or SIGINT. Returns the exit code."""
    try:
        asyncio.run(_serve(make(), control_path))
    except (OSError, ValueError) as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 1
    return 0


async def _serve(device: Device, control_path: str | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        await device.start()
        if control_path is not None:
            await device.control.listen(control_path)
        print(f"ready: {device.ready_line()}", flush=True)
        await stop.wait()
    finally:
        await device.control.close()
        await device.stop()


def on_or_off(word: str) -> bool:
    """A switch's argument from the control socket."""
    if word not in ("on", "off"):
        raise ValueError(f"'{word}' is neither 'on' nor 'off'")
    return word == "on"


def one_of(word: str, choices: tuple[str, ...]) -> str:
    """A choice from the control socket."""
    if word not in choices:
        raise ValueError(f"'{word}' is not one of: {', '.join(choices)}")
    return word


class ErrorList:
    """What the terminal did wrong, oldest first, for `state` and the tests. Keeps the first `cap`, counts the rest."""

    def __init__(self, cap: int = 200):
        self._cap = cap
        self._left_out = 0
        self._sentences: list[str] = []

    def add(self, sentence: str) -> None:
        if len(self._sentences) < self._cap:
            self._sentences.append(sentence)
        else:
            self._left_out += 1

    def as_list(self) -> list[str]:
        more = [f"and {self._left_out} more"] if self._left_out else []
        return self._sentences + more
