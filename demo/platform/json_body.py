"""Bodies of requests in JSON, held against the shapes of config/platform-api.yaml."""

import json

import jsonschema

from problems import Problem

MAX_BODY = 256 * 1024


def read(media_type: str, body: bytes, shape: jsonschema.Draft4Validator, name: str) -> dict:
    """The object in `body`, which is of `shape`, called `name` in messages. Raises Problem for anything else."""
    if media_type != "application/json":
        raise Problem("unsupported-media-type", f"{media_type} is not read here; send application/json")
    if len(body) > MAX_BODY:
        raise Problem("too-large", f"the body has {len(body)} bytes; {MAX_BODY} are allowed")
    try:
        document = json.loads(body)
        # Half a surrogate pair or an infinite number can be read, but not be written again.
        json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise Problem("malformed-request", f"the body is no JSON: {error}") from error
    error = jsonschema.exceptions.best_match(shape.iter_errors(document))
    if error is None and not isinstance(document, dict):
        raise Problem("malformed-request", "the body is no JSON object")
    if error is not None:
        pointer = "".join(f"/{step}" for step in error.absolute_path)
        raise Problem("malformed-request", f"{pointer or '/'}: {error.validator}: not of the shape {name}")
    return document
