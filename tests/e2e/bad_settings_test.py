"""What is wrong with kiosk.toml, with a device's place or with a service is told with its name, and the rest works."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import technician
from citizen import ADDRESS, RECORD, Citizen
from terminal_world import ROOT, EndToEnd, binaries_folder, spoken

GOOD = (ROOT / "config" / "kiosk.toml").read_text()
BAD_SETTINGS = 2  # the exit code after which the service is not started again


def changed(old: str, new: str) -> tuple[str, int]:
    """The settings with one place changed, and that place's line."""
    at = GOOD.index(old)
    return GOOD.replace(old, new, 1), GOOD[:at].count("\n") + 1


class BadSettings(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="bm-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "kiosk.toml"

    def run_terminal(self, *words: str) -> subprocess.CompletedProcess[str]:
        program = binaries_folder(os.environ.get("BIANMIN_BINARIES")) / "bianmin-terminal"
        return subprocess.run([str(program), *words], capture_output=True, text=True, timeout=30)

    def assert_refused(self, settings: str, *sentences: str) -> None:
        """By a check and by a start alike: all the sentences, and nothing else."""
        self.file.write_text(settings)
        socket = self.folder / "terminal.sock"
        for words in (["--check"], ["--headless", "--automation", str(socket)]):
            with self.subTest(words=words):
                ended = self.run_terminal("--settings", str(self.file), *words)
                told = [line.removeprefix(str(self.file)) for line in ended.stderr.splitlines()]
                self.assertEqual(told, list(sentences))
                self.assertEqual((ended.returncode, ended.stdout), (BAD_SETTINGS, ""))
                self.assertFalse(socket.exists())

    def test_what_is_right(self) -> None:
        settings = GOOD.replace("/etc/bianmin", str(self.folder)).replace("/var/lib/bianmin", str(self.folder))
        for name in ("platform-ca.pem", "terminal.pem", "terminal.key"):
            (self.folder / name).touch()
        self.file.write_text(settings.replace("/usr/share/bianmin/assets", str(ROOT / "assets")))
        ended = self.run_terminal("--settings", str(self.file), "--check")
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, f"{self.file} is right\n", ""))

    def test_a_key_that_is_not_known(self) -> None:
        settings, line = changed("height = 1920", "heihgt = 1920")
        self.assert_refused(settings, f":{line}: screen.heihgt is not known here; did you mean height?")

    def test_a_key_like_no_other(self) -> None:
        settings, line = changed('help_number = "12345"', 'telephone = "12345"')
        expected = "is not known here; expected one of number, place, help_number"
        self.assert_refused(settings, f":{line}: terminal.telephone {expected}")

    def test_a_table_that_is_not_known(self) -> None:
        settings, line = changed("[visit]", "[visits]")
        self.assert_refused(settings, f":{line}: visits is not known here; did you mean visit?")

    def test_a_value_of_the_wrong_kind(self) -> None:
        settings, line = changed("width = 1080 ", 'width = "1080" ')
        self.assert_refused(
            settings, f':{line}: screen.width expected a whole number from 480 to 7680, found "1080"'
        )

    def test_a_value_out_of_bounds(self) -> None:
        settings, line = changed('# countdown = "20s"', 'countdown = "5s"')
        self.assert_refused(settings, f':{line}: visit.countdown expected a time from "10s" to "2min", found "5s"')

    def test_an_address_that_is_not_secret(self) -> None:
        settings, line = changed('url = "https://', 'url = "http://')
        expected = "expected an address that begins with https://"
        self.assert_refused(settings, f':{line}: platform.url {expected}, found "http://zwfw.yunshan.example"')

    def test_a_key_that_is_missing(self) -> None:
        settings, _ = changed('number = "YS-0001"', '# number = "YS-0001"')
        line = GOOD[: GOOD.index("[terminal]")].count("\n") + 1
        self.assert_refused(settings, f":{line}: terminal.number is missing, and the terminal cannot do without it")

    def test_a_kind_of_device_that_is_not_known(self) -> None:
        settings, line = changed('kind = "code-scanner"', 'kind = "camera"')
        expected = 'expected one of "id-card-reader", "social-security-card-reader", "receipt-printer", "code-scanner"'
        self.assert_refused(settings, f':{line}: device[3].kind {expected}, found "camera"')

    def test_what_is_no_toml(self) -> None:
        settings, line = changed("height = 1920", "height = = 1920")
        self.file.write_text(settings)
        ended = self.run_terminal("--settings", str(self.file), "--check")
        self.assertEqual(ended.returncode, BAD_SETTINGS)
        self.assertIn(f"{self.file}:{line}: is no TOML here: ", ended.stderr)

    def test_all_mistakes_at_once(self) -> None:
        settings, first = changed("width = 1080 ", 'width = "1080" ')
        _, second = changed('model = "generic-80mm"', "")
        settings = settings.replace('model = "generic-80mm"', "model = 80", 1)
        self.assert_refused(
            settings,
            f':{first}: screen.width expected a whole number from 480 to 7680, found "1080"',
            f":{second}: device[2].model expected a text in quotes, not empty, found 80",
        )

    def test_what_only_a_driver_can_know(self) -> None:
        """The file is right in itself; what it says of the device is not."""
        wrong = (
            ('model = "sam-v"', 'model = "sam-x"', "model 'sam-x' of id-card-reader: expected one of sam-v"),
            ("?baud=115200", "?baud=fast", "expected a usual speed after baud="),
        )
        for good, bad, said in wrong:
            with self.subTest(bad=bad):
                settings, line = changed(good, bad)
                before = settings[: settings.index(bad)]
                device = before[: before.rindex("[[device]]")].count("\n") + 1
                self.file.write_text(settings)
                ended = self.run_terminal("--settings", str(self.file), "--check")
                self.assertEqual(ended.returncode, BAD_SETTINGS)
                self.assertIn(f"{self.file}:{device}: device[1] ", ended.stderr)
                self.assertIn(said, ended.stderr)

    def test_files_that_are_not_there(self) -> None:
        settings, line = changed("/etc/bianmin/platform-ca.pem", str(self.folder / "no-ca.pem"))
        self.file.write_text(settings)
        ended = self.run_terminal("--settings", str(self.file), "--check")
        self.assertEqual(ended.returncode, BAD_SETTINGS)
        self.assertIn(f"{self.file}:{line}: platform.ca {self.folder / 'no-ca.pem'} is not there", ended.stderr)

    def test_a_file_that_is_not_there(self) -> None:
        for place in (self.file, self.folder):
            with self.subTest(place=place):
                ended = self.run_terminal("--settings", str(place), "--headless")
                said = f"{place}: cannot be read; check that it is there and may be read\n"
                self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (BAD_SETTINGS, "", said))

    def test_a_command_line_that_is_wrong(self) -> None:
        for words in ([], ["--settings"], ["--setings", str(self.file)]):
            with self.subTest(words=words):
                ended = self.run_terminal(*words)
                self.assertEqual(ended.returncode, BAD_SETTINGS)
                self.assertIn("--settings", ended.stderr)


