"""Asks the parts of a world by their sockets: one line in, one line of JSON back."""

import json
import socket
from pathlib import Path


class WorldFault(Exception):
    """A sentence for the person who started it."""


class NoAnswer(WorldFault, OSError):
    """Nobody is at the other end of a socket, or no longer."""


class Caller:
    """Asks one control or automation socket. A connection of its own for each question: the other side may restart."""

    def __init__(self, path: Path):
        self.path = path

    def ask(self, line: str, limit: float = 10.0) -> dict:
        try:
            return json.loads(self._exchange(line, limit))
        except OSError as error:
            raise NoAnswer(f"{self.path.name} does not answer ({error.strerror or error})") from error

    def _exchange(self, line: str, limit: float) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(limit)
            connection.connect(str(self.path))
            connection.sendall(line.encode() + b"\n")
            answer = b""
            while not answer.endswith(b"\n"):
                piece = connection.recv(65536)
                if not piece:
                    raise ConnectionError("it hung up")
                answer += piece
        return answer

    def do(self, line: str) -> dict:
        """Like ask, but anything but yes is a fault."""
        answer = self.ask(line)
        if not answer.get("ok"):
            raise WorldFault(f"{self.path.name}: '{line}' was refused: {answer.get('error')}")
        return answer

    def answers(self) -> bool:
        try:
            self.ask("state", limit=2.0)
            return True
        except (OSError, ValueError):
            return False
