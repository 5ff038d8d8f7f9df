// Nodes of two classes with any weight below 2³¹: counted in bins, scored in double precision.
#include "group.h"
#include "wide_score.h"

typedef uint64_t entry[FOREST_LANES];
typedef uint32_t row_entry[FOREST_LANES];

INLINE void fill_eight(
    const forest_two_class_node *node, const uint8_t *const *columns, bool wide, bool constrained,
    entry *bins, row_entry *row_bins) {
  const uint8_t *c0 = columns[0], *c1 = columns[1], *c2 = columns[2], *c3 = columns[3];
  const uint8_t *c4 = columns[4], *c5 = columns[5], *c6 = columns[6], *c7 = columns[7];
  const uint64_t *words = node->wide;
  const void *numbers = node->rows.numbers;
  // Read once: the compiler cannot know that bins are not the node.
  uint32_t count = node->rows.count, step = node->rows.step;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t row = row_at(numbers, wide, i);
    size_t at = wide ? (size_t)row * step : row;
    uint64_t word = words[row];
#define ADD(lane)                                                              \
  bins[c##lane[at]][lane] += word;                                             \
  if (constrained) row_bins[c##lane[at]][lane] += 1
    ADD(0); ADD(1); ADD(2); ADD(3); ADD(4); ADD(5); ADD(6); ADD(7);
#undef ADD
  }
}

INLINE void fill_some(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, bool wide,
    bool constrained, entry *bins, row_entry *row_bins) {
  for (uint32_t i = 0; i < node->rows.count; i++) {
    uint32_t row = row_at(node->rows.numbers, wide, i);
    size_t at = code_at(&node->rows, wide, row);
    for (uint32_t lane = 0; lane < lanes; lane++) {
      bins[columns[lane][at]][lane] += node->wide[row];
      if (constrained) row_bins[columns[lane][at]][lane] += 1;
    }
  }
}

/// Four lanes of a group, from `first` on.
INLINE void scan_four(
    const forest_two_class_node *node, entry *bins, row_entry *row_bins, uint32_t bin_count, int first,
    group_best *out, bool factored, bool constrained) {
  wide_node scale = wide_scale(node);
  wide_best best = wide_none();
  u64x4 sum = {0}, rows = {0};
  i64x4 varying = {0};
  uint64_t row_count = node->rows.count, min_rows = node->min_rows;
  for (uint32_t bin = 0; bin < bin_count; bin++) {
    u64x4 *slot = (u64x4 *)(bins[bin] + first);
    sum += *slot;
    *slot = (u64x4){0};
    i64x4 allowed = ~(i64x4){0};
    if (constrained) {
      uint32_t *row_slot = row_bins[bin] + first;
      rows += (u64x4){row_slot[0], row_slot[1], row_slot[2], row_slot[3]};
      memset(row_slot, 0, 4 * sizeof *row_slot);
      varying |= (i64x4)((rows > 0) & (rows < row_count));
      allowed = (i64x4)((rows >= min_rows) & (row_count - rows >= min_rows));
    }
    wide_try(&best, &scale, sum, (int64_t)bin, allowed, factored, constrained);
  }
  wide_store(&best, out, first);
  for (int lane = 0; lane < 4; lane++) {
    bool found = constrained ? varying[lane] != 0 : best.mark[lane] >= 0;
    out->code[first + lane] = (uint32_t)best.mark[lane];
    out->varying |= (uint32_t)found << (first + lane);
  }
}

INLINE void count_and_scan(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, uint32_t bin_count,
    entry *bins, row_entry *row_bins, group_best *out, bool factored, bool constrained) {
  if (lanes < FOREST_LANES)
    fill_some(node, columns, lanes, node->rows.wide, constrained, bins, row_bins);
  else if (node->rows.wide)
    fill_eight(node, columns, true, constrained, bins, row_bins);
  else
    fill_eight(node, columns, false, constrained, bins, row_bins);
  out->varying = 0;
  scan_four(node, bins, row_bins, bin_count, 0, out, factored, constrained);
  scan_four(node, bins, row_bins, bin_count, 4, out, factored, constrained);
}

CLONES
void count_wide(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, uint32_t bins,
    void *scratch, group_best *best) {
  entry *weights = scratch;
  row_entry *rows = (row_entry *)(weights + FOREST_BINS);
  SPECIALIZED(node, count_and_scan, node, columns, lanes, bins, weights, rows, best);
}
