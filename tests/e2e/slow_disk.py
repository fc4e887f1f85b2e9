"""A disk that takes its time with the first thing that a sealing does: opening the mark of the visit for writing."""

import fcntl
import os
import signal

from terminal_world import World


class SlowDisk:
    """A lease on the mark, as fcntl(2) tells: the kernel keeps whoever opens it for writing waiting until it is given
    back, at most 45 seconds. The terminal's own patience with its disk is shorter, and begins when it seals."""

    def __init__(self, world: World):
        self._mark = world.folder / "journal" / "visit.open"
        self._lease: int | None = None
        # How the kernel says that somebody waits; left alone it would end this process.
        signal.signal(signal.SIGIO, signal.SIG_IGN)

    def hold(self) -> None:
        """In a visit: before one there is no mark."""
        self._lease = os.open(self._mark, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.fcntl(self._lease, fcntl.F_SETLEASE, fcntl.F_RDLCK)

    def go_on(self) -> None:
        if self._lease is not None:
            os.close(self._lease)  # and the lease with it
            self._lease = None
