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

// Samples whose places are found at a time, in lanes; the values are then fetched one by one.
enum { BLOCK = 512 };

INLINE void places(const float *samples, int32_t *places, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    float place = rintf(samples[i] * 32768.0f);
    place = place > 32767.0f ? 32767.0f : place;
    places[i] = (int32_t)(place < -32768.0f ? -32768.0f : place);
  }
}

WIDEST void acoustics_look_up_codes(float *samples, const uint8_t *codes, const float *values, ptrdiff_t count) {
  int32_t found[BLOCK];
  for (ptrdiff_t begin = 0; begin < count; begin += BLOCK) {
    const ptrdiff_t size = count - begin < BLOCK ? count - begin : BLOCK;
    places(samples + begin, found, size);
    // Gathering in lanes takes longer than one load after the other.
#pragma clang loop vectorize(disable) unroll_count(4)
    for (ptrdiff_t i = 0; i < size; i++) {
      const int32_t sign = found[i] >> 31;
      const float value = values[codes[(found[i] ^ sign) - sign]];
      samples[begin + i] = copysignf(value, (float)found[i]);
    }
  }
}
