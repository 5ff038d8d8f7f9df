"""Chunks the way the original cuts them: the whole recording at 16 kHz in memory, then 4096 samples from each start."""

import csv
import os
import shutil

import librosa
import numpy as np
from scipy.io import wavfile

RATE = 16000
LENGTH = 4096


def read_index(path):
    """The rows of an index of starts: (path, [start, …])."""
    with open(path, newline="") as file:
        return [(row[0], [int(start) for start in row[1:]]) for row in csv.reader(file) if row]


def empty(folder):
    """Leaves an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)


def cut(root, rows, into):
    """Writes each row's chunks as `STEM_k.wav` and appends its line to `index.csv`; returns how many there are."""
    count = 0
    for path, starts in rows:
        samples, _ = librosa.load(os.path.join(root, path), sr=RATE, mono=True)
        folder = os.path.join(into, os.path.dirname(path))
        os.makedirs(folder, exist_ok=True)
        stem = os.path.splitext(os.path.basename(path))[0]
        for number, start in enumerate(starts):
            chunk = np.zeros(LENGTH, np.int16)
            piece = samples[start : start + LENGTH]
            chunk[: len(piece)] = np.clip(np.rint(piece * 32768), -32768, 32767)
            # soundfile would wait for the disk after each file.
            wavfile.write(os.path.join(folder, f"{stem}_{number}.wav"), RATE, chunk)
            count += 1
        with open(os.path.join(into, "index.csv"), "a", newline="") as index:
            csv.writer(index, lineterminator="\n").writerow([path, *starts])
    return count
