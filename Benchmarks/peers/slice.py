"""Slicing tagged recordings with librosa: a folder of short ones, or ten chunks out of a long one."""

from chunks import cut, empty, read_index
from measure import arguments, report, seconds

options = arguments(__doc__, "name", "root", "index", "into")
rows = read_index(options.index)
durations = seconds(
    options.repetitions,
    lambda: cut(options.root, rows, options.into),
    before=lambda: empty(options.into),
)
report(options.name, durations, sum(len(starts) for _, starts in rows), "chunks")
