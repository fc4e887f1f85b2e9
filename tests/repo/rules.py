"""What holds for every file of the repository, as functions: each takes a file and gives sentences about what is wrong."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", "build", "out", "__pycache__"}
TEXT = {"", ".cpp", ".h", ".py", ".md", ".cmake", ".txt", ".toml", ".json", ".yaml", ".po", ".yml", ".css", ".svg"}
CODE = {".cpp", ".h", ".py"}
MOST_LINES = 400

# What each room's files may include of ours, and which libraries' headers, by how their names begin. "" is the standard
# library and the system's own. The first row that fits a path counts. `flow` and `drivers` never meet; `flow` and
# `scene` know no window, no network, no disk and no device.
ALLOWED: list[tuple[str, list[str], list[str]]] = [
    ("kiosk/base/", ["kiosk/base/"], []),
    ("kiosk/service/", ["kiosk/service/", "kiosk/base/"], ["nlohmann/", "valijson/", "openssl/"]),
    ("kiosk/flow/", ["kiosk/flow/", "kiosk/service/", "kiosk/base/"], []),
    ("kiosk/input/", ["kiosk/input/", "kiosk/base/"], ["pinyin.h"]),
    ("kiosk/journal/", ["kiosk/journal/", "kiosk/base/"], ["openssl/", "sqlite3.h"]),
    ("kiosk/platform/", ["kiosk/platform/", "kiosk/base/"], ["curl/", "nlohmann/", "openssl/"]),
    ("kiosk/settings/", ["kiosk/settings/", "kiosk/base/"], ["toml++/", "openssl/"]),
    ("kiosk/devices/", ["kiosk/devices/", "kiosk/flow/", "kiosk/base/", "drivers/host/"], ["spdlog/"]),
    ("kiosk/runner/", ["kiosk/", "screens/receipt/"], ["nlohmann/", "openssl/", "spdlog/"]),
    ("kiosk/", ["kiosk/", "screens/"], ["CLI/", "nlohmann/", "spdlog/"]),
    ("kioskctl/", ["kioskctl/", "drivers/", "kiosk/service/", "kiosk/base/"], ["CLI/", "nlohmann/"]),
    ("drivers/transport/", ["drivers/transport/", "kiosk/base/"], ["libusb.h", "PCSC/"]),
    ("drivers/code_scanner/", ["drivers/code_scanner/", "drivers/transport/", "kiosk/base/"], []),
    ("drivers/id_card_reader/", ["drivers/id_card_reader/", "drivers/transport/", "kiosk/base/"], []),
    (
        "drivers/social_security_card/",
        ["drivers/social_security_card/", "drivers/id_card_reader/", "drivers/transport/", "kiosk/base/"],
        [],
    ),
    ("drivers/receipt_printer/", ["drivers/receipt_printer/", "drivers/transport/", "kiosk/base/"], []),
    ("drivers/", ["drivers/", "kiosk/base/"], ["CLI/", "nlohmann/"]),
    ("screens/scene/", ["screens/scene/", "kiosk/base/"], []),
    ("screens/words/", ["screens/words/", "kiosk/base/"], []),
    (
        "screens/render/",
        ["screens/render/", "screens/scene/", "kiosk/base/"],
        ["SDL.h", "cairo.h", "librsvg/", "pango/", "qrencode.h", "spdlog/"],
    ),
    (
        "screens/receipt/",
        ["screens/receipt/", "kiosk/service/", "kiosk/base/"],
        ["cairo.h", "pango/", "qrencode.h"],
    ),
    ("screens/", ["screens/", "kiosk/flow/", "kiosk/service/", "kiosk/base/"], []),
    ("demo/", ["demo/", "screens/render/", "screens/scene/", "kiosk/base/"], ["CLI/", "nlohmann/", "spdlog/"]),
]
LIBRARIES = re.compile(r"SDL|CLI/|cairo|curl/|librsvg/|libusb|nlohmann/|openssl/|pango/|PCSC/|pinyin|qrencode|spdlog/|sqlite|toml\+\+|valijson/")

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|HA" r"CK|not imple" r"mented)\b")
SLEEPS = re.compile(r"sleep_" r"for|sleep_" r"until|\busl" r"eep\(|time\.sl" r"eep\(|asyncio\.sl" r"eep\(|SUC" r"CEED\(\)")
# Folders of one machine, and hosts that packages come from.
MACHINE = re.compile(r"(?<![\w.])/(wo" r"rk|ro" r"ot|ho" r"me/\w+)/|https?://[^\s/]*(debi" r"an\.org|np" r"mjs|py" r"pi)\b")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img[^>]+src=\"([^\"]+)\"")


def files(root: Path = ROOT) -> Iterator[Path]:
    """Of the repository, without what was built or written by programs."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS)
        for name in sorted(names):
            path = Path(folder) / name
            if path.suffix in TEXT and not path.is_symlink():
                yield path.relative_to(root)


