"""A citizen at the terminal: looks at the screen, does what it asks for, and never needs to know how it came there."""

import json
import time
from pathlib import Path

from terminal_world import World, WorldFault

ADDRESS = "open-service:c3a9e1d4-7b52-4c8f-8e1d-6a4f0b9d3c02"
RECORD = "open-service:5b0c6a52-3f0e-4d6b-9a5e-2f6d1c7e8a01"

# What is typed to find them: the beginnings of English keywords, which every catalogue has.
SEARCHED = {ADDRESS: "residence", RECORD: "social"}

# What the screen says of a card that an earlier citizen left.
CARD_LEFT = ("Somebody's card was left here", "有人的证件遗留在这里")
HAND = 0.8  # seconds from taking one card to laying another

# A text answer is typed key by key; ("guihualu", "桂花路") types pinyin and takes the characters.
Typed = str | list[str | tuple[str, str]]

FEWEST_KEYS: dict[str, Typed] = {
    "phone": "13800138000",
    "hasPermit": "no",
    "district": "449803",
    "street": "449803002",
    "detail": "18-3",
    "dwelling": "owned",
    "movedIn": "20261001",
    "delivery": "post",
    "period": "2024",
    "kinds": "pension",
    "purpose": "loan",
}


class Citizen:
    """One visit. `answers` name the value of a choice or what is typed."""

    def __init__(
        self,
        world: World,
        service: str = RECORD,
        *,
        language: str = "zh-CN",
        card: str = "zhang-xiaoming",
        answers: dict[str, Typed] | None = None,
        grade: int | None = 5,
    ):
        self.world = world
        self.service = service
        self.language = language
        self.card = card
        self.answers = {**FEWEST_KEYS, **(answers or {})}
        self.grade = grade
        self.seen: list[str] = []  # the screens, in order
        self._answered: set[str] = set()
        self._field = ""
        self._typed = 0  # keys of the field's answer that were typed already
        self._laid_anew = False  # the card, after an earlier citizen's was taken away
        self._searched = 0  # letters of the service's name

    # ---- going on ----

    def go_to(self, *states: str, limit: float = 90.0) -> dict:
        """Does what the screens ask for until one of these is there. Gives its scene."""
        deadline = time.monotonic() + limit
        while True:
            scene = self.look(deadline)
            if scene["state"] in states:
                return scene
            if time.monotonic() > deadline:
                raise WorldFault(f"never came to {' or '.join(states)}; the last screens: {' '.join(self.seen[-8:])}")
            self.act(scene)

    def look(self, deadline: float) -> dict:
        """The screen, as soon as there is one."""
        scene: dict = {}

        def seen() -> bool:
            try:
                scene.update(self.world.scene())
            except (OSError, ValueError):
                return False
            return True

        self.world.wait(seen, "a screen", max(0.1, deadline - time.monotonic()))
        if not self.seen or self.seen[-1] != scene["state"]:
            self.seen.append(scene["state"])
        return scene

    def act(self, scene: dict) -> None:
        """One thing that this screen asks for; nothing where it asks to wait."""
        if scene["overlay"] != "none":
            return self._tap("stay")
        doing = getattr(self, "_at_" + scene["state"].replace("-", "_"), None)
        if doing is None:
            raise WorldFault(f"a citizen does not know what to do at '{scene['state']}'")
        doing(scene)

    def leave(self) -> None:
        """Takes what lies there; the terminal is left to itself."""
        self._do(self.world.reader, "remove")
        self._do(self.world.printer, "take")

    # ---- hands ----

    def _tap(self, action: str) -> None:
        """The screen may change under the finger: then nothing is touched, and the citizen looks again."""
        try:
            self.world.terminal.ask(f"tap {action}")
        except (OSError, ValueError):
            pass  # the terminal itself is away: looking waits for it

    def _tap_if_usable(self, scene: dict, action: str) -> bool:
        if not any(one["action"] == action and one["enabled"] for one in scene["targets"]):
            return False
        self._tap(action)
        return True

    @staticmethod
    def _do(device, line: str) -> dict:
        """An emulated device may be away for a moment; what it held is gone then anyway."""
        try:
            return device.ask(line)
        except (OSError, ValueError):
            return {"ok": False}

    def _actions(self, scene: dict, verb: str) -> list[dict]:
        return [one for one in scene["targets"] if one["action"].startswith(verb + ":")]

    # ---- what each screen asks for ----

    def _at_out_of_service(self, scene: dict) -> None:
        """Waits."""

    def _at_idle(self, scene: dict) -> None:
        if "home" in self.seen:
            raise WorldFault(f"the visit is over before its time; the last screens: {' '.join(self.seen[-8:])}")
        self._tap("begin")

    def _at_interrupted(self, scene: dict) -> None:
        self._tap("finish")

    def _at_choosing_language(self, scene: dict) -> None:
        self._tap(f"choose-language:{self.language}")

    def _at_home(self, scene: dict) -> None:
        self._tap_if_usable(scene, self.service)

    def _at_searching(self, scene: dict) -> None:
        if any(one["action"] == self.service for one in scene["targets"]):
            self._tap_if_usable(scene, self.service)
        elif self._searched < len(SEARCHED[self.service]):
            self._type_key(SEARCHED[self.service][self._searched])
            self._searched += 1

    def _at_guide(self, scene: dict) -> None:
        self._tap_if_usable(scene, "start")

    def _at_awaiting_card(self, scene: dict) -> None:
        state = self._do(self.world.reader, "state")
        # Once is enough: the screen keeps its words until the card that is laid then has been seen.
        left = not self._laid_anew and any(words in line for line in scene["spoken"] for words in CARD_LEFT)
        if not state["ok"] or (state["card"] == self.card and not left):
            return
        if state["card"] is not None:
            self._do(self.world.reader, "remove")
            # No hand is quicker, and the reader looks only now and then.
            removed = time.monotonic()
            self.world.wait(lambda: time.monotonic() > removed + HAND, "the hand to change the cards", HAND + 1)
            self._laid_anew = True
        self._do(self.world.reader, f"lay {self.card}")

    def _at_checking_code(self, scene: dict) -> None:
        """Waits."""

    def _at_card_refused(self, scene: dict) -> None:
        self._tap("try-again")

    def _at_confirming_identity(self, scene: dict) -> None:
        self._tap("next")

    def _at_filling_form(self, scene: dict) -> None:
        if self._field:
            self._answered.add(self._field)
            self._field = ""
        for one in self._actions(scene, "edit-field"):
            name = one["action"].partition(":")[2]
            if name in self._answered or name not in self.answers:
                continue
            self._field, self._typed = name, 0
            self._tap(one["action"])
            # Not before the field is open: the next look would take it for answered.
            self.world.wait_state("choosing-option", "editing-field", limit=10)
            return
        self._tap("next")

    def _at_choosing_option(self, scene: dict) -> None:
        wanted = f"pick-option:{self.answers[self._field]}"
        if not self._tap_if_usable(scene, wanted):
            self._tap(self._actions(scene, "page")[-1]["action"])

    def _at_editing_field(self, scene: dict) -> None:
        self.type_keys(len(self._keys()) - self._typed)
        self._tap("keyboard-done")

    def _at_reviewing(self, scene: dict) -> None:
        self._tap("next")

    def _at_declaring(self, scene: dict) -> None:
        if not self._tap_if_usable(scene, "submit"):
            self._tap("agree")

    def _at_sealing(self, scene: dict) -> None:
        """Waits."""

    def _at_submitting(self, scene: dict) -> None:
        """Waits."""

    def _at_not_submitted(self, scene: dict) -> None:
        """Once more; after a refusal, by way of the answers."""
        if not self._tap_if_usable(scene, "try-again"):
            self._tap("back")

    def _at_showing_result(self, scene: dict) -> None:
        self._tap("next")

    def _at_printing(self, scene: dict) -> None:
        """Waits."""

    def _at_receipt_trouble(self, scene: dict) -> None:
        """Looks into the slot, where that is asked for."""
        if any(one["action"] == "have-receipt" for one in scene["targets"]):
            return self._tap("have-receipt" if self._whole_receipt_in_slot() else "missing-receipt")
        self._tap("show-code")

    def _whole_receipt_in_slot(self) -> bool:
        ticket = self._do(self.world.printer, "state").get("in_mouth")
        return bool(ticket) and json.loads(Path(ticket).with_suffix(".json").read_text())["complete"]

    def _at_receipt_on_screen(self, scene: dict) -> None:
        self._tap("next")

    def _at_finished(self, scene: dict) -> None:
        self._tap("next")

    def _at_rating(self, scene: dict) -> None:
        self._tap("skip" if self.grade is None else f"rate:{self.grade}")

    def _at_goodbye(self, scene: dict) -> None:
        self.leave()
        self._tap("finish")

    # ---- the keyboard ----

    def _keys(self) -> list[str | tuple[str, str]]:
        answer = self.answers[self._field]
        keys: list[str | tuple[str, str]] = []
        for piece in [answer] if isinstance(answer, str) else answer:
            keys.extend([piece] if isinstance(piece, tuple) else piece)
        return keys

    def type_keys(self, count: int) -> None:
        for key in self._keys()[self._typed : self._typed + count]:
            if isinstance(key, tuple):
                self._type_characters(*key)
            else:
                self._type_key(key)
            self._typed += 1

    def _type_key(self, key: str) -> None:
        """Capitals by shift, signs by the other layout."""
        ways = ["key:shift", "key:layout"] * 4
        action = "key:space" if key == " " else f"key:{key}"
        while not self._tap_if_usable(self.world.scene(), action):
            if not ways:
                raise WorldFault(f"the keyboard has no '{key}'")
            self._tap_if_usable(self.world.scene(), ways.pop(0))

    def _type_characters(self, letters: str, characters: str) -> None:
        for letter in letters:
            self._type_key(letter)
        found: list[str] = []

        def offered() -> bool:
            # One look for both questions: a page that came in between would be turned unseen.
            scene = self.world.scene()
            found[:] = [c["action"] for c in self._actions(scene, "candidate") if c["label"] == characters]
            if not found:
                self._tap_if_usable(scene, "key:candidates-forward")
            return bool(found)

        self.world.wait(offered, f"the characters {characters} for {letters}", 10)
        self._tap(found[0])
