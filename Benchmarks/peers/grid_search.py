"""The original project's grid over given folds: its duration, or with --agreement the mean accuracies for five seeds."""

import csv
import sys

import numpy as np
from forests import TREES, rows, version
from measure import arguments, report, seconds
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV, PredefinedSplit

# In the order in which our side goes through its points: the last parameter changes the fastest.
GRID = {"max_depth": [10, 20, 30, 35], "min_samples_split": [5, 7, 10, 12, 15]}
SEEDS = 5

agreement = "--agreement" in sys.argv
sys.argv = [word for word in sys.argv if word != "--agreement"]
options = arguments(__doc__, "features", "labels", "folds")
table, labels = rows(options.features, options.labels)
with open(options.folds, newline="") as file:
    folds = np.array([int(row["fold"]) for row in csv.DictReader(file)])
# The test split, of fold −1, is neither learnt from nor judged.
learning = folds >= 0
table, labels, folds = table[learning], labels[learning], folds[learning]
fits = 20 * len(set(folds))


def search(seed):
    """The mean accuracy of each point."""
    forest = RandomForestClassifier(n_estimators=TREES, random_state=seed)
    grid = GridSearchCV(forest, GRID, cv=PredefinedSplit(folds), scoring="accuracy", n_jobs=-1, refit=False)
    return grid.fit(table, labels).cv_results_["mean_test_score"].tolist()


if agreement:
    report("search-agreement", [], fits, "fits", means=[search(seed) for seed in range(SEEDS)])
else:
    # The processes that share the work are there when the clock starts.
    GridSearchCV(RandomForestClassifier(n_estimators=1), {"max_depth": [1, 2]}, n_jobs=-1, cv=2).fit(table, labels)
    durations = seconds(options.repetitions, lambda: search(0))
    report("search-grid", durations, fits, "fits", version=version("scikit-learn"))
