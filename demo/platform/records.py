"""The social-insurance record store behind the query service: contributions by identity number.

`records.json` holds careers (employer, from, until, base by year); the months are worked out from it up to the last
complete month, so the same question on the same day has the same answer. Who is not in the file has no record, and
the answer says so.
"""

import datetime
import json
from decimal import Decimal
from pathlib import Path

FILE = Path(__file__).with_name("records.json")

# What the insured person pays of the monthly base; injury insurance is paid by the employer alone.
_OWN_SHARE = {"pension": Decimal("0.08"), "medical": Decimal("0.02"), "unemployment": Decimal("0.002")}
_EMPLOYER_SHARE = {"pension": Decimal("0.16"), "medical": Decimal("0.055"), "unemployment": Decimal("0.008")}


RESULT_KEYS = {
    "message",
    "periodFrom",
    "periodTo",
    "months",
    "totalPaid",
    "totalEmployerPaid",
    "title",
    "columns",
    "rows",
}
_TITLE = {"zh-CN": "社会保险缴费记录", "en": "Social-insurance contributions"}
_COLUMNS = [
    {"key": "month", "title": {"zh-CN": "月份", "en": "Month"}},
    {"key": "employer", "title": {"zh-CN": "单位", "en": "Employer"}},
    {"key": "base", "title": {"zh-CN": "缴费基数", "en": "Base"}},
    {"key": "paid", "title": {"zh-CN": "个人缴费", "en": "You paid"}},
    {"key": "employerPaid", "title": {"zh-CN": "单位缴费", "en": "Employer paid"}},
]


class Contributions:
    def __init__(self, file: Path = FILE):
        self._people = json.loads(file.read_text("utf-8"))["people"]

    def answer(self, form: dict[str, str], number: str, today: datetime.date) -> dict:
        """`form` has period (recent-12, this-year or a year) and kinds (all or one insurance)."""
        first, last = _period(form["period"], today)
        kinds = list(_OWN_SHARE) if form["kinds"] == "all" else [form["kinds"]]
        person = self._people.get(number.upper())
        rows = [_row(month, *paid, kinds) for month in _months(first, last) if (paid := _employed(person, month))]
        own = sum((Decimal(row["paid"]) for row in rows), Decimal(0))
        employer = sum((Decimal(row["employerPaid"]) for row in rows), Decimal(0))
        return {
            "title": _TITLE,
            "columns": _COLUMNS,
            "message": _message(person is not None, len(rows)),
            "periodFrom": _text(first),
            "periodTo": _text(max(first, last)),
            "months": str(len(rows)),
            "totalPaid": f"{own:.2f}",
            "totalEmployerPaid": f"{employer:.2f}",
            "rows": rows,
        }


def _period(period: str, today: datetime.date) -> tuple[tuple[int, int], tuple[int, int]]:
    last_complete = _shift((today.year, today.month), -1)
    if period == "recent-12":
        return _shift(last_complete, -11), last_complete
    year = today.year if period == "this-year" else int(period)
    return (year, 1), min((year, 12), last_complete)


def _shift(month: tuple[int, int], by: int) -> tuple[int, int]:
    index = month[0] * 12 + month[1] - 1 + by
    return index // 12, index % 12 + 1


def _months(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    months = []
    while first <= last:
        months.append(first)
        first = _shift(first, 1)
    return months


def _employed(person: dict | None, month: tuple[int, int]) -> tuple[str, Decimal] | None:
    """Employer and base of that month, if any was paid. The base changes in July, as the rules of the year say."""
    for career in person["careers"] if person else []:
        if career["from"] <= _text(month) and (career["until"] is None or _text(month) <= career["until"]):
            insured_year = str(month[0] if month[1] >= 7 else month[0] - 1)
            years = [year for year in sorted(career["bases"]) if year <= insured_year]
            return career["employer"], Decimal(career["bases"][years[-1] if years else min(career["bases"])])
    return None


def _row(month: tuple[int, int], employer: str, base: Decimal, kinds: list[str]) -> dict[str, str]:
    return {
        "month": _text(month),
        "employer": employer,
        "base": f"{base:.2f}",
        "paid": f"{base * sum(_OWN_SHARE[kind] for kind in kinds):.2f}",
        "employerPaid": f"{base * sum(_EMPLOYER_SHARE[kind] for kind in kinds):.2f}",
    }


def _text(month: tuple[int, int]) -> str:
    return f"{month[0]:04d}-{month[1]:02d}"


def _message(known: bool, months: int) -> dict[str, str]:
    if months:
        return {
            "zh-CN": f"所查期间共有 {months} 个月的缴费记录。",
            "en": f"Contributions were recorded for {months} month{'s' if months > 1 else ''} of this period.",
        }
    if known:
        return {
            "zh-CN": "所查期间没有缴费记录，其他期间有记录。",
            "en": "No contributions were recorded in this period. There are records for other periods.",
        }
    return {
        "zh-CN": "本市没有查到您的参保缴费记录。如有疑问，请到社会保险服务窗口核实。",
        "en": "This city holds no contribution record for you. If you think it should, please ask at a "
        "social-insurance counter.",
    }
