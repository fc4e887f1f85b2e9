"""Every other process is killed at every step of an application: it costs the visit seconds and a sentence, no more."""

import unittest

from citizen import ADDRESS
from parts import OF_AN_APPLICATION, KillsParts


class KillTheParts(KillsParts):
    def test_every_part_at_every_step_of_an_application(self) -> None:
        self.break_every_pair(ADDRESS, OF_AN_APPLICATION)


if __name__ == "__main__":
    unittest.main(verbosity=2)
