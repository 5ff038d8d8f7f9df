#include <math.h>
#include <string.h>

#include "CAudio.h"
#include "widest.h"

#pragma STDC FP_CONTRACT OFF

static inline __attribute__((always_inline)) ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

static inline __attribute__((always_inline)) void one_channel(
    const int16_t *frames, ptrdiff_t count, int32_t *low, int32_t *high) {
  int16_t lowest = INT16_MAX, highest = INT16_MIN;
  for (ptrdiff_t i = 0; i < count; i++) {
    lowest = frames[i] < lowest ? frames[i] : lowest;
    highest = frames[i] > highest ? frames[i] : highest;
  }
  *low = lowest;
  *high = highest;
}

// Both channels are one 32-bit word: its halves are added without taking interleaved samples apart.
static inline __attribute__((always_inline)) void two_channels(
    const int16_t *frames, ptrdiff_t count, int32_t *low, int32_t *high) {
  int32_t lowest = INT32_MAX, highest = INT32_MIN;
  for (ptrdiff_t i = 0; i < count; i++) {
    uint32_t word;
    memcpy(&word, frames + 2 * i, sizeof word);
    const int32_t sum = ((int32_t)word >> 16) + ((int32_t)(word << 16) >> 16);
    lowest = sum < lowest ? sum : lowest;
    highest = sum > highest ? sum : highest;
  }
  *low = lowest;
  *high = highest;
}

static inline __attribute__((always_inline)) void many_channels(
    const int16_t *frames, ptrdiff_t count, ptrdiff_t channels, int32_t *low, int32_t *high) {
  int32_t lowest = INT32_MAX, highest = INT32_MIN;
  for (ptrdiff_t i = 0; i < count; i++) {
    int32_t sum = 0;
    for (ptrdiff_t c = 0; c < channels; c++) sum += frames[i * channels + c];
    lowest = sum < lowest ? sum : lowest;
    highest = sum > highest ? sum : highest;
  }
  *low = lowest;
  *high = highest;
}

WIDEST void audio_peaks_int16(
    const int16_t *frames, ptrdiff_t count, ptrdiff_t channels, ptrdiff_t length, float *peaks) {
  const float scale = 32768.0f * (float)channels;
  for (ptrdiff_t start = 0; start < count; start += length, peaks += 2) {
    const ptrdiff_t frames_here = least(length, count - start);
    const int16_t *block = frames + start * channels;
    int32_t low, high;
    if (channels == 1)
      one_channel(block, frames_here, &low, &high);
    else if (channels == 2)
      two_channels(block, frames_here, &low, &high);
    else
      many_channels(block, frames_here, channels, &low, &high);
    // Division by a constant keeps the order, so the extremes of the sums are those of the means.
    peaks[0] = (float)low / scale;
    peaks[1] = (float)high / scale;
  }
}

typedef float lanes __attribute__((vector_size(32), aligned(4)));
typedef int32_t marks __attribute__((vector_size(32)));

// `a` where marked, else `b`.
#define CHOSEN(mark, a, b) ((lanes)(((marks)(a) & (mark)) | ((marks)(b) & ~(mark))))

WIDEST void audio_peaks_float(const float *values, ptrdiff_t count, ptrdiff_t length, float *peaks) {
  for (ptrdiff_t start = 0; start < count; start += length, peaks += 2) {
    const ptrdiff_t end = start + least(length, count - start);
    lanes lowest = (lanes){0} + INFINITY, highest = (lanes){0} - INFINITY;
    ptrdiff_t i = start;
    for (; i + 8 <= end; i += 8) {
      const lanes x = *(const lanes *)(values + i);
      // x - x is 0 for finite numbers alone; comparisons with what is not a number fail.
      const marks finite = (x - x) == (lanes){0};
      lowest = CHOSEN(finite & (x < lowest), x, lowest);
      highest = CHOSEN(finite & (x > highest), x, highest);
    }
    float low = INFINITY, high = -INFINITY;
    for (; i < end; i++) {
      const int finite = isfinite(values[i]);
      low = finite && values[i] < low ? values[i] : low;
      high = finite && values[i] > high ? values[i] : high;
    }
    for (int lane = 0; lane < 8; lane++) {
      low = lowest[lane] < low ? lowest[lane] : low;
      high = highest[lane] > high ? highest[lane] : high;
    }
    peaks[0] = low;
    peaks[1] = high;
  }
}
