"""Trains on some recordings and judges others, by `shotmark-bench candidate-trial`."""

import csv
import os

from driver.processes import measure


def write(file, rows):
    with open(file, "w", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(rows)


def judged(bench, work, training, judge):
    """`{path: [(offset, score)]}` of the recordings `(path, source)` in `judge`, by a model of the collections `training`."""
    names = {name: os.path.join(work, name) for name in ("train.csv", "judge.csv", "GUN.csv", "ignored.csv", "found.csv")}
    write(names["train.csv"], [(path, f"{one.name}/{group}", one.name, one.lesson) for one in training for path, group in one.rows])
    write(names["judge.csv"], judge)
    write(names["GUN.csv"], [[path, *one.onsets[path]] for one in training for path, _ in one.rows if one.onsets.get(path)])
    write(names["ignored.csv"], [row for one in training for row in one.ignored])
    measure([bench, "candidate-trial", "--root", work, "--list", names["train.csv"], "--tags", names["GUN.csv"],
             "--ignored", names["ignored.csv"], "--judge-root", work, "--judge", names["judge.csv"],
             "--out", names["found.csv"]])  # fmt: skip
    found = {path: [] for path, _ in judge}
    with open(names["found.csv"], newline="") as rows:
        for path, offset, score in csv.reader(rows):
            found[path].append((int(offset), float(score)))
    return found


def above(found, threshold):
    return {path: [offset for offset, score in all if score >= threshold] for path, all in found.items()}
