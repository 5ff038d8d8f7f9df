"""Slicing tagged recordings with librosa: a folder of short ones, or ten chunks out of a long one."""

import itertools
import os

from chunks import cut, empty, read_index
from measure import arguments, report, seconds

options = arguments(__doc__, "name", "root", "index", "into")
rows = read_index(options.index)
empty(options.into)
# A new folder each time: ext4 is slow to give out what has just been deleted, on both sides alike.
turns = itertools.count()
durations = seconds(options.repetitions, lambda: cut(options.root, rows, os.path.join(options.into, str(next(turns)))))
report(options.name, durations, sum(len(starts) for _, starts in rows), "chunks")
