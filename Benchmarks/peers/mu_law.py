"""μ-law of chunks and back with torchaudio, in batches; the best of one and two threads and of several batch sizes."""

import numpy as np
import torch
import torchaudio.functional as f
from measure import arguments, best, report

LEVELS = 256

options = arguments(__doc__, "chunks", "sounds")
chunks = torch.from_numpy(np.load(options.chunks))


def batches(way):
    threads, size = way
    torch.set_num_threads(threads)
    for batch in chunks.split(size):
        f.mu_law_decoding(f.mu_law_encoding(batch, LEVELS), LEVELS)


ways = [(threads, size) for threads in (1, 2) for size in (len(chunks), 256, 32)]
(threads, size), durations = best(ways, options.repetitions, batches)
report("augment-mu-law", durations, len(chunks), "chunks", batch=size, threads=threads)
