"""Figures of probabilities, level-matched too, with intervals from drawing whole recordings.

The same rules as `shotmark evaluate`: rows count by their weight, levels are matched within bins of 2 dB, and the
rarer class of a bin decides how much of it counts.
"""

import csv

import numpy as np

ALARMS = 0.01
BIN = 2.0
RESAMPLES = 1000
NAMES = ("auc", "recall", "matched auc", "matched recall")


class Judged:
    """Rows that several seeds of one trial have judged: truth, weights, levels, recordings; `scores` is [seeds, rows]."""

    def __init__(self, truth, weights, levels, recordings, scores):
        self.truth, self.weights, self.levels = truth, weights, levels
        self.recordings, self.scores = recordings, scores
        self.names, self.number = np.unique(recordings, return_inverse=True)
        # The place of each score among those that differ, ascending: all a ROC needs.
        self.places = [np.unique(row, return_inverse=True)[1] for row in scores]
        self.bins = np.unique(np.floor(np.clip(levels, -120, 60) / BIN), return_inverse=True)[1]

    def select(self, keep):
        """Some of the rows."""
        return Judged(*(column[keep] for column in (self.truth, self.weights, self.levels, self.recordings)),
                      self.scores[:, keep])  # fmt: skip

    def matched(self, weights):
        """Weights under which both classes have the same distribution of levels."""
        sums = [np.bincount(self.bins, weights * (self.truth == label), self.bins.max() + 1) for label in (0, 1)]
        totals = [each.sum() for each in sums]
        if min(totals) == 0:
            return np.zeros_like(weights)
        common = np.minimum(sums[0] / totals[0], sums[1] / totals[1])
        factors = [common * total / np.where(each > 0, each, np.inf) for each, total in zip(sums, totals)]
        return weights * np.where(self.truth == 1, factors[1][self.bins], factors[0][self.bins])

    def figures(self, weights):
        """The four figures of NAMES, each the mean over the seeds."""
        even = self.matched(weights)
        rows = [curve(places, self.truth, weights) + curve(places, self.truth, even) for places in self.places]
        return np.mean(rows, axis=0)

    def draws(self):
        """Weights of the rows in each resample of the recordings; the same for all trials on the same rows."""
        generator = np.random.default_rng(0)
        for _ in range(RESAMPLES):
            drawn = np.bincount(generator.integers(0, len(self.names), len(self.names)), minlength=len(self.names))
            yield self.weights * drawn[self.number]

    def resampled(self):
        """[resamples, figures]."""
        return np.array([self.figures(weights) for weights in self.draws()])


def curve(places, truth, weights):
    """Area under the ROC curve, and the recall that at most 1 % false alarms leave; NaN where a class is missing."""
    positive = np.bincount(places, weights * truth)[::-1]
    negative = np.bincount(places, weights * (1 - truth), len(positive))[::-1]
    if positive.sum() == 0 or negative.sum() == 0:
        return [np.nan, np.nan]
    positive, negative = positive / positive.sum(), negative / negative.sum()
    hits, alarms = np.cumsum(positive), np.cumsum(negative)
    area = np.sum(negative * (hits - positive / 2))
    allowed = hits[alarms <= ALARMS + 1e-12]
    return [area, allowed[-1] if len(allowed) else 0.0]


def interval(values):
    """The middle 95 % of each column; NaN where fewer than half of the resamples have a value."""
    known = np.isfinite(values)
    with np.errstate(all="ignore"):
        low, high = (np.array([np.percentile(column[good], share) if good.any() else np.nan
                               for column, good in zip(values.T, known.T)]) for share in (2.5, 97.5))  # fmt: skip
    few = known.mean(axis=0) < 0.5
    return np.where(few, np.nan, low), np.where(few, np.nan, high)


def read(files, positive):
    """The rows of `shotmark evaluate --probabilities`: one file a seed, each the same rows in the same order."""
    tables = []
    for file in files:
        with open(file, newline="") as opened:
            tables.append(list(csv.DictReader(opened)))
    first = tables[0]
    if any([row["file"] for row in table] != [row["file"] for row in first] for table in tables):
        raise ValueError(f"the rows of {files[0]} and of its other seeds differ")
    column = lambda name, kind: np.array([kind(row[name]) for row in first])  # noqa: E731
    return Judged(
        column("label", lambda label: float(label == positive)), column("weight", float), column("level", float),
        column("recording", str), np.array([[float(row[positive]) for row in table] for table in tables]),
    )  # fmt: skip


def joined(parts):
    """Several sets of rows as one, such as the folds of a cross-validation."""
    names = ("truth", "weights", "levels", "recordings")
    columns = [np.concatenate([getattr(part, name) for part in parts]) for name in names]
    return Judged(*columns, np.concatenate([part.scores for part in parts], axis=1))
