"""What came out of the loudspeaker: SDL's own driver that plays into a file, in the place of a sound card."""

import array
from pathlib import Path

SAMPLE_RATE = 44100
WINDOW = SAMPLE_RATE // 50  # samples whose pitch is taken together
LOUD = 500  # of 32767
PAUSE = 6  # windows of silence between two signals; within one there is less
NEAR = 60  # hertz, as far as a short window tells

FALLING = (784, 523)  # hertz: the signal that asks for attention


def environment(recording: Path) -> dict[str, str]:
    """Plays into the file, which begins anew whenever the terminal takes the loudspeaker again after a silence."""
    return {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(recording)}


def signals(recording: Path) -> list[list[int]]:
    """The pitches of each signal that was heard, in hertz, window by window."""
    samples = array.array("h")
    content = recording.read_bytes() if recording.exists() else b""
    samples.frombytes(content[: len(content) // 2 * 2])
    heard: list[list[int]] = []
    silence = PAUSE
    for at in range(0, len(samples) - WINDOW, WINDOW):
        window = samples[at : at + WINDOW]
        if max(window) < LOUD:
            silence += 1
            continue
        if silence >= PAUSE:
            heard.append([])
        silence = 0
        crossings = sum(1 for before, after in zip(window, window[1:]) if (before < 0) != (after < 0))
        heard[-1].append(crossings * SAMPLE_RATE // (2 * WINDOW))
    return heard


def asks_for_attention(signal: list[int]) -> bool:
    """First the high tone, then the low one, each for a while."""
    high, low = ([at for at, pitch in enumerate(signal) if abs(pitch - tone) < NEAR] for tone in FALLING)
    return len(high) >= 3 and len(low) >= 4 and max(high) < min(low)
