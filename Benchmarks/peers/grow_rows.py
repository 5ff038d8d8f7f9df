"""Draws many rows that look like log-mel: real rows with replacement, each with noise of its own."""

import argparse
import os

import numpy as np

# In dB.
NOISE = 3
# Labels that are drawn anew, so that trees go on growing with the rows, as they do where classes overlap.
WRONG = 0.05
FOLDS = 5
PIECE = 4096

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--features", required=True)
parser.add_argument("--labels", required=True)
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--into", required=True)
options = parser.parse_args()

generator = np.random.default_rng(options.rows)
table, labels = np.load(options.features), np.load(options.labels)
table = table.reshape(len(table), -1)
os.makedirs(options.into, exist_ok=True)
drawn = generator.integers(len(table), size=options.rows)
grown = np.lib.format.open_memmap(
    os.path.join(options.into, "X.npy"), "w+", np.float32, (options.rows, table.shape[1])
)
for first in range(0, options.rows, PIECE):
    piece = table[drawn[first : first + PIECE]]
    grown[first : first + PIECE] = piece + NOISE * generator.standard_normal(piece.shape, np.float32)
grown.flush()
truth = labels[drawn].astype(np.float32)
anew = generator.random(options.rows) < WRONG
truth[anew] = labels[generator.integers(len(labels), size=int(anew.sum()))]
np.save(os.path.join(options.into, "y.npy"), truth)
with open(os.path.join(options.into, "folds.csv"), "w") as file:
    # Rows that were drawn from one real row share a fold.
    file.write("row,fold\n" + "".join(f"{row},{source % FOLDS}\n" for row, source in enumerate(drawn)))
