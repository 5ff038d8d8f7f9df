"""Kinds of features, all made of the same log-mel images: what is kept of a chunk's level, and how.

An image holds 20 · log10(mel + 1e-5) of magnitudes, `[bands, frames]`; `mel` is had back from it, so that every kind sees
the same bands. PCEN and delta are librosa's.
"""

import numpy as np

OFFSET = 1e-5
RATE, HOP = 16_000, 126


def mel(images):
    """The magnitudes of images in dB."""
    return np.maximum(0, 10 ** (images.astype(np.float64) / 20) - OFFSET)


def decibels(magnitudes):
    return 20 * np.log10(magnitudes + OFFSET)


def referred(magnitudes, reference):
    """Images whose 0 dB is a magnitude of their own; 1 where they are silent."""
    reference = np.where(reference > 1e-30, reference, 1)[:, None, None]
    return decibels(magnitudes / reference)


def maximum(images):
    magnitudes = mel(images)
    return referred(magnitudes, magnitudes.max(axis=(1, 2)))


def median(images):
    magnitudes = mel(images)
    return referred(magnitudes, np.array([np.median(own[own > 0]) if own.any() else 0 for own in magnitudes]))


def background(images):
    """Each band's own lowest tenth of the chunk as 0 dB: what a microphone colours, it colours there as well."""
    return images - np.percentile(images, 10, axis=2, keepdims=True)


def pcen(seconds):
    """Per-channel energy normalisation (Y. Wang et al., Trainable frontend, ICASSP 2017), smoothed over so long."""

    def kind(images):
        import librosa

        return librosa.pcen(mel(images) * 2**31, sr=RATE, hop_length=HOP, time_constant=seconds, axis=-1)

    return kind


def delta(images):
    """The slope of each band over nine frames, 71 ms, in dB a frame."""
    import librosa

    return librosa.feature.delta(images.astype(np.float64), width=9, axis=-1, mode="nearest")


def beside(*kinds):
    """Several kinds of the same chunk, one under the other."""
    return lambda images: np.concatenate([kind(images) for kind in kinds], axis=1)


def level(images):
    return images


KINDS = {
    "absolute level": level,
    "reference: maximum": maximum,
    "reference: median": median,
    "reference: each band's background": background,
    "PCEN, 400 ms": pcen(0.4),
    "PCEN, 60 ms": pcen(0.06),
    "delta": delta,
    "level and delta": beside(level, delta),
    "median and delta": beside(median, delta),
}
