"""Every answer has the shape that config/platform-api.yaml gives it, and every path there is served.

The document carries GovStack's own schemas; one test pins what the terminal relies on in them.
"""

import json
import unittest
import uuid

import jsonschema
import yaml
from running_platform import (
    ADDRESS_FORM,
    ADDRESS_SERVICE,
    QUERY_SERVICE,
    ROOT,
    PlatformTest,
    Reply,
    address_form,
    query_form,
)

API = yaml.safe_load((ROOT / "config/platform-api.yaml").read_text("utf-8"))
MEDIATOR = {"Information_Mediator_Client": "CN/GOV/11449800/terminal"}


def validator(schema: dict) -> jsonschema.Draft4Validator:
    whole = {"components": API["components"], "allOf": [schema]}
    return jsonschema.Draft4Validator(whole, format_checker=jsonschema.FormatChecker())


class Conformance(PlatformTest):
    def assert_conforms(self, reply: Reply, method: str, path: str) -> None:
        """The status is documented for the operation; headers and body are as documented there."""
        documented = API["paths"][path][method.lower()]["responses"]
        self.assertIn(str(reply.status), documented, f"{method} {path}: {reply.body}")
        response = documented[str(reply.status)]
        if "$ref" in response:
            response = API["components"]["responses"][response["$ref"].rpartition("/")[2]]
        content = response.get("content", {})
        if not content:
            self.assertEqual(reply.body, b"")
            return
        kind = reply.headers.get_content_type()
        self.assertTrue(kind in content or "*/*" in content, f"{method} {path}: {kind}")
        schema = content.get(kind, content.get("*/*"))["schema"]
        errors = [f"{list(each.absolute_path)}: {each.message}" for each in validator(schema).iter_errors(reply.json())]
        self.assertEqual(errors, [], f"{method} {path}")

    def test_catalogue(self):
        services = self.platform.get("/services")
        self.assert_conforms(services, "GET", "/services")
        for service in services.json():
            one = self.platform.get(f"/services/{service['id']}")
            self.assert_conforms(one, "GET", "/services/{serviceId}")
            forms = self.platform.get(f"/services/{service['id']}/eForms")
            self.assert_conforms(forms, "GET", "/services/{serviceId}/eForms")
            for form in forms.json():
                self.assert_conforms(self.platform.get(f"/eForms/{form['eFormId']}"), "GET", "/eForms/{eFormId}")
        unchanged = self.platform.get("/services", If_None_Match=services.headers["ETag"])
        self.assert_conforms(unchanged, "GET", "/services")
        self.assert_conforms(self.platform.get("/services/none"), "GET", "/services/{serviceId}")
        self.assert_conforms(self.platform.get("/services/none/eForms"), "GET", "/services/{serviceId}/eForms")
        self.assert_conforms(self.platform.get("/eForms/none"), "GET", "/eForms/{eFormId}")

    def test_applications(self):
        path = "/services/{serviceId}/applications"
        key = str(uuid.uuid4())
        accepted = self.platform.submit(query_form(), key=key)
        self.assert_conforms(accepted, "POST", path)
        self.assert_conforms(self.platform.submit(query_form(), key=key), "POST", path)
        self.assert_conforms(self.platform.submit(address_form(), service=ADDRESS_SERVICE), "POST", path)
        statuses = []
        for reply in (
            self.platform.submit(query_form(period="2025"), key=key),
            self.platform.submit(query_form(period="1999")),
            self.platform.submit(query_form(), Idempotency_Key=None),
            self.platform.submit(query_form(), Content_Digest="sha-256=:AAAA:"),
            self.platform.submit(query_form(), service="none"),
            self.platform.submit(query_form(), Content_Type="text/plain"),
            self.platform.submit(b" " * 300_000),
        ):
            self.assert_conforms(reply, "POST", path)
            statuses.append(reply.status)
        self.assertEqual(statuses, [422, 422, 400, 400, 404, 415, 413])

        status = self.platform.get(f"/bianmin/submissions/{key}")
        self.assert_conforms(status, "GET", "/bianmin/submissions/{idempotencyKey}")
        missing = self.platform.get("/bianmin/submissions/never")
        self.assert_conforms(missing, "GET", "/bianmin/submissions/{idempotencyKey}")

        one = self.platform.get(f"/applications/{accepted.json()['fileId']}", **MEDIATOR)
        self.assertEqual(one.body, accepted.body)
        self.assert_conforms(one, "GET", "/applications/{fileId}")
        self.assert_conforms(self.platform.get("/applications/none", **MEDIATOR), "GET", "/applications/{fileId}")
        self.assert_conforms(self.platform.get("/applications/none"), "GET", "/applications/{fileId}")

    def test_ratings(self):
        key = str(uuid.uuid4())
        self.assertEqual(self.platform.submit(query_form(), key=key).status, 200)
        statuses = []
        for reply in (
            self.platform.rate(key, {"grade": 4}),
            self.platform.rate(key, {"grade": 4}),
            self.platform.rate(key, {"grade": 5}),
            self.platform.rate("never", {"grade": 5}),
            self.platform.rate(key, {"grade": 6}),
            self.platform.rate(key, b" " * 300_000),
            self.platform.rate(key, {"grade": 4}, media_type="text/plain"),
        ):
            self.assert_conforms(reply, "POST", "/bianmin/submissions/{idempotencyKey}/rating")
            statuses.append(reply.status)
        self.assertEqual(statuses, [200, 200, 409, 404, 400, 413, 415])

    def test_list_of_applications(self):
        for period in ("2024", "2025"):
            self.platform.submit(query_form(period=period))
        self.platform.submit(address_form(), service=ADDRESS_SERVICE)
        everything = self.listing("")
        self.assertGreaterEqual(len(everything), 3)
        self.assertEqual(everything[-1]["eformId"], ADDRESS_FORM)
        self.assertEqual(self.listing("?maxResult=1&firstResult=1"), everything[1:2])
        self.assertEqual(self.listing("?sortBy=id&sortOrder=desc"), everything[::-1])
        only = self.listing(f"?serviceId={QUERY_SERVICE}")
        self.assertEqual({each["serviceId"] for each in only}, {QUERY_SERVICE})
        self.assertEqual(self.listing("?applicantId=nobody"), [])
        for query in ("?sortBy=colour", "?maxResult=-1", "?sortOrder=up"):
            reply = self.platform.get(f"/applications{query}", **MEDIATOR)
            self.assertEqual(reply.status, 400)
            self.assert_conforms(reply, "GET", "/applications")

    def listing(self, query: str) -> list[dict]:
        reply = self.platform.get(f"/applications{query}", **MEDIATOR)
        self.assert_conforms(reply, "GET", "/applications")
        return reply.json()

    def test_documents(self):
        part = (
            b'--edge\r\nContent-Disposition: form-data; name="file"; filename="lease.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--edge--\r\n"
        )
        multipart = "multipart/form-data; boundary=edge"
        statuses = []
        for body, kind in (
            (part, multipart),
            (part.replace(b'"file"', b'"other"'), multipart),
            (b"no parts", multipart),
            (part, "multipart/form-data"),
            (b"{}", "application/json"),
            (b"x" * (11 * 1024 * 1024), multipart),
        ):
            reply = self.platform.request("POST", "/documents", body, Content_Type=kind)
            self.assert_conforms(reply, "POST", "/documents")
            statuses.append(reply.status)
        self.assertEqual(statuses, [200, 400, 400, 400, 415, 413])

    def test_health_and_forbidden(self):
        self.assert_conforms(self.platform.get("/bianmin/health"), "GET", "/bianmin/health")
        self.platform.control("forbid on")
        for path, item in API["paths"].items():
            for method in ("get", "post"):
                if method in item:
                    reply = self.platform.request(method.upper(), path.replace("{", "").replace("}", ""))
                    self.assertEqual(reply.status, 403, f"{method} {path} is documented and not served")
                    self.assert_conforms(reply, method, path)


