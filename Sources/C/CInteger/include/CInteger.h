// The loops of an integer network that need the processor's widest lanes.
//
// Images are [height, width, channels] of 8-bit codes, several behind each other. A row of patches holds the codes
// minus the code of 0 that one cell of a result is made of, 16 bits each; cells beyond the image are 0. Sums have 32
// bits and wrap. Results do not depend on the processor.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Filters that are summed side by side: weights are padded to a multiple.
#define INTEGER_LANES 16

/// What a convolution looks at.
typedef struct {
  int32_t height, width, channels;
  int32_t output_height, output_width;
  int32_t kernel_height, kernel_width;
  int32_t stride_height, stride_width;
  int32_t dilation_height, dilation_width;
  /// Cells above and left of the image.
  int32_t top, left;
} integer_geometry;

/// What becomes of sums: (sum + bias) · multiplier · 2^(shift − 31) + zero, at least `lowest`, one of each a filter.
typedef struct {
  const int32_t *_Nonnull bias;
  const int32_t *_Nonnull multipliers;
  const int32_t *_Nonnull shifts;
  /// Filters; the arrays are padded to a multiple of INTEGER_LANES.
  int32_t filters;
  int32_t zero;
  int32_t lowest;
  /// Whether the product is rounded once, halves upwards, in place of twice.
  bool rounded_once;
} integer_scaling;

/// The ways to compute products that this processor knows: 0 plain, 1 AVX2, 2 AVX-512 VNNI; each includes those below.
int32_t integer_level(void);

/// Rows `first..<first + count` of the patches of all images, `stride` numbers each; what is left of a row becomes 0.
void integer_patches(
    const integer_geometry *_Nonnull geometry, const int8_t *_Nonnull images, int32_t zero, size_t first,
    size_t count, size_t stride, int16_t *_Nonnull patches);

/// Codes of `rows` × `filters` sums of 2 · `pairs` products; weights `[filters / 16, pairs, 16, 2]`.
void integer_products(
    int32_t level, const int16_t *_Nonnull patches, size_t rows, size_t pairs, const int16_t *_Nonnull weights,
    const integer_scaling *_Nonnull scaling, int8_t *_Nonnull codes);

/// The same with each channel by itself: patches `[rows, cells, channels]`, weights `[cells, channels]`.
void integer_depthwise(
    const int16_t *_Nonnull patches, size_t rows, size_t cells, const int16_t *_Nonnull weights,
    const integer_scaling *_Nonnull scaling, int8_t *_Nonnull codes);

/// The highest of each block of cells of one image; what is left over at the edges is dropped.
void integer_max_pool(
    const int8_t *_Nonnull image, int32_t height, int32_t width, int32_t channels, int32_t block_height,
    int32_t block_width, int8_t *_Nonnull result);

/// Each code becomes the table's entry for it, from −128 on.
void integer_look_up(const int8_t *_Nonnull table, size_t count, int8_t *_Nonnull codes);
