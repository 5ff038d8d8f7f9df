"""The works of the network: the original project's, trained and asked, and along a recording of an hour."""

from driver.search import ROWS
from driver.works import Peer, Work

NEEDS = ("network",)
ROWS_ALONE = ROWS[:4]


def step(batch):
    return Work(
        f"network-step-{batch}", f"a training step of the original's network, batch {batch}", "network_step.py",
        [*ROWS_ALONE, "--batch", str(batch)],
        [Peer("PyTorch", ["--library", "torch"], 5, ("torch",)), Peer("Keras", ["--library", "keras"], 5, NEEDS)], 5,
    )  # fmt: skip


WORKS = [
    step(16),
    step(64),
    Work("network-predict", "probabilities by the original's network", "network_predict.py", ROWS[:2],
         [Peer("LiteRT, XNNPACK", ["--library", "litert"], 5, NEEDS), Peer("Keras", ["--library", "keras"], 3, NEEDS),
          Peer("PyTorch", ["--library", "torch"], 3, ("torch",))], 1),
    Work("network-agreement", "the network after 25 epochs, five seeds, grouped folds", "network_agreement.py", ROWS,
         [Peer("Keras", [], 1, NEEDS)], once=True, on_demand=True),
]  # fmt: skip

# What the model says does not decide how long it takes.
TRAINING = ["{bin}/shotmark", "train", "fcn", "{work}/grid", "--epochs", "3", "--out", "{work}/network.safetensors"]
HOUR = ["--recording", "{work}/hour-44.wav", "--model", "{work}/network.safetensors"]
DETECT_HOUR = ["--recording", "{work}/hour.wav", "--model", "{work}/network.safetensors"]
DETECT_HOUR_FOREST = ["--recording", "{work}/hour.wav", "--model", "{work}/forest.safetensors"]
FOREST_TRAINING = ["{bin}/shotmark", "train", "forest", "{work}/grid", "--no-comparison", "--out", "{work}/forest.safetensors"]

# Ten hours of synthesised recordings with their tags, and a model of other ones: 15 minutes, and the shared recordings.
TEN_HOURS = [
    ["{bin}/shotmark", "synth", "--into", "{work}/ten-hours", "--minutes", "600", "--seed", "2"],
    ["{bin}/shotmark", "train", "fcn", "{work}/set", "--out", "{work}/listening.safetensors"],
]
LISTENING = ["--recordings", "{work}/ten-hours", "--model", "{work}/listening.safetensors", "--set", "{work}/set"]

# Without a shot, and of another seed.
ALARMS = ["--model", "{work}/listening.safetensors", "--build", "{bin}", "--work", "{work}"]
