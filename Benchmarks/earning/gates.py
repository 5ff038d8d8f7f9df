"""Fills the gates of range recordings: exact zeros around one live stretch, whose edge would give the shot away.

The noise has the spectrum and the level of the live stretch's first 0.9 s, which end before the first shot, and random
phases; it goes over into the live stretch within 10 ms.
"""

import wave

import numpy as np

QUIET = 0.9
FADE = 0.01
# Samples of the windows whose spectra are averaged.
WINDOW = 512


def read(path):
    """The samples of a mono 16-bit WAV file, and its rate."""
    with wave.open(path) as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            raise ValueError(f"{path} is not mono with 16 bits")
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float), file.getframerate()


def write(path, samples, rate):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.clip(np.rint(samples), -32768, 32767).astype("<i2").tobytes())


def noise(like, count, generator):
    """`count` samples with the mean, spectrum and level of `like`."""
    mean = like.mean()
    pieces = np.lib.stride_tricks.sliding_window_view(like - mean, WINDOW)[:: WINDOW // 2]
    power = np.mean(np.abs(np.fft.rfft(pieces * np.hanning(WINDOW))) ** 2, axis=0)
    places = np.linspace(0, len(power) - 1, count // 2 + 1)
    spectrum = np.sqrt(np.interp(places, np.arange(len(power)), power))
    phases = np.exp(2j * np.pi * generator.random(len(spectrum)))
    made = np.fft.irfft(spectrum * phases, count)
    return mean + made * ((like - mean).std() / made.std())


def filled(samples, rate, generator):
    """The recording with noise where its gates were."""
    live = np.flatnonzero(samples)
    begin, end = live[0], live[-1] + 1
    ramp = int(FADE * rate)
    part = np.zeros(len(samples))
    part[begin:end] = 1
    # Where the recording's own edge is the gate's there is nothing to fade.
    if begin > 0:
        part[begin : begin + ramp] = (np.arange(ramp) + 0.5) / ramp
    if end < len(samples):
        part[end - ramp : end] = 1 - (np.arange(ramp) + 0.5) / ramp
    other = noise(samples[begin : begin + int(QUIET * rate)], len(samples), generator)
    # Powers add up to one, so that the level stays.
    mean = samples[begin : begin + int(QUIET * rate)].mean()
    return mean + (samples - mean) * np.sqrt(part) + (other - mean) * np.sqrt(1 - part)
