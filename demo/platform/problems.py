"""Errors as problem+json (RFC 9457) that also carry the members of GovStack's systemError."""

import json
import uuid

from aiohttp import web

KINDS = {  # code: (HTTP status, English title, Chinese sentence for people)
    "malformed-request": (400, "The request is malformed", "请求格式有误。"),
    "missing-mediator": (400, "Information-Mediator-Client is missing", "请求缺少信息中介标识。"),
    "idempotency-key-missing": (400, "Idempotency-Key is missing or malformed", "请求缺少幂等键或格式有误。"),
    "content-digest-mismatch": (400, "Content-Digest does not match", "数据在传输中发生了变化，请重新提交。"),
    "forbidden": (403, "This terminal is not allowed", "本终端未获授权，请联系工作人员。"),
    "not-found": (404, "Not found", "没有找到所请求的内容。"),
    "method-not-allowed": (405, "Method not allowed", "不支持该操作。"),
    "still-running": (409, "The first request with this key is still running", "该申请正在处理中，请稍后查询。"),
    "already-rated": (409, "This handling was rated before", "本次办理已经评价过，评价不能更改。"),
    "too-large": (413, "The request is too large", "提交的内容过大。"),
    "unsupported-media-type": (415, "Unsupported media type", "不支持的内容类型。"),
    "electronic-id-unknown": (422, "This electronic ID is not known", "这不是有效的电子身份凭证。"),
    "electronic-id-expired": (
        422,
        "This code is out of date; please show a new one",
        "二维码已过期，请刷新后重新出示。",
    ),
    "idempotency-key-reused": (422, "Idempotency-Key was used with another payload", "幂等键已用于另一份申请。"),
    "form-invalid": (422, "The form data are not valid", "填写的内容有误，请检查。"),
    "refused": (422, "The application was refused", "该申请未被受理，请到服务窗口咨询。"),
    "internal-error": (500, "Internal error", "系统内部错误，请稍后再试。"),
    "unavailable": (503, "The platform is not available", "平台暂时无法提供服务，请稍后再试。"),
    "storage-full": (507, "The store for documents is full", "附件存储空间已满，请联系工作人员。"),
}


class Problem(Exception):
    """Raise to answer with an error. `status` overrides the kind's own; `more` adds members to the document."""

    def __init__(self, kind: str, detail: str, *, status: int | None = None, headers: dict | None = None, **more):
        super().__init__(detail)
        self.kind, self.detail, self.headers, self.more = kind, detail, headers or {}, more
        self.status = status or KINDS[kind][0]

    def response(self, accept_language: str = "") -> web.Response:
        _, title, chinese = KINDS[self.kind]
        english = accept_language.lower().lstrip().startswith("en")
        document = {
            "type": f"urn:bianmin:problem:{self.kind}",
            "title": title,
            "status": self.status,
            "detail": self.detail,
            "traceId": uuid.uuid4().hex,
            "code": self.kind,
            "message": self.detail,
            "localizedMessage": f"{title}." if english else chinese,
            **self.more,
        }
        return web.Response(
            status=self.status,
            headers=self.headers,
            body=json.dumps(document, ensure_ascii=False).encode(),
            content_type="application/problem+json",
        )
