"""Probabilities of all rows by the original's network: LiteRT with XNNPACK on two threads, or Keras."""

import argparse

import numpy
from measure import best, report
from networks import THREADS, images, keras, lite, torch

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--repetitions", type=int, default=5)
parser.add_argument("--features", required=True)
parser.add_argument("--library", required=True, choices=["litert", "keras", "torch"])
options = parser.parse_args()

table = images(options.features)


def litert():
    from ai_edge_litert import interpreter

    network = lite(keras(0))
    readers = {}

    def body(batch):
        if batch not in readers:
            reader = interpreter.Interpreter(model_content=network, num_threads=THREADS)
            reader.resize_tensor_input(reader.get_input_details()[0]["index"], [batch, 32, 33, 1])
            reader.allocate_tensors()
            readers[batch] = reader
        reader = readers[batch]
        place, found = reader.get_input_details()[0]["index"], reader.get_output_details()[0]["index"]
        for start in range(0, len(table) - batch + 1, batch):
            reader.set_tensor(place, table[start : start + batch, :, :, None])
            reader.invoke()
            reader.get_tensor(found)

    return body, [1, 8, 16, 32, 64, 128, 256]


def keras_side():
    network = keras(0)
    return lambda batch: network.predict(table[..., None], batch_size=batch, verbose=0), [64, 256, 1024]


def torch_side():
    import torch as library

    network = torch(0).eval()

    def body(batch):
        with library.inference_mode():
            for start in range(0, len(table), batch):
                piece = library.from_numpy(table[start : start + batch, None]).to(memory_format=library.channels_last)
                library.softmax(network(piece), 1)

    return body, [16, 64, 256]


body, batches = {"litert": litert, "keras": keras_side, "torch": torch_side}[options.library]()
batch, durations = best(batches, options.repetitions, body)
count = len(table) // batch * batch if options.library == "litert" else len(table)
report("network-predict", durations, count, "chunks", batch=batch)
