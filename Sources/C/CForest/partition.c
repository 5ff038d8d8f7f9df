// Rows of a node divided between its children, in place and in order.
#include "group.h"

// How far a code lies above the cut, as a byte, wraps around for codes up to the cut: so the lowest over all rows
// is the lowest that goes right.
#define PARTITION(NAME, NUMBER)                                                                       \
  static uint32_t NAME(                                                                               \
      NUMBER *numbers, uint32_t count, const uint8_t *column, uint32_t code, NUMBER *spare,           \
      uint32_t *next) {                                                                               \
    uint32_t left = 0, right = 0;                                                                     \
    uint8_t above = 255;                                                                              \
    for (uint32_t i = 0; i < count; i++) {                                                            \
      NUMBER row = numbers[i];                                                                        \
      uint8_t distance = (uint8_t)(column[row] - code - 1);                                           \
      uint32_t goes_right = column[row] > code;                                                       \
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
    void *numbers, uint32_t count, bool wide, const uint8_t *column, uint32_t code, void *spare,
    uint32_t *next) {
  return wide ? partition_wide(numbers, count, column, code, spare, next)
              : partition_narrow(numbers, count, column, code, spare, next);
}
