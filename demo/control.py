"""The control socket every demo program obeys: how the dock, the scripted visit and the tests work it.

A Unix stream socket. One request a line: a verb and its arguments, split as a shell splits words. One JSON object a
line comes back: {"ok": true, ...} or {"ok": false, "error": "a sentence"}. The verb `watch` answers with the state at
once and again after every change, until the caller hangs up. The verb `state` answers once.
"""

import asyncio
import json
import os
import shlex
from collections.abc import Callable

MAX_LINE = 64 * 1024


class Control:
    """Serves one program's commands. Commands and `state` run on the event loop, so they need no locks."""

    def __init__(self, state: Callable[[], dict], commands: dict[str, Callable[..., dict | None]]):
        self._state = state
        self._commands = commands
        self._watchers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def listen(self, path: str) -> None:
        if os.path.exists(path):
            os.unlink(path)
        self._server = await asyncio.start_unix_server(self._serve, path, limit=MAX_LINE)
        os.chmod(path, 0o600)

    def changed(self) -> None:
        """Call after every change of state: tells whoever watches."""
        line = _line({"ok": True, **self._state()})
        for writer in list(self._watchers):
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
            result = command(*arguments)
            if asyncio.iscoroutine(result):
                result = await result
        except (TypeError, ValueError, KeyError) as error:
            return {"ok": False, "error": f"{verb}: {error}"}
        self.changed()
        return {"ok": True, **(result or {})}


def _line(answer: dict) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode() + b"\n"
