// A convolution of images of one channel and the max pool behind it in one, forward and backward.
//
// Such images are small and their convolutions are large: here only what is left after the pool is ever written. Sixteen
// filters lie side by side in a register, and a cell of the image is multiplied with all of them.
#include "lanes.h"
#include <stdlib.h>

// Sum and product become one where the processor can: these are the products of a convolution.
#pragma STDC FP_CONTRACT ON

enum { MOST_TAPS = 64 };

struct cdnn_single_channel {
  cdnn_convolution_shape shape;
  size_t block_height, block_width, rows, columns, taps;
  /// The image with its zeros around it.
  size_t padded_height, padded_width;
  /// Where each weight of the kernel finds its cell, from the kernel's corner.
  size_t cells[MOST_TAPS];
  float *image;
  /// Weights and their gradients, `[filters / 16, taps, 16]`.
  float *weights, *gradients;
};

bool cdnn_single_channel_fits(const cdnn_convolution_shape *s) {
  return s->channels == 1 && !s->depthwise && !s->needs_input_gradient && s->biased &&
      s->filters % LANES == 0 && s->kernel_height * s->kernel_width <= MOST_TAPS;
}

void cdnn_single_channel_destroy(cdnn_single_channel *own) {
  if (!own) return;
  free(own->image);
  free(own->weights);
  free(own->gradients);
  free(own);
}

int cdnn_single_channel_create(
    const cdnn_convolution_shape *shape, size_t block_height, size_t block_width, cdnn_single_channel **out) {
  *out = NULL;
  cdnn_single_channel *own = calloc(1, sizeof *own);
  if (!own) return CDNN_NO_MEMORY;
  own->shape = *shape;
  own->block_height = block_height;
  own->block_width = block_width;
  own->rows = (size_t)shape->out_height / block_height;
  own->columns = (size_t)shape->out_width / block_width;
  own->padded_height = (size_t)(shape->height + shape->top + shape->bottom);
  own->padded_width = (size_t)(shape->width + shape->left + shape->right);
  for (int64_t y = 0; y < shape->kernel_height; y++)
    for (int64_t x = 0; x < shape->kernel_width; x++)
      own->cells[own->taps++] =
          (size_t)(y * shape->dilation_height) * own->padded_width + (size_t)(x * shape->dilation_width);
  own->image = zeros(own->padded_height * own->padded_width, sizeof(float));
  own->weights = zeros((size_t)shape->filters * own->taps, sizeof(float));
  own->gradients = zeros((size_t)shape->filters * own->taps, sizeof(float));
  if (!own->image || !own->weights || !own->gradients) {
    cdnn_single_channel_destroy(own);
    return CDNN_NO_MEMORY;
  }
  *out = own;
  return 0;
}

/// Filters side by side.
void cdnn_single_channel_load(cdnn_single_channel *own, const float *weights) {
  size_t taps = own->taps;
  for (size_t filter = 0; filter < (size_t)own->shape.filters; filter++)
    for (size_t tap = 0; tap < taps; tap++)
      own->weights[(filter / LANES * taps + tap) * LANES + filter % LANES] = weights[filter * taps + tap];
}

/// Puts zeros around an image; their place is zero already.
static const float *padded(cdnn_single_channel *own, const float *image) {
  const cdnn_convolution_shape *s = &own->shape;
  if (!s->top && !s->bottom && !s->left && !s->right) return image;
  for (int64_t y = 0; y < s->height; y++)
    memcpy(
        own->image + (size_t)(y + s->top) * own->padded_width + s->left, image + y * s->width,
        (size_t)s->width * sizeof(float));
  return own->image;
}

/// Sixteen filters over one image.
INLINE void filters_forward(
    const cdnn_single_channel *own, size_t taps, size_t height, size_t width, const float *image,
    const float *weights, const float *bias, const cdnn_dropout *dropout, uint32_t cell, float *output,
    uint16_t *places) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t filters = (size_t)s->filters, out_width = (size_t)s->out_width;
  f32x16 base = *(const f32x16 *)bias;
  float slope = s->slope;
  for (size_t position = 0; position < own->rows * own->columns; position++) {
    size_t row = position / own->columns * height, column = position % own->columns * width;
    f32x16 best = {0};
    u32x16 best_place = {0};
    for (size_t y = 0; y < height; y++)
      for (size_t x = 0; x < width; x++) {
        const float *from = image + (row + y) * (size_t)s->stride_height * own->padded_width +
            (column + x) * (size_t)s->stride_width;
        f32x16 sum = base;
        for (size_t tap = 0; tap < taps; tap++)
          sum = sum + *(const f32x16 *)(weights + tap * LANES) * from[own->cells[tap]];
        f32x16 value = choose((i32x16)(sum > 0), sum, sum * slope);
        u32x16 mark = (u32x16){0} + (uint32_t)(y * width + x);
        if (dropout) {
          uint32_t at = (uint32_t)(((row + y) * out_width + column + x) * filters);
          value = drop(value, cell + at, dropout, &mark);
        }
        keep_highest(value, mark, y + x == 0, &best, &best_place);
      }
    *(f32x16 *)(output + position * filters) = best;
    if (places) *(u16x16 *)(places + position * filters) = __builtin_convertvector(best_place, u16x16);
  }
}

