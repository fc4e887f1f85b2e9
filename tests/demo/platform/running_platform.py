"""A platform started as its users start it, and the little that tests need to talk to it."""

import atexit
import functools
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "demo" / "bianmin-platform"
LIMIT = 10.0  # seconds, for anything a test waits for

sys.path[:0] = [str(ROOT / "demo" / "platform"), str(ROOT / "demo")]

QUERY_SERVICE = "5b0c6a52-3f0e-4d6b-9a5e-2f6d1c7e8a01"
QUERY_FORM = "0e8d1f7a-61c4-4f7b-8f0e-7b1a5c9d2e01"
ADDRESS_SERVICE = "c3a9e1d4-7b52-4c8f-8e1d-6a4f0b9d3c02"
ADDRESS_FORM = "7d2f4b90-1c3e-4a6d-b5f8-9e0c2a7b4d02"
KNOWN_NUMBER = "44980119850312001X"


def query_form(**changes: str | None) -> dict:
    form = {"holderName": "张晓明", "holderNumber": KNOWN_NUMBER, "period": "2024", "kinds": "all", "purpose": "own-use"}
    return _submission(QUERY_FORM, form | changes)


def address_form(**changes: str | None) -> dict:
    form = {
        "holderName": "陈静",
        "holderNumber": "449801199305270222",
        "oldAddress": "云山市清溪区荷塘路7号1单元301室",
        "phone": "13800000000",
        "hasPermit": "no",
        "district": "449803",
        "street": "449803002",
        "detail": "学府大道288号1号楼101室",
        "dwelling": "rented",
        "movedIn": "2026-11-01",
        "delivery": "counter",
    }
    return _submission(ADDRESS_FORM, form | changes)


def _submission(form_id: str, form: dict) -> dict:
    data = {name: {"value": value} for name, value in form.items() if value is not None}
    return {
        "applicantId": "7f0c1b1e-0b5a-5a53-9d53-0f3a3f1b7c11",
        "applicationName": form["holderName"],
        "created": "2026-11-22T10:00:00.000Z",
        "formData": {"eFormId": form_id, "data": data},
    }


class Reply:
    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self) -> dict:
        return json.loads(self.body)


class Platform:
    """One process on a state folder. start() returns once the API listens."""

    def __init__(self, state: Path, *more: str):
        self.state = state
        self.run = state.with_name(state.name + "-run")
        self.run.mkdir(exist_ok=True)
        self._more = more
        self.process: subprocess.Popen | None = None
        self.port = 0
        self.operator_port = 0

    def start(self) -> "Platform":
        self._log = open(self.run / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [
                str(PROGRAM),
                *("--state", str(self.state), "--port", str(self.port), "--port-file", str(self.run / "port")),
                *("--operator-port", "0", "--operator-port-file", str(self.run / "page")),
                *("--control", str(self.run / "control"), *self._more),
            ],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        line = self.process.stdout.readline()
        if not line.startswith("ready: https://"):
            raise AssertionError(f"the platform did not start: {line}{self.log()}")
        self.port = int(line.rpartition(":")[2])
        self.operator_port = int((self.run / "page").read_text())
        return self

    def stop(self) -> int:
        self.process.terminate()
        return self._ended()

    def kill(self) -> None:
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        code = self.process.wait(LIMIT)
        self.process.stdout.close()
        self._log.close()
        return code

    def log(self) -> str:
        return (self.run / "log").read_text("utf-8")

    def tls(self, *, certificate: bool = True) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.state / "ca.pem")
        if certificate:
            context.load_cert_chain(self.state / "terminal.pem", self.state / "terminal.key")
        return context

    def connection(self, *, timeout: float = LIMIT, context: ssl.SSLContext | None = None):
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=context or self.tls())

    def request(self, method: str, path: str, body: bytes | None = None, timeout=LIMIT, **headers: str) -> Reply:
        connection = self.connection(timeout=timeout)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.request("GET", path, **headers)

    def submit(self, document: dict | bytes, *, service=QUERY_SERVICE, key: str | None = None, **headers) -> Reply:
        """Headers given as None are left out."""
        body = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
        sent = {
            "Content_Type": "application/json",
            "Information_Mediator_Client": "CN/GOV/11449800/terminal",
            "Bianmin_Terminal": "YS-HALL-01",
            "Idempotency_Key": f'"{key or uuid.uuid4()}"',
            **headers,
        }
        wanted = {name: value for name, value in sent.items() if value is not None}
        return self.request("POST", f"/services/{service}/applications", body, **wanted)

    def rate(self, key: str, body: object, *, media_type: str = "application/json") -> Reply:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.request("POST", f"/bianmin/submissions/{key}/rating", sent, Content_Type=media_type)

    def page(self, path: str, *, method: str = "GET", host: str | None = None) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.operator_port, timeout=LIMIT)
        try:
            connection.request(method, path, headers={"Host": host} if host else {})
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def control(self, line: str) -> dict:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(LIMIT)
            wire.connect(str(self.run / "control"))
            with wire.makefile("rw", encoding="utf-8") as file:
                file.write(line + "\n")
                file.flush()
                return json.loads(file.readline())

    def stored(self) -> list[dict]:
        return self.control("state")["applications"]


@functools.cache
def shared_platform() -> Platform:
    """One for all tests that need no start of their own. Ends with the test program."""
    folder = Path(tempfile.mkdtemp(prefix="platform-test-"))
    atexit.register(shutil.rmtree, folder)
    platform = Platform(folder / "state").start()
    atexit.register(platform.stop)
    return platform


class PlatformTest(unittest.TestCase):
    """On the shared platform; each test finds its switches off."""

    platform: Platform

    @classmethod
    def setUpClass(cls) -> None:
        cls.platform = shared_platform()

    def tearDown(self) -> None:
        for line in ("slow off", "refuse off", "forbid off", "error off", "drop-reply off", "come-back"):
            self.assertTrue(self.platform.control(line)["ok"])

    def assert_problem(self, reply: Reply, status: int, code: str) -> dict:
        kind = reply.headers["Content-Type"]
        self.assertEqual((reply.status, kind), (status, "application/problem+json"), reply.body)
        problem = reply.json()
        self.assertEqual((problem["status"], problem["code"]), (status, code))
        return problem


def wait_until(condition, what: str) -> None:
    """Asks again and again without a sleep of its own: each question is a round trip to the program."""
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {LIMIT} s in vain for: {what}")
