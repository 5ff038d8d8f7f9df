"""Forests of the same kind in three libraries: 100 trees to their full depth, √columns at a node, bootstrap, all cores."""

import os

import numpy as np

TREES = 100
# What a bootstrap sample of n rows holds of them: 1 − 1/e.
DISTINCT = 0.632
LIBRARIES = ("scikit-learn", "lightgbm", "xgboost")


def rows(features, labels):
    """`[rows, columns]` float32 and the labels as whole numbers."""
    table = np.load(features)
    return np.ascontiguousarray(table.reshape(len(table), -1), np.float32), np.load(labels).astype(np.int64)


def forest(library, columns, seed):
    """A classifier that has not learnt yet."""
    root = columns**0.5 / columns
    if library == "scikit-learn":
        from sklearn.ensemble import RandomForestClassifier

        return RandomForestClassifier(n_estimators=TREES, n_jobs=-1, random_state=seed)
    if library == "lightgbm":
        from lightgbm import LGBMClassifier

        return LGBMClassifier(
            boosting_type="rf", n_estimators=TREES, num_leaves=4096, min_child_samples=1, min_child_weight=0,
            subsample=DISTINCT, subsample_freq=1, feature_fraction_bynode=root, random_state=seed,
            n_jobs=len(os.sched_getaffinity(0)), verbose=-1,
        )  # fmt: skip
    if library == "xgboost":
        from xgboost import XGBRFClassifier

        return XGBRFClassifier(
            n_estimators=TREES, max_depth=0, subsample=DISTINCT, colsample_bynode=root, min_child_weight=0,
            reg_lambda=1e-5, tree_method="hist", random_state=seed, n_jobs=-1,
        )  # fmt: skip
    raise SystemExit(f"{library} is none of {', '.join(LIBRARIES)}")


def version(library):
    """The version of the library that is installed."""
    from importlib.metadata import version

    return version(library)
