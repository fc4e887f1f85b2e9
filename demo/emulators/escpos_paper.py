"""The paper in an emulated receipt printer: rows of dots, and the tickets that were cut from it, as pictures."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import zbar
from PIL import Image, ImageFont

DOTS = 576
ROW_BYTES = DOTS // 8
GLYPH_WIDTH = 12
GLYPH_HEIGHT = 24
LINE_HEIGHT = 34  # the usual 1/6 inch at 203 dpi
GLYPHS_A_LINE = DOTS // GLYPH_WIDTH
MAX_ROWS = 20_000  # 2.5 m
KEPT_TICKETS = 500

PAPER_WHITE = (251, 250, 246)
INK = (28, 27, 31)
BLANK_ROW = bytes(ROW_BYTES)
GARBAGE = None  # in a line of text: a mark that no letter has
_GARBAGE_GLYPH = [0xCCC if row // 2 % 2 else 0x333 for row in range(GLYPH_HEIGHT)]
_FONT = ImageFont.load_default()


@dataclass
class Sheet:
    """What hangs out of the printer since the last cut."""

    rows: list[bytes] = field(default_factory=list)
    complete: bool = True
    first_byte: int = 0
    connections: int = 1


class TicketFolder:
    """Writes tickets as ticket-0001.png and .json, going on after those that are there already."""

    def __init__(self, folder: str):
        self._folder = Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.stem[7:]) for path in self._folder.glob("ticket-*.png") if path.stem[7:].isdigit()]
        self._last = max(numbers, default=0)
        self.paths: list[str] = []

    def add(self, sheet: Sheet, byte_count: int, torn: bool) -> str:
        """Writes the sheet; returns the picture's path. The picture is there before anything refers to it."""
        self._last += 1
        picture = picture_of(sheet.rows)
        path = self._folder / f"ticket-{self._last:04}.png"
        facts = {
            "complete": sheet.complete and not torn,
            "torn": torn,
            "bytes": byte_count,
            "connections": sheet.connections,
            "rows": len(sheet.rows),
            "codes": codes_in(picture),
        }
        _write_whole(path.with_suffix(".json"), json.dumps(facts, ensure_ascii=False).encode() + b"\n")
        fresh = path.with_suffix(".part")
        picture.save(fresh, "PNG")
        os.replace(fresh, path)
        self.paths.append(str(path))
        if len(self.paths) > KEPT_TICKETS:
            oldest = Path(self.paths.pop(0))
            oldest.unlink(missing_ok=True)
            oldest.with_suffix(".json").unlink(missing_ok=True)
        return str(path)


def picture_of(rows: list[bytes]) -> Image.Image:
    """One pixel a dot."""
    # PIL takes a set bit for white in a one-bit picture, so the rows arrive as they are: 1, black, is palette entry 1.
    bits = Image.frombytes("1", (DOTS, len(rows)), b"".join(rows))
    picture = bits.convert("L").point(lambda value: 1 if value else 0).convert("P")
    picture.putpalette([*PAPER_WHITE, *INK])
    return picture


def codes_in(picture: Image.Image) -> list[str]:
    """The texts of the QR codes on a ticket, from top to bottom."""
    margin = 32
    grey = Image.new("L", (picture.width + 2 * margin, picture.height + 2 * margin), 255)
    grey.paste(picture.convert("L"), (margin, margin))
    scanner = zbar.ImageScanner()
    scanner.parse_config("disable")
    scanner.parse_config("qrcode.enable")
    image = zbar.Image(grey.width, grey.height, "Y800", grey.tobytes())
    scanner.scan(image)
    found = sorted((min(y for _, y in symbol.location), symbol.data) for symbol in image)
    return [text for _, text in found]


def text_rows(line: list[str | None], offset: int) -> list[bytes]:
    """A line of ASCII in the printer's own font, `offset` dots from the left."""
    rows = [0] * GLYPH_HEIGHT
    for character in line:
        glyph = _GARBAGE_GLYPH if character is GARBAGE else _glyph(character)
        rows = [row << GLYPH_WIDTH | piece for row, piece in zip(rows, glyph, strict=True)]
    shift = DOTS - offset - len(line) * GLYPH_WIDTH
    return [(row << shift).to_bytes(ROW_BYTES, "big") for row in rows]


def _glyph(character: str) -> list[int]:
    small = Image.new("1", (GLYPH_WIDTH // 2, GLYPH_HEIGHT // 2))
    mask = _FONT.getmask(character)
    for y in range(min(mask.size[1], small.height)):
        for x in range(min(mask.size[0], small.width)):
            small.putpixel((x, y), 1 if mask.getpixel((x, y)) else 0)
    big = small.resize((GLYPH_WIDTH, GLYPH_HEIGHT), Image.NEAREST)
    rows = ("".join("1" if big.getpixel((x, y)) else "0" for x in range(GLYPH_WIDTH)) for y in range(GLYPH_HEIGHT))
    return [int(row, 2) for row in rows]


def _write_whole(path: Path, data: bytes) -> None:
    fresh = path.with_suffix(path.suffix + ".part")
    fresh.write_bytes(data)
    os.replace(fresh, path)
