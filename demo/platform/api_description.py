"""What the program itself reads from config/platform-api.yaml, so that there is one description of the shapes."""

from pathlib import Path

import jsonschema
import yaml

import catalogue

_BODIES = ("applicationFileSubmit", "electronicIdCode", "rating")
_PARTS = ("formData", "documentUrls", "additionalData")


def bodies(path: Path) -> dict[str, jsonschema.Draft4Validator]:
    """Requests' bodies as the API's own description has them. OpenAPI 3.0's schemas are draft-04's, near enough."""
    try:
        api = yaml.safe_load(path.read_text("utf-8"))
        components = {"schemas": {name: api["components"]["schemas"][name] for name in _BODIES + _PARTS}}
    except (OSError, yaml.YAMLError, LookupError, TypeError) as error:
        raise catalogue.CatalogueFault(f"{path}: cannot be used ({error}); restore it from the release") from error
    return {
        name: jsonschema.Draft4Validator({"$ref": f"#/components/schemas/{name}", "components": components})
        for name in _BODIES
    }
