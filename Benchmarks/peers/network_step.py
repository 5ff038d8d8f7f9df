"""Steps of training the original's network: dropout, loss, gradients and Adam, on batches that lie in memory."""

import argparse

import numpy
from measure import report, seconds
from networks import images, keras, torch

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--repetitions", type=int, default=5)
parser.add_argument("--features", required=True)
parser.add_argument("--labels", required=True)
parser.add_argument("--batch", type=int, required=True)
parser.add_argument("--library", required=True, choices=["keras", "torch"])
options = parser.parse_args()
STEPS = 100

table, labels = images(options.features), numpy.load(options.labels).astype(numpy.int64)
batches = [(numpy.arange(options.batch) + step * options.batch) % len(table) for step in range(STEPS)]


def keras_body():
    import tensorflow

    network = keras(0)
    pieces = [
        (tensorflow.constant(table[rows][..., None]), tensorflow.constant(labels[rows])) for rows in batches
    ]
    step = tensorflow.function(lambda image, label: network.train_step((image, label, None)), jit_compile=False)

    def body():
        for image, label in pieces:
            step(image, label)

    return body, tensorflow.__version__


def torch_body():
    import torch as library

    network = torch(0).train()
    adam = library.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7, fused=True)
    pieces = [
        (
            library.from_numpy(table[rows][:, None]).to(memory_format=library.channels_last),
            library.from_numpy(labels[rows]),
        )
        for rows in batches
    ]

    def body():
        for image, label in pieces:
            adam.zero_grad(set_to_none=True)
            library.nn.functional.cross_entropy(network(image), label).backward()
            adam.step()

    return body, library.__version__


body, version = keras_body() if options.library == "keras" else torch_body()
durations = seconds(options.repetitions, body)
report(f"network-step-{options.batch}", durations, STEPS, "steps", version=version)
