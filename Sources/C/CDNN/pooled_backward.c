// The way back through a max pool and the convolution before it in one.
//
// Of each block of cells only the highest has a gradient: a convolution that multiplied by all the zeros between would
// do a block's size times the work. Along a row of the kernel the numbers of an image lie side by side as the weights
// do, so one gradient is a product with a run of numbers.
#include "lanes.h"
#include <stdlib.h>

// Sum and product become one where the processor can: these are the products of a convolution.
#pragma STDC FP_CONTRACT ON

enum { GROUP_BYTES = 32768, ALONG = 12 };

struct cdnn_pooled_backward {
  cdnn_convolution_shape shape;
  size_t block_height, block_width, rows, columns;
  /// The image with its zeros around it.
  size_t padded_height, padded_width, padded_count;
  /// Images that are taken together.
  size_t group;
  bool padded;
  float *images, *gradients, *slopes, *pooled;
  uint32_t *offsets;
  /// Where the kernel begins for each cell of a block, from where it does for the first.
  uint32_t *corners;
  /// Of one position: the channels whose highest cell is the same, behind each other.
  uint32_t *channels;
};

bool cdnn_pooled_backward_fits(const cdnn_convolution_shape *s) {
  bool side_by_side = s->dilation_width == 1 || s->kernel_width == 1;
  // Places within a group are numbers of 32 bits.
  double cells = (double)(s->height + s->top + s->bottom) * (double)(s->width + s->left + s->right);
  return !s->depthwise && side_by_side && s->kernel_width * s->channels % LANES == 0 &&
      cells * (double)s->channels < (double)(1u << 31);
}

void cdnn_pooled_backward_destroy(cdnn_pooled_backward *own) {
  if (!own) return;
  free(own->images);
  free(own->gradients);
  free(own->slopes);
  free(own->pooled);
  free(own->offsets);
  free(own->corners);
  free(own->channels);
  free(own);
}

int cdnn_pooled_backward_create(
    const cdnn_convolution_shape *shape, size_t block_height, size_t block_width, cdnn_pooled_backward **out) {
  *out = NULL;
  cdnn_pooled_backward *own = calloc(1, sizeof *own);
  if (!own) return CDNN_NO_MEMORY;
  own->shape = *shape;
  own->block_height = block_height;
  own->block_width = block_width;
  own->rows = (size_t)shape->out_height / block_height;
  own->columns = (size_t)shape->out_width / block_width;
  own->padded_height = (size_t)(shape->height + shape->top + shape->bottom);
  own->padded_width = (size_t)(shape->width + shape->left + shape->right);
  own->padded_count = own->padded_height * own->padded_width * (size_t)shape->channels;
  own->padded = shape->top || shape->bottom || shape->left || shape->right;
  own->group = GROUP_BYTES / (own->padded_count * sizeof(float));
  if (own->group < 1) own->group = 1;
  if (own->group > (size_t)shape->images) own->group = (size_t)shape->images;
  size_t filters = (size_t)shape->filters, positions = own->rows * own->columns;
  own->images = zeros(own->padded ? own->group * own->padded_count : 0, sizeof(float));
  own->gradients = zeros(own->padded ? own->padded_count : 0, sizeof(float));
  own->slopes = zeros(own->group * positions * filters, sizeof(float));
  own->pooled = zeros(filters, sizeof(float));
  own->offsets = zeros(own->group * positions * filters, sizeof(uint32_t));
  own->corners = zeros(block_height * block_width, sizeof(uint32_t));
  own->channels = zeros(filters, sizeof(uint32_t));
  if (!own->images || !own->gradients || !own->slopes || !own->pooled || !own->offsets || !own->corners ||
      !own->channels) {
    cdnn_pooled_backward_destroy(own);
    return CDNN_NO_MEMORY;
  }
  for (size_t place = 0; place < block_height * block_width; place++)
    own->corners[place] = (uint32_t)(
        (place / block_width * (size_t)shape->stride_height * own->padded_width +
         place % block_width * (size_t)shape->stride_width) *
        (size_t)shape->channels);
  *out = own;
  return 0;
}

