"""The operator's page: what arrived, newest first. Read-only, plain HTTP, on the loopback address alone.

Everything that came from outside is escaped; the page has no script and may load nothing.
"""

import datetime
import html
import json

from aiohttp import web

import file_number
from store import Application, Store

_ROWS = 200
_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_STATUS = {
    "PENDING": "待审核 Pending",
    "APPROVED": "已办结 Approved",
    "SENDBACK": "已退回 Sent back",
    "REJECTED": "不予受理 Rejected",
}
_GRADES = {
    5: "非常满意 Very satisfied",
    4: "满意 Satisfied",
    3: "基本满意 Fairly satisfied",
    2: "不满意 Dissatisfied",
    1: "非常不满意 Very dissatisfied",
}
_STYLE = """
:root{color-scheme:light}
body{margin:0;background:#F5F8FC;color:#12233D;font:16px/1.5 "Noto Sans CJK SC","Noto Sans SC",sans-serif}
header{background:#0B4EA2;color:#fff;padding:20px 32px}
header h1{margin:0;font-size:24px} header p{margin:4px 0 0;opacity:.9}
main{padding:24px 32px;max-width:1400px;margin:auto}
table{width:100%;border-collapse:collapse;background:#fff;border:1px solid #C4D0E0;border-radius:12px;overflow:hidden}
th,td{text-align:left;padding:10px 14px;border-bottom:1px solid #E3EAF3;vertical-align:top}
th{background:#EAF1FA;font-weight:600} th small{display:block;font-weight:400}
td.key{font-family:"Noto Sans Mono",monospace;font-size:13px;word-break:break-all}
td.brief{white-space:nowrap} a{color:#0B4EA2}
.status{display:inline-block;padding:2px 12px;border-radius:20px;background:#FFF4DB;color:#8A5A00;white-space:nowrap}
.APPROVED{background:#E4F3EA;color:#14713F} .REJECTED{background:#FDECEB;color:#A4201B}
.empty{padding:48px;text-align:center;background:#fff;border:1px dashed #C4D0E0;border-radius:12px}
pre{background:#fff;border:1px solid #C4D0E0;border-radius:12px;padding:20px;white-space:pre-wrap;word-break:break-word;
font:14px/1.5 "Noto Sans Mono CJK SC","Noto Sans Mono",monospace}
"""


def application(store: Store) -> web.Application:
    """Thread: the event loop's."""

    async def listing(request: web.Request) -> web.Response:
        return _page("收到的办件 · Applications received", _listing(store.newest(_ROWS), store.count()), refresh=True)

    async def details(request: web.Request) -> web.Response:
        found = _find(store, request)
        return _page(f"{found.number} · {found.service_name}", _details(found))

    async def progress(request: web.Request) -> web.Response:
        """What the code on the receipt leads to: nothing about the person."""
        found = _find(store, request)
        return _page("办理进度 · Progress", _progress(found))

    app = web.Application(middlewares=[_local_names_only])
    app.add_routes(
        [web.get("/", listing), web.get("/applications/{number}", details), web.get("/a/{number}", progress)]
    )
    return app


@web.middleware
async def _local_names_only(request: web.Request, handler) -> web.StreamResponse:
    """A foreign site that points its own name at this address gets nothing to read."""
    if request.host.rpartition(":")[0] not in _HOSTS and request.host not in _HOSTS:
        raise web.HTTPForbidden(text="open this page as http://127.0.0.1:<port>/\n")
    return await handler(request)


def _find(store: Store, request: web.Request) -> Application:
    number = request.match_info["number"]
    found = store.by_number(number) if file_number.is_number(number) else None
    if found is None:
        raise web.HTTPNotFound(text="没有这个办件编号 / no application has this number\n")
    return found


def _listing(applications: list[Application], total: int) -> str:
    if not applications:
        return '<p class="empty">还没有收到办件。<br>No application has arrived yet.</p>'
    columns = [
        ("时间", "Time"),
        ("办件编号", "Number"),
        ("事项", "Service"),
        ("申请人", "Applicant"),
        ("状态", "Status"),
        ("评价", "Rating"),
        ("终端", "Terminal"),
        ("幂等键", "Key (repeats)"),
    ]
    head = "".join(f"<th>{chinese}<small>{english}</small></th>" for chinese, english in columns)
    rows = "".join(_row(each) for each in applications)
    shown = f"<p>共 {total} 件，显示最近 {len(applications)} 件 · {total} in all, newest {len(applications)} shown</p>"
    return f"{shown}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(each: Application) -> str:
    repeats = f" (×{each.replays})" if each.replays else ""
    number = html.escape(each.number)
    return (
        f'<tr><td class="brief">{html.escape(_time(each.registered))}</td>'
        f'<td class="brief"><a href="/applications/{number}">{number}</a></td>'
        f"<td>{html.escape(each.service_name)}</td><td>{html.escape(each.applicant_masked)}</td>"
        f"<td>{_status(each.status)}</td><td>{_rating(each)}</td>"
        f'<td class="brief">{html.escape(each.terminal)}</td><td class="key">{html.escape(each.idempotency_key)}{repeats}</td></tr>'
    )


def _details(each: Application) -> str:
    stored = html.escape(json.dumps(each.whole(), ensure_ascii=False, indent=2))
    back = '<p><a href="/">← 返回列表 · Back to the list</a></p>'
    return f"{back}<p>{_status(each.status)}</p><p>评价 Rating: {_rating(each)}</p><pre>{stored}</pre>"


def _progress(each: Application) -> str:
    rows = [
        ("办件编号 Number", html.escape(each.number)),
        ("事项 Service", html.escape(each.service_name)),
        ("收到时间 Received", html.escape(_time(each.registered))),
        ("状态 Status", _status(each.status)),
    ]
    return "<table>" + "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows) + "</table>"


def _status(code: str) -> str:
    return f'<span class="status {html.escape(code)}">{html.escape(_STATUS.get(code, code))}</span>'


def _rating(each: Application) -> str:
    return "未评价 Not rated" if each.rating is None else _GRADES[each.rating]


def _time(registered: str) -> str:
    return datetime.datetime.fromisoformat(registered).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _page(title: str, body: str, *, refresh: bool = False) -> web.Response:
    again = '<meta http-equiv="refresh" content="2">' if refresh else ""
    text = (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">{again}<title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><header><h1>{html.escape(title)}</h1>"
        "<p>云山市政务服务平台 · Yunshan City government-service platform</p></header>"
        f"<main>{body}</main></body></html>"
    )
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)
