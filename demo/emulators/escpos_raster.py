"""Raster images as ESC/POS sends them: checks, widening and placing of rows. Pure."""

from demo.emulators.escpos_paper import DOTS, ROW_BYTES

MAX_OLD_ROWS = 2303  # GS v 0
MAX_NEW_DOTS = 2047  # GS ( L
MAX_NEW_ROWS = 1662


def placed(row: bytes, width: int, offset: int) -> bytes:
    """A row of `width` dots, `offset` dots from the left, cut off at the head's right end."""
    value = int.from_bytes(row, "big") >> (len(row) * 8 - width)
    if width > DOTS:
        return (value >> (width - DOTS)).to_bytes(ROW_BYTES, "big")
    return (value << (DOTS - width - offset)).to_bytes(ROW_BYTES, "big")


def new_raster_problem(body: bytes) -> str:
    """Why these bytes are no function 112, or nothing."""
    if body[:2] != b"\x30\x70" or len(body) < 10:
        return f"{body[:4].hex(' ')} is no function this printer knows (112 stores, 50 prints)"
    tone, across, down, colour = body[2:6]
    width, height = body[6] | body[7] << 8, body[8] | body[9] << 8
    if tone != 0x30 or across not in (1, 2) or down not in (1, 2) or colour != 0x31:
        return f"function 112 with tone, scales and colour {body[2:6].hex(' ')}; known: 30, 1 or 2, 1 or 2, 31"
    if not 1 <= width <= MAX_NEW_DOTS or not 1 <= height <= MAX_NEW_ROWS:
        return f"function 112 of {width} by {height} dots is out of range"
    if len(body) != 10 + (width + 7) // 8 * height:
        return f"function 112 of {width} by {height} dots with {len(body) - 10} bytes of data"
    return ""


def widened(row: bytes) -> bytes:
    """Every dot twice."""
    value = "".join(bit * 2 for bit in f"{int.from_bytes(row, 'big'):0{len(row) * 8}b}")
    return int(value, 2).to_bytes(len(row) * 2, "big")
