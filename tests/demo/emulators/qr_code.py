"""QR codes for the printer's tests, made with libqrencode and packed as raster rows."""

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_ubyte

ERROR_CORRECTION_M = 1
EIGHT_BIT = 2


class _Code(ctypes.Structure):
    _fields_ = [("version", c_int), ("width", c_int), ("data", POINTER(c_ubyte))]


def raster_of(text: str, module: int, bytes_a_row: int) -> list[bytes]:
    """`module` dots a module, a quiet zone of four modules, padded with white to `bytes_a_row`."""
    library = ctypes.CDLL("libqrencode.so.4")
    library.QRcode_encodeString.restype = POINTER(_Code)
    library.QRcode_encodeString.argtypes = [c_char_p, c_int, c_int, c_int, c_int]
    code = library.QRcode_encodeString(text.encode(), 0, ERROR_CORRECTION_M, EIGHT_BIT, 1)
    width = code.contents.width
    quiet = [bytes(bytes_a_row)] * (4 * module)
    rows = []
    for y in range(width):
        modules = "".join(str(code.contents.data[y * width + x] & 1) * module for x in range(width))
        bits = ("0" * (4 * module) + modules).ljust(bytes_a_row * 8, "0")
        rows += [int(bits, 2).to_bytes(bytes_a_row, "big")] * module
    library.QRcode_free(code)
    return quiet + rows + quiet
