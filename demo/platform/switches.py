"""What the control socket can make the platform do wrong, on purpose."""

import asyncio


class Switches:
    """Thread: the event loop's. Setters take the control socket's words and raise ValueError with a sentence."""

    def __init__(self) -> None:
        self.slow_ms = 0
        self.refuse = False
        self.forbid = False
        self.error: int | None = None
        self.retry_after: int | None = None
        self.drop_replies: int | None = 0  # None: all of them
        self._quick = asyncio.Event()

    def state(self) -> dict:
        return {
            "slow": self.slow_ms,
            "refuse": self.refuse,
            "forbid": self.forbid,
            "error": self.error,
            "dropReply": True if self.drop_replies is None else self.drop_replies,
        }

    def set_slow(self, word: str) -> None:
        self.slow_ms = 0 if word == "off" else _number(word, "MS", 0, 600_000)
        # Who is being kept waiting now is let go, and waits again only by the new rule.
        self._quick.set()
        self._quick = asyncio.Event()

    def set_refuse(self, word: str) -> None:
        self.refuse = _on_off(word)

    def set_forbid(self, word: str) -> None:
        self.forbid = _on_off(word)

    def set_error(self, code: str, retry_after: str | None = None) -> None:
        self.error = None if code == "off" else _number(code, "CODE", 400, 599)
        self.retry_after = None if retry_after is None else _number(retry_after, "RETRY_AFTER", 0, 86_400)

    def set_drop_reply(self, word: str) -> None:
        self.drop_replies = {"on": None, "off": 0}[word] if word in ("on", "off") else _number(word, "N", 0, 1000)

    async def wait(self) -> None:
        """The delay before an answer; ends early when the delay is changed."""
        if self.slow_ms:
            try:
                await asyncio.wait_for(self._quick.wait(), self.slow_ms / 1000)
            except asyncio.TimeoutError:
                pass  # The wanted delay has passed.

    def drops_this_reply(self) -> bool:
        """Counts down: ask once for every reply that could be dropped."""
        if self.drop_replies is None:
            return True
        if self.drop_replies == 0:
            return False
        self.drop_replies -= 1
        return True


def _on_off(word: str) -> bool:
    if word not in ("on", "off"):
        raise ValueError(f"'{word}' is neither on nor off")
    return word == "on"


def _number(word: str, name: str, low: int, high: int) -> int:
    if not word.isascii() or not word.isdigit() or not low <= int(word) <= high:
        raise ValueError(f"'{word}' is no {name}; expected a whole number from {low} to {high}, or off")
    return int(word)
