"""Who comes from where, and what each source is for: to learn from, to choose a recipe by, or to judge by.

A source is what shares a voice: all recordings of one gun (neighbouring numbers share a video), all clips of one
`src_file`, all recordings of one sensor (they share its echoes). A source is never divided. What it is for is decided by
its name alone, before anything has been listened to.
"""

import csv
import hashlib
import os
from typing import NamedTuple

LEARN, CHOOSE, JUDGE = "learn", "choose", "judge"
# Of the background; guns are all learnt from, and judged by one another.
SHARES = [(LEARN, 0.6), (CHOOSE, 0.8), (JUDGE, 1.0)]
# Two folders with the same recordings under other names.
SAME_GUN = {"M4": "M16"}
# Recordings without a shot. The one with bangs is the harder, and is kept for the end.
LONG_BACKGROUND = {"env_rainforest.mp3": CHOOSE, "env_fireworks.wav": JUDGE}
FOLDS = 5


class Background(NamedTuple):
    """A recording without a shot: its path below the data, its source, and what it is for."""

    path: str
    source: str
    role: str


def number(name):
    """A number in 0..<1 that belongs to a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") / 2**48


def role(source):
    """What a background source is for."""
    return next(role for role, share in SHARES if number(source) < share)


def gun(path):
    """The source of a recording below gundata."""
    folder = path.split("/")[1]
    return "gun/" + SAME_GUN.get(folder, folder)


def backgrounds(data):
    """All recordings without a shot."""
    with open(os.path.join(data, "envdata", "esc50_subset.csv"), newline="") as file:
        origins = {row["filename"]: row["src_file"] for row in csv.DictReader(file)}
    found = []
    for folder, folders, names in os.walk(os.path.join(data, "envdata")):
        folders.sort()
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), data)
            if path.endswith((".wav", ".ogg")):
                origin = origins.get(os.path.relpath(path, "envdata"))
                source = f"src_file/{origin}" if origin else path
                found.append(Background(path, source, role(source)))
    return found + [Background(f"long/{name}", name, role) for name, role in LONG_BACKGROUND.items()]


def sensors(names):
    """What each sensor is for: by turns in the order of their names; a recording's name ends with its sensor's."""
    known = sorted({sensor(name) for name in names})
    return {name: (CHOOSE, JUDGE)[position % 2] for position, name in enumerate(known)}


def sensor(name):
    """The sensor of a range recording."""
    return name.rpartition("SCP-")[2].removesuffix(".wav")


def folds(counts):
    """A fold for each source, so that every fold has about as many chunks: the largest first, each to the emptiest.

    - counts: chunks of each source, all of one label.
    """
    filled, where = [0] * FOLDS, {}
    for source, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        fold = min(range(FOLDS), key=lambda fold: (filled[fold], fold))
        where[source] = fold
        filled[fold] += count
    return where