class DevicesThatAreNotThere(EndToEnd):
    settings = technician.SETTINGS

    def with_connection(self, kind: str, connection: str) -> None:
        """Starts the terminal anew with a device elsewhere than it is; the test's end undoes that."""
        path = self.world.folder / "kiosk.toml"
        good = path.read_text()
        before, found, after = good.partition(f'kind = "{kind}"')
        self.assertTrue(found)
        lines = after.splitlines(keepends=True)
        at = next(at for at, line in enumerate(lines) if line.startswith("connection = "))
        lines[at] = f'connection = "{connection}"\n'
        self.start_with(before + found + "".join(lines))
        self.addCleanup(self.start_with, good)

    def start_with(self, settings: str) -> None:
        self.world.parts["terminal"].stop()
        (self.world.folder / "kiosk.toml").write_text(settings)
        self.world.start_terminal()
        if self.world.wait_state("idle", "interrupted", limit=40)["state"] == "interrupted":
            self.world.tap("finish")

    def await_trouble(self, name: str) -> None:
        self.world.wait(
            lambda: self.world.scene()["health"][name]["state"] == "troubled", f"the {name} to be missed", 20
        )

    def home(self) -> dict[str, dict]:
        """The services, by their actions; what can be read is said as well."""
        scene = Citizen(self.world, language="en").go_to("home")
        return {one["action"]: one for one in scene["targets"] if one["action"].startswith("open-service:")}

    def technicians_page(self) -> str:
        self.world.wait_state("idle")
        technician.enter(self.world)
        return technician.all_pages(self.world)

    def test_a_reader_that_is_not_there(self) -> None:
        gone = "serial:/dev/serial/by-id/usb-no-such-reader"
        self.with_connection("id-card-reader", gone)
        self.await_trouble("reader")
        page = self.technicians_page()
        for words in ("设备路径或地址不存在。", "检查连线和 kiosk.toml 中的设备配置。"):
            self.assertIn(words, page)
        self.assertEqual(page.count("故障"), 1, "the others work")
        self.assertIn(gone, page)
        self.world.tap("finish")
        offered = self.home()
        self.assertEqual({action: one["enabled"] for action, one in offered.items()}, {ADDRESS: False, RECORD: True})
        self.assert_says("Not available now: the card reader is not ready.")

    def test_a_printer_that_is_not_there(self) -> None:
        self.with_connection("receipt-printer", "tcp:127.0.0.1:9")
        self.await_trouble("printer")
        page = self.technicians_page()
        self.assertEqual(page.count("故障"), 1)
        self.assertIn("tcp:127.0.0.1:9", page)
        self.world.tap("finish")
        offered = self.home()
        self.assertEqual({action: one["enabled"] for action, one in offered.items()}, {ADDRESS: True, RECORD: False})
        self.assert_says("Not available now: receipts cannot be printed.")

    def test_a_scanner_that_is_not_there(self) -> None:
        self.with_connection("code-scanner", "serial:/dev/no-such-scanner")
        self.await_trouble("scanner")
        page = self.technicians_page()
        self.assertEqual(page.count("故障"), 1)
        self.assertIn("serial:/dev/no-such-scanner", page)
        self.world.tap("finish")
        answers = {"hasPermit": "yes", "permitNumber": "YS2026000815"}
        citizen = ScannerSeeker(self.world, ADDRESS, language="en", answers=answers)
        citizen.go_to("finished")
        self.assertIn("permitNumber", citizen.hints)
        self.assertNotIn("scanner", citizen.hints["permitNumber"])

    def test_a_scanner_that_is_there_is_offered(self) -> None:
        citizen = ScannerSeeker(
            self.world, ADDRESS, language="en", answers={"hasPermit": "yes", "permitNumber": "YS2026000815"}
        )
        citizen.go_to("finished")
        self.assertIn("hold the code under the scanner", citizen.hints["permitNumber"])


