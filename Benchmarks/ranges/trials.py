"""Trains on some recordings and judges others, by `shotmark-bench candidate-trial`."""

import csv
import os

from driver.processes import measure


def write(file, rows):
    with open(file, "w", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(rows)


def judged(bench, work, training, truth, judge):
    """`{path: [(offset, score)]}` of the recordings in `judge`, by a model of those in `training`."""
    names = {name: os.path.join(work, name) for name in ("train.csv", "judge.csv", "GUN.csv", "found.csv")}
    write(names["train.csv"], training)
    write(names["judge.csv"], judge)
    write(names["GUN.csv"], [[path, *truth[path]] for path, *_ in training if truth.get(path)])
    measure([bench, "candidate-trial", "--root", work, "--list", names["train.csv"], "--tags", names["GUN.csv"],
             "--judge-root", work, "--judge", names["judge.csv"], "--out", names["found.csv"]])  # fmt: skip
    found = {path: [] for path, _ in judge}
    with open(names["found.csv"], newline="") as rows:
        for path, offset, score in csv.reader(rows):
            found[path].append((int(offset), float(score)))
    return found


def above(found, threshold):
    return {path: [offset for offset, score in all if score >= threshold] for path, all in found.items()}
