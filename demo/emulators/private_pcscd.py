"""A pcscd of one's own: the real daemon with the virtual reader vpcd, on a socket of its own, beside the system's.

Its fixed paths below /run are covered in a mount namespace, for which an ordinary user takes a user namespace; the
socket is handed to it as systemd does. Where no namespace is to be had, root may start it all the same as long as no
other pcscd runs. Programs find it by PCSCLITE_CSOCK_NAME.
"""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
from pathlib import Path

PCSCD = "/usr/sbin/pcscd"
VPCD = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
SYSTEM_SOCKET = Path("/run/pcscd/pcscd.comm")
NAMESPACES = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])
# unshare and sh replace each other, so that this is the daemon's process id in the end, as LISTEN_PID must say.
START = '"$@" && export LISTEN_FDS=1 LISTEN_PID=$$ && exec setpriv --pdeathsig KILL {pcscd} --foreground {words}'


class PrivatePcscd:
    """`folder` is taken for its files. A card connects to `port` of 127.0.0.1, and is laid on the reader thereby.

    vpcd listens on every address, for two slots on two ports: it knows no other way that works (as of its version 3.3).
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.socket_path = folder / "pcscd.comm"
        self.port = _two_free_ports()
        self._run = folder / "run"
        self._readers = folder / "readers"
        self._no_drivers = folder / "no-usb-drivers"
        self._namespace: list[str] | None = None
        self._socket: socket.socket | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task | None = None
        self.starts = 0

    @property
    def running(self) -> bool:
        return self._socket is not None

    @property
    def plugged(self) -> bool:
        return any(self._readers.iterdir())

    def prepare(self) -> None:
        """Raises ValueError with a sentence when there can be none here."""
        for program in (PCSCD, VPCD):
            if not os.path.exists(program):
                raise ValueError(f"{program} is missing; install pcscd and vsmartcard-vpcd")
        for folder in (self.folder, self._run, self._readers, self._no_drivers):
            folder.mkdir(parents=True, exist_ok=True)
        self._namespace = _namespace(self._run)
        self.plug()

    def plug(self) -> None:
        """As of the daemon's next start."""
        (self._readers / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self.port}\nLIBPATH {VPCD}\nCHANNELID {self.port}\n'
        )

    def unplug(self) -> None:
        (self._readers / "vpcd").unlink(missing_ok=True)

    async def start(self) -> None:
        """The daemon serves from now on, and is started again when it dies, as systemd does."""
        if self.running:
            return
        self.socket_path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(self.socket_path))
        self._socket.listen(16)
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """No daemon, and no socket: programs are told that there is no service."""
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None
        await self.kill()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self.socket_path.unlink(missing_ok=True)

    async def kill(self) -> None:
        """SIGKILL; while it is meant to run, the next one comes at once."""
        process = self._process
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def _keep(self) -> None:
        while True:
            self._process = await self._launch()
            self.starts += 1
            await self._process.wait()

    async def _launch(self) -> asyncio.subprocess.Process:
        assert self._socket is not None and self._namespace is not None
        cover = ["mount", "--bind", str(self._run), "/run"] if self._namespace else ["true"]
        words = f"--config {self._readers}" + (" --disable-polkit" if _knows_polkit() else "")
        number = self._socket.fileno()
        log = (self.folder / "pcscd.log").open("ab")
        try:
            return await asyncio.create_subprocess_exec(
                *self._namespace,
                "sh",
                "-c",
                START.format(pcscd=PCSCD, words=words),
                "sh",
                *cover,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PCSCLITE_HP_DROPDIR": str(self._no_drivers)},
                pass_fds=(3,),
                # The first descriptor that systemd hands over is 3.
                preexec_fn=lambda: os.dup2(number, 3),
            )
        finally:
            log.close()


def _two_free_ports() -> int:
    """The first of two in a row."""
    for _ in range(32):
        with contextlib.suppress(OSError), socket.create_server(("", 0)) as first:
            port = first.getsockname()[1]
            with socket.create_server(("", port + 1)):
                return port
    raise ValueError("no two free ports in a row")


def _namespace(folder: Path) -> list[str]:
    """The command in front that covers /run; empty when none is needed. Raises ValueError when none is to be had."""
    for words in NAMESPACES:
        if shutil.which(words[0]) and _works([*words, "mount", "--bind", str(folder), "/run"]):
            return words
    if os.geteuid() == 0 and not SYSTEM_SOCKET.exists():
        return []
    raise ValueError("a pcscd beside the system's needs a mount namespace, and unshare is not allowed to make one here")


def _works(words: list[str]) -> bool:
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def _knows_polkit() -> bool:
    said = subprocess.run([PCSCD, "--help"], capture_output=True, text=True, check=False)
    return "--disable-polkit" in said.stdout + said.stderr
