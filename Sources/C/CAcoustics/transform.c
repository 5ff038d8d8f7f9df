#include <string.h>

#include "CAcoustics.h"
#include "widest.h"

#pragma STDC FP_CONTRACT OFF

// The transform in two passes over a table of `rows` by `columns` (W. M. Gentleman and G. Sande: Fast Fourier transforms
// for fun and profit, 1966): down its columns, a rotation, down the columns of its transpose. Eight columns are the eight
// lanes of a vector, so that no butterfly ever mixes lanes.

enum { LANES = 8, MOST_ROWS = 4096 };

typedef float Lanes __attribute__((vector_size(32), may_alias));
typedef float Loose __attribute__((vector_size(32), aligned(4), may_alias));

typedef struct {
  Lanes real, imaginary;
} Complex;

INLINE Complex plus(Complex a, Complex b) { return (Complex){a.real + b.real, a.imaginary + b.imaginary}; }
INLINE Complex minus(Complex a, Complex b) { return (Complex){a.real - b.real, a.imaginary - b.imaginary}; }

// Times a rotation by minus its angle.
INLINE Complex forward(Complex a, const float *turn) {
  return (Complex){a.real * turn[0] + a.imaginary * turn[1], a.imaginary * turn[0] - a.real * turn[1]};
}

// Times a rotation by its angle.
INLINE Complex backward(Complex a, const float *turn) {
  return (Complex){a.real * turn[0] - a.imaginary * turn[1], a.imaginary * turn[0] + a.real * turn[1]};
}

