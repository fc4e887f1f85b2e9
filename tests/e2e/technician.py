"""A technician at the screen: the way in, and what the page about the terminal's state says."""

import hashlib
import time

from terminal_world import World, spoken

PIN = "246810"
HOLD = 2.2  # seconds that a finger lies on the terminal's number
_SALT = bytes(16)
_HASH = hashlib.pbkdf2_hmac("sha256", PIN.encode(), _SALT, 100_000).hex()

# For kiosk.toml.
SETTINGS = f"""
[technician]
pin_hash = "pbkdf2-sha256$100000${_SALT.hex()}${_HASH}"
"""


def enter(world: World) -> None:
    """From the idle screen or the one out of service."""
    world.terminal.do("hold open-technician")
    held = time.monotonic()
    world.wait(lambda: time.monotonic() > held + HOLD, "the finger to have lain long enough", HOLD + 1)
    world.terminal.do("release")
    world.wait_state("entering-pin")
    for digit in PIN:
        world.tap(f"key:{digit}")
    world.tap("next")
    world.wait_state("technician-status")


def all_pages(world: World) -> str:
    """Every word of the page about the state, however many pages it takes."""
    pages: list[str] = []
    while True:
        scene = world.scene()
        pages.append(spoken(scene))
        forward = [one for one in scene["targets"] if one["action"].startswith("page:") and one["enabled"]]
        if not forward or int(forward[-1]["action"].partition(":")[2]) < len(pages):
            return "\n".join(pages)
        world.tap(forward[-1]["action"])
