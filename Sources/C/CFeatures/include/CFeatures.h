#pragma once

// The loops of `Features` that need the processor's widest lanes.
//
// Eight frames are worked on side by side, one in each lane, so every lane does the same arithmetic in the same order:
// results do not depend on the lane, on the processor or on the number of threads.

#include <stddef.h>
#include <stdint.h>

enum { CFEATURES_LANES = 8 };

/// What the FFT of `length` real samples needs, a power of two from 32 on.
typedef struct {
  int32_t length;
  /// `length` factors, half the window: the halving is what splitting a real FFT asks for.
  const float *taper;
  /// Per pass (radix 4 from the longest span down; one of radix 2 first where log2(length / 2) is odd) and per
  /// butterfly but the first: the cosine and sine of its one or three rotations.
  const float *rotations;
  /// cos and sin of -2 pi k / length for k in 0...length / 4.
  const float *splits;
  /// Where the butterflies leave frequency k of the `length / 2` complex ones.
  const int32_t *positions;
} CFeaturesFFT;

/// Magnitudes (`power` 1) or powers (2) of eight frames, `[length / 2 + 1][8]`.
///
/// Each `frames[lane]` has `length` samples. `work` holds 8 * length floats; it and `spectra` are aligned to 32 bytes.
/// Samples that are not finite, or beyond 1e12, count as 0.
void cfeatures_spectra(
    const CFeaturesFFT *fft, const float *const *frames, int power, float *work, float *spectra);

/// Weighted sums of `spectra`, `[bins][8]`, over each band: band b has `counts[b]` weights from bin `firsts[b]` on, and
/// `weights` holds all bands' weights one behind the other. Lane l's sum of band b goes to `images[l][b * stride]`,
/// for the first `lanes` lanes.
void cfeatures_mels(
    const float *spectra, int32_t bands, const int32_t *firsts, const int32_t *counts, const float *weights,
    float *const *images, ptrdiff_t stride, int lanes);

/// `values[i] = factor * log10(values[i] * scale + offset)`; what the logarithm is taken of must be a normal positive number.
/// Within 2e-7 of the logarithm plus its rounding.
void cfeatures_decibels(float *values, size_t count, float scale, float offset, float factor);

/// `output[n] = sum over k of taps[k] * input[n + k]` for n in 0..<count, added up from k = 0 on; `input` holds
/// count + tapCount - 1 samples. Samples that are not finite, or beyond 1e12, must have been replaced.
void cfeatures_filter(
    const float *input, size_t count, const float *taps, size_t tapCount, float *output);

/// Writes to `counts[w]` in how many of its 64 bits word w of `first` differs from word w of `second`, where both begin at any
/// bit: bit b of the whole lies in word b / 64. One word behind the last one is read of each.
void cfeatures_differences(
    const uint64_t *first, size_t firstBit, const uint64_t *second, size_t secondBit, size_t words, uint8_t *counts);

/// The sum of what `cfeatures_differences` writes.
size_t cfeatures_difference(
    const uint64_t *first, size_t firstBit, const uint64_t *second, size_t secondBit, size_t words);
