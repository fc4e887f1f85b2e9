"""What the programs behind ./run have in common: alone in a folder, ended by a signal, and no trace but what is wanted."""

import contextlib
import errno
import fcntl
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from world import WorldFault

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PREFIX = "bianmin-"
_MAYBE = "see whether it can be written and the disk has room"
_REMEDIES = {
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room on that disk",
    errno.EACCES: "make it writable for you, or remove it",
    errno.EPERM: "make it writable for you, or remove it",
    errno.EROFS: "work on a disk that can be written",
    errno.ENOTDIR: "remove the file that stands where a folder is wanted",
    errno.EEXIST: "remove the file that stands where a folder is wanted",
}


class EndedBySignal(KeyboardInterrupt):
    """Somebody wants everything to end. `args[0]` is the signal's number."""

    def name(self) -> str:
        return signal.Signals(self.args[0]).name


def lead(live: Callable[[], int], folder: Path) -> int:
    """Runs `live` and gives the exit code. What goes wrong is told in a sentence; `folder` is what it writes to."""
    _end_by_signals()
    try:
        return live()
    except WorldFault as fault:
        print(fault, file=sys.stderr)
        return 1
    except EndedBySignal as ended:
        print(f"Ended by {ended.name()}.", file=sys.stderr)
        return 128 + ended.args[0]
    except OSError as error:
        print(sentence_about(error, folder), file=sys.stderr)
        return 1


def _end_by_signals() -> None:
    """The first one raises EndedBySignal; others are not to disturb the clearing up."""

    def first(number: int, _frame: object) -> None:
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise EndedBySignal(number)

    for each in _SIGNALS:
        # nohup: to go on after its terminal.
        if each != signal.SIGHUP or signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, first)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[Path]:
    """No other process of ours works in `folder` until this one ends, however it ends.

    Gives another folder, for this time only, whose name is short: socket paths are limited to about a hundred
    characters. One that a killed process left is removed by the next.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Children do not inherit the file, so the lock ends with this process.
    with open(folder.with_name(folder.name + ".lock"), "a+", encoding="utf-8") as lock:
        lock.seek(0)
        holder, short = (lock.read().splitlines() + ["", ""])[:2]
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = f"another ./run (process {holder})" if holder else "another ./run"
            raise WorldFault(f"{folder} is in use by {who}: let it come to its end, or end it first") from None
        if _is_ours(Path(short)):
            shutil.rmtree(short, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as short:
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n{short}\n")
            lock.flush()
            yield Path(short)


def _is_ours(short: Path) -> bool:
    """The name comes from a file that anybody may have written."""
    if not short.name.startswith(_PREFIX) or short.parent != Path(tempfile.gettempdir()):
        return False
    return short.is_dir() and not short.is_symlink() and short.stat().st_uid == os.getuid()


def sentence_about(error: OSError, folder: Path) -> str:
    """`folder`: what it is about when the error does not say."""
    # Of a copy the second name is the one that was written.
    place = error.filename2 or error.filename or folder
    return f"{place}: {error.strerror or error}; {_REMEDIES.get(error.errno, _MAYBE)}"


def keep_logs(world_folder: Path, into: Path) -> None:
    """Tells where they are. Never raises: there is a fault already, and it is the more important one."""
    try:
        into.mkdir(parents=True, exist_ok=True)
        for log in world_folder.glob("*.log"):
            shutil.copy(log, into)
    except OSError as error:
        print(f"The logs could not be kept: {sentence_about(error, into)}", file=sys.stderr)
    else:
        print(f"Logs: {into}", file=sys.stderr)

