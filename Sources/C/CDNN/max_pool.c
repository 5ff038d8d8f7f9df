// The highest cell of each block, and the way back.
#include "lanes.h"

/// Sixteen channels of one block. What is higher than the best so far, or no number, takes its place.
INLINE void block_forward(
    const float *input, size_t row_length, size_t channels, size_t height, size_t width,
    const cdnn_dropout *dropout, uint32_t cell, float *output, uint16_t *places) {
  f32x16 best = {0};
  u32x16 place = {0};
  for (size_t y = 0; y < height; y++)
    for (size_t x = 0; x < width; x++) {
      size_t at = y * row_length + x * channels;
      f32x16 value = *(const f32x16 *)(input + at);
      u32x16 mark = (u32x16){0} + (uint32_t)(y * width + x);
      if (dropout) value = drop(value, cell + (uint32_t)at, dropout, &mark);
      keep_highest(value, mark, y + x == 0, &best, &place);
    }
  *(f32x16 *)output = best;
  if (places) *(u16x16 *)places = __builtin_convertvector(place, u16x16);
}

/// One channel of one block.
static void cell_forward(
    const float *input, size_t row_length, size_t channels, const cdnn_pool *pool,
    const cdnn_dropout *dropout, uint32_t cell, float *output, uint16_t *places) {
  for (size_t y = 0; y < pool->block_height; y++)
    for (size_t x = 0; x < pool->block_width; x++) {
      size_t at = y * row_length + x * channels;
      float value = input[at];
      uint16_t mark = (uint16_t)(y * pool->block_width + x);
      if (dropout) {
        uint32_t bits = cell + (uint32_t)at;
        DROPOUT_BITS(bits, dropout->key);
        value = bits < dropout->threshold ? 0 : value * dropout->scale;
        if (bits < dropout->threshold) mark = 0xFFFF;
      }
      if (y + x > 0 && !(value > *output) && value == value) continue;
      *output = value;
      if (places) *places = mark;
    }
}

INLINE void pool_forward(
    const cdnn_pool *pool, size_t height, size_t width, const cdnn_dropout *dropout, const float *input,
    float *output, uint16_t *places) {
  size_t rows = pool->height / height, columns = pool->width / width, channels = pool->channels;
  size_t row_length = pool->width * channels;
  for (size_t line = 0; line < pool->images * rows; line++)
    for (size_t column = 0; column < columns; column++) {
      size_t from = (line / rows * pool->height + line % rows * height) * row_length + column * width * channels;
      size_t to = (line * columns + column) * channels, c = 0;
      uint32_t cell = dropout ? dropout->first + (uint32_t)from : 0;
      for (; c + LANES <= channels; c += LANES)
        block_forward(
            input + from + c, row_length, channels, height, width, dropout, cell + (uint32_t)c,
            output + to + c, places ? places + to + c : NULL);
      for (; c < channels; c++)
        cell_forward(
            input + from + c, row_length, channels, pool, dropout, cell + (uint32_t)c, output + to + c,
            places ? places + to + c : NULL);
    }
}

CLONES
void cdnn_max_pool(
    const cdnn_pool *pool, const cdnn_dropout *dropout, const float *input, float *output, uint16_t *places) {
  size_t height = pool->block_height, width = pool->block_width;
  // The common block, with its loops unrolled.
  bool common = height == 2 && width == 2;
  if (common && dropout) pool_forward(pool, 2, 2, dropout, input, output, places);
  else if (common) pool_forward(pool, 2, 2, NULL, input, output, places);
  else pool_forward(pool, height, width, dropout, input, output, places);
}

CLONES
void cdnn_max_pool_backward(
    const cdnn_pool *pool, float scale, const float *restrict gradient, const uint16_t *restrict places,
    float *restrict input_gradient) {
  size_t rows = pool->height / pool->block_height, columns = pool->width / pool->block_width;
  size_t channels = pool->channels, row_length = pool->width * channels;
  if (pool->height % pool->block_height || pool->width % pool->block_width)
    memset(input_gradient, 0, pool->images * pool->height * row_length * sizeof(float));
  for (size_t line = 0; line < pool->images * rows; line++)
    for (size_t y = 0; y < pool->block_height; y++) {
      size_t from = line / rows * pool->height + line % rows * pool->block_height + y;
      for (size_t column = 0; column < columns; column++)
        for (size_t x = 0; x < pool->block_width; x++) {
          float *own = input_gradient + from * row_length + (column * pool->block_width + x) * channels;
          size_t result = (line * columns + column) * channels;
          uint16_t place = (uint16_t)(y * pool->block_width + x);
          for (size_t c = 0; c < channels; c++)
            own[c] = places[result + c] == place ? gradient[result + c] * scale : 0;
        }
    }
}
