"""Request headers that the platform reads: Structured Fields (RFC 8941) as far as they occur here."""

import base64
import binascii
import hashlib
import re

MAX_KEY = 200

_STRING = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_DIGEST_MEMBER = re.compile(r"([a-z*][a-z0-9_\-.*]*)=:([A-Za-z0-9+/=]*):")
_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


class BadHeader(ValueError):
    """The header is there and is not what its specification says."""


def idempotency_key(lines: list[str]) -> str:
    """The key without its quotes. `lines` are all lines of the header; none or several are faults of the sender."""
    if not lines:
        raise BadHeader('Idempotency-Key is missing; send it as a quoted string: Idempotency-Key: "8e03978e-40d5-..."')
    if len(lines) > 1:
        raise BadHeader("Idempotency-Key occurs more than once; send exactly one")
    match = _STRING.fullmatch(lines[0].strip(" "))
    if match is None:
        raise BadHeader('Idempotency-Key is no Structured Fields string; put it in double quotes: "8e03978e-40d5-..."')
    key = re.sub(r'\\(["\\])', r"\1", match[1])
    if not 1 <= len(key) <= MAX_KEY:
        raise BadHeader(f"Idempotency-Key has {len(key)} characters; 1 to {MAX_KEY} are allowed")
    return key


def check_content_digest(lines: list[str], body: bytes) -> None:
    """RFC 9530. No header, or only algorithms we do not know, is no fault; a wrong or broken digest is."""
    for member in ",".join(lines).split(",") if lines else []:
        match = _DIGEST_MEMBER.fullmatch(member.strip(" \t"))
        if match is None:
            raise BadHeader("Content-Digest is malformed; expected sha-256=:<base64>:")
        algorithm = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}.get(match[1])
        if algorithm is None:
            continue
        try:
            claimed = base64.b64decode(match[2], validate=True)
        except binascii.Error as error:
            raise BadHeader(f"Content-Digest {match[1]} is not base64: {error}") from error
        if claimed != algorithm(body).digest():
            raise BadHeader(f"Content-Digest {match[1]} does not match the body; the bytes changed on the way")


def content_digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def entity_tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def none_match(header: str | None, tag: str) -> bool:
    """Whether If-None-Match (RFC 9110, weak comparison) says that the caller already holds `tag`."""
    if header is None:
        return False
    return header.strip() == "*" or tag in _ENTITY_TAG.findall(header)
