"""Takes an application exactly once, however often it is sent (IETF draft-ietf-httpapi-idempotency-key-header-07)."""

import datetime
import hashlib
import json
import uuid
from dataclasses import dataclass

import file_number
import form_check
from catalogue import Service
from problems import Problem
from records import Contributions
from store import Application, Store
from switches import Switches


@dataclass(frozen=True)
class Submission:
    """One POST as it came. `client` is the common name of the caller's certificate: keys are its own."""

    client: str
    key: str
    path: str
    body: bytes
    service: Service
    document: dict  # the parsed body, of the shape applicationFileSubmit
    terminal: str
    mediator: str

    def fingerprint(self) -> str:
        return hashlib.sha256(self.path.encode() + b"\n" + self.body).hexdigest()


@dataclass(frozen=True)
class Outcome:
    application: Application
    replayed: bool


class Submissions:
    """Thread: the event loop's."""

    def __init__(self, store: Store, switches: Switches, contributions: Contributions, public_url: str):
        self._store = store
        self._switches = switches
        self._contributions = contributions
        self._public_url = public_url.rstrip("/")
        self._running: dict[tuple[str, str], str] = {}  # (client, key): fingerprint of the request being worked on

    @property
    def running(self) -> int:
        return len(self._running)

    def known(self, submission: Submission) -> Outcome | None:
        """The stored answer, if this key was used. Raises the draft's 422 and 409."""
        name = (submission.client, submission.key)
        running = self._running.get(name)
        stored = self._store.by_key(*name)
        first = stored.fingerprint if stored else running
        if first is not None and first != submission.fingerprint():
            raise Problem(
                "idempotency-key-reused",
                f'Idempotency-Key "{submission.key}" came before with another payload; use a new key for a new request',
            )
        if running is not None:
            raise _still_running(submission.key)
        if stored is None:
            return None
        self._store.count_replay(stored)
        return Outcome(stored, replayed=True)

    async def accept(self, submission: Submission) -> Outcome:
        """Stores the application and answers. Raises Problem for what is not accepted; nothing is stored then."""
        if outcome := self.known(submission):
            await self._switches.wait()
            return outcome
        name = (submission.client, submission.key)
        self._running[name] = submission.fingerprint()
        try:
            await self._switches.wait()
            application = self._decide(submission)
            self._store.add(application)
        finally:
            del self._running[name]
        return Outcome(application, replayed=False)

    def status(self, client: str, key: str) -> Application:
        """What became of the request with this key. Raises the 404 and 409 of the status query."""
        if (client, key) in self._running:
            raise _still_running(key)
        application = self._store.by_key(client, key)
        if application is None:
            raise Problem("not-found", f'nothing was received with Idempotency-Key "{key}"; it may be sent')
        return application

    def _decide(self, submission: Submission) -> Application:
        service, form = submission.service, _form(submission)
        if self._switches.refuse:
            raise Problem("refused", "the platform refuses applications at the moment", errors=[])
        now = datetime.datetime.now(datetime.timezone.utc)
        number = file_number.new_number()
        status = {"code": "PENDING", "title": "已受理，待审核"}
        data: dict[str, dict] = {
            "number": {"value": number},
            "link": {"value": f"{self._public_url}/a/{number}"},
        }
        holder_number = _shown(service, form, "card.number")
        if service.answer:
            status = {"code": "APPROVED", "title": "已办结"}
            data["result"] = self._contributions.answer(form, holder_number, now.astimezone().date())
        response = {
            "fileId": str(uuid.uuid4()),
            "applicantId": submission.document["applicantId"],
            "registered": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "serviceId": service.id,
            "serviceName": service.listed["name"],
            "status": status,
            "ended": service.answer is not None,
            "applicationData": submission.document,
            "additionalMeta": {"data": data},
        }
        return Application(
            file_id=response["fileId"],
            number=number,
            client=submission.client,
            idempotency_key=submission.key,
            fingerprint=submission.fingerprint(),
            replays=0,
            service_id=service.id,
            service_name=service.listed["name"],
            status=status["code"],
            applicant_id=submission.document["applicantId"],
            applicant_masked=f"{mask_name(_shown(service, form, 'card.name'))} {mask_number(holder_number)}".strip(),
            created=submission.document.get("created"),
            registered=response["registered"],
            terminal=submission.terminal,
            mediator=submission.mediator,
            request=submission.body,
            response=json.dumps(response, ensure_ascii=False, separators=(",", ":")).encode(),
        )


def _form(submission: Submission) -> dict:
    form_data = submission.document.get("formData", {})
    expected = submission.service.e_form["eFormId"]
    if form_data.get("eFormId", expected) != expected:
        raise Problem(
            "form-invalid",
            f"formData.eFormId is not a form of this service; expected {expected}",
            errors=[],
        )
    form, faults = form_check.unwrap(form_data.get("data", {}))
    faults = faults or form_check.check(submission.service, form)
    if faults:
        names = ", ".join(fault.name for fault in faults)
        raise Problem("form-invalid", f"not valid: {names}", errors=[fault.document() for fault in faults])
    return form


def _shown(service: Service, form: dict, source: str) -> str:
    return form.get(service.field_with_source(source) or "", "")


def _still_running(key: str) -> Problem:
    return Problem(
        "still-running",
        f'the first request with Idempotency-Key "{key}" is still being worked on; ask again later',
        headers={"Retry-After": "1"},
    )


def mask_name(name: str) -> str:
    """The first character and stars: 张**."""
    return name[:1] + "*" * min(len(name) - 1, 3) if name else ""


def mask_number(number: str) -> str:
    """The first four and last four characters: 1101**********002X."""
    return number if len(number) <= 8 else number[:4] + "*" * (len(number) - 8) + number[-4:]
