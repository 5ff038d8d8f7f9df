"""One transform of audiomentations on chunks, by one process or one a core, whichever is faster."""

import random
import warnings

import numpy as np
from measure import arguments, best, report

# What is slow is measured on fewer chunks; always on as many, since the turns of a run are put together.
FEWER = {"room": 256, "room-rays": 16, "pitch-shift": 1000, "time-stretch": 1000, "air-absorption": 2000}

options = arguments(__doc__, "chunks", "sounds", "transform")
chunks = np.load(options.chunks)
random.seed(1)
np.random.seed(1)


def alone(transform, chunks):
    for chunk in chunks:
        transform(chunk, RATE)


if options.transform == "copy":
    made = np.empty_like(chunks)
    _, durations = best([1], options.repetitions, lambda _: np.copyto(made, chunks))
    report("augment-copy", durations, len(chunks), "chunks")
else:
    from transforms import RATE, TRANSFORMS
    from two_processes import Processes

    # What a file was resampled from or a percentile clipped to is said again for every chunk, at the peer's cost.
    warnings.simplefilter("ignore")
    chunks = chunks[: FEWER.get(options.transform)]
    transform = TRANSFORMS[options.transform](options.sounds)
    processes = Processes(transform, chunks, RATE)
    ways = {1: lambda: alone(transform, chunks), processes.count: processes.run}
    count, durations = best(list(ways), options.repetitions, lambda count: ways[count]())
    processes.close()
    report(f"augment-{options.transform}", durations, len(chunks), "chunks", processes=count)
