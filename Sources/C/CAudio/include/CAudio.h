// The float loops of the module Audio that need the processor's widest lanes.
//
// Every sum is taken in an order that the source fixes (eight lanes, then a fixed tree), without fused
// multiply-add: the same input gives the same bits on every processor and however the work is divided.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The mean of the channels of interleaved 16-bit frames, full scale at 1.
void audio_mix_int16(const int16_t *frames, ptrdiff_t count, ptrdiff_t channels, float *mono);

/// The mean of the channels of interleaved float frames. Returns the index of the first frame whose mean is
/// not a finite number, or -1.
ptrdiff_t audio_mix_float(const float *frames, ptrdiff_t count, ptrdiff_t channels, float *mono);

/// Groups `first ..< first + count` of four outputs each of a polyphase filter that makes `up` samples of every
/// `down`.
///
/// All four outputs of group g meet the inputs from `floor(4 * g * down / up) + lead` on, `taps` of them (a multiple
/// of 8). Rows repeat after `period` groups, the least number for which 4 * period is a multiple of `up`.
/// `bank` is `[period, taps / 8, 4, 8]`. `input` points at input sample `origin`, and must hold all that the groups
/// meet; `output` has room for `4 * count`.
void audio_polyphase(
    const float *input, int64_t origin, const float *bank, ptrdiff_t up, ptrdiff_t down, ptrdiff_t period,
    ptrdiff_t taps, ptrdiff_t lead, int64_t first, ptrdiff_t count, float *output);

/// Samples as 16-bit integers: times 32768, rounded to nearest, ties to even, held within -32768 ... 32767.
/// Returns how many had to be held; what is not a number becomes 0 and counts as held.
ptrdiff_t audio_quantize(const float *samples, ptrdiff_t count, int16_t *integers);

/// The least and the greatest mean of the channels in each block of `length` interleaved 16-bit frames (fewer in the
/// last), full scale at 1, the very values that `audio_mix_int16` gives: `peaks` is `[blocks, 2]`.
void audio_peaks_int16(
    const int16_t *frames, ptrdiff_t count, ptrdiff_t channels, ptrdiff_t length, float *peaks);

/// The least and the greatest of each block of `length` values (fewer in the last), `[blocks, 2]`; what is not a finite
/// number is left out, and a block with nothing else becomes infinity, -infinity.
void audio_peaks_float(const float *values, ptrdiff_t count, ptrdiff_t length, float *peaks);

#ifdef __cplusplus
}
#endif
