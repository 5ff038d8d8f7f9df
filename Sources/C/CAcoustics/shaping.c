#include "CAcoustics.h"
#include "widest.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

WIDEST void acoustics_round(float *samples, float steps, ptrdiff_t count) {
  const float highest = steps - 1;
  // Exact: steps is a power of two.
  const float size = 1 / steps;
  for (ptrdiff_t i = 0; i < count; i++) {
    float step = rintf(samples[i] * steps);
    step = step > highest ? highest : step;
    samples[i] = (step < -steps ? -steps : step) * size;
  }
}

WIDEST void acoustics_hold(float *samples, float ceiling, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const float held = samples[i] > ceiling ? ceiling : samples[i];
    samples[i] = held < -ceiling ? -ceiling : held;
  }
}

WIDEST void acoustics_bend(float *samples, float drive, float scale, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const float driven = samples[i] * drive;
    samples[i] = driven / sqrtf(1 + driven * driven) * scale;
  }
}

WIDEST void acoustics_look_up(float *samples, const float *table, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    float place = rintf(samples[i] * 32768.0f);
    place = place > 32767.0f ? 32767.0f : place;
    place = place < -32768.0f ? -32768.0f : place;
    samples[i] = table[(int32_t)place + 32768];
  }
}
