"""One transform of audiomentations on chunks, by one process or one a core, whichever is faster."""

import random
import time
import warnings

import numpy as np
from measure import arguments, best, report

# A slow transform is measured on fewer chunks: a repetition takes about so many seconds.
ENOUGH = 4
FIRST = 32

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

    # What a file was resampled from, what a percentile was clipped to: said again for every chunk, it costs the peer time.
    warnings.simplefilter("ignore")
    transform = TRANSFORMS[options.transform](options.sounds)
    alone(transform, chunks[:FIRST])
    begin = time.perf_counter()
    alone(transform, chunks[:FIRST])
    rate = FIRST / (time.perf_counter() - begin)
    chunks = chunks[: int(max(FIRST, min(len(chunks), rate * ENOUGH)))]
    processes = Processes(transform, chunks, RATE)
    ways = {1: lambda: alone(transform, chunks), processes.count: processes.run}
    count, durations = best(list(ways), options.repetitions, lambda count: ways[count]())
    processes.close()
    report(f"augment-{options.transform}", durations, len(chunks), "chunks", processes=count)