INLINE Complex product(Complex a, Complex b) {
  return (Complex){a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

// MARK: Down the columns

// Decimation in frequency: row k of the spectrum comes to lie where its digits, reversed, say.
INLINE void analyse(Complex *values, int rows, const float *turns) {
  int span = rows;
  for (; span >= 4; span /= 4) {
    const int quarter = span / 4, step = 2 * (rows / span);
    for (int j = 0; j < quarter; j++) {
      const float *turn = turns + j * step;
      for (Complex *at = values + j; at < values + rows; at += span) {
        const Complex a = at[0], b = at[quarter], c = at[2 * quarter], d = at[3 * quarter];
        const Complex even = plus(a, c), odd = minus(a, c), sum = plus(b, d), difference = minus(b, d);
        const Complex turned = {difference.imaginary, -difference.real};
        at[0] = plus(even, sum);
        const Complex first = plus(odd, turned), second = minus(even, sum), third = minus(odd, turned);
        at[quarter] = j == 0 ? first : forward(first, turn);
        at[2 * quarter] = j == 0 ? second : forward(second, turn + j * step);
        at[3 * quarter] = j == 0 ? third : forward(third, turn + 2 * j * step);
      }
    }
  }
  if (span == 2)
    for (Complex *at = values; at < values + rows; at += 2) {
      const Complex a = at[0], b = at[1];
      at[0] = plus(a, b);
      at[1] = minus(a, b);
    }
}

// The reverse of `analyse`, step by step, times the number of rows.
INLINE void synthesise(Complex *values, int rows, const float *turns) {
  int span = 1;
  if (__builtin_ctz((unsigned)rows) & 1) {
    span = 2;
    for (Complex *at = values; at < values + rows; at += 2) {
      const Complex a = at[0], b = at[1];
      at[0] = plus(a, b);
      at[1] = minus(a, b);
    }
  }
  while (span < rows) {
    const int quarter = span;
    span *= 4;
    const int step = 2 * (rows / span);
    for (int j = 0; j < quarter; j++) {
      const float *turn = turns + j * step;
      for (Complex *at = values + j; at < values + rows; at += span) {
        const Complex a = at[0], first = at[quarter], second = at[2 * quarter], third = at[3 * quarter];
        const Complex b = j == 0 ? first : backward(first, turn);
        const Complex c = j == 0 ? second : backward(second, turn + j * step);
        const Complex d = j == 0 ? third : backward(third, turn + 2 * j * step);
        const Complex even = plus(a, c), odd = minus(a, c), sum = plus(b, d), difference = minus(b, d);
        const Complex turned = {-difference.imaginary, difference.real};
        at[0] = plus(even, sum);
        at[quarter] = plus(odd, turned);
        at[2 * quarter] = minus(even, sum);
        at[3 * quarter] = minus(odd, turned);
      }
    }
  }
}

// MARK: Transposing

#define SHUFFLED(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

// Eight rows of eight become eight columns.
INLINE void transpose(Lanes r[LANES]) {
  Lanes a[LANES], b[LANES];
  for (int i = 0; i < 8; i += 2) {
    a[i] = SHUFFLED(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[i + 1] = SHUFFLED(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i += 4)
    for (int k = 0; k < 2; k++) {
      b[i + k] = SHUFFLED(a[i + k], a[i + k + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      b[i + k + 2] = SHUFFLED(a[i + k], a[i + k + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int i = 0; i < 4; i++) {
    r[i] = SHUFFLED(b[i], b[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    r[i + 4] = SHUFFLED(b[i], b[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// An 8 by 8 tile.
INLINE void transposed(const Complex *from, Complex *to) {
  Lanes real[LANES], imaginary[LANES];
  for (int i = 0; i < LANES; i++) {
    real[i] = from[i].real;
    imaginary[i] = from[i].imaginary;
  }
  transpose(real);
  transpose(imaginary);
  for (int i = 0; i < LANES; i++) to[i] = (Complex){real[i], imaginary[i]};
}

// MARK: Passes

// Eight columns of samples: weighted, analysed, rotated, and laid down as rows of the transpose.
INLINE void fold(
    const AcousticsTransform *t, int column, const float *first, const float *second, Complex *work) {
  Complex panel[MOST_ROWS];
  const Complex *weights = (const Complex *)t->weights + column / LANES * t->rows;
  const Complex *rotations = (const Complex *)t->rotations + column / LANES * t->rows;
  for (int row = 0; row < t->rows; row++) {
    const Complex weight = weights[row];
    const Lanes x = *(const Loose *)(first + row * t->columns + column);
    if (second) {
      const Lanes y = *(const Loose *)(second + row * t->columns + column);
      panel[row] = product((Complex){x, y}, weight);
    } else {
      panel[row] = (Complex){x * weight.real, x * weight.imaginary};
    }
  }
  analyse(panel, t->rows, t->rowTurns);
  for (int row = 0; row < t->rows; row += LANES) {
    Complex tile[LANES];
    for (int i = 0; i < LANES; i++) tile[i] = product(panel[row + i], rotations[row + i]);
    transposed(tile, work + row / LANES * t->columns + column);
  }
}

// The reverse of `fold`.
INLINE void unfold(
    const AcousticsTransform *t, int column, const Complex *work, float *first, float *second) {
  Complex panel[MOST_ROWS];
  const Complex *weights = (const Complex *)t->weights + column / LANES * t->rows;
  const Complex *rotations = (const Complex *)t->rotations + column / LANES * t->rows;
  for (int row = 0; row < t->rows; row += LANES) {
    Complex tile[LANES];
    transposed(work + row / LANES * t->columns + column, tile);
    for (int i = 0; i < LANES; i++) {
      const Complex turn = rotations[row + i];
      panel[row + i] = product(tile[i], (Complex){turn.real, -turn.imaginary});
    }
  }
  synthesise(panel, t->rows, t->rowTurns);
  for (int row = 0; row < t->rows; row++) {
    const Complex z = panel[row], weight = weights[row];
    *(Loose *)(first + row * t->columns + column) = z.real * weight.real + z.imaginary * weight.imaginary;
    if (second)
      *(Loose *)(second + row * t->columns + column) = z.imaginary * weight.real - z.real * weight.imaginary;
  }
}

WIDEST void acoustics_spectrum(
    const AcousticsTransform *t, const float *first, const float *second, float *spectrum) {
  Complex *work = (Complex *)spectrum;
  if (second)
    for (int column = 0; column < t->columns; column += LANES) fold(t, column, first, second, work);
  else
    for (int column = 0; column < t->columns; column += LANES) fold(t, column, first, NULL, work);
  for (int row = 0; row < t->rows; row += LANES)
    analyse(work + row / LANES * t->columns, t->columns, t->columnTurns);
}

WIDEST void acoustics_samples(
    const AcousticsTransform *t, float *spectrum, float *first, float *second) {
  Complex *work = (Complex *)spectrum;
  for (int row = 0; row < t->rows; row += LANES)
    synthesise(work + row / LANES * t->columns, t->columns, t->columnTurns);
  for (int column = 0; column < t->columns; column += LANES) unfold(t, column, work, first, second);
}

WIDEST void acoustics_convolve(
    const AcousticsTransform *t, const float *kernel, float *samples, float *scratch) {
  Complex *work = (Complex *)scratch;
  for (int column = 0; column < t->columns; column += LANES) fold(t, column, samples, NULL, work);
  for (int row = 0; row < t->rows; row += LANES) {
    Complex *panel = work + row / LANES * t->columns;
    const Complex *factors = (const Complex *)kernel + row / LANES * t->columns;
    analyse(panel, t->columns, t->columnTurns);
    for (int i = 0; i < t->columns; i++) panel[i] = product(panel[i], factors[i]);
    synthesise(panel, t->columns, t->columnTurns);
  }
  for (int column = 0; column < t->columns; column += LANES) unfold(t, column, work, samples, NULL);
}
