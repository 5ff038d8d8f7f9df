#include "CFeatures.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define WIDEST __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDEST
#endif
#define INLINE static inline __attribute__((always_inline))

// Lanes travel through pointers: by value they would change the calling convention of the baseline.

typedef float Lanes __attribute__((vector_size(32), may_alias));
typedef int32_t Masks __attribute__((vector_size(32), may_alias));
typedef float Loose __attribute__((vector_size(32), aligned(4), may_alias));

typedef struct {
  Lanes real, imaginary;
} Complex;

// MARK: Loading

#define UNPACK_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define UNPACK_HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define PAIR_LOW(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define PAIR_HIGH(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define HALF_LOW(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define HALF_HIGH(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)

/// Eight rows of eight become eight columns.
INLINE void transpose(Lanes rows[8]) {
  Lanes a[8], b[8];
  for (int i = 0; i < 8; i += 2) {
    a[i] = UNPACK_LOW(rows[i], rows[i + 1]);
    a[i + 1] = UNPACK_HIGH(rows[i], rows[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    b[i] = PAIR_LOW(a[i], a[i + 2]);
    b[i + 1] = PAIR_HIGH(a[i], a[i + 2]);
    b[i + 2] = PAIR_LOW(a[i + 1], a[i + 3]);
    b[i + 3] = PAIR_HIGH(a[i + 1], a[i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    rows[i] = HALF_LOW(b[i], b[i + 4]);
    rows[i + 4] = HALF_HIGH(b[i], b[i + 4]);
  }
}

/// The samples that are finite and within 1e12, zeros for the others.
INLINE void loadUsable(const float *samples, Lanes *target) {
  Masks bits = (Masks) * (const Loose *)samples;
  Masks kept = (Lanes)(bits & 0x7fffffff) <= (Lanes){} + 1e12f;
  *target = (Lanes)(bits & kept);
}

/// Even samples become real parts, odd ones imaginary parts.
INLINE void load(const float *const *frames, const float *taper, int length, Complex *values) {
  for (int n = 0; n < length; n += 8) {
    Lanes rows[8];
    for (int lane = 0; lane < 8; lane++) loadUsable(frames[lane] + n, &rows[lane]);
    transpose(rows);
    for (int i = 0; i < 8; i += 2) {
      values[(n + i) / 2].real = rows[i] * taper[n + i];
      values[(n + i) / 2].imaginary = rows[i + 1] * taper[n + i + 1];
    }
  }
}

// MARK: Butterflies

INLINE Complex add(Complex a, Complex b) {
  return (Complex){a.real + b.real, a.imaginary + b.imaginary};
}

INLINE Complex subtract(Complex a, Complex b) {
  return (Complex){a.real - b.real, a.imaginary - b.imaginary};
}

INLINE Complex rotate(Complex a, const float *rotation) {
  float c = rotation[0], s = rotation[1];
  return (Complex){a.real * c - a.imaginary * s, a.real * s + a.imaginary * c};
}

INLINE void radix2(Complex *values, int span, const float *rotations) {
  int half = span / 2;
  for (int j = 0; j < half; j++) {
    Complex a = values[j], b = values[j + half];
    values[j] = add(a, b);
    Complex difference = subtract(a, b);
    values[j + half] = j == 0 ? difference : rotate(difference, rotations + 2 * (j - 1));
  }
}

/// Decimation in frequency: sums and differences of four values a quarter apart, then their rotation.
INLINE void radix4(Complex *values, int total, int span, const float *rotations) {
  int quarter = span / 4;
  for (int j = 0; j < quarter; j++) {
    const float *rotation = rotations + 6 * (j - 1);
    for (Complex *at = values + j; at < values + total; at += span) {
      Complex a = at[0], b = at[quarter], c = at[2 * quarter], d = at[3 * quarter];
      Complex even = add(a, c), odd = subtract(a, c), sum = add(b, d), difference = subtract(b, d);
      Complex turned = {difference.imaginary, -difference.real};
      at[0] = add(even, sum);
      Complex first = add(odd, turned), second = subtract(even, sum), third = subtract(odd, turned);
      at[quarter] = j == 0 ? first : rotate(first, rotation);
      at[2 * quarter] = j == 0 ? second : rotate(second, rotation + 2);
      at[3 * quarter] = j == 0 ? third : rotate(third, rotation + 4);
    }
  }
}

INLINE void transform(Complex *values, int total, const float *rotations) {
  int span = total;
  if (__builtin_ctz(total) & 1) {
    radix2(values, span, rotations);
    span /= 2;
    rotations += 2 * (span - 1);
  }
  for (; span > 1; span /= 4) {
    radix4(values, total, span, rotations);
    rotations += 6 * (span / 4 - 1);
  }
}

// MARK: Spectra

INLINE void size(Complex a, int power, Lanes *target) {
  Lanes square = a.real * a.real + a.imaginary * a.imaginary;
  *target = power == 2 ? square : __builtin_elementwise_sqrt(square);
}

/// The spectrum of the real samples out of that of their even and odd halves.
INLINE void split(const CFeaturesFFT *fft, const Complex *values, int power, Lanes *spectra) {
  int half = fft->length / 2;
  Complex zero = values[0];
  size((Complex){2 * (zero.real + zero.imaginary), (Lanes){}}, power, &spectra[0]);
  size((Complex){2 * (zero.real - zero.imaginary), (Lanes){}}, power, &spectra[half]);
  for (int k = 1; k <= half / 2; k++) {
    Complex a = values[fft->positions[k]], b = values[fft->positions[half - k]];
    Complex even = {a.real + b.real, a.imaginary - b.imaginary};
    Complex odd = {a.imaginary + b.imaginary, b.real - a.real};
    Complex turned = rotate(odd, fft->splits + 2 * k);
    size(add(even, turned), power, &spectra[k]);
    size(subtract(even, turned), power, &spectra[half - k]);
  }
}

WIDEST void cfeatures_spectra(
    const CFeaturesFFT *fft, const float *const *frames, int power, float *work, float *spectra) {
  Complex *values = (Complex *)work;
  load(frames, fft->taper, fft->length, values);
  transform(values, fft->length / 2, fft->rotations);
  if (power == 2)
    split(fft, values, 2, (Lanes *)spectra);
  else
    split(fft, values, 1, (Lanes *)spectra);
}

// MARK: Bands and decibels

WIDEST void cfeatures_mels(
    const float *spectra, int32_t bands, const int32_t *firsts, const int32_t *counts, const float *weights,
    float *const *images, ptrdiff_t stride, int lanes) {
  const Lanes *bins = (const Lanes *)spectra;
  for (int32_t band = 0; band < bands; band++) {
    const Lanes *from = bins + firsts[band];
    int32_t count = counts[band];
    // Two sums, so that one addition need not wait for the other.
    Lanes even = {}, odd = {};
    int32_t i = 0;
    for (; i + 1 < count; i += 2) {
      even += from[i] * weights[i];
      odd += from[i + 1] * weights[i + 1];
    }
    if (i < count) even += from[i] * weights[i];
    weights += count;
    Lanes sum = even + odd;
    for (int lane = 0; lane < lanes; lane++) images[lane][band * stride] = sum[lane];
  }
}

/// ln(x) as Cephes' logf computes it: x = m 2^e with m in [sqrt(1/2), sqrt(2)), a polynomial in m - 1.
INLINE void logarithm(Lanes *x) {
  Masks bits = (Masks)*x - 0x3f3504f3;
  Masks exponents = bits >> 23;
  Lanes m = (Lanes)((bits & 0x007fffff) + 0x3f3504f3) - 1;
  Lanes e = __builtin_convertvector(exponents, Lanes);
  Lanes p = (Lanes){} + 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  Lanes square = m * m;
  Lanes y = p * m * square;
  y = y + e * -2.12194440e-4f;
  y = y - square * 0.5f;
  *x = (m + y) + e * 0.693359375f;
}

WIDEST void cfeatures_decibels(float *values, size_t count, float scale, float offset, float factor) {
  const float toDecades = 0.43429448190325182765f;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    Lanes x = *(Loose *)(values + i) * scale + offset;
    logarithm(&x);
    *(Loose *)(values + i) = x * toDecades * factor;
  }
  if (i == count) return;
  Lanes rest = {};
  memcpy(&rest, values + i, (count - i) * sizeof(float));
  rest = rest * scale + offset;
  logarithm(&rest);
  rest = rest * toDecades * factor;
  memcpy(values + i, &rest, (count - i) * sizeof(float));
}

// MARK: Filtering

WIDEST void cfeatures_filter(
    const float *input, size_t count, const float *taps, size_t tapCount, float *output) {
  size_t n = 0;
  // Four sums at a time hide the additions' latency.
  for (; n + 32 <= count; n += 32) {
    Lanes a = {}, b = {}, c = {}, d = {};
    for (size_t k = 0; k < tapCount; k++) {
      const float *from = input + n + k;
      a += *(const Loose *)from * taps[k];
      b += *(const Loose *)(from + 8) * taps[k];
      c += *(const Loose *)(from + 16) * taps[k];
      d += *(const Loose *)(from + 24) * taps[k];
    }
    *(Loose *)(output + n) = a;
    *(Loose *)(output + n + 8) = b;
    *(Loose *)(output + n + 16) = c;
    *(Loose *)(output + n + 24) = d;
  }
  for (; n < count; n++) {
    float sum = 0;
    for (size_t k = 0; k < tapCount; k++) sum += input[n + k] * taps[k];
    output[n] = sum;
  }
}

// MARK: Comparing bits

INLINE uint64_t bitsAt(const uint64_t *words, size_t bit) {
  const uint64_t *from = words + bit / 64;
  uint64_t shift = bit % 64;
  // Two shifts, since one by 64 is undefined.
  return from[0] >> shift | from[1] << 1 << (63 - shift);
}

WIDEST void cfeatures_differences(
    const uint64_t *first, size_t firstBit, const uint64_t *second, size_t secondBit, size_t words, uint8_t *counts) {
  for (size_t w = 0; w < words; w++)
    counts[w] = (uint8_t)__builtin_popcountll(bitsAt(first, firstBit + 64 * w) ^ bitsAt(second, secondBit + 64 * w));
}

WIDEST size_t cfeatures_difference(
    const uint64_t *first, size_t firstBit, const uint64_t *second, size_t secondBit, size_t words) {
  size_t sum = 0;
  for (size_t w = 0; w < words; w++)
    sum += (size_t)__builtin_popcountll(bitsAt(first, firstBit + 64 * w) ^ bitsAt(second, secondBit + 64 * w));
  return sum;
}
