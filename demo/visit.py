#!/usr/bin/python3
"""The scripted visit: what a citizen does at the terminal, through the terminal's own event path, without a display.

Leaves a numbered picture of each step (of a screen with several pages, the first), the receipts as pictures, and the
applications as the platform stored them.
"""

import argparse
import contextlib
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from life import alone_in, keep_logs, lead, sentence_about  # noqa: E402
from world import World, WorldFault, binaries_folder, fresh_folder, say  # noqa: E402


class Album:
    """Numbers the pictures in the order of the visit."""

    def __init__(self, world: World, folder: Path, prefix: str):
        self._world = world
        self._folder = folder
        self._prefix = prefix
        self._count = 0

    def take(self, name: str) -> None:
        self._count += 1
        path = self._folder / f"{self._prefix}-{self._count:02d}-{name}.png"
        if not self._world.terminal.ask(f"png {path}")["ok"]:
            raise WorldFault(f"{path} cannot be written; see whether the disk has room")
        say(f"  {path.name}")


def service_with(world: World, words: str) -> str:
    """The action of the tile whose label has these words."""
    for target in world.scene()["targets"]:
        if target["action"].startswith("open-service:") and words in target["label"]:
            return target["action"]
    raise WorldFault(f"no service '{words}' is offered")


def type_text(world: World, keys: str) -> None:
    """Key by key, as fingers do: capitals by shift, signs by the other layout."""
    for key in keys:
        if key == " ":
            world.tap("key:space")
            continue
        ways = ["key:shift", "key:layout"] * 4
        while not offers(world, f"key:{key}") and ways:
            way = ways.pop(0)
            if offers(world, way):
                world.tap(way)
        world.tap(f"key:{key}")


def offers(world: World, action: str) -> bool:
    return any(one["action"] == action and one["enabled"] for one in world.scene()["targets"])


def to_home(world: World, album: Album, language: str) -> None:
    world.wait_state("idle")
    world.wait(lambda: world.scene()["health"]["can_print"], "the printer to be ready", 15)
    world.wait(lambda: world.scene()["health"]["reader"]["state"] == "ready", "the reader to be ready", 15)
    album.take("idle")
    world.tap("begin")
    world.wait_state("choosing-language")
    album.take("language")
    world.tap(f"choose-language:{language}")
    world.wait_state("home")
    album.take("home")


def identify(world: World, album: Album, card: str) -> None:
    world.wait_state("guide")
    album.take("guide")
    world.tap("start")
    world.wait_state("awaiting-card")
    album.take("lay-your-card")
    world.reader.do(f"lay {card}")
    world.wait_state("confirming-identity")
    album.take("is-this-you")
    world.tap("next")


def to_the_end(world: World, album: Album) -> None:
    world.wait_state("reviewing")
    album.take("review")
    world.tap("next")
    world.wait_state("declaring")
    world.tap("agree")
    album.take("declaration")
    world.tap("submit")
    seen = world.wait_state("showing-result", "printing", "finished", limit=30)
    if seen["state"] == "showing-result":
        album.take("result")
        world.tap("next")
        seen = world.wait_state("printing", "finished")
    if seen["state"] == "printing":
        album.take("printing")
    world.wait_state("finished", limit=60)
    album.take("finished")
    world.tap("next")
    world.wait_state("rating")
    album.take("rating")
    world.tap("rate:5")
    world.wait_state("goodbye")
    album.take("goodbye")
    world.reader.do("remove")
    world.printer.do("take")
    world.wait_state("idle", limit=30)
    album.take("idle-again")


def social_insurance(world: World, album: Album) -> None:
    to_home(world, album, "zh-CN")
    world.tap(service_with(world, "社保"))
    identify(world, album, "zhang-xiaoming")
    fill_choices(world, album)
    to_the_end(world, album)


def fill_choices(world: World, album: Album) -> None:
    """Every choice that has no answer yet gets its first option, page by page."""
    page = 0
    while (seen := world.wait_state("filling-form", "reviewing"))["state"] == "filling-form":
        page += 1
        album.take(f"form-{page}")
        for field in unanswered(world):
            world.tap(field)
            world.wait_state("choosing-option")
            album.take("choose")
            options = [one["action"] for one in world.scene()["targets"] if one["action"].startswith("pick-option:")]
            world.tap(options[0])
            world.wait_state("filling-form")
        world.tap("next")
        world.wait(lambda: moved_on(world, seen), "the next page of the form", 10)


