"""The works of augmentation: every transform that a peer has too, on the same chunks or log-mel images."""

from driver.works import Peer, Work

CHUNKS = ["--chunks", "{work}/chunks.npy", "--sounds", "{work}/sounds"]
IMAGES = ["--images", "{work}/images.npy"]

# What is so cheap that it waits for memory cannot be five times as fast as a peer that waits for it too.
PLAIN = "≥ 5 ×, or 80 % of copying"
NOISE = 10
RUBBER_BAND = "as fast as Rubber Band allows"
# A few milliseconds: often enough that neither cold memory nor the start of threads decides.
SHORT = 40

# These works are done only when asked for; the name stands for all of them.
FAMILY = "augment"

AUDIOMENTATIONS, ROOMS, TORCH = "augmentation", "rooms", "torch"


def copying(name, title, arguments, script):
    """The floor: numpy's copy, of the batch or of one chunk after the other, whichever is faster."""
    peer = Peer("numpy", ["--transform", "copy"], SHORT)
    return Work(f"augment-{name}", title, script, arguments, [peer], times=SHORT)


def sound(name, title, target, times=5):
    """A transform of audiomentations."""
    peer = Peer("audiomentations", ["--transform", name], max(3, times // 2), (AUDIOMENTATIONS,))
    return Work(f"augment-{name}", title, "augment.py", CHUNKS, [peer], target, floor="augment-copy", times=times)


def bare(name, title):
    """Rubber Band alone, as much of it as a transform asks for."""
    return Work(f"augment-rubber-band-{name}", title, "", CHUNKS, [])


def stretched(name, title, bare):
    """A transform that waits for Rubber Band."""
    row = sound(name, title, RUBBER_BAND)
    return row._replace(floor=f"augment-rubber-band-{bare}", floor_words="bare Rubber Band's speed")


def image(name, title):
    """Masks on log-mel images, which only torchaudio has."""
    peer = Peer("torchaudio", ["--transform", name], SHORT // 2, (TORCH,))
    target = f"≥ {NOISE} ×, or 80 % of copying"
    title += ", ours in place (torchaudio has no such way)"
    return Work(
        f"augment-{name}", title, "augment_images.py", IMAGES, [peer], target, floor="augment-copy-images",
        times=2 * SHORT)  # fmt: skip


ROOM = Work(
    "augment-room", "a synthetic room around each chunk", "augment.py", CHUNKS,
    [Peer("audiomentations, image sources alone", ["--transform", "room"], 3, (AUDIOMENTATIONS, ROOMS)),
     Peer("audiomentations, rays too", ["--transform", "room-rays"], 1, (AUDIOMENTATIONS, ROOMS))],
    PLAIN, floor="augment-copy")  # fmt: skip

# audiomentations has no μ-law.
MU_LAW = Work(
    "augment-mu-law", "μ-law of 8 bits and back", "mu_law.py", CHUNKS, [Peer("torchaudio", [], 5, (TORCH,))],
    PLAIN, floor="augment-copy", times=SHORT)  # fmt: skip

WORKS = [
    # The floors come first: the others are compared with them.
    copying("copy", "copying 4000 chunks", CHUNKS, "augment.py"),
    copying("copy-images", "copying 4000 log-mel images", IMAGES, "augment_images.py"),
    sound("gain", "gain", PLAIN, SHORT),
    sound("polarity", "polarity", PLAIN, SHORT),
    sound("gaussian-noise", "Gaussian noise at an SNR", NOISE),
    sound("colored-noise", "coloured noise at an SNR", NOISE),
    sound("background", "background recordings at an SNR", NOISE),
    sound("time-shift", "time shift", PLAIN, SHORT),
    sound("low-pass", "low-pass", PLAIN),
    sound("high-pass", "high-pass", PLAIN),
    sound("band-pass", "band-pass", PLAIN),
    sound("low-shelf", "low shelf", PLAIN),
    sound("high-shelf", "high shelf", PLAIN),
    sound("impulse-response", "convolution with impulse responses", PLAIN),
    ROOM,
    sound("air-absorption", "air absorption", PLAIN),
    sound("sensor", "band-limit of an 8 or 12 kHz sensor, back at 16 kHz", PLAIN),
    sound("clipping", "clipping", PLAIN, SHORT),
    sound("soft-limiting", "soft limiting, a tanh", PLAIN, SHORT),
    sound("quantization", "quantisation to 5–10 bits", PLAIN, SHORT),
    MU_LAW,
    bare("pitch", "Rubber Band alone, as pitch shift calls it"),
    bare("stretch", "Rubber Band alone, as time stretch calls it"),
    stretched("pitch-shift", "pitch shift", "pitch"),
    stretched("time-stretch", "time stretch", "stretch"),
    sound("time-mask", "time mask on the waveform", NOISE, SHORT),
    image("frequency-mask-images", "a mask of bands on log-mel images"),
    image("time-mask-images", "a mask of frames on log-mel images"),
    image("specaugment-lb", "SpecAugment LB on log-mel images"),
    image("specaugment-ld", "SpecAugment LD on log-mel images"),
    image("specaugment-sm", "SpecAugment SM on log-mel images"),
    image("specaugment-ss", "SpecAugment SS on log-mel images"),
]
PACKAGES = ["audiomentations", "pyroomacoustics", "torch", "torchaudio"]
