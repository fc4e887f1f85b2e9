"""The control socket every demo program obeys: how the dock, the scripted visit and the tests work it.

A Unix stream socket. One request a line: a verb and its arguments, split as a shell splits words. One JSON object a
line comes back: {"ok": true, ...} or {"ok": false, "error": "a sentence"}. The verb `watch` answers with the state at
once and again after every change, until the caller hangs up. The verb `state` answers once.
"""

import asyncio
import inspect
import json
import os
import shlex
import socket
import stat
from collections.abc import Callable

MAX_LINE = 64 * 1024
MAX_UNREAD = 1024 * 1024  # what a watcher may leave unread before it is dropped


class Control:
    """Serves one program's commands. Commands and `state` run on the event loop, so they need no locks."""

    def __init__(self, state: Callable[[], dict], commands: dict[str, Callable[..., dict | None]]):
        self._state = state
        self._commands = commands
        self._watchers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._path = ""

    async def listen(self, path: str) -> None:
        """Takes the place of a socket that a dead program left; refuses that of a living one and any other file."""
        if os.path.lexists(path):
            if not stat.S_ISSOCK(os.lstat(path).st_mode):
                raise ValueError(f"{path}: something that is not a socket is there; remove it or choose another path")
            if _answers(path):
                raise ValueError(f"{path}: another program listens there; end it or choose another path")
            os.unlink(path)
        folder = os.path.dirname(os.path.abspath(path))
        if not os.path.isdir(folder):
            raise ValueError(f"{path}: the folder {folder} is not there; make it first")
        self._server = await asyncio.start_unix_server(self._serve, path, limit=MAX_LINE)
        self._path = path
        os.chmod(path, 0o600)

    async def close(self) -> None:
        """Hangs up on everybody and removes the socket. Does nothing if it never listened."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        for writer in list(self._watchers):
            writer.close()
        if os.path.exists(self._path):
            os.unlink(self._path)

    def changed(self) -> None:
        """Call after every change of state: tells whoever watches."""
        line = _line({"ok": True, **self._state()})
        for writer in list(self._watchers):
            if writer.transport.get_write_buffer_size() > MAX_UNREAD:
                self._watchers.discard(writer)
                writer.transport.abort()
            else:
                writer.write(line)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(_line(await self._answer(line.decode("utf-8", "replace"), writer)))
                await writer.drain()
        except (ConnectionError, ValueError):
            pass  # The caller left in mid-word or sent a line without end: only its own connection ends.
        finally:
            self._watchers.discard(writer)
            writer.close()

    async def _answer(self, line: str, writer: asyncio.StreamWriter) -> dict:
        try:
            words = shlex.split(line)
        except ValueError as error:
            return {"ok": False, "error": f"cannot split the line into words: {error}"}
        if not words:
            return {"ok": False, "error": "an empty line; try: state"}
        verb, *arguments = words
        if verb == "watch":
            self._watchers.add(writer)
            return {"ok": True, **self._state()}
        if verb == "state":
            return {"ok": True, **self._state()}
        command = self._commands.get(verb)
        if command is None:
            known = ", ".join(sorted([*self._commands, "state", "watch"]))
            return {"ok": False, "error": f"unknown verb '{verb}'; known: {known}"}
        try:
            inspect.signature(command).bind(*arguments)
        except TypeError as error:
            words = " ".join(name.upper() for name in inspect.signature(command).parameters)
            return {"ok": False, "error": f"{verb}: {error}; usage: {f'{verb} {words}'.rstrip()}"}
        try:
            result = command(*arguments)
            if asyncio.iscoroutine(result):
                result = await result
        except (ValueError, KeyError, OSError) as error:
            return {"ok": False, "error": f"{verb}: {error}"}
        self.changed()
        return {"ok": True, **(result or {})}


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


def _line(answer: dict) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode() + b"\n"
