// The cells that a 1 × 1 convolution with steps looks at, and the convolution without steps over them alone.
//
// oneDNN 2.6 would gather them itself, but on processors without AVX-512 it reads and writes past the end of the working
// memory that it asks for.
#pragma once
#include "include/CDNN.h"
#include <string.h>

static inline bool picks_cells(const cdnn_convolution_shape *s) {
  return s->kernel_height == 1 && s->kernel_width == 1 && (s->stride_height > 1 || s->stride_width > 1);
}

/// The same convolution over picked cells.
static inline cdnn_convolution_shape of_picked(cdnn_convolution_shape s) {
  s.height = s.out_height, s.width = s.out_width;
  s.stride_height = s.stride_width = 1;
  s.top = s.bottom = s.left = s.right = 0;
  return s;
}

/// The number of values of picked cells.
static inline size_t picked_count(const cdnn_convolution_shape *s) {
  return (size_t)(s->images * s->out_height * s->out_width * s->channels);
}

/// Where an image's cell lies that a result at a row and a column looks at; negative outside, where there are zeros.
static inline int64_t looked_at(const cdnn_convolution_shape *s, int64_t image, int64_t row, int64_t column) {
  int64_t y = row * s->stride_height - s->top, x = column * s->stride_width - s->left;
  bool is_inside = y >= 0 && y < s->height && x >= 0 && x < s->width;
  return is_inside ? ((image * s->height + y) * s->width + x) * s->channels : -1;
}

/// Runs a body for every picked cell, `picked` and `place` being where it lies among these and among all.
#define EACH_PICKED(s, body)                                             \
  do {                                                                   \
    int64_t picked = 0;                                                  \
    for (int64_t image = 0; image < (s)->images; image++)                \
      for (int64_t row = 0; row < (s)->out_height; row++)                \
        for (int64_t column = 0; column < (s)->out_width; column++) {    \
          int64_t place = looked_at(s, image, row, column);              \
          body;                                                          \
          picked += (s)->channels;                                       \
        }                                                                \
  } while (0)

static inline void pick(const cdnn_convolution_shape *s, const float *all, float *cells) {
  size_t size = (size_t)s->channels * sizeof(float);
  EACH_PICKED(s, {
    if (place < 0)
      memset(cells + picked, 0, size);
    else
      memcpy(cells + picked, all + place, size);
  });
}

/// Puts picked cells back among zeros.
static inline void put_back(const cdnn_convolution_shape *s, const float *cells, float *all) {
  size_t size = (size_t)s->channels * sizeof(float);
  memset(all, 0, (size_t)(s->images * s->height * s->width) * size);
  EACH_PICKED(s, {
    if (place >= 0) memcpy(all + place, cells + picked, size);
  });
}