class ScannerSeeker(Citizen):
    """Remembers what is said at the keyboard of each field."""

    hints: dict[str, str]

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.hints = {}

    def _at_editing_field(self, scene: dict) -> None:
        self.hints[self._field] = spoken(scene)
        super()._at_editing_field(scene)


class AServiceThatIsWrong(EndToEnd):
    settings = technician.SETTINGS

    @classmethod
    def setUpClass(cls) -> None:
        """A platform that serves what it should not: its own schema does not look at the place that is wrong."""
        folder = tempfile.TemporaryDirectory(prefix="bm-config-")
        cls.addClassCleanup(folder.cleanup)
        config = Path(folder.name) / "config"
        shutil.copytree(ROOT / "config", config)
        schema = json.loads((config / "service-definition.schema.json").read_text())
        schema["definitions"]["definition"]["properties"]["printer"] = {}
        (config / "service-definition.schema.json").write_text(json.dumps(schema))
        wrong = config / "services" / "residence-address-change.json"
        service = json.loads(wrong.read_text())
        service["definition"]["printer"] = "perhaps"
        wrong.write_text(json.dumps(service))
        cls.more_words = {"platform": ["--config", str(config)]}
        super().setUpClass()

    def test_is_left_out_and_the_rest_is_offered(self) -> None:
        service = ADDRESS.partition(":")[2]
        log = (self.world.folder / "terminal.log").read_text()
        told = [line for line in log.splitlines() if service in line]
        self.assertEqual(len(told), 1, log)
        self.assertIn("[warning]", told[0])
        for words in (f"service {service} is left out: ", "/printer: expected one of ", '"wanted"', '"perhaps"'):
            self.assertIn(words, told[0])
        technician.enter(self.world)
        page = technician.all_pages(self.world)
        for words in ("提供 1 项", "未上架的事项", service, '"perhaps"'):
            self.assertIn(words, page)
        self.world.tap("finish")
        citizen = Citizen(self.world, RECORD, language="en")
        offered = [one for one in citizen.go_to("home")["targets"] if one["action"].startswith("open-service:")]
        self.assertEqual([(one["action"], one["enabled"]) for one in offered], [(RECORD, True)])
        citizen.go_to("finished")


if __name__ == "__main__":
    unittest.main(verbosity=2)
