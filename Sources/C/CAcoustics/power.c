#include "CAcoustics.h"
#include "widest.h"

#pragma STDC FP_CONTRACT OFF

enum { LANES = 16 };

typedef float Loose __attribute__((vector_size(64), aligned(4), may_alias));
typedef double Sums __attribute__((vector_size(128)));
typedef int32_t Whole __attribute__((vector_size(64), aligned(4), may_alias));

// Lane l + lane l + 8, then + 4, + 2, + 1.
INLINE double added(const Sums *sums) {
  double values[LANES];
  for (int lane = 0; lane < LANES; lane++) values[lane] = (*sums)[lane];
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int lane = 0; lane < half; lane++) values[lane] += values[lane + half];
  return values[0];
}

WIDEST double acoustics_sum_of_squares(const float *samples, ptrdiff_t count) {
  Sums sums = {};
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const Sums x = __builtin_convertvector(*(const Loose *)(samples + i), Sums);
    sums += x * x;
  }
  for (int lane = 0; i < count; i++, lane++) sums[lane] += (double)samples[i] * (double)samples[i];
  return added(&sums);
}

WIDEST double acoustics_sum(const float *samples, ptrdiff_t count) {
  Sums sums = {};
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) sums += __builtin_convertvector(*(const Loose *)(samples + i), Sums);
  for (int lane = 0; i < count; i++, lane++) sums[lane] += (double)samples[i];
  return added(&sums);
}

// Without their sign bit, the order of floats is that of their bits; what is not a number lies above infinity.
WIDEST float acoustics_peak(const float *samples, ptrdiff_t count) {
  Whole largest = {};
  ptrdiff_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const Whole x = *(const Whole *)(samples + i) & 0x7fffffff;
    largest = __builtin_elementwise_max(largest, x);
  }
  for (; i < count; i++) {
    int32_t bits;
    __builtin_memcpy(&bits, samples + i, sizeof bits);
    bits &= 0x7fffffff;
    largest[0] = bits > largest[0] ? bits : largest[0];
  }
  const int32_t most = __builtin_reduce_max(largest);
  float peak;
  __builtin_memcpy(&peak, &most, sizeof peak);
  return peak;
}

WIDEST void acoustics_add_scaled(float *target, const float *samples, float factor, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) target[i] += samples[i] * factor;
}

WIDEST void acoustics_scale(float *samples, float factor, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) samples[i] *= factor;
}

WIDEST void acoustics_multiply(float *target, const float *factors, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) target[i] *= factors[i];
}

WIDEST void acoustics_offset(float *samples, float offset, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) samples[i] += offset;
}
