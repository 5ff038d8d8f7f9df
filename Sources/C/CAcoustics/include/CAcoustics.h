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

/// `samples[i] += offset`.
void acoustics_offset(float *samples, float offset, ptrdiff_t count);

/// `target[i] *= factors[i]`.
void acoustics_multiply(float *target, const float *factors, ptrdiff_t count);

/// Rounds to the nearest of the numbers from -1 to 1 - 1 / steps that lie 1 / steps apart; steps is a power of two.
void acoustics_round(float *samples, float steps, ptrdiff_t count);

/// Holds samples within -ceiling ... ceiling.
void acoustics_hold(float *samples, float ceiling, ptrdiff_t count);

/// `x = samples[i] * drive`, then `x / sqrt(1 + x * x) * scale`.
void acoustics_bend(float *samples, float drive, float scale, ptrdiff_t count);

/// Replaces each sample by what `table`, 65536 numbers, says for it as a number of 16 bits, beginning at -32768.
void acoustics_look_up(float *samples, const float *table, ptrdiff_t count);

/// As `acoustics_look_up` for an odd curve: `codes` holds 32,769 numbers of `values`, one for each magnitude;
/// `values` are 256, none of them negative.
void acoustics_look_up_codes(float *samples, const uint8_t *codes, const float *values, ptrdiff_t count);

/// Filters in place by a cascade: `coefficients` is `[sections, 5]` (b0, b1, b2, a1, a2, divided by a0), `state`
/// `[sections, 2]`.
void acoustics_biquads(
    const double *coefficients, double *state, ptrdiff_t sections, float *samples, ptrdiff_t count);

/// Tables of the discrete Fourier transform of 2M real samples that continue with the opposite sign, as M = rows * columns
/// complex numbers; rows and columns are powers of two from 8 to 4096. Pairs of tables hold vectors of eight real parts
/// and eight imaginary parts in turn: `[columns / 8, rows, 2, 8]`, aligned to 32 bytes.
typedef struct {
  int32_t rows, columns;
  /// cos and sin of 2 pi j / rows and of 2 pi j / columns.
  const float *rowTurns, *columnTurns;
  /// e^(i pi n / 2M) of sample n.
  const float *weights;
  /// e^(-2 pi i k c / M) of column c and the frequency k of a row.
  const float *rotations;
} AcousticsTransform;

/// The spectrum of M samples and the M behind them (NULL: zeros), `[rows / 8, columns, 2, 8]`, aligned to 32 bytes.
void acoustics_spectrum(
    const AcousticsTransform *transform, const float *first, const float *second, float *spectrum);

/// M times the M samples of a spectrum and the M behind them (NULL: not wanted); the spectrum is lost.
void acoustics_samples(
    const AcousticsTransform *transform, float *spectrum, float *first, float *second);

/// Convolves M samples in place, as if M zeros followed, with a kernel whose spectrum was divided by M; `scratch` is as
/// large as a spectrum.
void acoustics_convolve(
    const AcousticsTransform *transform, const float *kernel, float *samples, float *scratch);

/// Output i lies at `i * step` of the input: the sum over k of `taps` (a multiple of 8) of the input from there on times the
/// row of `bank`, `[phases + 1, taps]`, that belongs to the fraction, straight lines between rows.
void acoustics_interpolate(
    const float *input, double step, const float *bank, int32_t phases, int32_t taps, float *output,
    ptrdiff_t count);

#ifdef __cplusplus
}
#endif
