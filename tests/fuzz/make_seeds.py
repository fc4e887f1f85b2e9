#!/usr/bin/python3
"""Writes what the fuzz targets begin with, from the emulated reader's own frames and cards.

make_seeds.py FOLDER fills FOLDER/sam_v_wire and FOLDER/text_block. What is kept in corpus/ has been through libFuzzer's
own selection: fuzz_sam_v_wire -merge=1 KEPT FOLDER/sam_v_wire.
"""

import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from demo.emulators.id_card import load_cards
from demo.emulators.sam_v_reader import SAM_ID
from demo.emulators.sam_v_wire import PREAMBLE, Status, reply

CARDS = Path(__file__).resolve().parents[2] / "demo/emulators/sample_citizens.json"


def lengths(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(2, "big") for part in parts)


def wire_seeds() -> dict[str, bytes]:
    seeds = {f"status-{status.name.lower()}": reply(status) for status in Status}
    seeds["sam-id"] = reply(Status.DONE, struct.pack("<HHIII", *SAM_ID))
    seeds["find"] = reply(Status.CARD_FOUND, bytes(4))
    seeds["select"] = reply(Status.DONE, bytes(8))
    for card in load_cards(str(CARDS)).values():
        text, photo, fingers = card.text_block(), card.photo(), card.fingerprint_templates()
        base = reply(Status.DONE, lengths(text, photo) + text + photo)
        seeds[f"base-{card.key}"] = base
        seeds[f"fingers-{card.key}"] = reply(Status.DONE, lengths(text, photo, fingers) + text + photo + fingers)
        seeds[f"cut-{card.key}"] = base[: len(base) // 2] + seeds["find"]
        if card.newest_addresses:
            seeds[f"address-{card.key}"] = reply(Status.DONE, card.newest_address_blocks())
    flipped = bytearray(seeds["select"])
    flipped[9] ^= 0x40
    seeds["flipped"] = bytes(flipped) + seeds["find"]
    seeds["false-start"] = PREAMBLE[:4] + seeds["find"] + PREAMBLE + b"\xff\xff" + seeds["select"]
    seeds["visit"] = seeds["find"] + seeds["select"] + seeds["status-no_such_content"]
    return seeds


def text_seeds() -> dict[str, bytes]:
    seeds: dict[str, bytes] = {}
    for card in load_cards(str(CARDS)).values():
        seeds[f"text-{card.key}"] = card.text_block()
        if card.newest_addresses:
            seeds[f"address-{card.key}"] = card.newest_address_blocks()
    return seeds


def main() -> int:
    if len(sys.argv) != 2:
        print("make_seeds.py: expected one folder to write to", file=sys.stderr)
        return 2
    for target, seeds in (("sam_v_wire", wire_seeds()), ("text_block", text_seeds())):
        folder = Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, seed in seeds.items():
            (folder / f"{name}.bin").write_bytes(seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