/// `sum[count vectors] += Σ factor · run`, over `terms` runs that begin at `base + offsets[i] · step`.
INLINE void add_runs(
    float *sum, size_t vectors, const float *base, const uint32_t *offsets, size_t step, const float *factors,
    size_t terms) {
  f32x16 sums[ALONG];
  for (size_t v = 0; v < vectors; v++) sums[v] = *(const f32x16 *)(sum + v * LANES);
  for (size_t term = 0; term < terms; term++) {
    const float *run = base + offsets[term] * step;
    float factor = factors[term];
    for (size_t v = 0; v < vectors; v++) sums[v] = sums[v] + *(const f32x16 *)(run + v * LANES) * factor;
  }
  for (size_t v = 0; v < vectors; v++) *(f32x16 *)(sum + v * LANES) = sums[v];
}

/// As above for any length, in pieces whose sums stay in registers.
INLINE void add_long_runs(
    float *sum, size_t vectors, const float *base, const uint32_t *offsets, size_t step, const float *factors,
    size_t terms) {
  while (vectors >= 12) {
    add_runs(sum, 12, base, offsets, step, factors, terms);
    sum += 12 * LANES, base += 12 * LANES, vectors -= 12;
  }
  while (vectors >= 6) {
    add_runs(sum, 6, base, offsets, step, factors, terms);
    sum += 6 * LANES, base += 6 * LANES, vectors -= 6;
  }
  while (vectors >= 2) {
    add_runs(sum, 2, base, offsets, step, factors, terms);
    sum += 2 * LANES, base += 2 * LANES, vectors -= 2;
  }
  if (vectors) add_runs(sum, 1, base, offsets, step, factors, terms);
}

/// Puts zeros around an image; their place is zero already.
static void pad(const cdnn_pooled_backward *own, const float *image, float *padded) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t row = (size_t)(s->width * s->channels), to = own->padded_width * (size_t)s->channels;
  padded += (size_t)s->top * to + (size_t)(s->left * s->channels);
  for (int64_t y = 0; y < s->height; y++) memcpy(padded + (size_t)y * to, image + (size_t)y * row, row * 4);
}

static void unpad(const cdnn_pooled_backward *own, const float *padded, float *image) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t row = (size_t)(s->width * s->channels), to = own->padded_width * (size_t)s->channels;
  padded += (size_t)s->top * to + (size_t)(s->left * s->channels);
  for (int64_t y = 0; y < s->height; y++) memcpy(image + (size_t)y * row, padded + (size_t)y * to, row * 4);
}

/// Where the kernel begins for the first cell of a block.
INLINE uint32_t block_corner(const cdnn_pooled_backward *own, size_t position) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t y = position / own->columns * own->block_height, x = position % own->columns * own->block_width;
  return (uint32_t)((y * (size_t)s->stride_height * own->padded_width + x * (size_t)s->stride_width) *
                    (size_t)s->channels);
}

/// Gradients behind the pool become those of the sums before the activation.
INLINE void through_activation(
    const float *pooled, const uint16_t *places, float *gradient, size_t count, float slope, float scale) {
  for (size_t i = 0; i < count; i++) {
    float own = gradient[i] * scale;
    own = pooled[i] > 0 ? own : own * slope;
    gradient[i] = places[i] == 0xFFFF ? 0 : own;
  }
}

