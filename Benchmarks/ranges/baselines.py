"""What simpler rules make of the same recordings."""

import csv
import os
import subprocess

import numpy as np

from driver.processes import measure

from . import trials


def candidate_levels(bench, work, list_):
    """`{path: [(offset, level)]}` of every candidate."""
    names = [os.path.join(work, name) for name in ("levels.csv", "levels.f32", "levels-rows.csv")]
    trials.write(names[0], list_)
    measure([bench, "candidate-table", "--root", work, "--list", names[0], "--out", names[1], "--rows", names[2]])
    found = {path: [] for path, _ in list_}
    with open(names[2], newline="") as rows:
        for path, _, offset, level in csv.reader(rows):
            found[path].append((int(offset), float(level)))
    return found


def loudness(list_, levels):
    """Every candidate within so many dB of the recording's loudest: `{path: [(offset, −dB below)]}`."""
    found = {}
    for path, _ in list_:
        candidates = levels[path]
        most = max((level for _, level in candidates), default=0)
        found[path] = [(offset, level - most) for offset, level in candidates]
    return found


def onsets(shotmark, work, list_, threshold=None):
    """The proposals of `shotmark onsets`."""
    out = os.path.join(work, "proposals.csv")
    files = [os.path.join(work, path) for path, _ in list_]
    for name in (out, out[:-4] + ".scores.csv"):
        if os.path.exists(name):
            os.remove(name)
    extra = [] if threshold is None else ["--threshold", str(threshold)]
    subprocess.run([shotmark, "onsets", *files, "--root", work, "--out", out, "-q", *extra], check=True)
    with open(out, newline="") as rows:
        return {row[0]: [int(value) for value in row[1:]] for row in csv.reader(rows)}


def librosa_onsets(work, list_, delta):
    import librosa

    found = {}
    for path, _ in list_:
        samples, rate = librosa.load(os.path.join(work, path), sr=16_000)
        times = librosa.onset.onset_detect(y=samples, sr=rate, hop_length=160, units="samples", delta=delta)
        found[path] = [int(time) for time in times]
    return found


def aubio_onsets(work, list_):
    """Of the command aubioonset (Debian: aubio-tools), with its defaults."""
    found = {}
    for path, _ in list_:
        command = ["aubioonset", "-i", os.path.join(work, path), "-O", "hfc", "-T", "seconds"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found[path] = [int(float(line.split()[0]) * 16_000) for line in printed.splitlines() if line.strip()]
    return found


def gate_edges(data, truth):
    """The first sample that is not exactly zero, and a second: where the publisher's gate opened before a shot."""
    from earning import gates

    found = {}
    for path in truth:
        samples, rate = gates.read(os.path.join(data, "long", path.split("/", 1)[1]))
        found[path] = [int((np.flatnonzero(samples)[0] / rate + 1.0) * 16_000)]
    return found
