"""A pool of processes that have everything already: the chunks and the transform. What they make is dropped at once."""

import multiprocessing
import os
import random

import numpy as np

# Several pieces each, so that nobody waits long for the slowest.
PIECES = 8


class Processes:
    """Forked, so that nothing is sent to them but where a piece begins and ends."""

    def __init__(self, transform, chunks, rate):
        self.transform, self.chunks, self.rate = transform, chunks, rate
        global current
        current = self
        self.count = len(os.sched_getaffinity(0))
        self.pool = multiprocessing.get_context("fork").Pool(self.count, begin)

    def run(self):
        """Transforms all chunks."""
        edges = np.linspace(0, len(self.chunks), self.count * PIECES + 1).astype(int)
        self.pool.starmap(piece, zip(edges[:-1], edges[1:]), chunksize=1)

    def close(self):
        self.pool.terminate()
        self.pool.join()


def begin():
    """Each process draws numbers of its own."""
    random.seed(os.getpid())
    np.random.seed(os.getpid())


def piece(low, high):
    """Transforms the chunks from `low` to below `high`."""
    for number in range(low, high):
        current.transform(current.chunks[number], current.rate)