/// Gradients of weights and bias from a group of images, added.
INLINE void group_weights(
    cdnn_pooled_backward *own, const float *images, const float *gradient, const uint16_t *places, size_t count,
    float *weights, float *bias) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t filters = (size_t)s->filters, positions = own->rows * own->columns, all = count * positions;
  for (size_t i = 0; i < all; i++) {
    uint32_t block = (uint32_t)(i / positions * own->padded_count) + block_corner(own, i % positions);
    for (size_t filter = 0; filter < filters; filter++) {
      size_t place = places[i * filters + filter];
      own->slopes[filter * all + i] = gradient[i * filters + filter];
      own->offsets[filter * all + i] = place == 0xFFFF ? block : block + own->corners[place];
    }
  }
  size_t run = (size_t)(s->kernel_width * s->channels), height = (size_t)s->kernel_height;
  size_t row = (size_t)s->dilation_height * own->padded_width * (size_t)s->channels;
  for (size_t filter = 0; filter < filters; filter++) {
    const float *slopes = own->slopes + filter * all;
    for (size_t y = 0; y < height; y++)
      add_long_runs(
          weights + (filter * height + y) * run, run / LANES, images + y * row, own->offsets + filter * all, 1,
          slopes, all);
    if (!bias) continue;
    float sum = bias[filter];
    for (size_t i = 0; i < all; i++) sum += slopes[i];
    bias[filter] = sum;
  }
}

/// The gradient of one image, added.
INLINE void image_gradient(
    cdnn_pooled_backward *own, const float *weights, const float *gradient, const uint16_t *places,
    float *image) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t filters = (size_t)s->filters, block = own->block_height * own->block_width;
  size_t run = (size_t)(s->kernel_width * s->channels), height = (size_t)s->kernel_height;
  size_t row = (size_t)s->dilation_height * own->padded_width * (size_t)s->channels;
  for (size_t position = 0; position < own->rows * own->columns; position++) {
    const float *slopes = gradient + position * filters;
    const uint16_t *own_places = places + position * filters;
    size_t found = 0;
    for (size_t place = 0; place < block; place++) {
      size_t start = found;
      for (size_t filter = 0; filter < filters; filter++) {
        own->channels[found] = (uint32_t)filter;
        own->pooled[found] = slopes[filter];
        found += own_places[filter] == place && found < filters;
        if (found == filters) break;
      }
      if (found == start) continue;
      float *to = image + block_corner(own, position) + own->corners[place];
      for (size_t y = 0; y < height; y++)
        add_long_runs(
            to + y * row, run / LANES, weights + y * run, own->channels + start, height * run,
            own->pooled + start, found - start);
      if (found == filters) break;
    }
  }
}

CLONES
void cdnn_pooled_backward_run(
    cdnn_pooled_backward *own, const float *input, const float *weights, const float *pooled,
    const uint16_t *places, float scale, float *gradient, float *weight_gradient, float *bias_gradient,
    float *input_gradient) {
  const cdnn_convolution_shape *s = &own->shape;
  size_t filters = (size_t)s->filters, count = own->rows * own->columns * filters, images = (size_t)s->images;
  size_t size = (size_t)(s->height * s->width * s->channels);
  through_activation(pooled, places, gradient, images * count, s->slope, scale);
  memset(weight_gradient, 0, filters * (size_t)(s->kernel_height * s->kernel_width * s->channels) * 4);
  if (bias_gradient) memset(bias_gradient, 0, filters * 4);
  for (size_t first = 0; first < images; first += own->group) {
    size_t group = images - first < own->group ? images - first : own->group;
    const float *from = input + first * size;
    if (own->padded) {
      for (size_t i = 0; i < group; i++) pad(own, from + i * size, own->images + i * own->padded_count);
      from = own->images;
    }
    group_weights(
        own, from, gradient + first * count, places + first * count, group, weight_gradient, bias_gradient);
  }
  if (!input_gradient) return;
  for (size_t i = 0; i < images; i++) {
    float *to = own->padded ? own->gradients : input_gradient + i * size;
    memset(to, 0, own->padded_count * 4);
    image_gradient(own, weights, gradient + i * count, places + i * count, to);
    if (own->padded) unpad(own, to, input_gradient + i * size);
  }
}
