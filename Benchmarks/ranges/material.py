"""What is learnt from and judged on: lists of recordings with the group each belongs to, and their onsets."""

import csv
import glob
import os
import zlib

import numpy as np

from driver.processes import run
from earning import gates


def tags(file):
    with open(file, newline="") as rows:
        return {row[0]: [int(offset) for offset in row[1:] if offset.strip()] for row in csv.reader(rows) if row}


def ranges(shotmark, work, seed, minutes):
    """Renders ranges; `[(path, group)]` below `work`, and the onsets by path."""
    name = f"ranges-{seed}-{minutes}"
    run([shotmark, "synth", "--ranges", "-q", "--seed", str(seed), "--minutes", str(minutes),
         "--into", os.path.join(work, name)])  # fmt: skip
    found = tags(os.path.join(work, name, "Annotations", "GUN.csv"))
    truth = {f"{name}/{path}": onsets for path, onsets in found.items()}
    return [(path, os.path.dirname(path)) for path in sorted(truth)], truth


def sensor(path):
    """The sensor named at the end of a range recording's file name."""
    return os.path.basename(path).rsplit(".", 1)[0].split("SCP-00-")[-1]


def filled(data, work):
    """The range recordings with their gates filled; as `ranges`, the groups being the sensors."""
    folder = os.path.join(work, "filled", "shotspotter")
    os.makedirs(folder, exist_ok=True)
    truth = {}
    for path, onsets in sorted(tags(os.path.join(data, "long", "shotspotter_onsets.csv")).items()):
        samples, rate = gates.read(os.path.join(data, "long", path))
        generator = np.random.default_rng(zlib.crc32(path.encode()))
        gates.write(os.path.join(work, "filled", path), gates.filled(samples, rate, generator), rate)
        truth[f"filled/{path}"] = onsets
    return [(path, sensor(path)) for path in sorted(truth)], truth


def backgrounds(data, work):
    """Real sound without shots; the groups are the files that clips were cut from."""
    link = os.path.join(work, "data")
    if not os.path.islink(link):
        os.symlink(os.path.abspath(data), link)
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
    return found


def fold(group, folds):
    """The fold of a group, by its name alone."""
    return zlib.crc32(group.encode()) % folds
