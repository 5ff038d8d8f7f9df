// Activations, dropout, global pools and normalisations: loops over cells, channels side by side.
#include "lanes.h"

CLONES
void cdnn_bias_activation(float *values, const float *bias, size_t rows, size_t channels, float slope) {
  for (size_t row = 0; row < rows; row++) {
    float *own = values + row * channels;
    for (size_t c = 0; c < channels; c++) {
      float sum = own[c] + (bias ? bias[c] : 0);
      own[c] = sum > 0 ? sum : sum * slope;
    }
  }
}

CLONES
void cdnn_activation_backward(const float *results, float *gradient, size_t count, float slope) {
  for (size_t i = 0; i < count; i++) gradient[i] = results[i] > 0 ? gradient[i] : gradient[i] * slope;
}

CLONES
void cdnn_column_sums(const float *values, size_t rows, size_t channels, float *sums) {
  memset(sums, 0, channels * sizeof *sums);
  for (size_t row = 0; row < rows; row++)
    for (size_t c = 0; c < channels; c++) sums[c] += values[row * channels + c];
}

CLONES
void cdnn_drop(
    const float *restrict input, float *restrict output, size_t count, const cdnn_dropout *dropout) {
  uint64_t key = dropout->key;
  uint32_t first = dropout->first, threshold = dropout->threshold;
  float scale = dropout->scale;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = first + (uint32_t)i;
    DROPOUT_BITS(bits, key);
    output[i] = bits < threshold ? 0 : input[i] * scale;
  }
}

CLONES
void cdnn_global_max(
    size_t images, size_t cells, size_t channels, const float *input, float *output, uint32_t *places) {
  for (size_t image = 0; image < images; image++) {
    float *best = output + image * channels;
    uint32_t *place = places ? places + image * channels : NULL;
    for (size_t cell = 0; cell < cells; cell++) {
      const float *own = input + (image * cells + cell) * channels;
      for (size_t c = 0; c < channels; c++) {
        bool takes = cell == 0 || own[c] > best[c] || own[c] != own[c];
        best[c] = takes ? own[c] : best[c];
        if (place) place[c] = takes ? (uint32_t)cell : place[c];
      }
    }
  }
}

CLONES
void cdnn_global_max_backward(
    size_t images, size_t cells, size_t channels, const float *gradient, const uint32_t *places,
    float *input_gradient) {
  for (size_t image = 0; image < images; image++)
    for (size_t cell = 0; cell < cells; cell++)
      for (size_t c = 0; c < channels; c++)
        input_gradient[(image * cells + cell) * channels + c] =
            places[image * channels + c] == cell ? gradient[image * channels + c] : 0;
}

CLONES
void cdnn_global_mean(size_t images, size_t cells, size_t channels, const float *input, float *output) {
  for (size_t image = 0; image < images; image++) {
    float *sums = output + image * channels;
    memset(sums, 0, channels * sizeof *sums);
    for (size_t cell = 0; cell < cells; cell++)
      for (size_t c = 0; c < channels; c++) sums[c] += input[(image * cells + cell) * channels + c];
    for (size_t c = 0; c < channels; c++) sums[c] /= (float)cells;
  }
}

CLONES
void cdnn_global_mean_backward(
    size_t images, size_t cells, size_t channels, const float *gradient, float *input_gradient) {
  for (size_t image = 0; image < images; image++)
    for (size_t cell = 0; cell < cells; cell++)
      for (size_t c = 0; c < channels; c++)
        input_gradient[(image * cells + cell) * channels + c] = gradient[image * channels + c] / (float)cells;
}

CLONES
void cdnn_moments(const float *values, size_t rows, size_t channels, double *sums) {
  memset(sums, 0, 2 * channels * sizeof *sums);
  for (size_t row = 0; row < rows; row++)
    for (size_t c = 0; c < channels; c++) {
      double value = values[row * channels + c];
      sums[c] += value;
      sums[channels + c] += value * value;
    }
}

CLONES
void cdnn_normalise(
    const float *values, size_t rows, size_t channels, const float *factor, const float *shift, float slope,
    float *output) {
  for (size_t row = 0; row < rows; row++)
    for (size_t c = 0; c < channels; c++) {
      float result = values[row * channels + c] * factor[c] + shift[c];
      output[row * channels + c] = result > 0 ? result : result * slope;
    }
}

CLONES
void cdnn_normalise_sums(
    const float *values, const float *results, float *gradient, size_t rows, size_t channels,
    const float *inverse, const float *offset, float slope, double *sums) {
  memset(sums, 0, 2 * channels * sizeof *sums);
  for (size_t row = 0; row < rows; row++)
    for (size_t c = 0; c < channels; c++) {
      size_t at = row * channels + c;
      float own = results[at] > 0 ? gradient[at] : gradient[at] * slope;
      gradient[at] = own;
      sums[c] += own;
      sums[channels + c] += (double)own * (double)(values[at] * inverse[c] - offset[c]);
    }
}

CLONES
void cdnn_normalise_backward(
    const float *values, const float *gradient, size_t rows, size_t channels, const float *a, const float *b,
    const float *c, float *output) {
  for (size_t row = 0; row < rows; row++)
    for (size_t i = 0; i < channels; i++) {
      size_t at = row * channels + i;
      output[at] = gradient[at] * a[i] + values[at] * b[i] + c[i];
    }
}
