"""The catalogue: the shipped files are good, a bad one is left out with file, place and remedy, and caches work."""

import copy
import json
import shutil
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path

import jsonschema
from running_platform import ADDRESS_SERVICE, QUERY_SERVICE, ROOT, Platform, PlatformTest

import catalogue
from records import RESULT_KEYS

ANSWERS = {"social-insurance-contributions": RESULT_KEYS}
QUERY_FILE = "social-insurance-record.json"
ADDRESS_FILE = "residence-address-change.json"


class ShippedFiles(unittest.TestCase):
    def test_every_file_is_served(self):
        loaded = catalogue.load(ROOT / "config", ANSWERS)
        self.assertEqual(loaded.left_out, [])
        self.assertEqual(set(loaded.services), {QUERY_SERVICE, ADDRESS_SERVICE})

    def test_e_forms_are_draft_07_schemas(self):
        for path in (ROOT / "config/services").glob("*.json"):
            jsonschema.Draft7Validator.check_schema(json.loads(path.read_text("utf-8"))["eForm"]["schema"])

    def test_every_choice_of_the_schema_is_offered(self):
        for service in catalogue.load(ROOT / "config", ANSWERS).services.values():
            schema = service.e_form["schema"]
            for page in schema["x-bianmin"]["pages"]:
                for field in page["fields"]:
                    if field["input"] == "choice":
                        offered = [option["value"] for option in field["options"]]
                        self.assertEqual(offered, schema["properties"][field["name"]]["enum"], field["name"])


class BadFiles(unittest.TestCase):
    def setUp(self):
        self.config = Path(tempfile.mkdtemp(prefix="platform-test-")) / "config"
        self.addCleanup(shutil.rmtree, self.config.parent)
        (self.config / "services").mkdir(parents=True)
        for name in ("service-definition.schema.json", f"services/{QUERY_FILE}", f"services/{ADDRESS_FILE}"):
            shutil.copy(ROOT / "config" / name, self.config / name)

    def left_out(self, change: Callable[[dict], object], name: str = ADDRESS_FILE) -> str:
        """What is said about the file after `change`; the other service must still be there."""
        path = self.config / "services" / name
        entry = json.loads((ROOT / "config/services" / name).read_text("utf-8"))
        change(entry)
        path.write_text(json.dumps(entry, ensure_ascii=False), "utf-8")
        loaded = catalogue.load(self.config, ANSWERS)
        self.assertEqual(len(loaded.services), 1)
        self.assertIn(f"{path}: /", loaded.left_out[0])
        return "\n".join(loaded.left_out)

    def test_mistakes_are_named_with_place_and_remedy(self):
        def pages(entry):
            return entry["eForm"]["schema"]["x-bianmin"]["pages"]

        def blocks(entry):
            return entry["definition"]["receipt"]["blocks"]

        mistakes = [
            (lambda e: e["definition"].pop("guide"), "/definition: ", "add the member"),
            (lambda e: e["definition"].update(colour="red"), "/definition: ", "'colour' was unexpected"),
            (lambda e: e["definition"]["title"].pop("en"), "/definition/title: 'en' is", "add the member"),
            (lambda e: e["definition"].update(offline="maybe"), "/definition/offline: ", "use one of ['store'"),
            (lambda e: e["definition"].update(format=2), "/definition/format: ", "write 1"),
            (
                lambda e: e["definition"]["identity"].update(fingerprints=True, ways=["resident-id", "electronic-id"]),
                "/definition/identity/ways/1: ",
                'write "resident-id"',
            ),
            (lambda e: e["definition"].update(itemCode="1" * 31), "/definition/itemCode: ", "check character"),
            (lambda e: e["definition"].update(kind="query"), "'answer' is a required", "add the member"),
            (lambda e: blocks(e)[4].update(value="{form.nothing}"), "/blocks/4/value: ", "name a field of the e-form"),
            (lambda e: blocks(e)[4].update(value="{result.rows}"), "/blocks/4/value: ", "an application has no result"),
            (lambda e: blocks(e)[4].update(value="{card.photo}"), "/blocks/4/value: ", "card.name"),
            (lambda e: blocks(e)[4].update(value="{card.photo|masked}"), "/blocks/4/value: ", "card.validUntil"),
            (lambda e: blocks(e)[2].update(text="x"), "/blocks/2: ", "remove it"),
            (lambda e: e["eForm"]["schema"].update({"$id": "https://x"}), "/eForm/schema: ", "remove it"),
            (lambda e: e["eForm"]["schema"].update(additionalProperties=True), "/additionalProp", "write false"),
            (lambda e: e["eForm"]["schema"]["required"].append("ghost"), "/eForm/schema/required: ", "add 'ghost'"),
            (lambda e: e["eForm"]["schema"]["required"].append("leaseNumber"), "fields/1/when: ", "remove 'lease"),
            (lambda e: pages(e)[1]["fields"].pop(0), "'district' is not asked for before", "name an earlier field"),
            (lambda e: pages(e)[1]["fields"].extend(copy.deepcopy(pages(e)[2]["fields"])), "/1/fields", "at most 6"),
            (lambda e: pages(e)[0]["fields"][0].update(name="other"), "/0/fields/0/name: ", "add 'other' to properties"),
            (lambda e: pages(e)[2]["fields"][0]["options"][0].update(value="boat"), "/options/0/value: ", "enum"),
            (lambda e: pages(e)[0]["fields"][3].update(input="telephone"), "/0/fields/3/input: ", "use one of"),
        ]
        for index, (change, place, remedy) in enumerate(mistakes):
            with self.subTest(index=index, place=place):
                said = self.left_out(change)
                self.assertIn(place, said)
                self.assertIn(remedy, said)

    def test_query_that_may_wait_is_left_out(self):
        said = self.left_out(lambda entry: entry["definition"].update(offline="store"), QUERY_FILE)
        self.assertIn('/definition/offline: "store" is not allowed; write "refuse"', said)

    def test_value_on_the_receipt_may_differ_by_language_and_lacks_none(self):
        def value_of_address(entry: dict) -> dict:
            return next(each for each in entry["definition"]["receipt"]["blocks"] if "form.street" in str(each))["value"]

        self.assertIn(
            "/value: 'en' is a required property", self.left_out(lambda entry: value_of_address(entry).pop("en"))
        )
        self.assertIn(
            "{form.road} stands for nothing", self.left_out(lambda entry: value_of_address(entry).update(en="{form.road}"))
        )

    def test_broken_json_is_named_with_line_and_column(self):
        path = self.config / "services" / QUERY_FILE
        path.write_text('{\n  "service": oops\n}', "utf-8")
        loaded = catalogue.load(self.config, ANSWERS)
        self.assertEqual(list(loaded.services), [ADDRESS_SERVICE])
        self.assertIn(f"{path}: /: no readable JSON: Expecting value: line 2 column 14", loaded.left_out[0])

    def test_second_file_with_the_same_id_is_left_out(self):
        shutil.copy(ROOT / "config/services" / QUERY_FILE, self.config / "services" / "zz-copy.json")
        loaded = catalogue.load(self.config, ANSWERS)
        self.assertEqual(set(loaded.services), {QUERY_SERVICE, ADDRESS_SERVICE})
        self.assertIn("zz-copy.json: /service/id: another file has this id", loaded.left_out[0])

    def test_platform_serves_the_good_ones_and_logs_the_bad_one(self):
        shutil.copy(ROOT / "config/platform-api.yaml", self.config)
        self.left_out(lambda entry: entry["definition"].pop("title"))
        platform = Platform(self.config.parent / "state", "--config", str(self.config)).start()
        self.addCleanup(platform.stop)
        self.assertEqual([each["id"] for each in platform.get("/services").json()], [QUERY_SERVICE])
        self.assertIn(f"{ADDRESS_FILE}: /definition: 'title' is a required property; add the member", platform.log())


