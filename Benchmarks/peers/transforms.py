"""Transforms of audiomentations with the ranges that both sides use, always applied.

The ranges are audiomentations' own defaults, but for those that Shotmark's rules forbid: nothing rolls over, and
nothing changes a chunk's length.
"""

import os
import random

# The matrices are so small that threads would only wait for each other.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import audiomentations as a

RATE = 16000


def sensor(_):
    """Down to the rate of a cheap sensor and up again: no transform does both, so two stand in a row."""
    pairs = [(rate, a.Resample(rate, rate, p=1.0)) for rate in (8000, 12000)]
    back = a.Resample(RATE, RATE, p=1.0)

    def apply(samples, rate):
        low, down = random.choice(pairs)
        return back(down(samples, rate), low)

    return apply


def room(rays):
    """A room, its reflections by image sources; with rays also what follows them."""
    return a.RoomSimulator(use_ray_tracing=rays, max_order=1 if rays else 3, leave_length_unchanged=True, p=1.0)


# Each is given the folder of sounds and returns what takes (samples, rate).
TRANSFORMS = {
    "gain": lambda _: a.Gain(-12, 12, p=1.0),
    "polarity": lambda _: a.PolarityInversion(p=1.0),
    "gaussian-noise": lambda _: a.AddGaussianSNR(5, 40, p=1.0),
    "colored-noise": lambda _: a.AddColorNoise(5, 40, p=1.0),
    "background": lambda sounds: a.AddBackgroundNoise(os.path.join(sounds, "background"), 3, 30, p=1.0),
    "time-shift": lambda _: a.Shift(-0.5, 0.5, rollover=False, p=1.0),
    "low-pass": lambda _: a.LowPassFilter(p=1.0),
    "high-pass": lambda _: a.HighPassFilter(p=1.0),
    "band-pass": lambda _: a.BandPassFilter(p=1.0),
    "low-shelf": lambda _: a.LowShelfFilter(p=1.0),
    "high-shelf": lambda _: a.HighShelfFilter(p=1.0),
    "impulse-response": lambda sounds: a.ApplyImpulseResponse(os.path.join(sounds, "responses"), p=1.0),
    "room": lambda _: room(False),
    "room-rays": lambda _: room(True),
    "air-absorption": lambda _: a.AirAbsorption(p=1.0),
    "sensor": sensor,
    "clipping": lambda _: a.ClippingDistortion(0, 40, p=1.0),
    "soft-limiting": lambda _: a.TanhDistortion(p=1.0),
    "limiter": lambda _: a.Limiter(p=1.0),
    "quantization": lambda _: a.BitCrush(5, 10, p=1.0),
    "pitch-shift": lambda _: a.PitchShift(-4, 4, p=1.0),
    "time-stretch": lambda _: a.TimeStretch(0.8, 1.25, p=1.0),
    "time-mask": lambda _: a.TimeMask(p=1.0),
}
