"""Probabilities from a trained forest, the best of several batch sizes."""

from forests import forest, rows, version
from measure import arguments, best, report

options = arguments(__doc__, "library", "features", "labels")
table, labels = rows(options.features, options.labels)
model = forest(options.library, table.shape[1], 0).fit(table, labels)


def predict(size):
    for begin in range(0, len(table), size):
        model.predict_proba(table[begin : begin + size])


size, durations = best([len(table), 2048, 512], options.repetitions, predict)
report("forest-predict", durations, len(table), "rows", batch=size, version=version(options.library))
