"""How well a forest judges what it has not met: five seeds, each fold by a forest of the others.

A seed's figures are those of the probabilities of all folds together. Rows whose fold is −1 are left out.
"""

import csv

import numpy as np
from forests import TREES, forest, rows
from measure import arguments, report
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score

options = arguments(__doc__, "library", "features", "labels", "folds")
table, labels = rows(options.features, options.labels)
with open(options.folds, newline="") as file:
    folds = np.array([int(row["fold"]) for row in csv.DictReader(file)])
if len(folds) != len(table) or set(labels) != {0, 1}:
    raise SystemExit("error: features, labels (0 and 1) and folds do not belong together")


def figures(seed):
    """Accuracy, area under the ROC curve and log-loss of one seed."""
    scores = np.full(len(table), np.nan)
    for fold in sorted(set(folds[folds >= 0])):
        learn, judge = (folds >= 0) & (folds != fold), folds == fold
        model = forest(options.library, table.shape[1], seed).fit(table[learn], labels[learn])
        scores[judge] = model.predict_proba(table[judge])[:, 1]
    judged = folds >= 0
    truth, scores = labels[judged], scores[judged]
    clip = 1 / (2 * TREES)
    return {
        "seed": seed,
        "accuracy": float(accuracy_score(truth, scores > 0.5)),
        "roc_auc": float(roc_auc_score(truth, scores)),
        "log_loss": float(log_loss(truth, np.clip(scores, clip, 1 - clip))),
    }


report("forest-agreement", [], int((folds >= 0).sum()), "rows", seeds=[figures(seed) for seed in range(5)])
