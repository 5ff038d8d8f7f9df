#include "CAcoustics.h"
#include "widest.h"

#pragma STDC FP_CONTRACT OFF

enum { LANES = 8 };

typedef float Loose __attribute__((vector_size(32), aligned(4), may_alias));
typedef float Lanes __attribute__((vector_size(32), may_alias));

WIDEST void acoustics_interpolate(
    const float *input, double step, const float *bank, int32_t phases, int32_t taps, float *output,
    ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double position = (double)i * step;
    const ptrdiff_t whole = (ptrdiff_t)position;
    const double phase = (position - (double)whole) * (double)phases;
    const int32_t row = (int32_t)phase;
    const float part = (float)(phase - (double)row);
    const float *near = bank + (ptrdiff_t)row * taps, *next = near + taps, *samples = input + whole;
    Lanes low = {}, high = {};
    for (int32_t k = 0; k < taps; k += LANES) {
      const Lanes x = *(const Loose *)(samples + k);
      low += x * *(const Loose *)(near + k);
      high += x * *(const Loose *)(next + k);
    }
    const Lanes sums = low + (high - low) * part;
    output[i] = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
  }
}
