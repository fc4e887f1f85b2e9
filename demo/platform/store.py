"""Applications, the keys they came under, their ratings, and documents, in one SQLite file.

Thread: the event loop's only; a commit takes under a millisecond. WAL with synchronous=FULL, so what was answered is
on disk. An application, its key, the digest of its bytes and the exact answer go in together or not at all.
"""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

MAX_DOCUMENT_BYTES = 256 * 1024 * 1024

_SCHEMA = """
CREATE TABLE IF NOT EXISTS applications (
  id INTEGER PRIMARY KEY,
  file_id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  client TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  replays INTEGER NOT NULL DEFAULT 0,
  service_id TEXT NOT NULL,
  service_name TEXT NOT NULL,
  status TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  applicant_masked TEXT NOT NULL,
  created TEXT,
  registered TEXT NOT NULL,
  terminal TEXT NOT NULL,
  mediator TEXT NOT NULL,
  request BLOB NOT NULL,
  response BLOB NOT NULL,
  UNIQUE (client, idempotency_key)
);
CREATE TABLE IF NOT EXISTS ratings (
  file_id TEXT PRIMARY KEY REFERENCES applications (file_id),
  grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 5),
  rated TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY,
  client TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  metadata TEXT NOT NULL,
  received TEXT NOT NULL,
  content BLOB NOT NULL
);
"""

_COLUMNS = (
    "file_id, number, client, idempotency_key, fingerprint, replays, service_id, service_name, status, applicant_id, "
    "applicant_masked, created, registered, terminal, mediator, request, response"
)
_SELECT = f"SELECT {_COLUMNS}, grade FROM applications LEFT JOIN ratings USING (file_id)"
_SORTS = {"id": "id", "created": "created", "registered": "registered", "name": "service_name"}


class StoreFault(Exception):
    """A sentence naming the file and the remedy."""


@dataclass(frozen=True)
class Application:
    file_id: str
    number: str
    client: str  # common name of the certificate it came under
    idempotency_key: str
    fingerprint: str  # of path and exact bytes
    replays: int
    service_id: str
    service_name: str
    status: str
    applicant_id: str
    applicant_masked: str
    created: str | None
    registered: str
    terminal: str
    mediator: str
    request: bytes
    response: bytes
    rating: int | None = None  # 1 very dissatisfied … 5 very satisfied

    def summary(self) -> dict:
        return {
            "number": self.number,
            "service": self.service_name,
            "applicant": self.applicant_masked,
            "status": self.status,
            "time": self.registered,
            "terminal": self.terminal,
            "key": self.idempotency_key,
            "replays": self.replays,
            "rating": self.rating,
        }

    def whole(self) -> dict:
        return {
            **self.summary(),
            "fileId": self.file_id,
            "serviceId": self.service_id,
            "certificate": self.client,
            "mediator": self.mediator,
            "fingerprint": self.fingerprint,
            "request": json.loads(self.request),
            "response": json.loads(self.response),
        }


class Store:
    def __init__(self, path: Path):
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            path.chmod(0o600)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise StoreFault(
                f"{path}: the store cannot be opened ({error}); restore it from a copy, or move it away to begin an "
                "empty one"
            ) from error

    def close(self) -> None:
        self._db.close()

    def add(self, application: Application) -> None:
        """Commits before it returns."""
        places = ", ".join("?" * len(_COLUMNS.split(", ")))
        values = [getattr(application, column) for column in _COLUMNS.split(", ")]
        with self._transaction():
            self._db.execute(f"INSERT INTO applications ({_COLUMNS}) VALUES ({places})", values)

    def by_key(self, client: str, key: str) -> Application | None:
        return self._one("client = ? AND idempotency_key = ?", client, key)

    def by_file_id(self, client: str, file_id: str) -> Application | None:
        return self._one("client = ? AND file_id = ?", client, file_id)

    def by_number(self, number: str) -> Application | None:
        return self._one("number = ?", number)

    def count_replay(self, application: Application) -> None:
        with self._transaction():
            self._db.execute("UPDATE applications SET replays = replays + 1 WHERE file_id = ?", [application.file_id])

    def rate(self, application: Application, grade: int, rated: str) -> int:
        """The grade the application has now: the first one it was given. Commits before it returns."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO ratings (file_id, grade, rated) VALUES (?, ?, ?) ON CONFLICT (file_id) DO NOTHING",
                [application.file_id, grade, rated],
            )
        return self._db.execute("SELECT grade FROM ratings WHERE file_id = ?", [application.file_id]).fetchone()[0]

    def count(self) -> int:
        return self._db.execute("SELECT count(*) FROM applications").fetchone()[0]

    def newest(self, limit: int) -> list[Application]:
        return self._many(f"{_SELECT} ORDER BY id DESC LIMIT ?", [limit])

    def listing(
        self,
        client: str,
        *,
        service_id: str | None,
        applicant_id: str | None,
        sort_by: str,
        descending: bool,
        first: int,
        limit: int,
    ) -> list[Application]:
        """`sort_by` is one of sorts()."""
        order = f"{_SORTS[sort_by]} {'DESC' if descending else 'ASC'}, id"
        return self._many(
            f"{_SELECT} WHERE client = ? AND coalesce(service_id = ?, 1) "
            f"AND coalesce(applicant_id = ?, 1) ORDER BY {order} LIMIT ? OFFSET ?",
            [client, service_id, applicant_id, limit, first],
        )

    def document_bytes(self) -> int:
        return self._db.execute("SELECT coalesce(sum(length(content)), 0) FROM documents").fetchone()[0]

    def add_document(self, document: dict) -> None:
        with self._transaction():
            self._db.execute(
                "INSERT INTO documents (id, client, name, media_type, metadata, received, content) "
                "VALUES (:id, :client, :name, :media_type, :metadata, :received, :content)",
                document,
            )

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db)

    def _one(self, condition: str, *values: str) -> Application | None:
        found = self._many(f"{_SELECT} WHERE {condition}", list(values))
        return found[0] if found else None

    def _many(self, query: str, values: list) -> list[Application]:
        return [Application(*row) for row in self._db.execute(query, values)]


def sorts() -> list[str]:
    return sorted(_SORTS)


class _Transaction:
    def __init__(self, db: sqlite3.Connection):
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind, _error, _trace) -> None:
        if kind is not None:
            self._db.execute("ROLLBACK")
            return
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self._db.execute("ROLLBACK")
            raise
