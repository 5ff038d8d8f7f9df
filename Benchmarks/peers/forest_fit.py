"""Training a forest."""

from forests import forest, rows, version
from measure import arguments, report, seconds

options = arguments(__doc__, "library", "features", "labels")
table, labels = rows(options.features, options.labels)
# Made once before, so that the library is there when the clock starts.
forest(options.library, table.shape[1], 0)
durations = seconds(options.repetitions, lambda: forest(options.library, table.shape[1], 0).fit(table, labels))
report("forest-fit", durations, len(table), "rows", version=version(options.library))
