"""What a service file must be beyond its JSON Schema: names that meet, choices that exist, templates that resolve."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import file_number

_TEMPLATE = re.compile(r"\{([^{}]*)\}")
_PLAIN_TEMPLATES = {
    "card.name",
    "card.number",
    "card.sex",
    "card.birth",
    "card.address",
    "card.document",
    "card.validUntil",
    "application.number",
    "application.time",
    "application.link",
    "service.title",
    "terminal.place",
}


@dataclass(frozen=True)
class Finding:
    pointer: str  # RFC 6901, into the file
    trouble: str
    remedy: str


def check(entry: dict, result_keys: set[str]) -> Iterator[Finding]:
    """`entry` already satisfies the schema; `result_keys` are what its answer has (empty for an application)."""
    if not file_number.is_credit_code(entry["definition"]["itemCode"][:18]):
        yield Finding(
            "/definition/itemCode",
            "the first 18 characters are no unified social credit code: the check character is wrong",
            "copy the code anew from the list of items",
        )
    yield from _fields(entry["eForm"]["schema"])
    yield from _receipt(entry, result_keys)


def _fields(schema: dict) -> Iterator[Finding]:
    properties = schema["properties"]
    seen: dict[str, dict] = {}
    for name in schema["required"]:
        if name not in properties:
            yield Finding("/eForm/schema/required", f"'{name}' is not in properties", f"add '{name}' to properties")
    for page_index, page in enumerate(schema["x-bianmin"]["pages"]):
        for index, field in enumerate(page["fields"]):
            at = f"/eForm/schema/x-bianmin/pages/{page_index}/fields/{index}"
            name = field["name"]
            if name not in properties:
                yield Finding(f"{at}/name", f"'{name}' is not in schema.properties", f"add '{name}' to properties")
                continue
            if name in seen:
                yield Finding(f"{at}/name", f"'{name}' is asked for twice", "remove one of the two fields")
            if "when" in field and name in schema["required"]:
                yield Finding(
                    f"{at}/when",
                    f"'{name}' depends on another field but is always required by the schema",
                    f"remove '{name}' from schema.required and write \"required\": true here",
                )
            yield from _when(field.get("when"), f"{at}/when", seen, properties)
            yield from _options(field, at, seen, properties)
            seen[name] = field
    for name in schema["required"]:
        if name in properties and name not in seen:
            yield Finding(
                "/eForm/schema/x-bianmin/pages", f"no page asks for the required '{name}'", f"add a field '{name}'"
            )


def _options(field: dict, at: str, seen: dict, properties: dict) -> Iterator[Finding]:
    allowed = properties[field["name"]].get("enum")
    for index, option in enumerate(field.get("options", [])):
        if allowed is not None and option["value"] not in allowed:
            yield Finding(
                f"{at}/options/{index}/value",
                f"'{option['value']}' is not in the enum of '{field['name']}'",
                "add it to the enum, or remove the option",
            )
        yield from _when(option.get("when"), f"{at}/options/{index}/when", seen, properties)


def _when(when: dict | None, at: str, seen: dict, properties: dict) -> Iterator[Finding]:
    if when is None:
        return
    if when["field"] not in seen:
        yield Finding(f"{at}/field", f"'{when['field']}' is not asked for before this", "name an earlier field")
        return
    allowed = properties[when["field"]].get("enum")
    if allowed is not None and when["equals"] not in allowed:
        yield Finding(f"{at}/equals", f"'{when['field']}' can never be '{when['equals']}'", f"use one of {allowed}")


def _receipt(entry: dict, result_keys: set[str]) -> Iterator[Finding]:
    fields = entry["eForm"]["schema"]["properties"]
    for index, block in enumerate(entry["definition"]["receipt"]["blocks"]):
        at = f"/definition/receipt/blocks/{index}"
        for place, text in _texts(block, at):
            for template in _TEMPLATE.findall(text):
                if not _resolves(template, fields, result_keys):
                    yield Finding(place, f"{{{template}}} stands for nothing", _template_remedy(template, result_keys))
        if block["type"] == "table" and "rows" not in result_keys:
            yield Finding(f"{at}/rows", "an application has no result", "remove the table")


def _texts(block: dict, at: str) -> Iterator[tuple[str, str]]:
    for member in ("text", "value", "caption", "label"):
        value = block.get(member)
        if isinstance(value, str):
            yield f"{at}/{member}", value
        for language, text in value.items() if isinstance(value, dict) else ():
            yield f"{at}/{member}/{language}", text


def _resolves(template: str, fields: dict, result_keys: set[str]) -> bool:
    template = template.removesuffix("|masked")
    if template.startswith("form."):
        return template.removeprefix("form.") in fields
    if template.startswith("result."):
        return template.removeprefix("result.") in result_keys
    return template in _PLAIN_TEMPLATES


def _template_remedy(template: str, result_keys: set[str]) -> str:
    if template.startswith("form."):
        return "name a field of the e-form"
    if template.startswith("result."):
        return f"use one of {sorted(result_keys)}" if result_keys else "an application has no result; remove it"
    return f"use one of {sorted(_PLAIN_TEMPLATES)}"
