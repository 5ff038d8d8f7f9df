"""What Keras makes of rows that it has not met: five seeds, each fold judged by a network of the others."""

import numpy
from measure import arguments, report
from networks import keras
from sklearn.metrics import log_loss, roc_auc_score

options = arguments(__doc__, "features", "labels", "folds")
EPOCHS = 25


def rate(epoch):
    """The original project's schedule."""
    return 2e-5 if epoch < 3 else 2e-4 if epoch < 13 else 3e-5 if epoch < 20 else 1e-5


def probabilities(seed, learn, judge):
    from tensorflow.keras.callbacks import LearningRateScheduler

    mean, deviation = table[learn].mean(), table[learn].std()
    network = keras(seed)
    network.fit(
        (table[learn] - mean) / deviation, labels[learn], batch_size=16, epochs=EPOCHS, verbose=0,
        callbacks=[LearningRateScheduler(rate)],
    )  # fmt: skip
    return network.predict((table[judge] - mean) / deviation, batch_size=256, verbose=0)[:, 1]


table = numpy.load(options.features).astype(numpy.float32).reshape(-1, 32, 33, 1)
labels = numpy.load(options.labels).astype(numpy.int64)
folds = numpy.genfromtxt(options.folds, delimiter=",", skip_header=1, dtype=int)[:, 1]
judged = folds >= 0
seeds = []
for seed in range(5):
    scores = numpy.zeros(len(table))
    for fold in sorted(set(folds[judged])):
        scores[folds == fold] = probabilities(seed, judged & (folds != fold), folds == fold)
    truth, own = labels[judged], scores[judged]
    seeds.append({
        "seed": seed, "accuracy": float(((own > 0.5) == truth).mean()), "roc_auc": float(roc_auc_score(truth, own)),
        "log_loss": float(log_loss(truth, numpy.clip(own, 1e-7, 1 - 1e-7))),
    })  # fmt: skip
report("network-agreement", [], int(judged.sum()), "rows", seeds=seeds)
