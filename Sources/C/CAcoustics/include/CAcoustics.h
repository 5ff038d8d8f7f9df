// The float loops of the module Acoustics that need the processor's widest lanes.
//
// Every operation is one that IEEE 754 rounds exactly, in an order that the source fixes and without fused
// multiply-add: the same input gives the same bits on every processor.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// `count` samples of the standard normal distribution; sample i depends on the seed alone, not on `count`.
void acoustics_gaussian(uint64_t seed, float *samples, ptrdiff_t count);

/// The sum of the squares, in sixteen lanes of doubles.
double acoustics_sum_of_squares(const float *samples, ptrdiff_t count);

/// The sum, in sixteen lanes of doubles.
double acoustics_sum(const float *samples, ptrdiff_t count);

/// The largest magnitude; not a number where a sample is not one.
float acoustics_peak(const float *samples, ptrdiff_t count);

/// `target[i] += samples[i] * factor`.
void acoustics_add_scaled(float *target, const float *samples, float factor, ptrdiff_t count);

/// `samples[i] *= factor`.
void acoustics_scale(float *samples, float factor, ptrdiff_t count);

/// Filters in place by a cascade: `coefficients` is `[sections, 5]` (b0, b1, b2, a1, a2, divided by a0), `state`
/// `[sections, 2]`.
void acoustics_biquads(
    const double *coefficients, double *state, ptrdiff_t sections, float *samples, ptrdiff_t count);

#ifdef __cplusplus
}
#endif
