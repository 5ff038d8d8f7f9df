"""The original project's network in the peers' words: 32 bands by 33 frames, 158,850 weights, softmax behind the pool."""

import os

import numpy

THREADS = 2
SLOPE = 0.3


def images(path):
    """Rows of a matrix as images `[rows, bands, frames]`, scaled to mean 0 and deviation 1."""
    table = numpy.load(path).astype(numpy.float32).reshape(-1, 32, 33)
    return (table - table.mean()) / table.std()


def keras(seed, rate=1e-3):
    """A compiled Keras network on two threads."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow

    if tensorflow.config.threading.get_intra_op_parallelism_threads() != THREADS:
        tensorflow.config.threading.set_intra_op_parallelism_threads(THREADS)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    from tensorflow.keras import Sequential, layers, losses, optimizers, utils

    utils.set_random_seed(seed)

    def activation():
        return layers.LeakyReLU(negative_slope=SLOPE)

    network = Sequential([
        layers.Input((32, 33, 1)),
        layers.Conv2D(32, 3), activation(), layers.Dropout(0.2), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, strides=2, padding="same"), activation(), layers.Dropout(0.1), layers.MaxPooling2D(),
        layers.Conv2D(128, 3), activation(), layers.MaxPooling2D(),
        layers.Conv2D(256, 1), activation(), layers.Conv2D(128, 1), activation(), layers.Conv2D(2, 1), activation(),
        layers.GlobalMaxPooling2D(), layers.Softmax(),
    ])  # fmt: skip
    assert network.count_params() == 158_850
    network.compile(optimizers.Adam(rate), losses.SparseCategoricalCrossentropy())
    return network


def torch(seed):
    """A PyTorch network on two threads, channels last; it ends with the numbers before the softmax."""
    import torch
    from torch import nn

    torch.set_num_threads(THREADS)
    torch.manual_seed(seed)

    class Same(nn.Module):
        """TensorFlow's way of keeping a size that a stride halves: of an odd number of zeros one more behind."""

        def forward(self, images):
            return nn.functional.pad(images, (1, 1, 1, 1) if images.shape[-1] % 2 else (0, 1, 0, 1))

    network = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.LeakyReLU(SLOPE), nn.Dropout(0.2), nn.MaxPool2d(2),
        Same(), nn.Conv2d(32, 64, 3, stride=2), nn.LeakyReLU(SLOPE), nn.Dropout(0.1), nn.MaxPool2d(2),
        nn.Conv2d(64, 128, 3), nn.LeakyReLU(SLOPE), nn.MaxPool2d(2),
        nn.Conv2d(128, 256, 1), nn.LeakyReLU(SLOPE), nn.Conv2d(256, 128, 1), nn.LeakyReLU(SLOPE),
        nn.Conv2d(128, 2, 1), nn.LeakyReLU(SLOPE), nn.AdaptiveMaxPool2d(1), nn.Flatten(),
    )  # fmt: skip
    assert sum(weight.numel() for weight in network.parameters()) == 158_850
    return network.to(memory_format=torch.channels_last)


def lite(network):
    """A Keras network as a file of LiteRT, in floats."""
    import tensorflow

    return tensorflow.lite.TFLiteConverter.from_keras_model(network).convert()
