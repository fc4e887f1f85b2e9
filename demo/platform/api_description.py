"""What the program itself reads from config/platform-api.yaml, so that there is one description of the shapes."""

from pathlib import Path

import jsonschema
import yaml

import catalogue

_SUBMIT_SCHEMAS = ("applicationFileSubmit", "formData", "documentUrls", "additionalData")


def submit_schema(path: Path) -> jsonschema.Draft4Validator:
    """applicationFileSubmit as the API's own description has it. OpenAPI 3.0's schemas are draft-04's, near enough."""
    try:
        api = yaml.safe_load(path.read_text("utf-8"))
        components = {"schemas": {name: api["components"]["schemas"][name] for name in _SUBMIT_SCHEMAS}}
    except (OSError, yaml.YAMLError, LookupError, TypeError) as error:
        raise catalogue.CatalogueFault(f"{path}: cannot be used ({error}); restore it from the release") from error
    return jsonschema.Draft4Validator({"$ref": f"#/components/schemas/{_SUBMIT_SCHEMAS[0]}", "components": components})
