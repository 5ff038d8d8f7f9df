"""The works of augmentation: every transform that a peer has too, on the same chunks or log-mel images."""

from driver.works import Peer, Work

CHUNKS = ["--chunks", "{work}/chunks.npy", "--sounds", "{work}/sounds"]
IMAGES = ["--images", "{work}/images.npy"]

# What is so cheap that it waits for memory cannot be five times as fast as a peer that waits for it too.
PLAIN = "≥ 5 ×, or 80 % of copying"
NOISE = 10
RUBBER_BAND = "as fast as Rubber Band allows"

# These works are done only when asked for; the name stands for all of them.
FAMILY = "augment"

AUDIOMENTATIONS, ROOMS, TORCH = "augmentation", "rooms", "torch"


def copying(name, title, arguments, script):
    """The floor: numpy's copy of the whole batch."""
    return Work(f"augment-{name}", title, script, arguments, [Peer("numpy", ["--transform", "copy"], 5)])


def sound(name, title, target):
    """A transform of audiomentations."""
    peer = Peer("audiomentations", ["--transform", name], 3, (AUDIOMENTATIONS,))
    return Work(f"augment-{name}", title, "augment.py", CHUNKS, [peer], target, floor="augment-copy")


def image(name, title):
    """Masks on log-mel images, which only torchaudio has."""
    peer = Peer("torchaudio", ["--transform", name], 3, (TORCH,))
    target = f"≥ {NOISE} ×, or 80 % of copying"
    return Work(f"augment-{name}", title, "augment_images.py", IMAGES, [peer], target, floor="augment-copy-images")


ROOM = Work(
    "augment-room", "a synthetic room around each chunk", "augment.py", CHUNKS,
    [Peer("audiomentations, image sources alone", ["--transform", "room"], 3, (AUDIOMENTATIONS, ROOMS)),
     Peer("audiomentations, rays too", ["--transform", "room-rays"], 1, (AUDIOMENTATIONS, ROOMS))],
    PLAIN, floor="augment-copy")  # fmt: skip

# audiomentations has no μ-law.
MU_LAW = Work(
    "augment-mu-law", "μ-law of 8 bits and back", "mu_law.py", CHUNKS, [Peer("torchaudio", [], 3, (TORCH,))],
    PLAIN, floor="augment-copy")  # fmt: skip

WORKS = [
    # The floors come first: the others are compared with them.
    copying("copy", "copying 4000 chunks", CHUNKS, "augment.py"),
    copying("copy-images", "copying 4000 log-mel images", IMAGES, "augment_images.py"),
    sound("gain", "gain", PLAIN),
    sound("polarity", "polarity", PLAIN),
    sound("gaussian-noise", "Gaussian noise at an SNR", NOISE),
    sound("colored-noise", "coloured noise at an SNR", NOISE),
    sound("background", "background recordings at an SNR", NOISE),
    sound("time-shift", "time shift", PLAIN),
    sound("low-pass", "low-pass", PLAIN),
    sound("high-pass", "high-pass", PLAIN),
    sound("band-pass", "band-pass", PLAIN),
    sound("low-shelf", "low shelf", PLAIN),
    sound("high-shelf", "high shelf", PLAIN),
    sound("impulse-response", "convolution with impulse responses", PLAIN),
    ROOM,
    sound("air-absorption", "air absorption", PLAIN),
    sound("sensor", "band-limit of an 8 or 12 kHz sensor, back at 16 kHz", PLAIN),
    sound("clipping", "clipping", PLAIN),
    sound("soft-limiting", "soft limiting, a tanh", PLAIN),
    sound("quantization", "quantisation to 5–10 bits", PLAIN),
    MU_LAW,
    sound("pitch-shift", "pitch shift", RUBBER_BAND),
    sound("time-stretch", "time stretch", RUBBER_BAND),
    sound("time-mask", "time mask on the waveform", NOISE),
    image("frequency-mask-images", "a mask of bands on log-mel images"),
    image("time-mask-images", "a mask of frames on log-mel images"),
    image("specaugment-lb", "SpecAugment LB on log-mel images"),
    image("specaugment-ld", "SpecAugment LD on log-mel images"),
    image("specaugment-sm", "SpecAugment SM on log-mel images"),
    image("specaugment-ss", "SpecAugment SS on log-mel images"),
]
PACKAGES = ["audiomentations", "pyroomacoustics", "torch", "torchaudio"]
