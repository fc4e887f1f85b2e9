"""The steps of a visit at which the tests break something."""

from citizen import Citizen

# Every situation from one citizen to the next, in the order of a visit.
STEPS = (
    "idle",
    "home",
    "guide",
    "awaiting-card",
    "confirming-identity",
    "filling-form",
    "editing-field",
    "reviewing",
    "declaring",
    "submitting",
    "printing",
    "finished",
    "rating",
    "goodbye",
)
# What has been sealed is certain, and what has not been is not there.
NOT_SEALED = STEPS[: STEPS.index("submitting")]

# Printing and sending are slow enough to be hit in the middle.
SLOW_PRINTER = {"printer": ["--speed", "150"]}
SLOW_PLATFORM = "slow 1500"


def bring_to(citizen: Citizen, step: str) -> dict:
    """Up to the step, and a little into it where something goes on. Gives its scene."""
    world = citizen.world
    if step == "submitting":
        citizen.go_to("declaring")
        world.platform.do(SLOW_PLATFORM)
    # What is only stored here is not rated: such a visit goes on to the goodbye.
    scene = citizen.go_to("rating", "goodbye") if step == "rating" else citizen.go_to(step)
    if step == "submitting":
        world.wait(lambda: world.platform.do("state")["running"] == 1, "the application to be on its way", 10)
    if step == "editing-field":
        citizen.type_keys(3)
    return scene