class Served(PlatformTest):
    def test_definition_travels_as_a_text_in_the_service_body(self):
        body = self.platform.get(f"/services/{QUERY_SERVICE}").json()["serviceBody"]
        source = json.loads((ROOT / "config/services" / QUERY_FILE).read_text("utf-8"))
        self.assertEqual([each["code"] for each in body], ["bianmin.definition"])
        self.assertEqual(json.loads(body[0]["value"]), source["definition"])

    def test_form_is_reached_from_its_service(self):
        listed = self.platform.get(f"/services/{ADDRESS_SERVICE}/eForms").json()
        self.assertEqual([sorted(each) for each in listed], [["description", "eFormId", "latest", "name", "version"]])
        form = self.platform.get(f"/eForms/{listed[0]['eFormId']}").json()
        self.assertEqual(len(form["schema"]["x-bianmin"]["pages"]), 3)

    def test_services_can_be_searched_by_name_in_either_language(self):
        for word, expected in {"%E7%A4%BE%E4%BF%9D": [QUERY_SERVICE], "permit": [ADDRESS_SERVICE], "zebra": []}.items():
            found = self.platform.get(f"/services?name={word}").json()
            self.assertEqual([each["id"] for each in found], expected)

    def test_unchanged_catalogue_is_not_sent_again(self):
        form = self.platform.get(f"/services/{QUERY_SERVICE}/eForms").json()[0]["eFormId"]
        paths = ["/services", f"/services/{QUERY_SERVICE}", f"/services/{QUERY_SERVICE}/eForms", f"/eForms/{form}"]
        for path in paths:
            tag = self.platform.get(path).headers["ETag"]
            for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                reply = self.platform.get(path, If_None_Match=header)
                self.assertEqual((reply.status, reply.body, reply.headers["ETag"]), (304, b"", tag))
            self.assertEqual(self.platform.get(path, If_None_Match='"other"').status, 200)

    def test_what_is_not_there(self):
        for path in ("/services/none", "/eForms/none", "/nowhere"):
            self.assert_problem(self.platform.get(path), 404, "not-found")
        self.assert_problem(self.platform.request("DELETE", "/services"), 405, "method-not-allowed")


if __name__ == "__main__":
    unittest.main()
