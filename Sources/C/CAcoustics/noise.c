#include <string.h>

#include "CAcoustics.h"
#include "widest.h"

#pragma STDC FP_CONTRACT OFF

enum { LANES = 16 };

typedef uint32_t Words __attribute__((vector_size(64), may_alias));
typedef int32_t Whole __attribute__((vector_size(64), may_alias));
typedef float Lanes __attribute__((vector_size(64), may_alias));
typedef float Loose __attribute__((vector_size(64), aligned(4), may_alias));

// Sixteen generators xoshiro128++ side by side (Blackman and Vigna: Scrambled linear pseudorandom number
// generators, 2021).
typedef struct {
  Words a, b, c, d;
} Generators;

INLINE uint64_t splitmix(uint64_t *state) {
  uint64_t word = *state += 0x9E3779B97F4A7C15u;
  word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
  word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
  return word ^ (word >> 31);
}

// Two consecutive words of SplitMix64 differ, so that no generator's state is all zeros.
INLINE void begin(Generators *generators, uint64_t seed) {
  for (int lane = 0; lane < LANES; lane++) {
    const uint64_t first = splitmix(&seed), second = splitmix(&seed);
    generators->a[lane] = (uint32_t)first;
    generators->b[lane] = (uint32_t)(first >> 32);
    generators->c[lane] = (uint32_t)second;
    generators->d[lane] = (uint32_t)(second >> 32);
  }
}

#define ROTATED(x, k) ((x) << (k) | (x) >> (32 - (k)))

INLINE void next(Generators *g, Words *word) {
  const Words sum = g->a + g->d, shifted = g->b << 9;
  *word = ROTATED(sum, 7) + g->a;
  g->c ^= g->a;
  g->d ^= g->b;
  g->b ^= g->c;
  g->a ^= g->d;
  g->c ^= shifted;
  g->d = ROTATED(g->d, 11);
}

// -2 ln((word / 2 + 0.5) / 2^31); the logarithm as Cephes' logf computes it: x = m 2^e with m in [sqrt(1/2), sqrt(2)), a
// polynomial in m - 1.
INLINE void squared_radius(const Words *word, Lanes *square) {
  const Lanes x = __builtin_convertvector((Whole)(*word >> 1), Lanes) + 0.5f;
  const Whole bits = (Whole)x - 0x3f3504f3;
  const Lanes m = (Lanes)((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
  const Lanes e = __builtin_convertvector((bits >> 23) - 31, Lanes);
  Lanes p = m * 7.0376836292e-2f - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  const Lanes z = m * m;
  const Lanes y = (p * m * z + e * -2.12194440e-4f) - z * 0.5f;
  *square = ((m + y) + e * 0.693359375f) * -2.0f;
}

// A point on the unit circle: 30 bits are an angle within 45 degrees of the first axis, one chooses the axis, one its
// direction. Sine and cosine as Cephes' sinf and cosf compute them.
INLINE void direction(const Words *word, Lanes *first, Lanes *second) {
  const Lanes t = __builtin_convertvector((Whole)(*word << 2), Lanes) * 3.6572895e-10f;
  const Lanes z = t * t;
  Lanes s = z * -1.9515295891e-4f + 8.3321608736e-3f;
  s = (s * z - 1.6666654611e-1f) * z * t + t;
  Lanes c = z * 2.443315711809948e-5f - 1.388731625493765e-3f;
  c = (c * z + 4.166664568298827e-2f) * z * z - z * 0.5f + 1.0f;
  const Words along = (Words)c ^ (*word & 0x80000000u);
  const Words exchanged = ((Words)s ^ along) & (Words)((Whole)(*word << 1) >> 31);
  *first = (Lanes)(along ^ exchanged);
  *second = (Lanes)((Words)s ^ exchanged);
}

WIDEST void acoustics_gaussian(uint64_t seed, float *samples, ptrdiff_t count) {
  Generators generators;
  begin(&generators, seed);
  for (ptrdiff_t i = 0; i < count; i += 2 * LANES) {
    Words word;
    Lanes square, pair[2];
    next(&generators, &word);
    squared_radius(&word, &square);
    const Lanes radius = __builtin_elementwise_sqrt(square);
    next(&generators, &word);
    direction(&word, &pair[0], &pair[1]);
    pair[0] *= radius;
    pair[1] *= radius;
    if (count - i >= 2 * LANES) {
      *(Loose *)(samples + i) = pair[0];
      *(Loose *)(samples + i + LANES) = pair[1];
    } else {
      memcpy(samples + i, pair, (size_t)(count - i) * sizeof(float));
    }
  }
}
