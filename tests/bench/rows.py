"""What was measured, as lines of the table, and whether the goals are met."""

import statistics

from contender import Contender
from table import Row


def milliseconds(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.0f} ms ({min(times) * 1000:.0f}–{max(times) * 1000:.0f})"


def pair(median: str, p99: str) -> str:
    return f"{float(median):.1f} / {float(p99):.1f} ms"


def rows_beside(terminal: Contender, browser: Contender | None, idle: float) -> list[Row]:
    def row(what: str, figure, goal: str = "", met: bool = True, of_terminal=None) -> Row:
        return Row(what, (of_terminal or figure)(terminal), figure(browser) if browser else "–", goal, met)

    first = statistics.median(terminal.first_seen)
    return [
        row(
            f"From exec to the first complete frame, median of {len(terminal.first_seen)} (least–most)",
            lambda one: milliseconds(one.page_seen),
            "≤ 150 ms",
            first <= 0.150,
            of_terminal=lambda one: milliseconds(one.first_seen),
        ),
        row(
            "From exec to the page compared, which the terminal shows once the platform has answered over HTTPS",
            lambda one: milliseconds(one.page_seen),
        ),
        row(
            "Memory (PSS) of all its processes",
            lambda one: f"{one.memory:.0f} MB ({one.count} processes)",
            "≤ 80 MB",
            terminal.memory <= 80,
        ),
        row("– of the main process alone", lambda one: f"{one.memory_of_main:.0f} MB"),
        row(
            f"Processor while idle, of one core, both over the same {idle:.0f} s",
            lambda one: f"{one.processor:.2%}",
            "0",
            terminal.processor < 0.0005,
        ),
        row("– of the main process alone", lambda one: f"{one.processor_of_main:.2%}"),
    ]


def rows_of_screens(lines: list[list[str]]) -> list[Row]:
    of = {(line[0], line[1]): line for line in lines}
    _, _, median, p99, _ = of["redraw", "all"]
    _, _, touch_median, touch_p99, touches = of["touch", "all"]
    screens = [line for line in lines if line[0] == "redraw" and line[1] != "all"]
    _, name, slow_median, slow_p99, _ = max(screens, key=lambda line: float(line[2]))
    return [
        Row(
            f"Full redraw at 1080×1920, median / p99 of {len(screens)} screens",
            pair(median, p99),
            goal="≤ 4 ms",
            met=float(median) <= 4,
        ),
        Row(
            f"– of the slowest screen ({name})",
            pair(slow_median, slow_p99),
            goal="≤ 4 ms",
            met=float(slow_median) <= 4,
        ),
        Row(
            f"From touch to present, median / p99 of {touches} touches",
            pair(touch_median, touch_p99),
            goal="p99 ≤ 16 ms",
            met=float(touch_p99) <= 16,
        ),
    ]


def row_of_sealing(lines: list[list[str]]) -> Row:
    of = {name: value for name, value, _ in lines}
    return Row(
        "An application sealed on disk, median / p99", pair(of["sealed commit, median"], of["sealed commit, p99"])
    )


def rows_of_cards(lines: list[list[str]]) -> list[Row]:
    of = {name: value for name, value, _ in lines}
    laid = "from card laid to CardRead beyond the wire"
    waiting = float(of["processor of the device process while it waits for a card"])
    cards = int(float(of["cards read in a row"]))
    wrong = int(float(of["wrong or missing among them"]))
    before, after = (
        float(of[f"resident memory of the device process {when}"]) / 1024 for when in ("after 100 cards", "at the end")
    )
    return [
        Row(
            "From a card being laid to its data, beyond the "
            f"{float(of['wire time of one card at 115200 baud']):.0f} ms of the wire itself, median / p99",
            pair(of[f"{laid}, median"], of[f"{laid}, p99"]),
            goal="≤ 20 ms",
            met=float(of[f"{laid}, median"]) <= 20,
        ),
        Row(
            "Processor of the reader's process while a card is waited for, of one core",
            f"{waiting:.2f}%",
            goal="~0",
            met=waiting <= 0.3,
        ),
        Row(
            f"{cards:,} cards read in a row, {wrong} of them wrong: memory of the device process after 100 / at the end",
            f"{before:.1f} / {after:.1f} MB",
            goal="no growth",
            met=after - before < 0.5 and wrong == 0,
        ),
    ]
