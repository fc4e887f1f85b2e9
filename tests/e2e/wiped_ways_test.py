"""Whatever a citizen showed to say who they are, nothing of it is left: a card with its photo and fingerprints, a
social security card, an electronic ID. See wiped_test.py.
"""

import base64
import json
import os
import shutil
import sys
import tempfile
import time
import unittest
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import as_root
from citizen import ADDRESS, RECORD, Citizen
from steps import SLOW_PLATFORM
from terminal_world import ROOT, World, smart_cards_hindrance
from traces import Trace, traces_of
from wiping import CARDS, Wiping, traces_of_card

sys.path.insert(0, str(ROOT))

from demo import electronic_id  # noqa: E402
from demo.emulators.id_card import PHOTO_SIZE, TEMPLATE_SIZE, load_cards  # noqa: E402
from demo.emulators.social_security_card import card_number  # noqa: E402
from world import binaries_folder  # noqa: E402

CARD = "zhang-xiaoming"
EMPLOYER = "云山大学"  # in the record that the platform answers with
HINDRANCE = smart_cards_hindrance()
PICTURE_WIDTH, PICTURE_HEIGHT = 102, 126
PIECE = 48  # bytes of something that is nowhere twice

as_root.run_again_as_root()


def piece(what: str, how: str, content: bytes) -> Trace:
    """From its middle: the beginning may have been written over."""
    return Trace(what, how, content[len(content) // 2 :][:PIECE])


def traces_of_photo(packed: bytes) -> list[Trace]:
    """As the card holds it, and as the tests' decoder draws it."""
    drawn = [
        (row, column, packed[(row * PICTURE_WIDTH + column) % PHOTO_SIZE])
        for row in range(PICTURE_HEIGHT)
        for column in range(PICTURE_WIDTH)
    ]
    return [
        piece("the photo", "packed", packed),
        piece("the photo", "colours", bytes(colour for pixel in drawn for colour in pixel)),
    ]


def traces_of_fingerprints(templates: bytes) -> list[Trace]:
    found = []
    for at in range(0, len(templates), TEMPLATE_SIZE):
        one = templates[at : at + TEMPLATE_SIZE]
        found += [piece("a fingerprint", "the chip's", one), piece("a fingerprint", "base64", base64.b64encode(one))]
    return found


class WipedCard(Wiping):
    """For a service that asks for fingerprints, at a terminal that can decode photos."""

    @classmethod
    def setUpClass(cls) -> None:
        config = tempfile.TemporaryDirectory(prefix="bm-config-")
        cls.addClassCleanup(config.cleanup)
        config_that_asks_for_fingerprints(Path(config.name))
        cls.more_words = {**cls.more_words, "platform": ["--config", config.name]}
        decoder = binaries_folder(os.environ.get("BIANMIN_BINARIES")).parent / "tests" / "test_photo_decoder.so"
        if not decoder.exists():
            raise FileNotFoundError(f"{decoder}: build test_photo_decoder")
        # Where root's search is helped by sudo: without its powers root cannot read what lies in somebody's home.
        decoder = Path(shutil.copy(decoder, config.name))
        with mock.patch.object(World, "_write_settings", settings_with(decoder)):
            super().setUpClass()

    def test_a_card_with_photo_and_fingerprints(self) -> None:
        card = load_cards(str(ROOT / "demo/emulators/sample_citizens.json"))[CARD]
        photo = traces_of_photo(card.photo())
        fingerprints = traces_of_fingerprints(card.fingerprint_templates())
        self.assertEqual(len(fingerprints), 4)
        name = Trace("the name", "UTF-16", card.fields["name"].encode("utf-16-le"))
        of_the_chip = [name, *photo, *(each for each in fingerprints if each.how != "base64")]
        traces = [*photo, *fingerprints, *traces_of_card(CARD)]
        self.assertEqual(self.everywhere(traces), [], "before anybody was there")
        citizen = Citizen(self.world, ADDRESS, card=CARD)
        citizen.go_to("awaiting-card")
        self.assert_passes_through("id-card-reader", of_the_chip, lambda: self.world.reader.do(f"lay {CARD}"))
        self.world.wait_state("confirming-identity")
        # No eye is needed for a face; what varies most on the page is its colours.
        traces.append(self.shown(0, 0, 1080, 1500))
        self.assert_held("terminal", photo[1], *(each for each in of_the_chip if each.what == "a fingerprint"))
        citizen.go_to("declaring")
        self.world.platform.do(SLOW_PLATFORM)
        citizen.go_to("submitting")
        self.world.wait(lambda: self.world.platform.do("state")["running"] == 1, "the application to be sent", 10)
        self.assert_held("terminal", *(each for each in fingerprints if each.how == "base64"))
        self.world.platform.do("slow off")
        citizen.go_to("idle")
        applicant = self.application(self.applications()[0]["number"])["request"]["additionalMeta"]["data"]["applicant"]
        self.assertEqual(len(applicant["fingerprints"]), 2)
        self.assert_nothing_left(traces)


def config_that_asks_for_fingerprints(folder: Path) -> None:
    shutil.copytree(ROOT / "config", folder, dirs_exist_ok=True)
    path = folder / "services" / "residence-address-change.json"
    service = json.loads(path.read_text())
    service["definition"]["identity"]["fingerprints"] = True
    path.write_text(json.dumps(service))


def settings_with(decoder: Path) -> Callable[[World], None]:
    write = World._write_settings

    def and_decoder(world: World) -> None:
        write(world)
        path = world.folder / "kiosk.toml"
        reader = 'kind = "id-card-reader"\n'
        more = f'photo_decoder = "{decoder}"\nquirks = {{ photo_symbol = "unpack_colourful" }}\n'
        path.write_text(path.read_text().replace(reader, reader + more))

    return and_decoder


class WipedElectronicId(Wiping):
    def test_an_electronic_id(self) -> None:
        key = "zhao-guilan"
        code = electronic_id.make_code(key, time.time())
        who = electronic_id.holder_of(code)
        of_the_code = Trace("the code", "text", code[7:].encode())
        of_the_answer = [Trace(name, "UTF-8", who[name].encode()) for name in ("name", "number", "address")]
        traces = [of_the_code, *traces_of_card(key), *traces_of("the employer", EMPLOYER)]
        for part in code.split(".")[1:]:
            traces += traces_of("a part of the code", part)
        traces += traces_of("the day of birth", who["birth"])
        self.assertEqual(self.everywhere(traces), [], "before anybody was there")
        citizen = Citizen(self.world, RECORD, card=CARD)
        citizen.go_to("awaiting-card")
        self.world.platform.do(SLOW_PLATFORM)
        self.assert_passes_through("code-scanner", [of_the_code], lambda: self.world.scanner.do(f"show {code}"))
        self.world.wait_state("checking-code")
        self.assert_held("terminal", of_the_code)
        self.world.platform.do("slow off")
        self.world.wait_state("confirming-identity")
        self.world.scanner.do("take-away")
        self.assert_held("terminal", *of_the_answer)
        citizen.go_to("showing-result")
        citizen.go_to("idle")
        self.assertEqual(self.form_data(self.applications()[0]["number"])["holderNumber"], who["number"])
        self.assert_nothing_left(traces)

    def test_a_code_that_is_refused(self) -> None:
        code = electronic_id.make_code("zhao-guilan", time.time() - 2 * electronic_id.GOOD_FOR)
        traces = [Trace("the code", "text", code[7:].encode())]
        self.assertEqual(self.everywhere(traces), [], "before anybody was there")
        citizen = Citizen(self.world, RECORD, card=CARD)
        citizen.go_to("awaiting-card")
        self.assert_passes_through("code-scanner", traces, lambda: self.world.scanner.do(f"show {code}"))
        self.await_words("这个码不能使用")
        self.world.scanner.do("take-away")
        self.world.tap("leave")
        self.world.tap("leave-anyway")
        self.world.wait_state("idle")
        self.assert_nothing_left(traces)


@unittest.skipIf(HINDRANCE, HINDRANCE)
class WipedSocialSecurityCard(Wiping):
    smart_cards = True

    def test_a_social_security_card(self) -> None:
        fields = CARDS[CARD]["fields"]
        number = card_number(load_cards(str(ROOT / "demo/emulators/sample_citizens.json"))[CARD])
        of_the_chip = [
            Trace("the name", "GB 18030", fields["name"].encode("gb18030")),
            Trace("the number", "UTF-8", fields["number"].encode()),
            Trace("the card's number", "UTF-8", number.encode()),
        ]
        traces = traces_of_card(CARD) + traces_of("the card's number", number) + traces_of("the employer", EMPLOYER)
        self.assertEqual(self.everywhere(traces), [], "before anybody was there")
        self.world.wait(lambda: self.world.scene()["health"]["slot"]["state"] == "ready", "the slot to be ready", 30)
        citizen = Citizen(self.world, RECORD, card=CARD)
        citizen.go_to("awaiting-card")
        lay = lambda: self.world.slot.do(f"lay {CARD}")  # noqa: E731
        self.assert_passes_through("social-security-card-reader", of_the_chip, lay)
        self.world.wait_state("confirming-identity")
        self.assert_held("terminal", Trace("the name", "UTF-8", fields["name"].encode()), of_the_chip[1])
        citizen.go_to("goodbye")
        self.world.slot.do("remove")
        citizen.go_to("idle")
        self.assert_nothing_left(traces)


if __name__ == "__main__":
    unittest.main(verbosity=2)
