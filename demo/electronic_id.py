"""Electronic IDs of the sample citizens: the code a telephone shows, and what the platform knows behind it.

A code says who and until when, signed by who issued it: "YSEID1.<base64url of JSON>.<base64url of HMAC-SHA-256>". It
is good for a few minutes, so a picture of it is soon worth nothing. The key is a sample like the citizens.
"""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path

CITIZENS = Path(__file__).resolve().parent / "emulators" / "sample_citizens.json"
GOOD_FOR = 300  # seconds
PREFIX = "YSEID1"
_KEY = b"Yunshan sample issuer of electronic IDs"


class NoSuchId(Exception):
    """The code is none of ours."""


class OutOfDate(Exception):
    """It was one; a new one must be shown."""


def make_code(citizen: str, now: float | None = None) -> str:
    said = {"citizen": citizen, "until": int((time.time() if now is None else now) + GOOD_FOR)}
    content = _text(json.dumps(said, separators=(",", ":")).encode())
    return f"{PREFIX}.{content}.{_text(_signature(content))}"


def holder_of(code: str, now: float | None = None) -> dict:
    """What the platform answers (schema electronicIdHolder). Raises NoSuchId or OutOfDate."""
    try:
        prefix, content, signature = code.split(".")
        genuine = prefix == PREFIX and hmac.compare_digest(_bytes(signature), _signature(content))
        said = json.loads(_bytes(content)) if genuine else None
    except ValueError as error:
        raise NoSuchId from error
    if said is None:
        raise NoSuchId
    if (time.time() if now is None else now) >= said["until"]:
        raise OutOfDate
    found = citizens().get(said["citizen"])
    if found is None:
        raise NoSuchId
    return _holder(found)


def citizens() -> dict[str, dict]:
    return {each["key"]: each["fields"] for each in json.loads(CITIZENS.read_text("utf-8"))}


def _holder(fields: dict) -> dict:
    holder = {
        "name": fields.get("name") or fields.get("chinese_name"),
        "englishName": fields.get("english_name"),
        "sex": fields["sex"],
        "birth": _day(fields["birth"]),
        "number": fields["number"],
        "address": fields.get("address"),
        "validUntil": _day(fields["valid_until"]) if fields["valid_until"].isdigit() else None,
    }
    return {name: value for name, value in holder.items() if value}


def _day(compact: str) -> str:
    return f"{compact[:4]}-{compact[4:6]}-{compact[6:]}"


def _signature(content: str) -> bytes:
    return hmac.new(_KEY, content.encode(), hashlib.sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
