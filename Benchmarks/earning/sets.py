"""Cuts the sets: one to learn from, and what is heard by other ears, once to choose by and once to judge by."""

import collections
import csv
import os
import shutil

import numpy as np

from earning import gates, sources
from earning.sources import CHOOSE, JUDGE, LEARN

# Chunks of each shot that was heard elsewhere, with different leads, and of background for it to stand out from.
COPIES = 4
BACKGROUND = 500
# Background to learn from, for each chunk with a shot.
NEGATIVES = 3


class Sets:
    """Where everything is made, and by which command."""

    def __init__(self, shotmark, data, work):
        self.shotmark, self.data, self.work = shotmark, data, work
        self.backgrounds = sources.backgrounds(data)

    def place(self, *names):
        return os.path.join(self.work, *names)

    def make(self):
        """All sets: `learn`, one a fold, `choose` and `judge`."""
        for role in (LEARN, CHOOSE, JUDGE):
            self.lay_backgrounds(role)
        self.slice_learn()
        for role in (CHOOSE, JUDGE):
            self.lay_range(role)
            self.slice_heard(role)
        self.divide()

    def lay_backgrounds(self, role):
        """A folder with the backgrounds of a role: `slice` takes folders, not lists."""
        for background in self.backgrounds:
            if background.role == role:
                lay(os.path.join(self.data, background.path), self.place("background", role, background.path))

    def slice_learn(self):
        index = os.path.join(self.data, "gundata", "index.csv")
        with open(index, newline="") as file:
            shots = sum(len(row) - 1 for row in csv.reader(file) if row)
        ties = self.ties([*self.guns(), *(b for b in self.backgrounds if b.role == LEARN)])
        self.shotmark("slice", index, "--starts", "--label", "GUN", "--root", self.data, "--group-by", ties,
                      "--into", self.place("learn"))  # fmt: skip
        self.slice_background(LEARN, NEGATIVES * shots, ties, "learn")

    def guns(self):
        """Every tagged recording of a gun, with its source."""
        with open(os.path.join(self.data, "gundata", "index.csv"), newline="") as file:
            return [sources.Background(row[0], sources.gun(row[0]), LEARN) for row in csv.reader(file) if row]

    def slice_background(self, role, count, ties, into):
        root = self.place("background", role)
        self.shotmark("slice", "--background-from", root, "--background", str(count), "--label", "ENV", "--root", root,
                      "--group-by", ties, "--into", self.place(into))  # fmt: skip

    def ties(self, recordings):
        """A file for --group-by."""
        path = self.place("groups.csv")
        with open(path, "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([recording.path, recording.source] for recording in recordings)
        return path

    def lay_range(self, role):
        """The range recordings of a role's sensors with their gates filled, their tags, and all of them reviewed."""
        with open(os.path.join(self.data, "long", "shotspotter_onsets.csv"), newline="") as file:
            rows = [row for row in csv.reader(file) if row]
        roles = sources.sensors([row[0] for row in rows])
        rows = [row for row in rows if roles[sources.sensor(row[0])] == role]
        root, tags = self.place("range", role), self.place("range", role, "Annotations")
        os.makedirs(tags, exist_ok=True)
        for row in rows:
            samples, rate = gates.read(os.path.join(self.data, "long", row[0]))
            generator = np.random.default_rng(int(sources.number(row[0]) * 2**32))
            os.makedirs(os.path.dirname(os.path.join(root, row[0])), exist_ok=True)
            gates.write(os.path.join(root, row[0]), gates.filled(samples, rate, generator), rate)
        with open(os.path.join(tags, "GUN.csv"), "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        # Who published them names every shot, so what lies between shots is background and tails.
        with open(os.path.join(tags, "reviewed.csv"), "w", newline="") as file:
            ends = [end(os.path.join(root, row[0])) for row in rows]
            csv.writer(file, lineterminator="\n").writerows([row[0], 0, last, "listened"] for row, last in zip(rows, ends))

    def slice_heard(self, role):
        root = self.place("range", role)
        self.shotmark("slice", os.path.join(root, "Annotations"), "--root", root, "--copies", str(COPIES),
                      "--into", self.place(role))  # fmt: skip
        self.slice_background(role, BACKGROUND, self.ties([b for b in self.backgrounds if b.role == role]), role)

    def divide(self):
        """`whole`: everything in `learn` is for training; `fold-0`…: all sources but a fifth are, and the rest is test."""
        header, rows = manifest(self.place("learn"))
        folds = {}
        for label in {row["label"] for row in rows}:
            counts = collections.Counter(self.source(row["recording"]) for row in rows if row["label"] == label)
            folds.update(sources.folds(counts))
        for held in (None, *range(sources.FOLDS)):
            into = self.place("whole" if held is None else f"fold-{held}")
            shutil.copytree(self.place("learn"), into, copy_function=os.link)
            for row in rows:
                fold = folds[self.source(row["recording"])]
                row["split"], row["fold"] = ("test", "") if fold == held else ("train", fold)
            # The name is a link to the other set's file: a new file takes it.
            with open(os.path.join(into, "manifest.csv.part"), "w", newline="") as file:
                writer = csv.DictWriter(file, header, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
            os.replace(os.path.join(into, "manifest.csv.part"), os.path.join(into, "manifest.csv"))

    def source(self, recording):
        """The source of a recording of the set to learn from."""
        if recording.startswith("gundata/"):
            return sources.gun(recording)
        return next(background.source for background in self.backgrounds if background.path == recording)


def end(path):
    """The end of a recording in samples at 16 kHz."""
    samples, rate = gates.read(path)
    return len(samples) * 16000 // rate


def lay(path, link):
    """The same file under another name."""
    os.makedirs(os.path.dirname(link), exist_ok=True)
    try:
        os.link(path, link)
    except OSError:
        shutil.copyfile(path, link)


def manifest(folder):
    """Column names and rows of a set."""
    with open(os.path.join(folder, "manifest.csv"), newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        return reader.fieldnames, rows