def moved_on(world: World, before: dict) -> bool:
    now = world.scene()
    return now["state"] != "filling-form" or now["spoken"] != before["spoken"]


def unanswered(world: World) -> list[str]:
    return [
        one["action"]
        for one in world.scene()["targets"]
        if one["action"].startswith("edit-field:") and not one["selected"]
    ]


def change_of_address(world: World, album: Album) -> None:
    to_home(world, album, "en")
    world.tap(service_with(world, "address"))
    identify(world, album, "chen-jing")
    fill_address(world, album)
    to_the_end(world, album)


ANSWERS = {  # field: what is typed, key by key
    "phone": "13800138000",
    "detail": "No. 8, Room 302",
    "permitNumber": "YS2026000815",
    "leaseNumber": "YS20260815",
    "movedIn": "20261001",
}


def fill_address(world: World, album: Album) -> None:
    page = 0
    while (seen := world.wait_state("filling-form", "reviewing"))["state"] == "filling-form":
        page += 1
        album.take(f"form-{page}")
        answered: set[str] = set()
        while fields := [one for one in unanswered(world) if one not in answered]:
            field = fields[0]
            answered.add(field)
            world.tap(field)
            opened = world.wait_state("choosing-option", "editing-field")
            album.take(field.split(":", 1)[1])
            if opened["state"] == "choosing-option":
                options = [one["action"] for one in opened["targets"] if one["action"].startswith("pick-option:")]
                world.tap(options[0])
            else:
                type_text(world, ANSWERS[field.split(":", 1)[1]])
                album.take("typed")
                world.tap("keyboard-done")
            world.wait_state("filling-form")
        album.take(f"form-{page}-filled")
        world.tap("next")
        world.wait(lambda: moved_on(world, seen), "the next page of the form", 10)


def keep_results(world: World, folder: Path) -> None:
    for ticket in sorted(world.paper.glob("ticket-*.png")):
        shutil.copy(ticket, folder / f"receipt-{ticket.name.split('-')[1]}")
    for application in world.platform.do("state")["applications"]:
        stored = world.platform.do(f"application {application['number']}")
        stored.pop("ok")
        path = folder / f"application-{application['number']}.json"
        path.write_text(json.dumps(stored, ensure_ascii=False, indent=2) + "\n")


def visit(options: argparse.Namespace, output: Path) -> int:
    with alone_in(output) as folder:
        fresh_folder(output)
        world = World(folder, binaries_folder(options.binaries), headless=True, landscape=options.landscape)
        try:
            world.start()
            say("A social-insurance record, queried and printed, in Chinese:")
            social_insurance(world, Album(world, output, "1"))
            say("A change of address on a residence permit, in English:")
            change_of_address(world, Album(world, output, "2"))
            keep_results(world, output)
        except WorldFault as fault:
            return failed(world, output, str(fault))
        except OSError as error:
            return failed(world, output, sentence_about(error, output))
        finally:
            world.stop()
    say(f"Screens, receipts and the applications as the platform stored them: {output}")
    return 0


def failed(world: World, output: Path, why: str) -> int:
    with contextlib.suppress(WorldFault):
        # Whose socket was closed has not always ended yet.
        world.wait(lambda: bool(world.dead()), "a part that died", 0.5)
    print(f"The visit did not come to its end: {'; '.join([why, *world.dead()])}", file=sys.stderr)
    keep_logs(world.folder, output / "logs")
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binaries", help="folder of bianmin-terminal and bianmin-device (default: build/release/bin)")
    parser.add_argument("--output", default="out/visit", help="where the pictures go (default: out/visit)")
    parser.add_argument("--landscape", action="store_true", help="a screen of 1920×1080 instead of 1080×1920")
    options = parser.parse_args()
    output = Path(options.output).resolve()
    return lead(lambda: visit(options, output), output)


if __name__ == "__main__":
    raise SystemExit(main())
