"""One transform of audiomentations on chunks, by one process or one a core, whichever is faster.

What is made of a chunk is dropped at once, as on our side: a trainer computes features from it and goes on.
"""

import random
import warnings

import numpy as np
from measure import arguments, best, report
from two_processes import Processes

# What is slow is measured on fewer chunks; always on as many, since the turns of a run are put together.
FEWER = {"room": 256, "room-rays": 16, "pitch-shift": 1000, "time-stretch": 1000, "air-absorption": 2000}

options = arguments(__doc__, "chunks", "sounds", "transform")
chunks = np.load(options.chunks)
random.seed(1)
np.random.seed(1)


def alone(transform, chunks, rate):
    for chunk in chunks:
        transform(chunk, rate)


def copies():
    """The floor by each way that numpy has: a new batch, a new array for each chunk, one array for all chunks."""
    batch, storage = np.empty_like(chunks), np.empty_like(chunks[0])
    into_storage = lambda chunk, _: np.copyto(storage, chunk)  # noqa: E731
    processes = Processes(into_storage, chunks, 0)
    ways = {
        "batch": lambda: np.copyto(batch, chunks),
        "array": lambda: alone(lambda chunk, _: chunk.copy(), chunks, 0),
        "storage": lambda: alone(into_storage, chunks, 0),
        "processes": processes.run,
    }
    way, durations = best(list(ways), options.repetitions, lambda way: ways[way]())
    processes.close()
    return durations, processes.count if way == "processes" else 1


if options.transform == "copy":
    durations, count = copies()
    report("augment-copy", durations, len(chunks), "chunks", processes=count)
else:
    from transforms import RATE, TRANSFORMS

    # What a file was resampled from or a percentile clipped to is said again for every chunk, at the peer's cost.
    warnings.simplefilter("ignore")
    chunks = chunks[: FEWER.get(options.transform)]
    transform = TRANSFORMS[options.transform](options.sounds)
    processes = Processes(transform, chunks, RATE)
    ways = {1: lambda: alone(transform, chunks, RATE), processes.count: processes.run}
    count, durations = best(list(ways), options.repetitions, lambda count: ways[count]())
    processes.close()
    report(f"augment-{options.transform}", durations, len(chunks), "chunks", processes=count)
