"""The command line of bianmin-platform, and the program's life from start to SIGTERM."""

import argparse
import asyncio
import contextlib
import fcntl
import logging
import os
import signal
import sys
from pathlib import Path

from aiohttp import web
from control import Control

import api
import api_description
import catalogue
import certificates
import operator_page
import store
from listener import Listener
from records import RESULT_KEYS, Contributions
from submissions import Submissions
from switches import Switches

_SHOWN_APPLICATIONS = 50

_log = logging.getLogger("platform")


class StartFault(Exception):
    """A sentence naming the thing and the remedy."""


def main() -> int:
    arguments = _arguments()
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        asyncio.run(_serve(arguments))
    except (StartFault, certificates.CertificateFault, catalogue.CatalogueFault, store.StoreFault) as fault:
        print(f"bianmin-platform: {fault}", file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bianmin-platform", description="The reference government-service platform.")
    parser.add_argument("--state", type=Path, required=True, metavar="DIR", help="keys and store; made if missing")
    parser.add_argument("--host", default="127.0.0.1", help="address of the API (default: %(default)s)")
    parser.add_argument("--port", type=_port, required=True, help="port of the API (HTTPS); 0: any free one")
    parser.add_argument("--port-file", type=Path, metavar="PATH", help="where to write the API's port once it listens")
    parser.add_argument("--operator-port", type=_port, metavar="N", help="port of the operator's page (HTTP)")
    parser.add_argument("--operator-port-file", type=Path, metavar="PATH", help="where to write the page's port")
    parser.add_argument("--control", metavar="PATH", help="Unix socket for commands")
    parser.add_argument(
        "--config",
        type=Path,
        metavar="DIR",
        default=Path(__file__).resolve().parents[2] / "config",
        help="folder with services/, service-definition.schema.json and platform-api.yaml (default: %(default)s)",
    )
    parser.add_argument(
        "--public-url",
        default="https://zwfw.yunshan.example",
        metavar="URL",
        help="how citizens reach /a/<number> (default: %(default)s)",
    )
    return parser.parse_args()


def _port(word: str) -> int:
    if not word.isdigit() or int(word) > 65535:
        raise argparse.ArgumentTypeError(f"'{word}' is no port; expected 0 to 65535")
    return int(word)


async def _serve(arguments: argparse.Namespace) -> None:
    async with contextlib.AsyncExitStack() as life:
        _claim(arguments.state, life)
        if certificates.prepare(arguments.state, arguments.host):
            _log.info("made a new CA and certificates in %s", arguments.state)
        services = catalogue.load(arguments.config, {"social-insurance-contributions": RESULT_KEYS})
        for sentence in services.left_out:
            _log.error("%s", sentence)
        applications = store.Store(arguments.state / "platform.db")
        life.callback(applications.close)

        told_to_end = _signals()
        platform = _Platform(arguments, services, applications)
        life.push_async_callback(platform.close)
        await platform.open()
        print(f"ready: https://{_shown_host(arguments.host)}:{platform.listener.port}", flush=True)
        await told_to_end.wait()


def _claim(state: Path, life: contextlib.AsyncExitStack) -> None:
    """One process a state folder: the keys being worked on live in memory."""
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = life.enter_context(open(state / "lock", "w"))
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StartFault(f"{state}: another bianmin-platform uses it; end that one or give another --state") from error
    except OSError as error:
        raise StartFault(f"{state}: cannot be used as the state folder ({error}); give another --state") from error


def _signals() -> asyncio.Event:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told


class _Platform:
    """Everything that runs. Thread: the event loop's."""

    def __init__(self, arguments: argparse.Namespace, services: catalogue.Catalogue, applications: store.Store):
        self._arguments = arguments
        self._store = applications
        self._switches = Switches()
        self._submissions = Submissions(applications, self._switches, Contributions(), arguments.public_url)
        bodies = api_description.bodies(arguments.config / "platform-api.yaml")
        self._api = api.Api(
            services, applications, self._submissions, self._switches, bodies, lambda: self._control.changed()
        )
        self._runner = web.AppRunner(self._api.application(), access_log=None, keepalive_timeout=30)
        self._page_runner = web.AppRunner(operator_page.application(applications), access_log=None)
        self._page: Listener | None = None
        self._control = Control(self._state, self._commands())

    async def open(self) -> None:
        arguments = self._arguments
        await self._runner.setup()
        self.listener = Listener(
            self._runner, arguments.host, arguments.port, certificates.server_context(arguments.state)
        )
        await _listen(self.listener, arguments.host, "--port")
        _write_port(arguments.port_file, self.listener.port)
        if arguments.operator_port is not None:
            await self._page_runner.setup()
            self._page = Listener(self._page_runner, "127.0.0.1", arguments.operator_port, None)
            await _listen(self._page, "127.0.0.1", "--operator-port")
            _write_port(arguments.operator_port_file, self._page.port)
            _log.info("operator's page: http://127.0.0.1:%d/", self._page.port)
        if arguments.control:
            try:
                await self._control.listen(arguments.control)
            except OSError as error:
                raise StartFault(
                    f"{arguments.control}: cannot listen for commands ({error}); give another --control"
                ) from error

    async def close(self) -> None:
        await self._api.close()
        for listener in (getattr(self, "listener", None), self._page):
            if listener is not None:
                listener.go_away()
        await self._runner.cleanup()
        await self._page_runner.cleanup()
        for path in (self._arguments.control, self._arguments.port_file, self._arguments.operator_port_file):
            if path:
                Path(path).unlink(missing_ok=True)

    def _commands(self) -> dict:
        return {
            "slow": self._switches.set_slow,
            "refuse": self._switches.set_refuse,
            "forbid": self._switches.set_forbid,
            "error": self._switches.set_error,
            "drop-reply": self._switches.set_drop_reply,
            "go-away": self._go_away,
            "come-back": self._come_back,
            "application": self._application,
        }

    def _go_away(self) -> None:
        self.listener.go_away()

    async def _come_back(self) -> None:
        try:
            await self.listener.come_back()
        except OSError as error:
            raise ValueError(f"cannot listen on port {self.listener.port} again ({error}); end who took it") from error

    def _application(self, number: str) -> dict:
        found = self._store.by_number(number)
        if found is None:
            raise ValueError(f"no application has the number '{number}'; the verb state lists them")
        return {"application": found.whole()}

    def _state(self) -> dict:
        return {
            "service": "platform",
            "host": self._arguments.host,
            "port": self.listener.port,
            "operatorPort": self._page.port if self._page else None,
            "listening": self.listener.listening,
            **self._switches.state(),
            "requests": self._api.requests,
            "running": self._submissions.running,
            "stored": self._store.count(),
            "applications": [each.summary() for each in self._store.newest(_SHOWN_APPLICATIONS)],
        }


async def _listen(listener: Listener, host: str, option: str) -> None:
    try:
        await listener.come_back()
    except OSError as error:
        raise StartFault(f"{host}:{listener.port}: cannot listen ({error}); give another {option}") from error


def _write_port(path: Path | None, port: int) -> None:
    """Appears whole: who waits for the file never reads half a number."""
    if path is None:
        return
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_text(f"{port}\n")
        os.replace(draft, path)
    except OSError as error:
        raise StartFault(f"{path}: cannot write the port ({error}); give another path") from error


def _shown_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