CLONES
void cdnn_single_channel_forward(
    cdnn_single_channel *own, const float *input, const float *bias, const cdnn_dropout *dropout, float *output,
    uint16_t *places) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t filters = (size_t)s->filters, taps = own->taps, results = own->rows * own->columns * filters;
  size_t cells = (size_t)(s->out_height * s->out_width) * filters;
  // The common kernel and block, with their loops unrolled.
  bool common = taps == 9 && own->block_height == 2 && own->block_width == 2;
  for (size_t i = 0; i < (size_t)s->images; i++) {
    const float *image = padded(own, input + i * (size_t)(s->height * s->width));
    for (size_t first = 0; first < filters; first += LANES) {
      const float *weights = own->weights + first * taps;
      float *to = output + i * results + first;
      uint16_t *to_places = places ? places + i * results + first : NULL;
      uint32_t cell = dropout ? dropout->first + (uint32_t)(i * cells + first) : 0;
      if (common && dropout)
        filters_forward(own, 9, 2, 2, image, weights, bias + first, dropout, cell, to, to_places);
      else if (common)
        filters_forward(own, 9, 2, 2, image, weights, bias + first, NULL, cell, to, to_places);
      else
        filters_forward(
            own, taps, own->block_height, own->block_width, image, weights, bias + first, dropout, cell, to,
            to_places);
    }
  }
}

/// Gradients of sixteen filters from one image, added.
INLINE void filters_backward(
    const cdnn_single_channel *own, size_t taps, size_t height, size_t width, float scale, const float *image,
    const float *output, const uint16_t *places, const float *gradient, float *gradients, float *bias) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t filters = (size_t)s->filters;
  f32x16 sums[MOST_TAPS], sum = *(const f32x16 *)bias;
  for (size_t tap = 0; tap < taps; tap++) sums[tap] = *(const f32x16 *)(gradients + tap * LANES);
  for (size_t position = 0; position < own->rows * own->columns; position++) {
    size_t row = position / own->columns * height, column = position % own->columns * width;
    f32x16 result = *(const f32x16 *)(output + position * filters);
    f32x16 slopes = *(const f32x16 *)(gradient + position * filters) * scale;
    slopes = choose((i32x16)(result > 0), slopes, slopes * s->slope);
    i32x16 marks = __builtin_convertvector(*(const u16x16 *)(places + position * filters), i32x16);
    for (size_t y = 0; y < height; y++)
      for (size_t x = 0; x < width; x++) {
        const float *from = image + (row + y) * (size_t)s->stride_height * own->padded_width +
            (column + x) * (size_t)s->stride_width;
        f32x16 part = choose((i32x16)(marks == (int32_t)(y * width + x)), slopes, (f32x16){0});
        sum = sum + part;
        for (size_t tap = 0; tap < taps; tap++) sums[tap] = sums[tap] + part * from[own->cells[tap]];
      }
  }
  for (size_t tap = 0; tap < taps; tap++) *(f32x16 *)(gradients + tap * LANES) = sums[tap];
  *(f32x16 *)bias = sum;
}

CLONES
void cdnn_single_channel_backward(
    cdnn_single_channel *own, const float *input, const float *output, const uint16_t *places, float scale,
    const float *gradient, float *weight_gradient, float *bias_gradient) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t filters = (size_t)s->filters, taps = own->taps, results = own->rows * own->columns * filters;
  memset(own->gradients, 0, filters * taps * sizeof(float));
  memset(bias_gradient, 0, filters * sizeof(float));
  bool common = taps == 9 && own->block_height == 2 && own->block_width == 2;
  for (size_t i = 0; i < (size_t)s->images; i++) {
    const float *image = padded(own, input + i * (size_t)(s->height * s->width));
    for (size_t first = 0; first < filters; first += LANES) {
      size_t at = i * results + first;
      float *to = own->gradients + first * taps;
      if (common)
        filters_backward(
            own, 9, 2, 2, scale, image, output + at, places + at, gradient + at, to, bias_gradient + first);
      else
        filters_backward(
            own, taps, own->block_height, own->block_width, scale, image, output + at, places + at,
            gradient + at, to, bias_gradient + first);
    }
  }
  for (size_t filter = 0; filter < filters; filter++)
    for (size_t tap = 0; tap < taps; tap++)
      weight_gradient[filter * taps + tap] =
          own->gradients[(filter / LANES * taps + tap) * LANES + filter % LANES];
}
