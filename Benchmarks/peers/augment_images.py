"""Masks on log-mel images by torchaudio, on whole batches with a mask of its own for each image.

audiomentations' own masks on spectrograms cannot be imported any more as of 0.43: they build on a class that is gone.
"""

import numpy as np
from measure import arguments, best, report

# Frames and bands that a mask may hide of 33 and 32; number of masks; the part of the frames that may be hidden.
# torchaudio draws below its parameter, so one more stands there.
F, T = 10, 6
POLICIES = {"lb": (1, 1.0), "ld": (2, 1.0), "sm": (2, 0.2), "ss": (2, 0.2)}

options = arguments(__doc__, "images", "transform")
images = np.load(options.images)


def torch_mask(name):
    """The module for a mask or a policy; `iid_masks` lets it draw for each image of a batch."""
    import torchaudio.transforms as t

    if name == "frequency-mask-images":
        return t.FrequencyMasking(F + 1, iid_masks=True)
    if name == "time-mask-images":
        return t.TimeMasking(T + 1, iid_masks=True)
    masks, part = POLICIES[name.rpartition("-")[2]]
    return t.SpecAugment(masks, T + 1, masks, F + 1, iid_masks=True, p=part, zero_masking=True)


def with_torch():
    """The best of one and two threads, and of several batch sizes."""
    import torch

    mask, tensor = torch_mask(options.transform), torch.from_numpy(images)[:, None]

    def batches(way):
        threads, size = way
        torch.set_num_threads(threads)
        for batch in tensor.split(size):
            mask(batch)

    ways = [(threads, size) for threads in (1, 2) for size in (len(images), 1024, 256)]
    (threads, size), durations = best(ways, options.repetitions, batches)
    return durations, {"batch": size, "threads": threads}


def with_numpy():
    """The floor by each way that numpy has: the whole batch, or 64 images at a time into the same storage."""
    batch, storage = np.empty_like(images), np.empty_like(images[:64])

    def by_64():
        for first in range(0, len(images), 64):
            part = images[first : first + 64]
            np.copyto(storage[: len(part)], part)

    ways = {"batch": lambda: np.copyto(batch, images), "storage": by_64}
    return best(list(ways), options.repetitions, lambda way: ways[way]())[1], {}


durations, more = with_numpy() if options.transform == "copy" else with_torch()
report(f"augment-{options.transform}", durations, len(images), "images", **more)