class Document(unittest.TestCase):
    def test_every_schema_is_one_and_every_reference_leads_somewhere(self):
        for schema in API["components"]["schemas"].values():
            jsonschema.Draft4Validator.check_schema(schema)
        for reference in references(API):
            where: dict = API
            for step in reference.removeprefix("#/").split("/"):
                self.assertIn(step, where, reference)
                where = where[step]

    def test_everything_that_is_ours_is_marked(self):
        for path, item in API["paths"].items():
            self.assertEqual(path.startswith("/bianmin/"), item.get("x-bianmin-extension", False), path)
        ours = {"Idempotency-Key", "Content-Digest", "Bianmin-Terminal", "Accept-Language", "If-None-Match"}
        marked = {name for name, each in API["components"]["parameters"].items() if each.get("x-bianmin-extension")}
        self.assertEqual(marked, ours)
        self.assertEqual(set(API["components"]["parameters"]) - ours, {"Information-Mediator-Client", "serviceIdParam"})

    def test_govstack_shapes_the_terminal_relies_on(self):
        schemas = API["components"]["schemas"]
        self.assertEqual(schemas["service"]["required"], ["id", "name", "type", "version"])
        self.assertEqual(schemas["applicationFileSubmit"]["required"], ["applicantId"])
        self.assertEqual(schemas["applicationFileResponse"]["required"], ["applicantId", "serviceId"])
        self.assertEqual(schemas["formData"]["properties"]["data"]["additionalProperties"], {"type": "object"})
        self.assertEqual(schemas["statusModel"]["properties"]["code"]["enum"][:2], ["PENDING", "APPROVED"])
        flat = {"applicantId": "x", "formData": {"data": {"phone": "13800000000"}}}
        submit = validator({"$ref": "#/components/schemas/applicationFileSubmit"})
        self.assertFalse(submit.is_valid(flat))
        self.assertTrue(submit.is_valid(json.loads(json.dumps(query_form()))))


def references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in references(value)]
    return [found for value in node for found in references(value)] if isinstance(node, list) else []


if __name__ == "__main__":
    unittest.main()
