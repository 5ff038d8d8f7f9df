// Nodes of two classes whose weight fits 15 bits: counted in bins, scored in single precision.
//
// With N the node's weight, P the second class's and n, p the same left of a cut, the fall of the Gini index is
// proportional to (p·N − n·P)² / (n · (N − n)). The difference is exact in 32 bits; fractions are compared by
// cross multiplication, so that an empty side (0 / 0) loses against everything.
#include "group.h"
#include "narrow_score.h"

typedef uint32_t entry[FOREST_LANES];

INLINE void fill_eight(
    const forest_two_class_node *node, const uint8_t *const *columns, bool wide, bool constrained,
    entry *bins, entry *row_bins) {
  const uint8_t *c0 = columns[0], *c1 = columns[1], *c2 = columns[2], *c3 = columns[3];
  const uint8_t *c4 = columns[4], *c5 = columns[5], *c6 = columns[6], *c7 = columns[7];
  const uint32_t *words = node->narrow;
  const void *numbers = node->rows.numbers;
  // Read once: the compiler cannot know that bins are not the node.
  uint32_t count = node->rows.count, step = node->rows.step;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t row = row_at(numbers, wide, i), word = words[row];
    size_t at = wide ? (size_t)row * step : row;
#define ADD(lane)                                                              \
  bins[c##lane[at]][lane] += word;                                             \
  if (constrained) row_bins[c##lane[at]][lane] += 1
    ADD(0); ADD(1); ADD(2); ADD(3); ADD(4); ADD(5); ADD(6); ADD(7);
#undef ADD
  }
}

INLINE void fill_some(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, bool wide,
    bool constrained, entry *bins, entry *row_bins) {
  for (uint32_t i = 0; i < node->rows.count; i++) {
    uint32_t row = row_at(node->rows.numbers, wide, i), word = node->narrow[row];
    size_t at = code_at(&node->rows, wide, row);
    for (uint32_t lane = 0; lane < lanes; lane++) {
      bins[columns[lane][at]][lane] += word;
      if (constrained) row_bins[columns[lane][at]][lane] += 1;
    }
  }
}

INLINE void scan(
    const forest_two_class_node *node, entry *bins, entry *row_bins, uint32_t bin_count, group_best *out,
    bool factored, bool constrained) {
  narrow_node scale = narrow_scale(node);
  narrow_best best = narrow_none();
  u32x8 sum = {0}, rows = {0};
  i32x8 varying = {0};
  for (uint32_t bin = 0; bin < bin_count; bin++) {
    u32x8 *slot = (u32x8 *)bins[bin];
    sum += *slot;
    *slot = (u32x8){0};
    if (constrained) {
      u32x8 *row_slot = (u32x8 *)row_bins[bin];
      rows += *row_slot;
      *row_slot = (u32x8){0};
      varying |= (rows > 0) & (rows < node->rows.count);
    }
    i32x8 n = (i32x8)(sum & 0xFFFF), p = (i32x8)(sum >> 16);
    i32x8 allowed = ~(i32x8){0};
    if (constrained)
      allowed = (rows >= node->min_rows) & (node->rows.count - rows >= node->min_rows);
    narrow_try(&best, &scale, n, p, (i32x8)sum, (int32_t)bin, allowed, factored, constrained);
  }
  narrow_store(&best, out, 0);
  i32x8 found = constrained ? varying : best.mark >= 0;
  out->varying = 0;
  for (int lane = 0; lane < FOREST_LANES; lane++) {
    out->code[lane] = (uint32_t)best.mark[lane];
    out->varying |= (uint32_t)(found[lane] != 0) << lane;
  }
}

INLINE void count_and_scan(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, uint32_t bin_count,
    entry *bins, entry *row_bins, group_best *out, bool factored, bool constrained) {
  if (lanes < FOREST_LANES)
    fill_some(node, columns, lanes, node->rows.wide, constrained, bins, row_bins);
  else if (node->rows.wide)
    fill_eight(node, columns, true, constrained, bins, row_bins);
  else
    fill_eight(node, columns, false, constrained, bins, row_bins);
  scan(node, bins, row_bins, bin_count, out, factored, constrained);
}

CLONES
void count_narrow(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, uint32_t bins,
    void *scratch, group_best *best) {
  entry *weights = scratch;
  entry *rows = weights + FOREST_BINS;
  SPECIALIZED(node, count_and_scan, node, columns, lanes, bins, weights, rows, best);
}
