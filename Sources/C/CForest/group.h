// One group of columns that are looked at side by side, and what comes out of it.
#pragma once
#include "lanes.h"

/// The best split of each column of a group; a score below 0 where a column has none.
typedef struct {
  double score[16], divisor[16];
  uint32_t code[16], total[16], positive[16];
  /// Bit j: column j is not the same for all rows.
  uint32_t varying;
} group_best;

void count_narrow(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, uint32_t bins,
    void *scratch, group_best *best);
void count_wide(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, uint32_t bins,
    void *scratch, group_best *best);
void sort_narrow(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, group_best *best);
void sort_wide(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, group_best *best);

INLINE uint32_t row_at(const void *numbers, bool wide, uint32_t index) {
  return wide ? ((const uint32_t *)numbers)[index] : ((const uint16_t *)numbers)[index];
}

/// Where a row's code lies in a column.
INLINE size_t code_at(const forest_rows *rows, bool wide, uint32_t row) {
  return wide ? (size_t)row * rows->step : row;
}

INLINE bool is_factored(const forest_two_class_node *node) {
  return node->factor[0] != 1 || node->factor[1] != 1;
}

INLINE bool is_constrained(const forest_two_class_node *node) {
  return node->min_rows > 1 || node->min_weight > 0;
}

/// Calls `function(arguments…, factored, constrained)` with constants, so that each case is compiled apart.
#define SPECIALIZED(node, function, ...)                                       \
  do {                                                                         \
    if (is_factored(node)) {                                                   \
      if (is_constrained(node)) function(__VA_ARGS__, true, true);             \
      else function(__VA_ARGS__, true, false);                                 \
    } else {                                                                   \
      if (is_constrained(node)) function(__VA_ARGS__, false, true);            \
      else function(__VA_ARGS__, false, false);                                \
    }                                                                          \
  } while (0)
