"""What is learnt from and judged on: lists of recordings with the group each belongs to, and their onsets."""

import csv
import glob
import os
import zlib

import numpy as np

from driver.processes import run
from earning import gates


class Collection:
    """Recordings of one origin: rows `(path, group)`, their onsets, stretches not to learn from, and what they teach."""

    def __init__(self, name, rows, onsets=None, ignored=(), lesson="onsets"):
        self.name, self.rows, self.onsets = name, rows, onsets or {}
        self.ignored, self.lesson = list(ignored), lesson

    def without(self, is_left_out):
        rows = [row for row in self.rows if not is_left_out(row)]
        return Collection(self.name, rows, self.onsets, self.ignored, self.lesson)


def tags(file):
    with open(file, newline="") as rows:
        return {row[0]: [int(offset) for offset in row[1:] if offset.strip()] for row in csv.reader(rows) if row}


# The options of `shotmark synth` for each kind of recordings.
KINDS = {"ranges": ["--ranges"], "noises": ["--no-shots"]}


def synthesised(shotmark, work, kind, seeds, minutes):
    """Renders `ranges`, or `noises` without a shot, of several seeds."""
    rows, onsets, ignored = [], {}, []
    for seed in seeds:
        name = f"{kind}-{seed}-{minutes}"
        run([shotmark, "synth", *KINDS[kind], "-q", "--seed", str(seed), "--minutes", str(minutes),
             "--into", os.path.join(work, name)])  # fmt: skip
        folder = os.path.join(work, name, "Annotations")
        onsets |= {f"{name}/{path}": found for path, found in tags(os.path.join(folder, "GUN.csv")).items()}
        with open(os.path.join(folder, "reviewed.csv"), newline="") as file:
            paths = sorted({f"{name}/{row[0]}" for row in csv.reader(file) if row})
        rows += [(path, os.path.dirname(path)) for path in paths]
        if os.path.exists(os.path.join(folder, "ignore.csv")):
            with open(os.path.join(folder, "ignore.csv"), newline="") as file:
                ignored += [(f"{name}/{row[0]}", *row[1:3]) for row in csv.reader(file) if row and row[1].isdigit()]
    return Collection(kind, rows, onsets, ignored, "onsets" if kind == "ranges" else "others")


def guns(data, work):
    """Recordings of guns from near by: of each, the loudest rise is a shot."""
    link(data, work)
    paths = sorted(glob.glob(os.path.join(data, "gundata", "*", "*.wav")))
    rows = [("data/" + os.path.relpath(path, data), os.path.basename(path)) for path in paths]
    return Collection("guns", rows, lesson="loudest")


def link(data, work):
    name = os.path.join(work, "data")
    if not os.path.islink(name):
        os.symlink(os.path.abspath(data), name)


def sensor(path):
    """The sensor named at the end of a range recording's file name."""
    return os.path.basename(path).rsplit(".", 1)[0].split("SCP-00-")[-1]


def filled(data, work):
    """The range recordings with their gates filled; the groups are the sensors."""
    folder = os.path.join(work, "filled", "shotspotter")
    os.makedirs(folder, exist_ok=True)
    truth = {}
    for path, onsets in sorted(tags(os.path.join(data, "long", "shotspotter_onsets.csv")).items()):
        samples, rate = gates.read(os.path.join(data, "long", path))
        generator = np.random.default_rng(zlib.crc32(path.encode()))
        gates.write(os.path.join(work, "filled", path), gates.filled(samples, rate, generator), rate)
        truth[f"filled/{path}"] = onsets
    return Collection("real ranges", [(path, sensor(path)) for path in sorted(truth)], truth)


def backgrounds(data, work):
    """Real sound without shots; the groups are the files that clips were cut from."""
    link(data, work)
    with open(os.path.join(data, "envdata", "esc50_subset.csv"), newline="") as rows:
        sources = {row["filename"].split("/")[-1]: row["src_file"] for row in csv.DictReader(rows)}
    found = []
    for file in sorted(glob.glob(os.path.join(data, "envdata", "**", "*"), recursive=True)):
        if file.lower().endswith((".wav", ".ogg", ".mp3", ".flac")):
            name = os.path.basename(file)
            parts = name.split("-")
            source = sources.get(name, parts[1] if len(parts) > 3 else name)
            found.append(("data/" + os.path.relpath(file, data), "source " + source))
    for name in ("env_fireworks.wav", "env_rainforest.mp3"):
        found.append((f"data/long/{name}", name))
    return Collection("surroundings", found, lesson="others")


def fold(group, folds):
    """The fold of a group, by its name alone."""
    return zlib.crc32(group.encode()) % folds
