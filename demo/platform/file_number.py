"""Check characters, and the readable number a stored application gets (办件编号).

The number is opaque: YS, eleven random characters and a check character by ISO/IEC 7064 MOD 37,36 over the thirteen
before it, none of them easily mistaken for another. It is written in groups: YS-7K3M-9Q2C-W4TX.
"""

import re
import secrets

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLAIN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CREDIT_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def mod_37_36(text: str) -> str:
    product = 36
    for character in text:
        total = (product + _ALPHANUMERIC.index(character)) % 36 or 36
        product = total * 2 % 37
    return _ALPHANUMERIC[(37 - product) % 36]


def new_number() -> str:
    while True:
        body = "YS" + "".join(secrets.choice(_PLAIN) for _ in range(11))
        check = mod_37_36(body)
        if check in _PLAIN:
            return "-".join([body[:2], body[2:6], body[6:10], body[10:] + check])


def is_number(text: str) -> bool:
    if not re.fullmatch(r"YS-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text):
        return False
    plain = text.replace("-", "")
    return mod_37_36(plain[:-1]) == plain[-1]


def credit_code_check(body: str) -> str:
    """GB 32100: the check character for the first 17 of a unified social credit code."""
    total = sum(_CREDIT_CODE.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return _CREDIT_CODE[(31 - total % 31) % 31]


def is_credit_code(text: str) -> bool:
    return (
        len(text) == 18
        and all(character in _CREDIT_CODE for character in text)
        and credit_code_check(text[:17]) == text[17]
    )
