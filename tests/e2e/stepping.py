"""Looks into a process again and again while it works, so that what it holds for a millisecond is seen too."""

import ctypes
import errno
import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from traces import Trace, has, memory_of

# ptrace(2)
_SYSCALL, _DETACH, _SEIZE, _INTERRUPT = 24, 17, 0x4206, 0x4207
_MARK_CALLS = 1  # PTRACE_O_TRACESYSGOOD
_AT_A_CALL = signal.SIGTRAP | 0x80
_EVENT_STOP = 128

_libc = ctypes.CDLL(None, use_errno=True)


def _ptrace(request: int, process: int, data: int = 0) -> None:
    if _libc.ptrace(request, process, None, ctypes.c_void_p(data)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"ptrace({request}): {os.strerror(number)}")


class Stepped:
    """A process that stands still at each system call of its main thread, before and after."""

    def __init__(self, process: int):
        self._process = process

    @contextmanager
    def held(self) -> Iterator["Stepped"]:
        """It stands still from here on, but for the steps that are asked for."""
        _ptrace(_SEIZE, self._process, _MARK_CALLS)
        _ptrace(_INTERRUPT, self._process)
        self._signal = self._stop()
        try:
            yield self
        finally:
            with suppress(ProcessLookupError):  # somebody ended it meanwhile
                _ptrace(_DETACH, self._process, self._signal)

    def find(self, traces: Iterable[Trace], limit: float) -> list[Trace]:
        """Goes on, step by step, until each of them was there at some time. Gives those that never were."""
        missing = list(traces)
        deadline = time.monotonic() + limit
        while missing and time.monotonic() < deadline:
            _ptrace(_SYSCALL, self._process, self._signal)
            self._signal = self._stop()
            memory = memory_of(self._process)
            missing = [trace for trace in missing if not any(has(content, trace) for _, _, content in memory)]
        return missing

    def _stop(self) -> int:
        """Waits for it. Gives the signal that it was about to get, which it is to get when it goes on."""
        _, status = os.waitpid(self._process, 0)
        if not os.WIFSTOPPED(status):
            raise OSError(errno.ESRCH, "the process ended while it was looked into")
        number = os.WSTOPSIG(status)
        return 0 if number == _AT_A_CALL or status >> 16 == _EVENT_STOP else number
