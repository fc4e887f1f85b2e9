"""The HTTP API of config/platform-api.yaml: GovStack Registration and our extensions."""

import asyncio
import datetime
import json
import logging
import traceback
from collections.abc import Callable

import jsonschema
from aiohttp import web

import catalogue
import documents
import electronic_id
import headers
import json_body
import ratings
import store
from problems import Problem
from submissions import Outcome, Submission, Submissions
from switches import Switches

MAX_PAGE = 200

_log = logging.getLogger("platform")


class Api:
    """Thread: the event loop's. `changed` is called after every request and every stored application."""

    def __init__(
        self,
        services: catalogue.Catalogue,
        applications: store.Store,
        submissions: Submissions,
        switches: Switches,
        bodies: dict[str, jsonschema.Draft4Validator],
        changed: Callable[[], None],
    ):
        self._catalogue = services
        self._store = applications
        self._submissions = submissions
        self._switches = switches
        self._bodies = bodies
        self._changed = changed
        self._work: set[asyncio.Task] = set()
        self.requests = 0

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._answer], client_max_size=documents.MAX_UPLOAD)
        app.add_routes(
            [
                web.get("/services", self._services),
                web.get("/services/{serviceId}", self._service),
                web.get("/services/{serviceId}/eForms", self._forms),
                web.get("/eForms/{eFormId}", self._form),
                web.post("/services/{serviceId}/applications", self._submit),
                web.get("/applications", self._applications),
                web.get("/applications/{fileId}", self._application),
                web.post("/documents", self._upload),
                web.get("/bianmin/submissions/{idempotencyKey}", self._status),
                web.post("/bianmin/submissions/{idempotencyKey}/rating", self._rate),
                web.post("/bianmin/electronic-ids", self._electronic_id),
                web.get("/bianmin/health", self._health),
            ]
        )
        return app

    async def close(self) -> None:
        """Ends what has not been committed yet; its sender will ask and send again."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    @web.middleware
    async def _answer(self, request: web.Request, handler) -> web.StreamResponse:
        self.requests += 1
        try:
            if self._switches.forbid:
                raise Problem("forbidden", "the platform does not accept this terminal's certificate any more")
            if request.match_info.handler != self._submit:
                await self._switches.wait()
            return await handler(request)
        except Problem as problem:
            return problem.response(request.headers.get("Accept-Language", ""))
        except web.HTTPException as error:
            return _from_http(error, request).response(request.headers.get("Accept-Language", ""))
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as error:
            # Where and what kind, without the message: it may quote what a citizen wrote.
            trace = "".join(traceback.format_tb(error.__traceback__))
            _log.error("%s failed with %s; the caller gets 500\n%s", request.method, type(error).__name__, trace)
            problem = Problem("internal-error", "the platform failed while answering; its log says why")
            return problem.response(request.headers.get("Accept-Language", ""))
        finally:
            self._changed()

    async def _services(self, request: web.Request) -> web.Response:
        wanted = request.query.get("name", "").casefold()
        found = [each.listed for each in self._catalogue.services.values() if wanted in _names(each)]
        return _cached(request, found)

    async def _service(self, request: web.Request) -> web.Response:
        return _cached(request, self._find(request).listed)

    async def _forms(self, request: web.Request) -> web.Response:
        service = self._catalogue.services.get(request.match_info["serviceId"])
        forms = [service.e_form] if service else []
        return _cached(request, [{name: form[name] for name in form if name != "schema"} for form in forms])

    async def _form(self, request: web.Request) -> web.Response:
        service = self._catalogue.by_form(request.match_info["eFormId"])
        if service is None:
            raise Problem("not-found", "no e-form has this id; GET /services/{serviceId}/eForms lists them")
        return _cached(request, service.e_form)

    def _find(self, request: web.Request) -> catalogue.Service:
        service = self._catalogue.services.get(request.match_info["serviceId"])
        if service is None:
            raise Problem("not-found", "no service has this id; GET /services lists them")
        return service

    async def _submit(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if self._switches.error is not None:
            await self._switches.wait()
            raise self._wanted_error()
        submission = self._submission(request, body)
        # A caller that hangs up must not stop work on its application halfway.
        task = asyncio.ensure_future(self._submissions.accept(submission))
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return self._reply(request, await asyncio.shield(task))

    def _submission(self, request: web.Request, body: bytes) -> Submission:
        mediator = _mediator(request)
        service = self._find(request)
        try:
            key = headers.idempotency_key(request.headers.getall("Idempotency-Key", []))
        except headers.BadHeader as error:
            raise Problem("idempotency-key-missing", str(error)) from error
        try:
            headers.check_content_digest(request.headers.getall("Content-Digest", []), body)
        except headers.BadHeader as error:
            raise Problem("content-digest-mismatch", str(error)) from error
        return Submission(
            client=_client(request),
            key=key,
            path=request.path,
            body=body,
            service=service,
            document=self._read(request, body, "applicationFileSubmit"),
            terminal=request.headers.get("Bianmin-Terminal", "")[:80],
            mediator=mediator[:200],
        )

    def _read(self, request: web.Request, body: bytes, name: str) -> dict:
        return json_body.read(request.content_type, body, self._bodies[name], name)

    def _wanted_error(self) -> Problem:
        after = self._switches.retry_after
        return Problem(
            "unavailable",
            "the platform was told to fail",
            status=self._switches.error,
            headers={} if after is None else {"Retry-After": str(after)},
        )

    def _reply(self, request: web.Request, outcome: Outcome) -> web.StreamResponse:
        self._changed()
        if self._switches.drops_this_reply():
            request.transport.abort()
        return _stored(outcome.application, {"Idempotency-Replayed": "true"} if outcome.replayed else {})

    async def _status(self, request: web.Request) -> web.Response:
        return _stored(self._submissions.status(_client(request), request.match_info["idempotencyKey"]), {})

    async def _rate(self, request: web.Request) -> web.Response:
        grade = self._read(request, await request.read(), "rating")["grade"]
        application = self._submissions.status(_client(request), request.match_info["idempotencyKey"])
        return web.json_response(ratings.rate(self._store, application, grade), dumps=_dumps)

    async def _electronic_id(self, request: web.Request) -> web.Response:
        code = self._read(request, await request.read(), "electronicIdCode")["code"]
        try:
            holder = electronic_id.holder_of(code)
        except electronic_id.NoSuchId as error:
            raise Problem("electronic-id-unknown", "the code is no electronic ID of this platform") from error
        except electronic_id.OutOfDate as error:
            raise Problem("electronic-id-expired", "the code is out of date; its holder must open a new one") from error
        return web.json_response(holder, dumps=_dumps, headers={"Cache-Control": "no-store"})

    async def _application(self, request: web.Request) -> web.Response:
        _mediator(request)
        found = self._store.by_file_id(_client(request), request.match_info["fileId"])
        if found is None:
            raise Problem("not-found", "no application file of this terminal has this id")
        return _stored(found, {})

    async def _applications(self, request: web.Request) -> web.Response:
        _mediator(request)
        query = request.query
        sort_by, order = query.get("sortBy", "created"), query.get("sortOrder", "asc")
        if sort_by not in store.sorts() or order not in ("asc", "desc"):
            raise Problem("malformed-request", f"sortBy is one of {store.sorts()}, sortOrder is asc or desc")
        found = self._store.listing(
            _client(request),
            service_id=query.get("serviceId"),
            applicant_id=query.get("applicantId"),
            sort_by=sort_by,
            descending=order == "desc",
            first=_count(query, "firstResult", 0),
            limit=min(_count(query, "maxResult", MAX_PAGE), MAX_PAGE),
        )
        return web.json_response([_listed(each) for each in found], dumps=_dumps)

    async def _upload(self, request: web.Request) -> web.Response:
        return web.json_response(await documents.upload(request, self._store, _client(request)), dumps=_dumps)

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "time": _now()})


def _names(service: catalogue.Service) -> str:
    return "\n".join([service.listed["name"], *service.definition["title"].values()]).casefold()


def _cached(request: web.Request, document: object) -> web.Response:
    body, tag = catalogue.as_json(document)
    caching = {"ETag": tag, "Cache-Control": "no-cache"}
    if headers.none_match(request.headers.get("If-None-Match"), tag):
        return web.Response(status=304, headers=caching)
    return web.Response(body=body, headers=caching, content_type="application/json")


def _stored(application: store.Application, more: dict[str, str]) -> web.Response:
    extra = {"Content-Digest": headers.content_digest(application.response), "Cache-Control": "no-store", **more}
    return web.Response(body=application.response, headers=extra, content_type="application/json")


def _listed(application: store.Application) -> dict:
    response = json.loads(application.response)
    listed = {
        "fileId": application.file_id,
        "taskTitle": application.service_name,
        "status": response["status"],
        "applicantId": application.applicant_id,
        "registered": application.registered,
        "serviceName": application.service_name,
        "serviceId": application.service_id,
        "additionalMeta": {"data": {"number": response["additionalMeta"]["data"]["number"]}},
    }
    submitted = response["applicationData"]
    optional = {
        "created": application.created,
        "eformId": submitted.get("formData", {}).get("eFormId"),
        "documentUrls": submitted.get("documentUrls"),
    }
    return listed | {name: value for name, value in optional.items() if value is not None}


def _mediator(request: web.Request) -> str:
    mediator = request.headers.get("Information-Mediator-Client", "").strip()
    if not mediator:
        raise Problem(
            "missing-mediator", "send Information-Mediator-Client: INSTANCE/CLASS/MEMBER/SUBSYSTEM with the request"
        )
    return mediator


def _client(request: web.Request) -> str:
    subject = request.transport.get_extra_info("peercert")["subject"]
    return next(value for names in subject for name, value in names if name == "commonName")


def _count(query, name: str, default: int) -> int:
    word = query.get(name, str(default))
    if not (word.isascii() and word.isdigit() and len(word) <= 9):
        raise Problem("malformed-request", f"{name} is no whole number")
    return int(word)


def _from_http(error: web.HTTPException, request: web.Request) -> Problem:
    if error.status == 404:
        return Problem("not-found", "no such path; see platform-api.yaml")
    if error.status == 405:
        allow = {"Allow": error.headers["Allow"]}
        return Problem("method-not-allowed", f"{request.method} is not for this path", headers=allow)
    if error.status == 413:
        return Problem("too-large", f"{documents.MAX_UPLOAD} bytes are allowed")
    return Problem("malformed-request", error.reason, status=error.status)


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _dumps(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
