"""POST /documents: a file that an application can name by its address."""

import datetime
import uuid

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

import store
from problems import Problem

MAX_UPLOAD = 10 * 1024 * 1024

# What the library's multipart reader raises for bodies that are none.
_UNREADABLE = (ValueError, LookupError, RuntimeError, HttpProcessingError)


async def upload(request: web.Request, documents: store.Store, client: str) -> dict:
    """Stores the part named `file`, bytes as they came; returns GovStack's uploadResponse."""
    if not request.content_type.startswith("multipart/"):
        raise Problem("unsupported-media-type", "send the file as multipart/form-data, in a part named 'file'")
    if (request.content_length or 0) > MAX_UPLOAD:
        raise Problem("too-large", f"the upload has {request.content_length} bytes; {MAX_UPLOAD} are allowed")
    try:
        parts = (await request.post()).getall("file", [])
    except _UNREADABLE as error:
        raise Problem("malformed-request", f"the multipart body cannot be read ({type(error).__name__})") from error
    if len(parts) != 1:
        raise Problem("malformed-request", f"{len(parts)} parts named 'file'; send exactly one")
    part = parts[0]
    named = isinstance(part, web.FileField)
    content = part.file.read() if named else part.encode()
    if documents.document_bytes() + len(content) > store.MAX_DOCUMENT_BYTES:
        raise Problem("storage-full", f"the documents would pass {store.MAX_DOCUMENT_BYTES} bytes in all")
    document = {
        "id": str(uuid.uuid4()),
        "client": client,
        "name": part.filename if named else "",
        "media_type": part.content_type if named else "text/plain",
        "metadata": request.query.get("additionalMetadata", "")[:1000],
        "received": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds"),
        "content": content,
    }
    documents.add_document(document)
    return {"code": 200, "type": "success", "message": "stored", "url": f"/documents/{document['id']}"}
