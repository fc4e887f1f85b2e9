"""Sample resident-ID cards: what a chip holds, laid out as the reader hands it over.

The 256-byte text block is UTF-16LE padded with spaces; the table LAYOUTS says where each field of each kind of document
lies. Every holder is invented: the citizens' division codes belong to no place, so no number is a living person's.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import reduce

TEXT_SIZE = 256
PHOTO_SIZE = 1024
TEMPLATE_SIZE = 512
ADDRESS_SIZE = 70
MANAGEMENT_NUMBER_SIZE = 28
MAX_NEWEST_ADDRESSES = 4

GB11643_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
GB11643_CHECKS = "10X98765432"


@dataclass(frozen=True)
class Field:
    offset: int
    size: int  # in bytes; a character of the basic plane takes two
    key: str = ""  # empty: reserved, filled with spaces
    first: int = 0  # the part of the value that goes here, in characters
    last: int | None = None
    constant: str = ""


LAYOUTS: dict[str, tuple[Field, ...]] = {
    "citizen": (
        Field(0, 30, "name"),
        Field(30, 2, "sex"),
        Field(32, 4, "ethnicity"),
        Field(36, 16, "birth"),
        Field(52, 70, "address"),
        Field(122, 36, "number"),
        Field(158, 30, "issuer"),
        Field(188, 16, "valid_from"),
        Field(204, 16, "valid_until"),
        Field(220, 36),
    ),
    "hmt-permit": (
        Field(0, 30, "name"),
        Field(30, 2, "sex"),
        Field(32, 4),
        Field(36, 16, "birth"),
        Field(52, 70, "address"),
        Field(122, 36, "number"),
        Field(158, 30, "issuer"),
        Field(188, 16, "valid_from"),
        Field(204, 16, "valid_until"),
        Field(220, 18, "travel_permit"),
        Field(238, 4, "issue_count"),
        Field(242, 6),
        Field(248, 2, constant="J"),
        Field(250, 6),
    ),
    "foreign-2023": (
        Field(0, 30, "chinese_name"),
        Field(30, 2, "sex"),
        Field(32, 4, "renewal_count"),
        Field(36, 16, "birth"),
        Field(52, 70, "english_name", 0, 35),
        Field(122, 36, "number"),
        Field(158, 30),
        Field(188, 16, "valid_from"),
        Field(204, 16, "valid_until"),
        Field(220, 22, "english_name", 35),
        Field(242, 6, "nationality"),
        Field(248, 2, constant="Y"),
        Field(250, 6, "old_number_link"),
    ),
    "foreign-2017": (
        Field(0, 120, "english_name"),
        Field(120, 2, "sex"),
        Field(122, 30, "number"),
        Field(152, 6, "nationality"),
        Field(158, 30, "chinese_name"),
        Field(188, 16, "valid_from"),
        Field(204, 16, "valid_until"),
        Field(220, 16, "birth"),
        Field(236, 4, "version"),
        Field(240, 8, "authority"),
        Field(248, 2, constant="I"),
        Field(250, 6),
    ),
}

OPTIONAL_KEYS = {"old_number_link"}


@dataclass(frozen=True)
class IdCard:
    """One card as it lies on the reader. `title` is what the dock shows, by language."""

    key: str
    title: dict[str, str]
    kind: str
    fields: dict[str, str]
    newest_addresses: tuple[str, ...]
    management_number: bytes
    fingerprints: int

    def text_block(self) -> bytes:
        return b"".join(self._encoded(field) for field in LAYOUTS[self.kind])

    def photo(self) -> bytes:
        """Stands for the WLT picture, which only the vendor's library can make or read."""
        return _stretched(f"photo {self.key}", PHOTO_SIZE)

    def fingerprint_templates(self) -> bytes:
        return _stretched(f"fingers {self.key}", self.fingerprints * TEMPLATE_SIZE)

    def newest_address_blocks(self) -> bytes:
        return b"".join(_padded(address, ADDRESS_SIZE) for address in self.newest_addresses)

    def holder(self) -> dict:
        """What the dock and the scripted visit show of the holder."""
        name = self.fields.get("name") or self.fields["english_name"]
        return {
            "title": self.title,
            "kind": self.kind,
            "name": name,
            "number": self.fields["number"],
            "valid_until": self.fields["valid_until"],
        }

    def _encoded(self, field: Field) -> bytes:
        value = field.constant or self.fields.get(field.key, "")[field.first : field.last]
        return _padded(value, field.size)


