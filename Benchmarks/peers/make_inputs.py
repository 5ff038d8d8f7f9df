"""Makes what both sides are measured on: an hour of sound with ten tags, chunks of noise, log-mel images, backgrounds and
impulse responses, a forest's labels and folds."""

import argparse
import csv
import os
import wave

import numpy as np


def hour(folder):
    """`hour.wav` (48 kHz, stereo, 16 bit, 691 MB) and `hour.csv` with ten starts at 16 kHz."""
    noise(os.path.join(folder, "hour.wav"), 48000, 2)
    with open(os.path.join(folder, "hour.csv"), "w", newline="") as file:
        starts = [int(minute * 60 * 16000 + 12345) for minute in range(3, 60, 6)]
        csv.writer(file, lineterminator="\n").writerow(["hour.wav", *starts])


def noise(path, rate, channels):
    """An hour of noise in 16 bits; the file gets its name only when it is whole."""
    generator = np.random.default_rng(0)
    with wave.open(path + ".part", "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        for _ in range(360):
            samples = generator.standard_normal((10 * rate, channels), np.float32) * 1000
            file.writeframes(samples.astype("<i2").tobytes())
    os.replace(path + ".part", path)


def chunks(folder, count):
    """`chunks.npy`, float32 `[count, 4096]`."""
    samples = np.random.default_rng(1).standard_normal((count, 4096), np.float32) * 0.1
    np.save(os.path.join(folder, "chunks.npy"), samples)


def images(folder, count):
    """`images.npy`, float32 `[count, 32, 33]`, in dB as log-mel is."""
    values = np.random.default_rng(2).uniform(-100, 0, (count, 32, 33)).astype(np.float32)
    np.save(os.path.join(folder, "images.npy"), values)


def sounds(folder):
    """`sounds/background`: ten seconds each of noise that is dull and swells; `sounds/responses`: rooms that die away.

    All at 16 kHz, mono, 16 bit. They are made in a folder that gets its name only when it is whole.
    """
    generator = np.random.default_rng(3)
    whole = os.path.join(folder, "sounds")
    part = whole + ".part"
    for kind in ("background", "responses"):
        os.makedirs(os.path.join(part, kind), exist_ok=True)
    time = np.arange(160000) / 16000
    for number in range(8):
        noise = np.fft.rfft(generator.standard_normal(len(time)))
        noise /= (1 + np.arange(len(noise))) ** (number / 8)
        swell = 1 + 0.5 * np.sin(2 * np.pi * (0.3 + 0.1 * number) * time)
        write(os.path.join(part, "background", f"{number}.wav"), np.fft.irfft(noise, len(time)) * swell)
    for number in range(8):
        seconds = 0.15 + 0.05 * number
        tail = np.arange(int(seconds * 16000)) / 16000
        response = 0.2 * generator.standard_normal(len(tail)) * 10 ** (-3 * tail / seconds)
        response[0] = 1
        write(os.path.join(part, "responses", f"{number}.wav"), response)
    os.replace(part, whole)


def write(path, samples):
    """A WAV file whose loudest sample is half of what it could be."""
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(np.rint(samples * (16384 / np.abs(samples).max())).astype("<i2").tobytes())


def forest(folder, positive):
    """`y.npy` (float32, 1 for the positive label) and `folds.csv` (−1 for the test split) of the manifest `X.csv`."""
    with open(os.path.join(folder, "X.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    np.save(os.path.join(folder, "y.npy"), np.array([row["label"] == positive for row in rows], np.float32))
    with open(os.path.join(folder, "folds.csv"), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["row", "fold"])
        writer.writerows([number, row["fold"] or -1] for number, row in enumerate(rows))


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("what", choices=["hour", "hour-44", "chunks", "images", "sounds", "forest"])
parser.add_argument("--into", required=True)
parser.add_argument("--count", type=int, default=4000)
parser.add_argument("--positive", default="GUN")
options = parser.parse_args()
if options.what == "hour":
    hour(options.into)
elif options.what == "hour-44":
    noise(os.path.join(options.into, "hour-44.wav"), 44100, 1)
elif options.what == "chunks":
    chunks(options.into, options.count)
elif options.what == "images":
    images(options.into, options.count)
elif options.what == "sounds":
    sounds(options.into)
else:
    forest(options.into, options.positive)
