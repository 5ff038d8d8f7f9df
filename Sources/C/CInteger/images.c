// Patches, pools and tables.
#include "scaling.h"

CLONES
void integer_patches(
    const integer_geometry *geometry, const int8_t *images, int32_t zero, size_t first, size_t count,
    size_t stride, int16_t *patches) {
  const integer_geometry g = *geometry;
  size_t cells = (size_t)g.output_height * (size_t)g.output_width;
  size_t image_size = (size_t)g.height * (size_t)g.width * (size_t)g.channels;
  size_t channels = (size_t)g.channels;
  for (size_t row = first; row < first + count; row++) {
    const int8_t *image = images + row / cells * image_size;
    int32_t top = (int32_t)(row % cells / (size_t)g.output_width) * g.stride_height - g.top;
    int32_t left = (int32_t)(row % cells % (size_t)g.output_width) * g.stride_width - g.left;
    int16_t *patch = patches + (row - first) * stride, *end = patch + stride;
    for (int32_t y = 0; y < g.kernel_height; y++) {
      int32_t line = top + y * g.dilation_height;
      bool is_inside = line >= 0 && line < g.height;
      const int8_t *cells_of_line = image + (size_t)(is_inside ? line : 0) * (size_t)g.width * channels;
      // A line of the kernel that lies within the image is one piece.
      if (is_inside && g.dilation_width == 1 && left >= 0 && left + g.kernel_width <= g.width) {
        size_t count_of_line = (size_t)g.kernel_width * channels;
        const int8_t *cell = cells_of_line + (size_t)left * channels;
        for (size_t i = 0; i < count_of_line; i++) patch[i] = (int16_t)(cell[i] - zero);
        patch += count_of_line;
        continue;
      }
      for (int32_t x = 0; x < g.kernel_width; x++, patch += channels) {
        int32_t column = left + x * g.dilation_width;
        if (!is_inside || column < 0 || column >= g.width) {
          memset(patch, 0, channels * sizeof *patch);
          continue;
        }
        const int8_t *cell = cells_of_line + (size_t)column * channels;
        for (size_t i = 0; i < channels; i++) patch[i] = (int16_t)(cell[i] - zero);
      }
    }
    memset(patch, 0, (size_t)((char *)end - (char *)patch));
  }
}

CLONES
void integer_max_pool(
    const int8_t *image, int32_t height, int32_t width, int32_t channels, int32_t block_height,
    int32_t block_width, int8_t *result) {
  size_t depth = (size_t)channels;
  for (int32_t row = 0; row < height / block_height; row++)
    for (int32_t column = 0; column < width / block_width; column++, result += depth) {
      memset(result, -128, depth);
      for (int32_t y = 0; y < block_height; y++)
        for (int32_t x = 0; x < block_width; x++) {
          size_t place = (size_t)(row * block_height + y) * (size_t)width + (size_t)(column * block_width + x);
          const int8_t *cell = image + place * depth;
          for (size_t i = 0; i < depth; i++) result[i] = cell[i] > result[i] ? cell[i] : result[i];
        }
    }
}

void integer_look_up(const int8_t *table, size_t count, int8_t *codes) {
  for (size_t i = 0; i < count; i++) codes[i] = table[codes[i] + 128];
}