def load_cards(path: str) -> dict[str, IdCard]:
    """The cards of a JSON file by key. Raises ValueError that names the file, the card, the field and the remedy."""
    with open(path, encoding="utf-8") as file:
        try:
            entries = json.load(file)
        except ValueError as error:
            raise ValueError(f"{path}: not JSON ({error}); compare it with sample_citizens.json") from error
    if not isinstance(entries, list):
        raise ValueError(f"{path}: holds no list of cards; compare it with sample_citizens.json")
    cards: dict[str, IdCard] = {}
    for index, entry in enumerate(entries):
        try:
            card = _card(entry)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f"the key {error} is missing" if isinstance(error, KeyError) else error
            raise ValueError(f"{path}: card {index + 1}: {reason}; mend that card") from error
        if card.key in cards:
            raise ValueError(f"{path}: card {index + 1}: the key '{card.key}' is taken; choose another")
        cards[card.key] = card
    return cards


def gb11643_check(first17: str) -> str:
    """The 18th character of an identity number (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, GB11643_WEIGHTS, strict=True))
    return GB11643_CHECKS[total % 11]


def exclusive_or(data: bytes) -> int:
    return reduce(lambda left, right: left ^ right, data, 0)


def _card(entry: dict) -> IdCard:
    kind = entry["kind"]
    if kind not in LAYOUTS:
        raise ValueError(f"kind '{kind}' is not one of {', '.join(LAYOUTS)}")
    card = IdCard(
        key=entry["key"],
        title={language: entry["title"][language] for language in ("zh-CN", "en")},
        kind=kind,
        fields=dict(entry["fields"]),
        newest_addresses=tuple(entry.get("newest_addresses", [])),
        management_number=entry.get("management_number", "").encode("ascii").ljust(MANAGEMENT_NUMBER_SIZE, b"0"),
        fingerprints=entry.get("fingerprints", 0),
    )
    known = {field.key for field in LAYOUTS[kind] if field.key}
    for key in card.fields:
        if key not in known:
            raise ValueError(f"field '{key}' is none of a {kind} card; known: {', '.join(sorted(known))}")
    for key in sorted(known - OPTIONAL_KEYS):
        if key not in card.fields:
            raise KeyError(key)
    if card.fingerprints not in (0, 1, 2):
        raise ValueError("fingerprints is neither 0, 1 nor 2")
    if len(card.newest_addresses) > MAX_NEWEST_ADDRESSES:
        raise ValueError(f"a card holds at most {MAX_NEWEST_ADDRESSES} newest addresses")
    if len(card.management_number) > MANAGEMENT_NUMBER_SIZE:
        raise ValueError(f"the management number is longer than {MANAGEMENT_NUMBER_SIZE} characters")
    if card.fields.get("english_name", "")[46:] and kind == "foreign-2023":
        raise ValueError("english_name is longer than 46 characters")
    card.text_block()
    card.newest_address_blocks()
    return card


def _padded(value: str, size: int) -> bytes:
    encoded = value.encode("utf-16-le")
    if len(encoded) > size:
        raise ValueError(f"'{value}' takes {len(encoded)} bytes where the card has {size}; shorten it")
    return encoded + b" \0" * ((size - len(encoded)) // 2)


def _stretched(seed: str, size: int) -> bytes:
    return hashlib.shake_128(seed.encode()).digest(size)
