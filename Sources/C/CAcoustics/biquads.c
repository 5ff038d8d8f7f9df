#include "CAcoustics.h"
#include "widest.h"

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = 256 };

// y = b0 x + s1; s1 = b1 x - a1 y + s2; s2 = b2 x - a2 y (transposed direct form II), with y written out in s1, so
// that one sample waits for the one before for a product and a sum alone.
typedef struct {
  double b0, b1, b2, a1, a2, s1, s2, turned;
} Section;

INLINE Section loaded(const double *coefficients, const double *state) {
  Section s = {coefficients[0], coefficients[1], coefficients[2], coefficients[3], coefficients[4],
               state[0],        state[1],        0};
  s.turned = s.b1 - s.a1 * s.b0;
  return s;
}

INLINE double stepped(Section *s, double x) {
  const double y = s->b0 * x + s->s1;
  s->s1 = (s->turned * x + s->s2) - s->a1 * s->s1;
  s->s2 = s->b2 * x - s->a2 * y;
  return y;
}

// What has decayed far below any sample ends, before its numbers become denormal and slow.
INLINE void kept(const Section *s, double *state) {
  const double least = 1e-30;
  const int silent = s->s1 < least && s->s1 > -least && s->s2 < least && s->s2 > -least;
  state[0] = silent ? 0 : s->s1;
  state[1] = silent ? 0 : s->s2;
}

INLINE void one(const double *coefficients, double *state, double *samples, ptrdiff_t count) {
  Section a = loaded(coefficients, state);
  for (ptrdiff_t i = 0; i < count; i++) samples[i] = stepped(&a, samples[i]);
  kept(&a, state);
}

// Two sections at a time: while the second waits, the first goes on.
INLINE void two(const double *coefficients, double *state, double *samples, ptrdiff_t count) {
  Section a = loaded(coefficients, state), b = loaded(coefficients + 5, state + 2);
  for (ptrdiff_t i = 0; i < count; i++) samples[i] = stepped(&b, stepped(&a, samples[i]));
  kept(&a, state);
  kept(&b, state + 2);
}

void acoustics_biquads(
    const double *coefficients, double *state, ptrdiff_t sections, float *samples, ptrdiff_t count) {
  double block[BLOCK];
  for (ptrdiff_t start = 0; start < count; start += BLOCK) {
    const ptrdiff_t length = count - start < BLOCK ? count - start : BLOCK;
    for (ptrdiff_t i = 0; i < length; i++) block[i] = (double)samples[start + i];
    ptrdiff_t section = 0;
    for (; section + 2 <= sections; section += 2)
      two(coefficients + 5 * section, state + 2 * section, block, length);
    if (section < sections) one(coefficients + 5 * section, state + 2 * section, block, length);
    for (ptrdiff_t i = 0; i < length; i++) samples[start + i] = (float)block[i];
  }
}
