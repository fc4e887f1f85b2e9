"""Only root may look into the memory of a terminal: other users are kept out by the terminal itself."""

import os
import subprocess
import sys


def run_again_as_root() -> None:
    """This program from its beginning, where sudo asks for no password; elsewhere it goes on as it is."""
    if os.geteuid() == 0 or not _sudo_is_free():
        return
    binaries = os.environ.get("BIANMIN_BINARIES")
    told = ["env", f"BIANMIN_BINARIES={binaries}"] if binaries else []
    os.execvp("sudo", ["sudo", "-n", *told, *sys.orig_argv])


def _sudo_is_free() -> bool:
    try:
        return subprocess.run(["sudo", "-n", "true"], capture_output=True, timeout=10).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def may_look_into(process: int) -> bool:
    """Root in a container may be kept out too."""
    try:
        with open(f"/proc/{process}/mem", "rb"):
            return True
    except PermissionError:
        return False