def lines_with(pattern: re.Pattern[str], path: Path, text: str, wrong: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := pattern.search(line):
            yield f"{path}:{number}: '{found.group(0)}': {wrong}"


def unfinished(path: Path, text: str) -> Iterator[str]:
    yield from lines_with(UNFINISHED, path, text, "finish it or leave it out")


def machine_words(path: Path, text: str) -> Iterator[str]:
    yield from lines_with(MACHINE, path, text, "the repository names no machine's folders and no package hosts")


def sleeps(path: Path, text: str) -> Iterator[str]:
    """Tests wait for a condition with a limit; a pause hides a race."""
    if path.parts[0] == "tests" and path.parts[1] != "bench" and path.suffix in CODE:
        yield from lines_with(SLEEPS, path, text, "wait for a condition instead, or check something")


def too_long(path: Path, text: str) -> Iterator[str]:
    count = text.count("\n")
    if path.suffix in CODE and count > MOST_LINES:
        yield f"{path}: {count} lines; over {MOST_LINES} there is more than one idea in it"


def header_guards(path: Path, text: str) -> Iterator[str]:
    if path.suffix == ".h" and not text.startswith("#pragma once\n"):
        yield f"{path}: a header begins with #pragma once"


def includes(path: Path, text: str) -> Iterator[str]:
    """The rooms' one way: main -> runner, render -> flow, screens, journal, platform, devices -> service -> base."""
    if path.suffix not in {".cpp", ".h"}:
        return
    rule = next((rule for rule in ALLOWED if path.as_posix().startswith(rule[0])), None)
    if rule is None:
        return
    room, ours, libraries = rule
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'#include\s+([<"])([^>"]+)[>"]', line)
        if not found:
            continue
        kind, name = found.groups()
        if kind == '"' and "/" in name and not any(name.startswith(one) for one in ours):
            yield f"{path}:{number}: {room} may not include {name}"
        if kind == "<" and LIBRARIES.match(name) and not any(name.startswith(one) for one in libraries):
            yield f"{path}:{number}: {room} may not know the library of <{name}>"


def links(path: Path, text: str, root: Path = ROOT) -> Iterator[str]:
    """Links of documents to files of the repository, and to headings of the same document."""
    if path.suffix != ".md":
        return
    headings = {heading_name(line) for line in text.splitlines() if line.startswith("#")}
    for found in LINK.finditer(text):
        target = found.group(1) or found.group(2)
        if re.match(r"[a-z]+:", target):
            continue
        file, _, heading = target.partition("#")
        if file and not (root / path.parent / file).exists():
            yield f"{path}: the link to {target} leads nowhere"
        if not file and heading not in headings:
            yield f"{path}: there is no heading '{heading}' here"


def heading_name(line: str) -> str:
    words = re.sub(r"[`*]", "", line.lstrip("#").strip()).lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


RULES = [unfinished, machine_words, sleeps, too_long, header_guards, includes, links]


def problems(root: Path = ROOT) -> Iterator[str]:
    for path in files(root):
        text = (root / path).read_text(encoding="utf-8")
        for rule in RULES:
            yield from rule(path, text)
