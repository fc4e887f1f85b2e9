"""Checks the data of a form: its JSON Schema, and the branches that the terminal asked by. Faults are sentences."""

from dataclasses import dataclass

import jsonschema

from catalogue import Service


@dataclass(frozen=True)
class FieldFault:
    name: str
    zh: str
    en: str

    def document(self) -> dict:
        pointer = f"/formData/data/{self.name}/value"
        return {"field": self.name, "pointer": pointer, "message": {"zh-CN": self.zh, "en": self.en}}


def unwrap(data: dict) -> tuple[dict, list[FieldFault]]:
    """Every value of GovStack's formData.data is an object; ours hold one member, `value`."""
    plain, faults = {}, []
    for name, wrapped in data.items():
        if name.startswith("bianmin."):
            continue  # What the terminal adds about itself is stored, and is no field of the form.
        if isinstance(wrapped, dict) and set(wrapped) == {"value"}:
            plain[name] = wrapped["value"]
        else:
            faults.append(FieldFault(name, "内容应写成 {\"value\": …}。", 'The content must be written as {"value": ...}.'))
    return plain, faults


def check(service: Service, form: dict) -> list[FieldFault]:
    """Empty means valid. At most one fault a field, in the order of the pages."""
    schema = service.e_form["schema"]
    fields = {field["name"]: field for page in schema["x-bianmin"]["pages"] for field in page["fields"]}
    faults: dict[str, FieldFault] = {}
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
    for error in checker.iter_errors(form):
        for name in _names(error, form):
            faults.setdefault(name, _schema_fault(name, fields.get(name), error))
    for name, field in fields.items():
        if name not in faults and (fault := _branch_fault(field, form)):
            faults[name] = fault
    order = list(fields)
    return sorted(faults.values(), key=lambda each: order.index(each.name) if each.name in order else len(order))


def _names(error: jsonschema.ValidationError, form: dict) -> list[str]:
    if error.absolute_path:
        return [str(error.absolute_path[0])]
    if error.validator == "required":
        return [name for name in error.validator_value if name not in form]
    return [name for name in form if name not in error.schema.get("properties", {})]


def _schema_fault(name: str, field: dict | None, error: jsonschema.ValidationError) -> FieldFault:
    if field is None or error.validator == "additionalProperties":
        return FieldFault(name, f"本表没有“{name}”这一项。", f"This form has no field '{name}'.")
    if error.validator == "required":
        return _missing(field)
    return _invalid(field)


def _branch_fault(field: dict, form: dict) -> FieldFault | None:
    asked = _holds(field.get("when"), form)
    if field["name"] not in form:
        return _missing(field) if asked and field.get("required") else None
    if not asked:
        zh, en = field["label"]["zh-CN"], field["label"]["en"]
        return FieldFault(field["name"], f"“{zh}”在此情况下不用填写。", f"'{en}' does not apply here; leave it out.")
    choices = [option["value"] for option in field.get("options", []) if _holds(option.get("when"), form)]
    if field["input"] == "choice" and form[field["name"]] not in choices:
        return _invalid(field)
    return None


def _holds(when: dict | None, form: dict) -> bool:
    return when is None or form.get(when["field"]) == when["equals"]


def _missing(field: dict) -> FieldFault:
    zh, en = field["label"]["zh-CN"], field["label"]["en"]
    return FieldFault(field["name"], f"请填写“{zh}”。", f"Please fill in '{en}'.")


def _invalid(field: dict) -> FieldFault:
    zh, en = field["label"]["zh-CN"], field["label"]["en"]
    error = field.get("error", {"zh-CN": f"“{zh}”的内容有误，请检查", "en": f"Please check '{en}'"})
    return FieldFault(field["name"], error["zh-CN"].rstrip("。") + "。", error["en"].rstrip(".") + ".")
