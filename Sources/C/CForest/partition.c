// Rows of a node divided between its children, in place and in order.
#include "group.h"

// How far a code lies above the cut, as a byte, wraps around for codes up to the cut: so the lowest over all rows
// is the lowest that goes right.
#define PARTITION(NAME, NUMBER)                                                                       \
  static uint32_t NAME(                                                                               \
      NUMBER *numbers, uint32_t count, size_t step, const uint8_t *column, uint32_t code,             \
      NUMBER *spare, uint32_t *next) {                                                                \
    uint32_t left = 0, right = 0;                                                                     \
    uint8_t above = 255;                                                                              \
    for (uint32_t i = 0; i < count; i++) {                                                            \
      NUMBER row = numbers[i];                                                                        \
      uint8_t own = column[row * step];                                                               \
      uint8_t distance = (uint8_t)(own - code - 1);                                                   \
      uint32_t goes_right = own > code;                                                               \
      numbers[left] = row;                                                                            \
      spare[right] = row;                                                                             \
      left += 1 - goes_right;                                                                         \
      right += goes_right;                                                                            \
      above = distance < above ? distance : above;                                                    \
    }                                                                                                 \
    memcpy(numbers + left, spare, right * sizeof *numbers);                                           \
    *next = code + 1 + above;                                                                         \
    return left;                                                                                      \
  }

PARTITION(partition_narrow, uint16_t)
PARTITION(partition_wide, uint32_t)

uint32_t forest_partition(
    const forest_rows *rows, const uint8_t *column, uint32_t code, void *spare, uint32_t *next) {
  void *numbers = (void *)rows->numbers;
  return rows->wide ? partition_wide(numbers, rows->count, rows->step, column, code, spare, next)
                    : partition_narrow(numbers, rows->count, 1, column, code, spare, next);
}

void forest_turn_codes(
    const uint8_t *codes, size_t stride, uint32_t column_count, uint32_t first, uint32_t end, size_t step,
    uint8_t *turned) {
  // Blocks of 64 columns and 64 rows: a cache line of either side.
  for (uint32_t row = first; row < end; row += 64) {
    uint32_t rows = end - row < 64 ? end - row : 64;
    for (uint32_t column = 0; column < column_count; column += 64) {
      uint32_t columns = column_count - column < 64 ? column_count - column : 64;
      for (uint32_t j = 0; j < columns; j++)
        for (uint32_t i = 0; i < rows; i++)
          turned[(row + i) * step + column + j] = codes[(column + j) * stride + row + i];
    }
  }
}
