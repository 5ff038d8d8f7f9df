#include "CAudio.h"
#include "widest.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

WIDEST void audio_mix_int16(const int16_t *frames, ptrdiff_t count, ptrdiff_t channels, float *mono) {
  if (channels == 1) {
    for (ptrdiff_t i = 0; i < count; i++) mono[i] = (float)frames[i] * 0x1p-15f;
  } else if (channels == 2) {
    for (ptrdiff_t i = 0; i < count; i++)
      mono[i] = (float)((int32_t)frames[2 * i] + (int32_t)frames[2 * i + 1]) * 0x1p-16f;
  } else {
    const float scale = 32768.0f * (float)channels;
    for (ptrdiff_t i = 0; i < count; i++) {
      int32_t sum = 0;
      for (ptrdiff_t c = 0; c < channels; c++) sum += frames[i * channels + c];
      mono[i] = (float)sum / scale;
    }
  }
}

WIDEST ptrdiff_t audio_mix_float(const float *frames, ptrdiff_t count, ptrdiff_t channels, float *mono) {
  if (channels == 1) {
    memcpy(mono, frames, (size_t)count * sizeof(float));
  } else if (channels == 2) {
    for (ptrdiff_t i = 0; i < count; i++) mono[i] = (frames[2 * i] + frames[2 * i + 1]) * 0.5f;
  } else {
    for (ptrdiff_t i = 0; i < count; i++) {
      float sum = 0;
      for (ptrdiff_t c = 0; c < channels; c++) sum += frames[i * channels + c];
      mono[i] = sum / (float)channels;
    }
  }
  // x * 0 is 0 for finite numbers alone, so one sum tells whether all are.
  float probe = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &mono[i], sizeof bits);
    probe = (bits & 0x7F800000u) == 0x7F800000u ? 1.0f : probe;
  }
  if (probe == 0) return -1;
  for (ptrdiff_t i = 0; i < count; i++)
    if (!isfinite(mono[i])) return i;
  return -1;
}

typedef float lanes __attribute__((vector_size(32), aligned(4)));

typedef float quarter __attribute__((vector_size(16), aligned(4)));

#define HALVES(s) (__builtin_shufflevector(s, s, 0, 1, 2, 3) + __builtin_shufflevector(s, s, 4, 5, 6, 7))
#define FIRSTS(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define SECONDS(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#define LOWER(a, b) __builtin_shufflevector(a, b, 0, 1, 4, 5)
#define UPPER(a, b) __builtin_shufflevector(a, b, 2, 3, 6, 7)

// Four sums of eight lanes each, all in the same order: ((0+4) + (2+6)) + ((1+5) + (3+7)).
#define SUMS(s, output)                                                                                   \
  {                                                                                                       \
    const quarter a = HALVES((s)[0]), b = HALVES((s)[1]), c = HALVES((s)[2]), d = HALVES((s)[3]);         \
    const quarter e = FIRSTS(a, b) + SECONDS(a, b), f = FIRSTS(c, d) + SECONDS(c, d);                     \
    *(quarter *)(output) = LOWER(e, f) + UPPER(e, f);                                                     \
  }

// `width` groups of four outputs that share their rows; the inputs of each lie `stride` samples further than those
// before. An input is loaded once for four outputs, a coefficient once for `width`. Each output is summed
// alone, so that its bits do not depend on which others are computed beside it.
#define GROUPS(width)                                                                                     \
  static inline __attribute__((always_inline)) void groups_##width(                                       \
      const float *input, ptrdiff_t stride, const float *rows, ptrdiff_t taps, float *output,             \
      ptrdiff_t spacing) {                                                                                \
    lanes sums[width][4];                                                                                 \
    for (int w = 0; w < width; w++)                                                                       \
      for (int r = 0; r < 4; r++) sums[w][r] = (lanes){0};                                                \
    for (ptrdiff_t k = 0; k < taps; k += 8, rows += 32) {                                                 \
      lanes x[width];                                                                                     \
      _Pragma("unroll") for (int w = 0; w < width; w++) x[w] = *(const lanes *)(input + w * stride + k);  \
      _Pragma("unroll") for (int r = 0; r < 4; r++) {                                                     \
        const lanes row = *(const lanes *)(rows + 8 * r);                                                 \
        _Pragma("unroll") for (int w = 0; w < width; w++) sums[w][r] += row * x[w];                       \
      }                                                                                                   \
    }                                                                                                     \
    _Pragma("unroll") for (int w = 0; w < width; w++) SUMS(sums[w], output + w * spacing)                 \
  }

GROUPS(2)
GROUPS(1)

static inline int64_t floor_divided(int64_t number, int64_t by) {
  return number / by - (number % by < 0);
}

WIDEST void audio_polyphase(
    const float *input, int64_t origin, const float *bank, ptrdiff_t up, ptrdiff_t down, ptrdiff_t period,
    ptrdiff_t taps, ptrdiff_t lead, int64_t first, ptrdiff_t count, float *output) {
  const ptrdiff_t stride = 4 * period * down / up;
  const ptrdiff_t spacing = 4 * period;
  const ptrdiff_t phases = period < count ? period : count;
  for (ptrdiff_t phase = 0; phase < phases; phase++) {
    const int64_t group = first + phase;
    const float *rows = bank + (group - floor_divided(group, period) * period) * 4 * taps;
    const float *x = input + (floor_divided(4 * group * down, up) + lead - origin);
    float *y = output + 4 * phase;
    ptrdiff_t left = (count - phase + period - 1) / period;
    for (; left >= 2; left -= 2, x += 2 * stride, y += 2 * spacing)
      groups_2(x, stride, rows, taps, y, spacing);
    if (left == 1) groups_1(x, stride, rows, taps, y, spacing);
  }
}

WIDEST ptrdiff_t audio_quantize(const float *samples, ptrdiff_t count, int16_t *integers) {
  ptrdiff_t held = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    const float scaled = rintf(samples[i] * 32768.0f);
    const int inside = scaled >= -32768.0f && scaled <= 32767.0f;
    float kept = scaled > 32767.0f ? 32767.0f : scaled;
    kept = kept < -32768.0f ? -32768.0f : kept;
    integers[i] = (int16_t)(kept == kept ? kept : 0.0f);
    held += !inside;
  }
  return held;
}
