"""The services on offer, from config/services/*.json. A bad file is left out with a reason; the rest is served."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import jsonschema

import definition_checks
import headers

MAX_FILE = 1024 * 1024


class CatalogueFault(Exception):
    """A sentence naming the place and the remedy: nothing can be served."""


@dataclass(frozen=True)
class Service:
    id: str
    listed: dict  # as GovStack's `service`, definition included
    definition: dict
    e_form: dict
    answer: str | None

    def field_with_source(self, source: str) -> str | None:
        pages = self.e_form["schema"]["x-bianmin"]["pages"]
        names = [each["name"] for page in pages for each in page["fields"] if each.get("source") == source]
        return names[0] if names else None


@dataclass
class Catalogue:
    services: dict[str, Service] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)  # one sentence a fault

    def by_form(self, form_id: str) -> Service | None:
        return next((each for each in self.services.values() if each.e_form["eFormId"] == form_id), None)


def load(config: Path, answers: dict[str, set[str]]) -> Catalogue:
    """`answers`: which record stores there are, and the keys their results have."""
    schema = _schema(config / "service-definition.schema.json")
    catalogue = Catalogue()
    for path in sorted((config / "services").glob("*.json")):
        findings, entry = _read(path, schema)
        if entry is not None:
            findings += definition_checks.check(entry, answers.get(entry.get("answer", ""), set()))
            findings += _duplicates(entry, catalogue)
        for each in findings:
            catalogue.left_out.append(
                f"{path}: {each.pointer or '/'}: {each.trouble}; {each.remedy} (the service is left out)"
            )
        if entry is not None and not findings:
            service = _service(entry)
            catalogue.services[service.id] = service
    return catalogue


def _schema(path: Path) -> jsonschema.Draft7Validator:
    try:
        schema = json.loads(path.read_text("utf-8"))
        jsonschema.Draft7Validator.check_schema(schema)
    except (OSError, ValueError, jsonschema.SchemaError) as error:
        raise CatalogueFault(f"{path}: cannot be used ({error}); restore it from the release") from error
    return jsonschema.Draft7Validator(schema)


def _read(path: Path, schema: jsonschema.Draft7Validator) -> tuple[list[definition_checks.Finding], dict | None]:
    try:
        content = path.read_bytes()
        if len(content) > MAX_FILE:
            return [definition_checks.Finding("", f"larger than {MAX_FILE} bytes", "shorten it")], None
        entry = json.loads(content)
    except (OSError, ValueError, RecursionError) as error:
        return [definition_checks.Finding("", f"no readable JSON: {error}", "mend that place")], None
    errors = sorted(schema.iter_errors(entry), key=lambda each: [str(step) for step in each.absolute_path])
    if errors:
        return [_finding(error) for error in errors[:10]], None
    return [], entry


def _finding(error: jsonschema.ValidationError) -> definition_checks.Finding:
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in error.absolute_path)
    value = json.dumps(error.instance, ensure_ascii=False)
    shown = value if len(value) <= 60 else value[:57] + "..."
    trouble, remedy = {
        "required": lambda: (error.message, "add the member"),
        "additionalProperties": lambda: (error.message, "remove it, or mend its spelling"),
        "enum": lambda: (f"{shown} is unknown", f"use one of {error.validator_value}"),
        "const": lambda: (f"{shown} is not allowed", f"write {json.dumps(error.validator_value)}"),
        "type": lambda: (f"{shown} has the wrong type", f"write a value of type {error.validator_value}"),
        "pattern": lambda: (f"{shown} has the wrong form", f"it must match {error.validator_value}"),
        "maxItems": lambda: ("too many entries", f"keep at most {error.validator_value}"),
        "minItems": lambda: ("too few entries", f"give at least {error.validator_value}"),
        "maxLength": lambda: (f"{shown} is too long", f"use at most {error.validator_value} characters"),
        "minLength": lambda: (f"{shown} is too short", f"use at least {error.validator_value} characters"),
    }.get(error.validator, lambda: (f"breaks the rule '{error.validator}'", "see service-definition.schema.json"))()
    return definition_checks.Finding(pointer, trouble, remedy)


def _duplicates(entry: dict, catalogue: Catalogue) -> list[definition_checks.Finding]:
    found = []
    if entry["service"]["id"] in catalogue.services:
        found.append(definition_checks.Finding("/service/id", "another file has this id", "give it a new UUID"))
    if catalogue.by_form(entry["eForm"]["eFormId"]):
        found.append(definition_checks.Finding("/eForm/eFormId", "another file has this id", "give it a new UUID"))
    return found


def _service(entry: dict) -> Service:
    definition = json.dumps(entry["definition"], ensure_ascii=False, separators=(",", ":"))
    listed = {**entry["service"], "serviceBody": [{"code": "bianmin.definition", "value": definition}]}
    return Service(entry["service"]["id"], listed, entry["definition"], entry["eForm"], entry.get("answer"))


def as_json(document: object) -> tuple[bytes, str]:
    """The bytes to serve and their entity tag."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return body, headers.entity_tag(body)
