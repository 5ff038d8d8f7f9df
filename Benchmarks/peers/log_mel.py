"""Log-mel of chunks with librosa: magnitude STFT, 32 Slaney bands, 20·log10(S + 1e-5); the best of several batch sizes."""

import os

# The matrices are so small that threads would only wait for each other: librosa is faster with one.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import librosa
import numpy as np
from measure import arguments, best, report


def log_mel(samples):
    """`[chunks, 32, 33]` in dB of `[chunks, 4096]` samples at 16 kHz."""
    magnitude = np.abs(librosa.stft(samples, n_fft=512, hop_length=126, window=np.hanning, center=True))
    mel = librosa.feature.melspectrogram(S=magnitude, sr=16000, n_fft=512, n_mels=32, fmin=10, fmax=8000)
    return 20 * np.log10(mel + 1e-5)


def in_batches(chunks, size):
    for begin in range(0, len(chunks), size):
        log_mel(chunks[begin : begin + size])


options = arguments(__doc__, "chunks")
chunks = np.load(options.chunks)
size, durations = best([1, 16, 64, 256], options.repetitions, lambda size: in_batches(chunks, size))
report("log-mel", durations, len(chunks), "chunks", batch=size)
