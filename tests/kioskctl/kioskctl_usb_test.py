"""kioskctl with the real libusb, on devices that umockdev makes up."""

import unittest

from running_kioskctl import DONE, NOT_OPENED, Kioskctl

LAYOUTS = {"split": "split endpoints", "pair": "single pair of endpoints"}


class OnUsb(Kioskctl):
    layout = "split"

    def start_emulator(self) -> None:
        self.launch("tests/umockdev/usb_sam_v_reader.py", "--layout", self.layout)
        self.more_environment = {
            "UMOCKDEV_DIR": self.reader("state")["root"],
            "LD_PRELOAD": "libumockdev-preload.so.0",
        }

    def test_a_reader_is_listed_with_its_layout_and_read_by_the_numbers_of_the_list(self):
        answer = self.run_card("list", "--json")
        readers = [one for one in self.json_of(answer)["readers"] if one["connection"].startswith("usb:")]
        self.assertEqual(len(readers), 1)
        reader = readers[0]
        self.assertEqual((reader["state"], reader["device"]), ("ready", "0400:c35a"))
        self.assertEqual(reader["layout"], LAYOUTS[self.layout])
        self.assertEqual(reader["sam_id"], "05.03-20260118-1449801017-1503276049")
        self.reader("lay zhang-xiaoming")
        numbers = reader["connection"].removeprefix("usb:@")
        for place in (numbers, "auto", "0400:c35a"):
            answer = self.run_card("read", "--usb", place, "--json", "--full", "--fingerprints", "--timeout", "0")
            self.assertEqual(answer.returncode, DONE, answer.stderr)
            read = self.json_of(answer)
            self.assertEqual(read["card"]["number"], "44980119850312001X")
            self.assertEqual(read["card"]["fingerprints"], 2)
            self.assertEqual(read["reader"]["layout"], LAYOUTS[self.layout])

    def test_a_reader_that_is_not_there_is_told(self):
        answer = self.run_card("read", "--usb", "9:99", "--json")
        self.assertEqual(answer.returncode, NOT_OPENED)
        self.assertEqual(self.json_of(answer)["error"]["code"], "missing")


class OnUsbWithOnePair(OnUsb):
    layout = "pair"

if __name__ == "__main__":
    unittest.main()
