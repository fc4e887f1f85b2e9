"""What a citizen thought of a handling (好差评): one grade an application, and it stays."""

import datetime

from problems import Problem
from store import Application, Store


def rate(applications: Store, application: Application, grade: int) -> dict:
    """Stores the grade unless one is there, and returns the answer. Raises the 409 for another grade than that one."""
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    stored = applications.rate(application, grade, now)
    if stored != grade:
        raise Problem("already-rated", f"this handling was rated with grade {stored} before; that grade stays")
    return {"grade": stored}
